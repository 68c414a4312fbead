"""A small world for the tests of the measures: two documents, one case, answers made by hand."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Answer, AnswerSentence, Citation, LibraryState, Passage
from evals.case import Case
from evals.judge import Judgement, judge
from evals.records import Result, Trace
from evals.suite import read_cases
from ingest.records import Block, Chunk, Document

# Words:  0  1       2   3    4       5   6    7   8      9    10 11   12 13
FIRST = "En kommune kan søge 125.000 kr. til en lift. Fristen er den 1. maj."
SECOND = "Puljen lukker i 2027."
OLD = "En kommune kan søge 100.000 kr. til en lift."


def document(path: str, text: str, year: int | None = None) -> Document:
    """One paragraph on page 1."""
    block = Block(0, len(text), "paragraph", page=1)
    return Document(path, f"sha-{path}", text, (block,), path, year=year)


DOCUMENTS = {
    "ny.pdf": document("ny.pdf", FIRST, 2026),
    "luk.pdf": document("luk.pdf", SECOND, 2026),
    "gl.pdf": document("gl.pdf", OLD, 2019),
}


def chunks_of(path: str) -> Sequence[Chunk]:
    """Each document is one passage."""
    found = DOCUMENTS[path]
    return [Chunk(f"{path}-1", found.sha256, 0, len(found.text), found.text, page=1)]


def passage(path: str) -> Passage:
    """The passage of a document."""
    return Passage(chunks_of(path)[0], DOCUMENTS[path], 1.0)


def case(**changes: object) -> Case:
    """An answerable case on the amount and the deadline; both spans are essential."""
    spans = [
        {"doc": "ny.pdf", "quote": "En kommune kan søge 125.000 kr. til en lift."},
        {"doc": "ny.pdf", "quote": "Fristen er den 1. maj."},
    ]
    raw: dict[str, object] = {
        "id": "c1",
        "split": "gate",
        "cluster": "pulje",
        "category": "liste",
        "question": "Hvor meget kan man få, og hvornår?",
        "answerable": True,
        "gold": {"alternatives": [{"spans": spans}]},
        "nuggets": [
            {"id": "n1", "accept": [r"125\.000"], "forbid": [r"100\.000"]},
            {"id": "n2", "accept": [r"1\. maj"]},
            {"id": "n3", "accept": ["lift"], "importance": "okay"},
        ],
        "distractors": ["gl.pdf"],
    }
    return read_cases([{**raw, **changes}], "prøve")[0]


def unanswerable(**changes: object) -> Case:
    """A near miss."""
    return case(
        **{
            "category": "naer_ved",
            "answerable": False,
            "gold": {},
            "nuggets": [],
            "expected": {"behaviour": "refuse", "reason": "near_miss"},
            **changes,
        }
    )


def cite(n: int, quote: str, path: str = "ny.pdf", **changes: object) -> Citation:
    """A citation of a quotation where it stands."""
    start = DOCUMENTS[path].text.find(quote)
    values: dict[str, object] = {
        "n": n,
        "document": path,
        "title": path,
        "kind": "other",
        "year": DOCUMENTS[path].year,
        "page": 1,
        "section": None,
        "quote": quote,
        "start": start,
        "end": start + len(quote),
    }
    return Citation(**{**values, **changes})  # type: ignore[arg-type]


def answer(*citations: Citation, status: str = "answered", **changes: object) -> Answer:
    """Each citation quoted as one sentence, unless other sentences are given."""
    values: dict[str, object] = {
        "question": "Hvor meget kan man få, og hvornår?",
        "standalone_question": "Hvor meget kan man få, og hvornår?",
        "status": status,
        "sentences": tuple(AnswerSentence(c.quote, (c.n,)) for c in citations),
        "citations": citations,
        "library": LibraryState(1, 3),
    }
    return Answer(**{**values, **changes})  # type: ignore[arg-type]


AMOUNT = "En kommune kan søge 125.000 kr. til en lift."
DEADLINE = "Fristen er den 1. maj."
FULL = answer(cite(1, AMOUNT), cite(2, DEADLINE))


def judged(
    given: Answer | None, asked: Case | None = None, paths: Sequence[str] = ("ny.pdf",)
) -> Judgement:
    """The judgement of an answer to a case, made from the passages of some documents."""
    trace = Trace(tuple(passage(path) for path in paths), len(paths))
    error = None if given else "gik i stykker"
    return judge(Result(asked or case(), given, trace, error), DOCUMENTS, chunks_of)
