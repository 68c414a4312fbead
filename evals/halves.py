"""Is the search by words and vectors together better than either alone?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from evals.compare import as_past, compare
from evals.records import Check, Result
from evals.run import Progress, Run, World, narrowed, retrieval_of
from evals.statistics import Estimate
from evals.systems import Leg, Ours, one_leg
from ingest.library import Library

if TYPE_CHECKING:
    from assistant.settings import Settings

_MEASURE = "retrieval_nDCG@10"
_NAMES: dict[Leg, str] = {"words": "ord", "vectors": "vektorer"}


def check_halves(
    run: Run, world: World, library: Library, settings: Settings, progress: Progress | None = None
) -> tuple[Check, ...]:
    """Search again for what each question asked, by words alone and by vectors alone.

    A check's value is how much more both find, in nDCG@10; it passes when the interval, paired by
    question and drawn by document family, lies above 0.
    """
    checks: list[Check] = []
    for leg in get_args(Leg):
        half = one_leg(library, settings, leg)
        found = [_searched(result, half) for result in run.results]
        if progress:
            progress("Søgning hver for sig", len(checks) + 1, len(_NAMES))
        values = retrieval_of(found, world)
        others = [replace(j, retrieval=values.get(j.id, {})) for j in run.scored]
        ahead = compare(run.scored, as_past(others), (_MEASURE,)).get(_MEASURE)
        estimate = Estimate(None, None, None, 0)
        if ahead is not None:
            estimate = Estimate(ahead.value, ahead.low, ahead.high, ahead.n)
        checks.append(
            Check(
                f"both_beat_{leg}",
                f"Ord og vektorer finder mere end {_NAMES[leg]} alene (forskel i nDCG@10)",
                estimate,
                None if ahead is None else ahead.low > 0,
            )
        )
    return tuple(checks)


def _searched(result: Result, half: Ours) -> Result:
    """The result with what half of the search finds for the same question."""
    if result.answer is None or not result.case.answerable:
        return result
    # As if it had been shown: what was chosen but not shown would be weighed again.
    asked = replace(result.answer, status="answered")
    return replace(result, trace=half.trace(asked, narrowed(result.case.filters)))
