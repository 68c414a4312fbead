"""The same verdict in other words, among more documents, and in another order."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.case import Case
from evals.compare import as_past, compare
from evals.counterfactual import Systems
from evals.folder import read_folder
from evals.judge import judge
from evals.records import Check, Result, System
from evals.run import Progress, Run, World, ask, ask_all, judged
from evals.statistics import Estimate, proportion
from evals.systems import world_of
from evals.variants import Workshop
from ingest.records import Document

COLLECTIONS = Path(__file__).parent / "collections"
_DISTRACTORS = 20
_NEAR = ("teknologi-i-plejen", "velfaerdsteknologi-region", "demens-plejehjem")
_SEED = 13
_CONSISTENT = 0.9  # of the paraphrased questions
_LOST = 0.03  # of the fully correct answers, among distractors


def check_paraphrases(
    run: Run, system: System, world: World, progress: Progress | None = None
) -> Check:
    """Ask each paraphrase: the outcome must be that of the question itself."""
    paraphrased = [
        (result, judgement)
        for result, judgement in zip(run.results, run.judgements, strict=True)
        if result.case.paraphrases
    ]
    failed, consistent = [], 0
    for done, (result, judgement) in enumerate(paraphrased, 1):
        differing = [
            wording
            for wording in result.case.paraphrases
            if _outcome(replace(result.case, question=wording), system, world) != judgement.right
        ]
        consistent += not differing
        failed += [f"{result.case.id}: »{wording}«" for wording in differing]
        if progress:
            progress("Andre ord", done, len(paraphrased))
    estimate = proportion(consistent, len(paraphrased))
    return Check(
        "paraphrases",
        "Samme udfald med andre ord",
        estimate,
        None if estimate.value is None else estimate.value >= _CONSISTENT,
        tuple(failed),
    )


def _outcome(case: Case, system: System, world: World) -> bool:
    result = ask(case, system, traced=False)
    return judge(result, world.documents, world.chunks_of).right


def check_distractors(
    run: Run, workshop: Workshop, systems: Systems, progress: Progress | None = None
) -> Check:
    """Ask again among 20 more documents on other and on the same subjects."""
    extra = _distractors()
    label = f"Blandt {len(extra)} andre dokumenter om det samme"
    if len(extra) < _DISTRACTORS:
        return Check(
            "distractors", label, Estimate(None, None, None, 0), None, ("for få dokumenter",)
        )
    answerable = [case for case in run.suite.cases if case.answerable]
    with workshop.library([*workshop.documents(), *extra]) as library:
        world = world_of(library)
        again = judged(
            run.suite,
            run.system,
            list(ask_all(answerable, systems(library), progress, label, traced=False)),
            world,
        )
    difference = compare(again.scored, as_past(run.scored), ("fully_correct",)).get("fully_correct")
    before = {j.id for j in run.scored if j.answerable and j.right}
    kept = {j.id for j in again.scored if j.right}
    return Check(
        "distractors",
        label,
        proportion(len(before & kept), len(before)),
        None if difference is None else difference.value >= -_LOST,
        tuple(f"{name}: ikke længere rigtigt" for name in sorted(before - kept)),
    )


def _distractors() -> list[Document]:
    """Documents of the training collections, those on the same subjects first, as other paths."""
    found: list[Document] = []
    folders = sorted(COLLECTIONS.glob("*/"), key=lambda p: (p.name not in _NEAR, p.name))
    for folder in folders:
        if len(found) < _DISTRACTORS:
            documents = read_folder(folder)
            found += [
                replace(document, path=f"{folder.name}/{path}")
                for path, document in sorted(documents.items())
                if path not in ("README.md", "questions.jsonl")
            ]
    return found[:_DISTRACTORS]


def check_order(
    run: Run, workshop: Workshop, systems: Systems, progress: Progress | None = None
) -> Check:
    """Ask again after the documents were stored in another order."""
    documents = workshop.documents()
    random.Random(_SEED).shuffle(documents)
    label = "Dokumenterne i anden rækkefølge"
    with workshop.library(documents) as library:
        results = list(ask_all(run.suite.cases, systems(library), progress, label, traced=False))
    differing = [
        old.case.id
        for old, new in zip(run.results, results, strict=True)
        if _shown(old) != _shown(new)
    ]
    return Check(
        "order",
        "Samme svar, når dokumenterne ligger i anden rækkefølge",
        proportion(len(results) - len(differing), len(results)),
        not differing,
        tuple(f"{name}: et andet svar" for name in differing),
    )


def _shown(result: Result) -> tuple[object, ...]:
    answer = result.answer
    if answer is None:
        return (result.error,)
    places: Sequence[object] = [(c.n, c.document, c.start, c.end) for c in answer.citations]
    return answer.status, answer.reason, answer.sentences, tuple(places)
