"""The records that pass between asking and judging."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.records import Answer, Filters, Passage
from evals.case import Case
from evals.statistics import Estimate

DEPTH = 50  # passages looked at to say whether the search found a span at all


@dataclass(frozen=True, slots=True)
class Trace:
    """What the assistant saw on its way to an answer.

    Attributes:
        passages: At most `DEPTH` passages the search gives, best first.
        considered: How many of them the answer was chosen from.
        selected: Stretches (path, start, end) chosen before deciding to show them; None when
            the assistant does not tell.
    """

    passages: tuple[Passage, ...] = ()
    considered: int = 0
    selected: tuple[tuple[str, int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A case and what the assistant made of it.

    Attributes:
        answer: None when asking broke.
        error: Why, then.
        seconds: Wall-clock time of the answer alone.
    """

    case: Case
    answer: Answer | None
    trace: Trace = Trace()
    error: str | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Check:
    """Something tried beside the questions themselves.

    Attributes:
        label: What it shows, Danish.
        passed: None where it only informs.
        details: Danish lines on what failed.
        blocks: Whether failing it stops a release; else it is a goal.
    """

    name: str
    label: str
    estimate: Estimate
    passed: bool | None = None
    details: tuple[str, ...] = ()
    blocks: bool = False


class System(Protocol):
    """What is measured: ours, a baseline, or a deliberately bad one."""

    name: str

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question."""
        ...

    def trace(self, answer: Answer, filters: Filters | None = None) -> Trace:
        """Say what an answer was made from."""
        ...
