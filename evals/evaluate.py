"""A suite on a library: asked, judged, tried, gated and made into a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evals.checks import check_suite, long_checks, quick_checks
from evals.compare import Past
from evals.gates import Failure, Verdict, gate
from evals.lint import lint, ungated_categories
from evals.records import Check
from evals.report.record import build, provenance, timings
from evals.run import Progress, Run, run
from evals.suite import Suite, shipped
from evals.systems import Ours, world_of
from evals.wording import percent
from ingest.library import Library

if TYPE_CHECKING:
    from assistant.settings import Settings

# The settings that decide an answer; where things lie and who may log in do not.
_DECIDING = frozenset({"writer", "language", "question_characters"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave.

    Attributes:
        report: As `report.json` keeps it.
        timings: Milliseconds per question, and seconds in all.
        verdict: None where nothing was gated.
        broken: Questions that gave no answer.
    """

    report: dict[str, Any]
    timings: dict[str, Any]
    verdict: Verdict | None
    broken: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How far to go.

    Attributes:
        is_shipped: Whether the suite is ours, over our documents: then it is linted and held
            against the bad assistants.
        gated: Whether the gate decides.
        thorough: Whether to ask again in other words, orders, documents and processes.
        floors: Of the gate.
        past: An earlier run, or None.
    """

    is_shipped: bool
    gated: bool
    thorough: bool
    floors: dict[str, float]
    past: Mapping[str, Past] | None = None


def evaluate(
    suite: Suite,
    library: Library,
    settings: Settings,
    plan: Plan,
    progress: Progress | None = None,
) -> Outcome:
    """Run a suite and everything the plan asks for."""
    from assistant.answer import Assistant

    world = world_of(library)
    done = run(suite, Ours(Assistant(library, settings)), world, progress)
    checks: list[Check] = []
    if plan.is_shipped:
        checks.append(check_suite(lint(shipped().cases, world.documents), len(shipped().cases)))
        checks += quick_checks(done, world, plan.floors, progress)
    if plan.thorough:
        checks += long_checks(done, world, library, settings, progress)
    done = replace(done, checks=tuple(checks))
    verdict = _verdict(done, plan) if plan.gated else None
    kept = {name: value for name, value in settings.model_dump().items() if name in _DECIDING}
    origin = provenance(world.documents, library.encoder.fingerprint, kept, settings.writer)
    return Outcome(
        build(done, world, verdict, origin),
        timings(done.results),
        verdict,
        sum(judgement.error is not None for judgement in done.judgements),
    )


def _verdict(done: Run, plan: Plan) -> Verdict:
    pinned = [j for j in done.judgements if j.pinned or j.split == "canary"]
    verdict = gate(
        done.scored,
        pinned=pinned,
        floors=plan.floors,
        past=plan.past,
        ungated=ungated_categories(done.suite.cases),
    )
    blocked = [
        Failure(f"check:{check.name}", f"{check.label}: ikke bestået")
        for check in done.checks
        if check.blocks and check.passed is False
    ]
    missed = [
        Failure(
            f"check:{check.name}",
            f"{check.label}: {percent(check.estimate.value)}, målet er ikke nået",
        )
        for check in done.checks
        if not check.blocks and check.passed is False
    ]
    return replace(
        verdict,
        failures=(*verdict.failures, *blocked),
        warnings=(*verdict.warnings, *missed),
    )
