"""A run as plain JSON values: all that a report shows, and nothing that changes by itself."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.records import Answer
from evals.agreement import suite_agreement
from evals.compare import parts_of
from evals.gates import Verdict
from evals.judge import Judgement
from evals.measures import is_answered
from evals.metrics.funnel import STAGES
from evals.records import Check, Result
from evals.report.excerpts import excerpts
from evals.run import Run, World
from evals.scores import (
    Score,
    by_category,
    grounded_refusal,
    lengths,
    risk_area,
    risk_curve,
    scores,
)
from evals.statistics import Estimate, proportion
from ingest.cpr import mask
from ingest.errors import UsageError
from ingest.records import Document

SCHEMA_VERSION = 1
SCHEMA = Path(__file__).parent / "report.schema.json"
_ROOT = Path(__file__).parents[2]
_KEPT = (
    "name",
    "family",
    "label",
    "numerator",
    "denominator",
    "higher_is_better",
    "interval",
)
_CODE = ("ingest", "assistant", "evals")


def build(
    run: Run, world: World, verdict: Verdict | None, provenance: Mapping[str, Any]
) -> dict[str, Any]:
    """The whole report; its shape is in `report.schema.json`."""
    scored = run.scored
    median, p90 = lengths(scored)
    return {
        "schema_version": SCHEMA_VERSION,
        "system": run.system,
        "suite": _suite(run),
        "provenance": dict(provenance),
        "scores": [
            {
                "name": score.name,
                "family": score.family,
                "label": score.label,
                "higher_is_better": score.higher_is_better,
                "interval": score.interval,
                "numerator": _rounded(score.numerator),
                "denominator": _rounded(score.denominator),
                **estimate(score.estimate),
            }
            for score in scores(scored)
        ],
        "grounded_refusal_f1": estimate(grounded_refusal(scored)),
        "length": {"median": estimate(median), "p90": estimate(p90)},
        "categories": {
            name: estimate(found.estimate) for name, found in by_category(scored).items()
        },
        "funnel": _funnel(scored),
        "risk_coverage": _risk(scored),
        "checks": [_check(check) for check in run.checks],
        "gate": None if verdict is None else _gate(verdict),
        "questions": [
            _question(result, judgement, world)
            for result, judgement in zip(run.results, run.judgements, strict=True)
        ],
    }


def provenance(
    documents: Mapping[str, Document], encoder: str, settings: Mapping[str, Any], writer: str
) -> dict[str, Any]:
    """Digests of what a run rests on: equal digests give equal reports."""
    rows = sorted({f"{path}\0{document.sha256}" for path, document in documents.items()})
    return {
        "corpus": {"sha256": _digest(rows), "documents": len(documents)},
        "encoder": encoder,
        "settings": {"sha256": _digest([repr(sorted(settings.items()))])},
        "code": {"sha256": code_digest()},
        "writer": writer,
    }


def code_digest() -> str:
    """Hex digest of the packages' Python files and data that decide an answer."""
    kept = (".py", ".json", ".txt", ".toml")
    files = sorted(
        path
        for package in _CODE
        for path in (_ROOT / package).rglob("*")
        if path.suffix in kept and path.is_file()
    )
    return _digest(
        f"{path.relative_to(_ROOT).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    )


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_scores(path: Path) -> tuple[list[Score], float | None]:
    """Scores and 90th percentile of length of a run's `report.json`, or of the folder with it.

    Raises:
        UsageError: It is missing or no report.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
        scores_read = [
            Score(
                **{key: row[key] for key in _KEPT},
                estimate=Estimate(row["value"], row["low"], row["high"], row["n"]),
            )
            for row in report["scores"]
        ]
        return scores_read, report["length"]["p90"]["value"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} er ikke en rapport fra en måling.") from error


def timings(results: Sequence[Result]) -> dict[str, Any]:
    """Milliseconds per question: n, median, 95th percentile, largest."""
    spent = [1000 * result.seconds for result in results if result.error is None]
    if not spent:
        return {"n": 0, "p50_ms": None, "p95_ms": None, "max_ms": None}
    p50, p95 = np.percentile(spent, [50, 95])
    return {
        "n": len(spent),
        "p50_ms": round(float(p50), 1),
        "p95_ms": round(float(p95), 1),
        "max_ms": round(max(spent), 1),
    }


def estimate(found: Estimate) -> dict[str, Any]:
    """A value with interval and n, rounded so that the last bits of a sum do not show."""
    return {
        "value": _rounded(found.value),
        "low": _rounded(found.low),
        "high": _rounded(found.high),
        "n": found.n,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _suite(run: Run) -> dict[str, Any]:
    cases = run.suite.cases
    agreed = suite_agreement(cases)
    return {
        "name": run.suite.name,
        "sha256": run.suite.sha256,
        "cases": len(cases),
        "answerable": sum(case.answerable for case in cases),
        "splits": dict(sorted(Counter(case.split for case in cases).items())),
        "agreement": None if agreed is None else {"alpha": _rounded(agreed[0]), "n": agreed[1]},
        "warnings": list(run.suite.warnings),
    }


def _funnel(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    counted = Counter(j.stage for j in judgements if j.stage is not None)
    return [{"stage": stage, "questions": counted[stage]} for stage in STAGES]


def _risk(judgements: Sequence[Judgement]) -> dict[str, Any]:
    answered = [j for j in judgements if is_answered(j)]
    wrong = sum(not j.right for j in answered)
    return {
        "points": [
            [_rounded(coverage), _rounded(risk)] for coverage, risk in risk_curve(judgements)
        ],
        "aurc": estimate(risk_area(judgements)),
        "n": sum(j.confidence is not None for j in judgements),
        "now": {
            "coverage": _rounded(len(answered) / len(judgements)) if judgements else None,
            "risk": _rounded(wrong / len(answered)) if answered else None,
            "n": len(judgements),
            "answered": estimate(proportion(len(answered), len(judgements))),
            "wrong": estimate(proportion(wrong, len(answered))),
        },
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "label": check.label,
        "passed": check.passed,
        "details": list(check.details),
        **estimate(check.estimate),
    }


def _gate(verdict: Verdict) -> dict[str, Any]:
    return {
        "passed": verdict.passed,
        "failures": [asdict(failure) for failure in verdict.failures],
        "warnings": [asdict(warning) for warning in verdict.warnings],
        "flips": [asdict(flip) for flip in verdict.flips],
        "differences": {
            name: {
                "value": _rounded(d.value),
                "low": _rounded(d.low),
                "high": _rounded(d.high),
                "n": d.n,
            }
            for name, d in verdict.differences.items()
        },
    }


def _question(result: Result, judgement: Judgement, world: World) -> dict[str, Any]:
    row = judgement.to_json()
    row["right"] = judgement.right
    row["parts"] = {name: list(part) for name, part in parts_of(judgement).items()}
    row["answer"] = _answer(result.answer) if result.answer else None
    if not judgement.right:
        vital = result.case.vital
        row["expected"] = [nugget.text or nugget.id for nugget in vital]
        row["lacking"] = [n.text or n.id for n in vital if n.id in judgement.nuggets.missing]
        row["history"] = [mask(text, typed=True)[0] for text in result.case.history]
        row["excerpts"] = excerpts(result, world)
    return row


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "standalone_question": answer.standalone_question,
        "explanation": answer.explanation,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [
            {"n": c.n, "document": c.document, "page": c.page, "start": c.start, "end": c.end}
            for c in answer.citations
        ],
    }
