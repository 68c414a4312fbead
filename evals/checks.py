"""Everything that is tried beside the questions themselves, in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.canaries import check_canaries, check_oracle
from evals.counterfactual import check_counterfactual
from evals.determinism import check_determinism
from evals.lint import Finding
from evals.records import Check
from evals.robustness import check_distractors, check_order, check_paraphrases
from evals.run import Progress, Run, World
from evals.statistics import proportion
from evals.systems import Ours
from evals.variants import Workshop
from ingest.library import Library

if TYPE_CHECKING:
    from assistant.settings import Settings


def check_suite(findings: Sequence[Finding], cases: int) -> Check:
    """The suite itself is sound."""
    faulty = {finding.case for finding in findings}
    return Check(
        "lint",
        "Spørgsmålene er i orden",
        proportion(cases - len(faulty), cases),
        not findings,
        tuple(f"{finding.case}: {finding.text}" for finding in findings),
        blocks=True,
    )


def quick_checks(run: Run, world: World, floors: dict[str, float]) -> tuple[Check, ...]:
    """What recorded answers are enough for: the bad assistants, and the gold as answer."""
    bad = check_canaries(run.suite, run.results, world, floors) if floors else ()
    return (*bad, check_oracle(run.suite, run.results, world))


def long_checks(
    run: Run, world: World, library: Library, settings: Settings, progress: Progress | None
) -> tuple[Check, ...]:
    """What must be asked again: other words, other documents, other order, other processes."""
    from assistant.answer import Assistant

    def systems(changed: Library) -> Ours:
        return Ours(Assistant(changed, settings))

    workshop = Workshop(library)
    right = [judgement.id for judgement in run.judgements if judgement.fully_correct]
    return (
        check_paraphrases(run, systems(library), world, progress),
        *check_counterfactual(run.results, right, workshop, systems, progress),
        check_distractors(run, workshop, systems, progress),
        check_order(run, workshop, systems, progress),
        check_determinism(run.suite.cases, workshop, progress),
    )
