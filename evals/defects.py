"""Defects sown one at a time into the real pipeline: which of them does the gate catch?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evals.checks import check_nearest
from evals.compare import as_past
from evals.gates import gate
from evals.run import Progress, Run, World, ask_all, judged
from evals.sowing import Make, swapped
from evals.suite import Suite
from evals.systems import Ours, world_of
from evals.variants import Workshop
from ingest.library import Library
from ingest.records import Document

if TYPE_CHECKING:
    from assistant.settings import Settings

_SOUGHT = 20  # questions whose nearest passages are compared
_SUBSET = 120  # questions, so that some thirty defects take some ten minutes on 2 cores


@dataclass(frozen=True, slots=True)
class Defect:
    """One fault.

    Attributes:
        label: What is wrong, Danish.
        seams: What is exchanged where.
        rebuilt: Whether the library must be made anew with the fault in place.
        documents: What the library is made of instead, given what it should be.
    """

    name: str
    label: str
    seams: tuple[tuple[str, Make], ...] = ()
    rebuilt: bool = False
    documents: Callable[[list[Document]], list[Document]] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the gate said of a defect.

    Attributes:
        rules: Rules that failed and did not fail without it.
        note: Why it could not be sown, where the code has moved on.
    """

    defect: Defect
    rules: tuple[str, ...] = ()
    note: str = ""

    @property
    def caught(self) -> bool:
        """Whether any rule failed."""
        return bool(self.rules)


def sow(
    defects: Sequence[Defect],
    suite: Suite,
    library: Library,
    settings: Settings,
    progress: Progress | None = None,
) -> list[Finding]:
    """Run a subset of a suite without and with each defect."""
    cases = subset(suite)
    world = world_of(library)
    sound = _sound(cases, library, settings, world, progress)
    past = as_past(sound.scored)
    right = {j.id for j in sound.judgements if j.right}
    already = {failure.rule for failure in gate(sound.scored).failures}
    findings = []
    for number, defect in enumerate(defects, 1):
        label = f"Fejl {number}/{len(defects)}"
        try:
            spoilt = _spoilt(defect, cases, library, settings, world, _relabel(progress, label))
        except (AttributeError, ImportError) as error:
            findings.append(Finding(defect, note=f"kunne ikke lægges ind: {error}"))
            continue
        pinned = [j for j in spoilt.judgements if j.split == "canary" and j.id in right]
        verdict = gate(spoilt.scored, pinned=pinned, past=past)
        failed = [f.rule for f in verdict.failures if f.rule not in already]
        failed += [f"check:{check.name}" for check in spoilt.checks if check.passed is False]
        rules = dict.fromkeys(failed)
        findings.append(Finding(defect, tuple(rules)))
    return findings


def subset(suite: Suite) -> Suite:
    """A part of a suite with all canary questions, filters and follow-ups, the rest evenly."""
    special = [c for c in suite.cases if c.split == "canary" or c.history or c.filters.is_set]
    rest = [case for case in suite.cases if case not in special]
    wanted = max(0, _SUBSET - len(special))
    step = max(1, -(-len(rest) // wanted)) if wanted else len(rest) + 1
    cases = sorted([*special, *rest[::step]], key=lambda case: case.id)
    return replace(suite, cases=tuple(cases))


def _relabel(progress: Progress | None, label: str) -> Progress | None:
    return progress and (lambda _, done, total: progress(label, done, total))


def _sound(
    suite: Suite, library: Library, settings: Settings, world: World, progress: Progress | None
) -> Run:
    from assistant.answer import Assistant

    system = Ours(Assistant(library, settings))
    results = list(ask_all(suite.cases, system, progress, "Uden fejl"))
    return judged(suite, "uden fejl", results, world)


def _spoilt(
    defect: Defect,
    suite: Suite,
    library: Library,
    settings: Settings,
    world: World,
    progress: Progress | None,
) -> Run:
    """Ask with the defect, judge without it: the measures use the same Danish analysis."""
    from assistant.answer import Assistant

    with ExitStack() as kept:
        with ExitStack() as sown:
            for seam, make in defect.seams:
                sown.enter_context(swapped(seam, make))
            used = library
            if defect.rebuilt or defect.documents:
                workshop = Workshop(library)
                documents = workshop.documents()
                chosen = defect.documents(documents) if defect.documents else documents
                used = kept.enter_context(workshop.library(chosen))
            system = Ours(Assistant(used, settings))
            results = list(ask_all(suite.cases, system, progress, defect.label))
            questions = [case.question for case in suite.cases]
            nearest = check_nearest(used, questions[:: max(1, len(questions) // _SOUGHT)])
        return replace(judged(suite, defect.name, results, world), checks=(nearest,))


def report(findings: Sequence[Finding]) -> dict[str, Any]:
    """The findings as plain values."""
    return {
        "sown": len(findings),
        "caught": sum(finding.caught for finding in findings),
        "missed": [finding.defect.name for finding in findings if not finding.caught],
        "defects": [
            {
                "name": f.defect.name,
                "label": f.defect.label,
                "caught_by": list(f.rules),
                "note": f.note,
            }
            for f in findings
        ],
    }


def table(findings: Sequence[Finding]) -> str:
    """The findings as Danish Markdown."""
    lines = ["| Fejl | Fanget af |", "|---|---|"]
    for finding in findings:
        rules = ", ".join(f"`{rule}`" for rule in finding.rules[:4])
        shown = rules or f"**ikke fanget** {finding.note}".rstrip()
        lines.append(f"| {finding.defect.label} | {shown} |")
    caught = sum(finding.caught for finding in findings)
    return "\n".join([*lines, "", f"{caught} af {len(findings)} fejl fanget."])
