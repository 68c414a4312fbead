"""Which suite is meant, and the plain JSON lines of others on their own folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from evals.beir import is_beir, read_beir
from evals.case import Alternative, Case, Expected, Gold, Nugget, Span
from evals.patterns import compiled
from evals.suite import Suite, json_row, load, numbered_lines, shipped
from ingest.errors import UsageError

_BEIR = ("corpus.jsonl", "queries.jsonl")
_OURS = {
    "cluster",
    "nuggets",
    "split",
    "expected",
    "gold",
}  # keys that both kinds of lines may have


def open_suite(name: str) -> Suite:
    """A suite by the name of a split, or from a file or folder of any known kind.

    A split may carry the ending it would have as a file: `gate.jsonl` is the shipped gate where
    no such file exists. Shipped `gate` comes with the canary questions that must never fail.

    Raises:
        UsageError: It is none of these, or cannot be read.
    """
    path = Path(name)
    if path.is_dir():
        if is_beir(path):
            return read_beir(path)
        files = sorted([*path.rglob("*.yaml"), *path.rglob("*.jsonl")])
        return Suite(path.name, load(*files)) if files else _unknown(name)
    if path.is_file():
        return _read_file(path)
    split = path.stem if path.suffix in ("", ".jsonl", ".yaml") else name
    if split == "alle":
        return shipped()
    if split == "gate":
        cases = (*shipped("gate").cases, *shipped("canary").cases)
        return Suite("gate", tuple(sorted(cases, key=lambda case: case.id)))
    suite = shipped(split)
    return suite if suite.cases else _unknown(name)


def _unknown(name: str) -> Suite:
    raise UsageError(
        f"Samlingen {name} findes ikke: giv en fil, en mappe eller dev, gate, canary eller alle."
    )


def _read_file(path: Path) -> Suite:
    if path.suffix in (".yaml", ".yml"):
        return Suite(path.stem, load(path))
    rows = [json_row(path, number, line) for number, line in numbered_lines(path)]
    if rows and all({"split", "category", "cluster"} <= row.keys() for row in rows):
        return Suite(path.stem, load(path))
    return read_plain(rows, path)


def read_plain(rows: list[dict[str, Any]], path: Path) -> Suite:
    """Plain lines: `id`, `question`, and what of `history`, `answerable`, `docs`, `nuggets`.

    `nuggets` is a list of facts, each a list of patterns of which one is enough. Also known:
    `forbid`, `category`, and `gold` as a list of `{document, quote}`. A pattern that is no regular
    expression is looked for as it stands, and the suite says so.
    """
    warnings: list[str] = []
    cases = [_plain_case(row, number, path, warnings) for number, row in enumerate(rows, 1)]
    ids = [case.id for case in cases]
    if len(set(ids)) < len(ids):
        twice = next(name for name in ids if ids.count(name) > 1)
        raise UsageError(f"Id'et {twice} bruges af mere end én linje i {path.name}.")
    return Suite(path.stem, tuple(cases), tuple(warnings))


def _plain_case(row: dict[str, Any], number: int, path: Path, warnings: list[str]) -> Case:
    try:
        name = str(row.get("id", number))
        docs = tuple(map(str, row.get("docs") or ()))
        spans = tuple(Span(str(g["document"]), str(g["quote"])) for g in row.get("gold") or ())
        nuggets = tuple(
            Nugget(f"n{i}", _patterns(fact, name, warnings))
            for i, fact in enumerate(row.get("nuggets") or (), 1)
        )
        answerable = bool(row.get("answerable", bool(nuggets or spans or docs)))
        return Case(
            id=name,
            split="gate",
            cluster=(docs or tuple(span.doc for span in spans) or (name,))[0],
            category=str(row.get("category") or "andet"),
            question=str(row["question"]),
            answerable=answerable,
            expected=Expected("answer" if answerable else "refuse"),
            gold=Gold((Alternative(spans),) if spans else ()),
            nuggets=nuggets if answerable else (),
            history=tuple(map(str, row.get("history") or ())),
            forbid=_patterns(row.get("forbid") or (), name, warnings),
            docs=docs if answerable else (),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path.name}, sag {number}: forventer id, question, history, answerable, docs og "
            f"nuggets som lister af mønstre ({error})."
        ) from error


def _patterns(fact: str | Iterable[str], name: str, warnings: list[str]) -> tuple[str, ...]:
    found = []
    for pattern in [fact] if isinstance(fact, str) else fact:
        try:
            compiled(pattern)
            found.append(pattern)
        except re.error:
            warnings.append(f"{name}: {pattern} er ikke et regulært udtryk og søges ordret")
            found.append(re.escape(pattern))
    return tuple(found)
