"""The spine: a suite through a system, one result and one judgement per question."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.records import Filters
from evals.case import Case, Narrowed
from evals.gold import resolve
from evals.judge import Judgement, judge
from evals.metrics import retrieval
from evals.records import Check, Result, System, Trace
from evals.suite import Suite
from ingest.records import Document

Progress = Callable[[str, float, float], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class World:
    """What answers are judged against.

    Attributes:
        documents: The library's documents by path.
        chunks_of: A document's passages, by its path.
    """

    documents: Mapping[str, Document]
    chunks_of: retrieval.ChunksOf


@dataclass(frozen=True, slots=True)
class Run:
    """A suite's verdict in the making.

    Attributes:
        results: In the order of the suite's cases.
        judgements: In the same order.
        checks: What was tried beside the questions themselves.
    """

    suite: Suite
    system: str
    results: tuple[Result, ...]
    judgements: tuple[Judgement, ...]
    checks: tuple[Check, ...] = ()

    @property
    def scored(self) -> tuple[Judgement, ...]:
        """The judgements that scores are made of: plain canary questions only if alone."""
        hard = tuple(j for j in self.judgements if j.split != "canary")
        return hard or self.judgements


def run(suite: Suite, system: System, world: World, progress: Progress | None = None) -> Run:
    """Ask every question of a suite and judge the answers.

    Args:
        suite: The questions.
        system: What is measured.
        world: What it answers from.
        progress: Called with (what, questions done, questions).
    """
    results = tuple(ask_all(suite.cases, system, progress, "Spørgsmål"))
    return judged(suite, system.name, results, world)


def judged(suite: Suite, name: str, results: Sequence[Result], world: World) -> Run:
    """Judge results that are there already."""
    judgements = [judge(result, world.documents, world.chunks_of) for result in results]
    values = retrieval_of(results, world)
    return Run(
        suite,
        name,
        tuple(results),
        tuple(replace(j, retrieval=values.get(j.id, {})) for j in judgements),
    )


def ask_all(
    cases: Sequence[Case],
    system: System,
    progress: Progress | None = None,
    label: str = "",
    *,
    traced: bool = True,
) -> Iterator[Result]:
    """Ask cases in order; one that breaks is a result with a reason and does not stop the rest."""
    for done, case in enumerate(cases, 1):
        yield ask(case, system, traced=traced)
        if progress:
            progress(label, done, len(cases))


def ask(case: Case, system: System, *, traced: bool = True) -> Result:
    """Ask one case."""
    filters = narrowed(case.filters)
    began = time.perf_counter()
    try:
        answer = system.ask(case.question, case.history, filters)
        seconds = time.perf_counter() - began
        trace = system.trace(answer, filters) if traced else Trace()
    except Exception as error:  # noqa: BLE001 - a question is an edge: its failure is its result
        _log.warning("%s: %s", case.id, error, exc_info=_log.isEnabledFor(logging.DEBUG))
        return Result(case, None, error=f"{type(error).__name__}: {error}")
    return Result(case, answer, trace, seconds=seconds)


def narrowed(filters: Narrowed) -> Filters | None:
    """The case's filters as the assistant takes them, or None where it has none."""
    if not filters.is_set:
        return None
    return Filters(
        kinds=filters.kinds,  # type: ignore[arg-type]
        publishers=filters.publishers,
        documents=filters.documents,
        year_from=filters.year_from,
        year_to=filters.year_to,
    )


def retrieval_of(results: Iterable[Result], world: World) -> dict[str, dict[str, float]]:
    """Retrieval by case: of passages, the best alternative; of documents where none are marked."""
    relevant: dict[str, frozenset[str]] = {}
    ranked: dict[str, list[str]] = {}
    queries: dict[str, list[str]] = {}
    for result in results:
        for number, option in enumerate(resolve(result.case, world.documents)):
            query = f"{result.case.id}#{number}"
            queries.setdefault(result.case.id, []).append(query)
            relevant[query] = retrieval.relevant(option, world.chunks_of, world.documents)
            ranked[query] = [passage.chunk.id for passage in result.trace.passages]
        if result.case.docs and not result.case.spans:
            queries[result.case.id] = [result.case.id]
            known = (world.documents.get(path) for path in result.case.docs)
            relevant[result.case.id] = frozenset(d.sha256 for d in known if d is not None)
            found = (passage.chunk.sha256 for passage in result.trace.passages)
            ranked[result.case.id] = list(dict.fromkeys(found))
    values = retrieval.measure(relevant, ranked)
    return {
        case: retrieval.best([values[query] for query in asked]) for case, asked in queries.items()
    }
