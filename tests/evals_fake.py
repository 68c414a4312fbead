"""A fake assistant with a suite of its own size: what runs, gates and reports are tried on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from evals_world import (
    AMOUNT,
    DEADLINE,
    DOCUMENTS,
    answer,
    case,
    chunks_of,
    cite,
    passage,
    unanswerable,
)

from assistant.records import Answer, Filters
from evals.case import Case
from evals.records import Trace
from evals.run import Run, World, run
from evals.suite import Suite

WORLD = World(DOCUMENTS, chunks_of)
FULL_ANSWER = answer(cite(1, AMOUNT), cite(2, DEADLINE), confidence=0.9)
REFUSAL = answer(status="not_found", reason="not_in_documents", confidence=0.1)


def suite(answerable: int = 40, not_answerable: int = 20, clusters: int = 12) -> Suite:
    """Numbered questions; the number is the last word."""
    cases = [
        case(id=f"a{n:03}", question=f"Beløb og frist {n}", cluster=f"k{n % clusters}")
        for n in range(answerable)
    ]
    cases += [
        unanswerable(id=f"u{n:03}", question=f"Pris {n}", cluster=f"k{n % clusters}")
        for n in range(not_answerable)
    ]
    return Suite("prøve", tuple(cases))


class Fake:
    """Answers with one function of the question's number."""

    name = "prøve"

    def __init__(self, reply: Callable[[bool, int], Answer | None]) -> None:
        self._reply = reply

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        word, number = question.split()[0], int(question.split()[-1])
        reply = self._reply(word == "Beløb", number)
        if reply is None:
            raise RuntimeError("gik i stykker")
        return reply

    def trace(self, answer: Answer, filters: Filters | None = None) -> Trace:
        return Trace((passage("luk.pdf"), passage("ny.pdf"), passage("gl.pdf")), 3)


def good(answerable: bool, number: int) -> Answer:
    """Right but for every twentieth question."""
    right = number % 20 != 19
    return FULL_ANSWER if answerable == right else REFUSAL


def run_of(
    reply: Callable[[bool, int], Answer | None] = good, cases: Sequence[Case] | None = None
) -> Run:
    """A suite asked."""
    asked = suite() if cases is None else Suite("prøve", tuple(cases))
    return run(asked, Fake(reply), WORLD)
