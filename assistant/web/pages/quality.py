"""How good the answers are: the latest evaluation runs, for maintainers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.web.runs import HEADLINE, EvaluationRun, runs
from assistant.web.site import Here, Maintainer
from evals.wording import STAGES, category, interval, percent

_FAILED = 100  # questions shown of a run

router = APIRouter()


@router.get("/kvalitet")
def quality(
    request: Request,
    site: Here,
    _: Maintainer,
    nr: Annotated[int, Query(ge=0, le=1000)] = 0,
) -> HTMLResponse:
    """Show a run, the latest if none is chosen, and how the figures moved over time."""
    folder = site.settings.reports or site.settings.library / "reports"
    found = runs(folder)
    if found and nr >= len(found):
        raise HTTPException(404)
    chosen = found[nr] if found else None
    same_suite = [run for run in found if chosen and run.report["suite"] == chosen.report["suite"]]
    return site.page(
        request,
        "quality.html",
        folder=str(folder),
        runs=found,
        chosen=chosen,
        number=nr,
        headline=HEADLINE,
        points=_points(list(reversed(same_suite))),
        failed=chosen.failed[:_FAILED] if chosen else [],
        percent=percent,
        interval=interval,
        stages=STAGES,
        category=category,
    )


def _points(over_time: list[EvaluationRun]) -> list[dict[str, float]]:
    """Return a point with its interval for each run, as shares of the picture, oldest first."""
    rows = [run.headline.get("fully_correct") for run in over_time]
    known = [row for row in rows if row and row["value"] is not None and row["low"] is not None]
    return [
        {
            "x": (index + 0.5) / len(known),
            "value": 1 - row["value"],
            "low": 1 - row["low"],
            "high": 1 - row["high"],
        }
        for index, row in enumerate(known)
    ]
