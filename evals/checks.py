"""Everything that is tried beside the questions themselves, in order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from evals.canaries import check_canaries, check_oracle
from evals.counterfactual import check_counterfactual
from evals.determinism import check_determinism
from evals.halves import check_halves
from evals.lint import Finding
from evals.records import Check
from evals.robustness import check_distractors, check_order, check_paraphrases
from evals.run import Progress, Run, World
from evals.statistics import proportion
from evals.systems import Ours
from evals.variants import Workshop
from ingest.library import Library
from ingest.library.stored import unit_rows

if TYPE_CHECKING:
    from assistant.settings import Settings

_COMPARED = 100  # questions
_NEAREST = 10
_ROUNDING = 1e-5  # cosines closer than this may change places between two ways to sum


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


def check_nearest(library: Library, questions: Sequence[str]) -> Check:
    """The vector index finds the ten passages that comparing with every vector finds."""
    rows = library.database.rows(
        "SELECT chunks.id, vector FROM chunks JOIN vectors ON vectors.id = vector_id"
    )
    matrix = unit_rows([row[1] for row in rows])
    failed = []
    asked = [question for question in questions if question.strip()][:_COMPARED]
    for question in asked:
        vector = library.encoder.query(question)
        cosines = matrix @ vector
        tenth = np.sort(cosines)[-_NEAREST:][0] if len(rows) else 0.0
        found = {name for name, _ in library.search_vectors(vector, _NEAREST)}
        exact = {row[0] for row, c in zip(rows, cosines, strict=True) if c > tenth + _ROUNDING}
        failed += [question] if exact - found else []
    share = proportion(len(asked) - len(failed), len(asked))
    label = "Vektorindekset finder de nærmeste"
    return Check("nearest", label, share, not failed, tuple(failed), blocks=True)


def quick_checks(
    run: Run, world: World, floors: dict[str, float], progress: Progress | None = None
) -> tuple[Check, ...]:
    """What recorded answers are enough for: the bad assistants, and the gold as answer."""
    bad = check_canaries(run.suite, run.results, world, floors, progress) if floors else ()
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
        check_nearest(library, [case.question for case in run.suite.cases]),
        *check_halves(run, world, library, settings, progress),
        check_order(run, workshop, systems, progress),
        check_determinism(run.suite.cases, workshop, progress),
    )
