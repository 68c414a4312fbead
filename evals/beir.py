"""BEIR folders: `corpus.jsonl`, `queries.jsonl` and `qrels/*.tsv`.

Thakur et al. 2021, arXiv 2104.08663.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from evals.case import Case
from evals.suite import Suite, json_row, numbered_lines
from ingest.errors import UsageError

_CORPUS = "corpus.jsonl"
_QUERIES = "queries.jsonl"


def is_beir(folder: Path) -> bool:
    """Whether a folder holds a BEIR collection."""
    return (folder / _QUERIES).is_file()


def read_beir(folder: Path) -> Suite:
    """Read the queries with their relevant documents.

    Documents are known by their id: `write_beir_corpus` lays them out to be synced. The qrels
    of `test` are used where there are several. A query without relevant documents is left out:
    nobody knows whether it can be answered.
    """
    relevant: dict[str, list[str]] = defaultdict(list)
    for query, document, grade in _qrels(folder):
        relevant[query] += [beir_path(document)] if int(grade) > 0 else []
    cases = []
    for number, line in numbered_lines(folder / _QUERIES):
        row = json_row(folder / _QUERIES, number, line)
        name = str(row.get("_id", number))
        if relevant[name]:
            cases.append(
                Case(
                    id=name,
                    split="gate",
                    cluster=name,
                    category="andet",
                    question=str(row.get("text", "")),
                    answerable=True,
                    docs=tuple(relevant[name]),
                )
            )
    left_out = sum(not paths for paths in relevant.values())
    warnings = (f"{left_out} forespørgsler uden facit er udeladt",) if left_out else ()
    return Suite(folder.name, tuple(sorted(cases, key=lambda case: case.id)), warnings)


def _qrels(folder: Path) -> Iterator[list[str]]:
    files = sorted((folder / "qrels").glob("*.tsv")) or sorted(folder.glob("qrels*.tsv"))
    if not files:
        raise UsageError(f"{folder.name} har ingen qrels/*.tsv.")
    chosen = next((file for file in files if file.stem == "test"), files[0])
    for number, line in numbered_lines(chosen):
        cells = line.split("\t")
        if number == 1 and not cells[-1].strip().lstrip("-").isdigit():
            continue
        if len(cells) == 4:  # the TREC form: query, iteration, document, relevance
            del cells[1]
        if len(cells) != 3 or not cells[2].strip().lstrip("-").isdigit():
            raise UsageError(f"{chosen.name}, linje {number}, er ikke forespørgsel, id, tal.")
        yield [cell.strip() for cell in cells]


def beir_path(identifier: str) -> str:
    """The file that a BEIR document is laid out as."""
    return re.sub(r"[^\w.-]", "_", identifier) + ".txt"


def write_beir_corpus(folder: Path, target: Path) -> int:
    """Lay out `corpus.jsonl` as one text file a document, to be synced; return how many."""
    target.mkdir(parents=True, exist_ok=True)
    written = 0
    for number, line in numbered_lines(folder / _CORPUS):
        row = json_row(folder / _CORPUS, number, line)
        text = "\n\n".join(part for part in (row.get("title"), row.get("text")) if part)
        if text:
            (target / beir_path(str(row.get("_id", number)))).write_text(text, encoding="utf-8")
            written += 1
    return written
