"""A model's answers beside the documents' own words: the same questions, paired, nothing worse."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.answer import Assistant
from assistant.records import Answer, AnswerSentence
from assistant.writers import Writer
from assistant.writers.reply import read
from evals.case import Case
from evals.metrics import fidelity
from evals.records import Result
from evals.run import Progress, Run, judged, narrowed
from evals.suite import Suite
from evals.systems import Ours, world_of
from ingest.errors import WriterError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.library import Library
    from ingest.model_server import Limits


@dataclass(frozen=True, slots=True)
class Told:
    """One question: the answer in the documents' own words, and what a model made of it.

    Attributes:
        drafts: Sentences as the model wrote them, before any was looked at.
    """

    id: str
    first: Answer
    last: Answer
    drafts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A suite asked with a model, each question judged twice."""

    extractive: Run
    written: Run
    told: tuple[Told, ...]


def sample(suite: Suite, n: int | None, after: int = 0) -> Suite:
    """Return the n questions whose ids hash lowest, after the first: a rule no result can bend.

    Args:
        suite: The questions.
        n: None takes all that are left.
        after: Questions passed over, such as those that a writer was mended on.
    """
    last = None if n is None else after + n
    return replace(suite, cases=tuple(sorted(suite.cases, key=_hash)[after:last]))


def _hash(case: Case) -> str:
    return hashlib.sha256(case.id.encode()).hexdigest()


def ask_both(
    suite: Suite,
    library: Library,
    settings: Settings,
    kept: Path | None = None,
    progress: Progress | None = None,
) -> Written:
    """Ask every question and judge the answer before and after the model.

    Args:
        suite: The questions, asked in their order.
        library: What they are asked of.
        settings: With the model.
        kept: File of answers; those in it are not asked for again, and new ones are added.
        progress: Called with (what, questions done, questions).
    """
    assistant = _Recorded(library, settings)
    world = world_of(library)
    told = dict(_read(kept))
    for done, case in enumerate(suite.cases, 1):
        if case.id not in told:
            told[case.id] = assistant.tell(case)
            _keep(kept, told[case.id])
        if progress:
            progress("Spørgsmål", done, len(suite.cases))
    asked = tuple(told[case.id] for case in suite.cases)
    ours = Ours(assistant)
    before = _results(suite, [one.first for one in asked], ours)
    after = _results(suite, [one.last for one in asked], ours, before)
    return Written(
        judged(suite, "kun citater", before, world),
        judged(suite, settings.writer, after, world),
        asked,
    )


def _results(
    suite: Suite, answers: Sequence[Answer], ours: Ours, before: Sequence[Result] = ()
) -> list[Result]:
    """Return results; what an answer was made from is looked up once where both say the same."""
    results = []
    for index, (case, answer) in enumerate(zip(suite.cases, answers, strict=True)):
        known = before[index] if before else None
        if known and known.answer and _asks_the_same(known.answer, answer):
            results.append(replace(known, answer=answer))
        else:
            results.append(Result(case, answer, ours.trace(answer, narrowed(case.filters))))
    return results


def _asks_the_same(one: Answer, other: Answer) -> bool:
    same = one.standalone_question == other.standalone_question
    return same and one.status == other.status and one.citations == other.citations


class _Recorded(Assistant):
    """An assistant whose model is listened to."""

    def __init__(self, library: Library, settings: Settings) -> None:
        super().__init__(library, settings)
        if self._generator is None:
            raise ValueError("settings without a model")
        self._tape = self._generator.writer = Tape(self._generator.writer)

    def tell(self, case: Case) -> Told:
        self._tape.text = ""
        steps = list(self.stream(case.question, case.history, narrowed(case.filters)))
        first = replace(steps[0], writing=False)
        return Told(case.id, first, steps[-1], tuple(_drafts(self._tape)))


class Tape:
    """A writer that keeps the last text it wrote."""

    def __init__(self, writer: Writer) -> None:
        """Listen to a writer."""
        self._writer = writer
        self.name = writer.name
        self.text = ""

    @property
    def structured(self) -> bool:
        """Whether JSON is asked of it."""
        return self._writer.structured

    @structured.setter
    def structured(self, value: bool) -> None:
        self._writer.structured = value

    def room(self) -> int:
        """Return how many tokens a prompt may have."""
        return self._writer.room()

    def describe(self) -> str:
        """Return what the server says of the model."""
        return self._writer.describe()

    def write(self, prompt: str, schema: Mapping[str, Any] | None, limits: Limits) -> Iterator[str]:
        """Yield the text, and keep it."""
        self.text = ""
        for piece in self._writer.write(prompt, schema, limits):
            self.text += piece
            yield piece


def _drafts(tape: Tape) -> Iterator[str]:
    structured = tape.text.lstrip().startswith(("{", "`"))
    with suppress(WriterError):  # what was whole before the text broke counts
        for stated in read([tape.text], structured=structured):
            yield stated.text


def draft_fidelity(told: Sequence[Told]) -> tuple[int, int]:
    """Return how many figures and names of the drafts stand in the quotations, and of how many."""
    counts = [
        fidelity.count(replace(one.first, sentences=(AnswerSentence(text, _numbers(one.first)),)))
        for one in told
        for text in one.drafts
    ]
    return sum(c.supported for c in counts), sum(c.details for c in counts)


def _numbers(answer: Answer) -> tuple[int, ...]:
    return tuple(citation.n for citation in answer.citations)


def _read(kept: Path | None) -> Iterator[tuple[str, Told]]:
    from pydantic import TypeAdapter

    if kept is not None and kept.exists():
        adapter = TypeAdapter(Told)
        for line in kept.read_text(encoding="utf-8").splitlines():
            told = adapter.validate_python(json.loads(line))
            yield told.id, told


def _keep(kept: Path | None, told: Told) -> None:
    if kept is not None:
        with kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(told), ensure_ascii=False) + "\n")
