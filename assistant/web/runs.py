"""The evaluation runs that lie in the reports folder, as `velfaerd eval` wrote them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

_SCHEMA = 1  # of `evals/report/report.schema.json`; another one is not ours to read
_LATEST = 30  # runs on the page
HEADLINE = (
    "fully_correct", "refusal_recall", "false_refusal", "wrong_claim", "citation_validity",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EvaluationRun:
    """A run as the page shows it.

    Attributes:
        written: When the report was written.
        headline: Rows of the report's scores by name, those of `HEADLINE` it has.
    """

    name: str
    written: datetime
    report: dict[str, Any]
    headline: dict[str, dict[str, Any]]

    @property
    def failed(self) -> list[dict[str, Any]]:
        """The questions that went wrong."""
        return [question for question in self.report["questions"] if not question["right"]]


def runs(folder: Path) -> list[EvaluationRun]:
    """Return the latest runs, newest first; a file that is no report is passed over."""
    files = sorted(folder.rglob("*.json"), key=lambda file: -file.stat().st_mtime)
    found = (_read(file, file.stat().st_mtime) for file in files)
    return [run for run in found if run is not None][:_LATEST]


@lru_cache(_LATEST * 2)
def _read(file: Path, changed: float) -> EvaluationRun | None:
    try:
        report = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(report, dict) or report.get("schema_version") != _SCHEMA:
        return None
    rows = {row["name"]: row for row in report["scores"]}
    name = file.parent.name if file.stem == "report" else file.stem
    headline = {key: rows[key] for key in HEADLINE if key in rows}
    return EvaluationRun(name, datetime.fromtimestamp(changed), report, headline)
