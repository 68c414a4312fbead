"""A run becomes report.json, report.md, report.html and junit.xml.

record.py    everything as plain JSON values: the others are made from it alone
excerpts.py  a failed question's passages with the gold and the cited text marked
markdown.py  Danish summary for the municipality
page.py      one page without outside resources; figures.py draws, page.css styles
outcomes.py  a few questions for the terminal
junit.py     for build servers
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.report.junit import junit
from evals.report.markdown import markdown
from evals.report.page import page

__all__ = ["write"]


def write(report: dict[str, Any], timings: dict[str, Any], directory: Path) -> None:
    """Write a report's files into a directory, made if need be.

    Times differ from run to run, so they are kept apart: `report.json` is the same bytes each time.
    """
    directory.mkdir(parents=True, exist_ok=True)
    files = {
        "report.json": as_text(report),
        "timings.json": as_text(timings),
        "report.md": markdown(report, timings),
        "report.html": page(report, timings),
        "junit.xml": junit(report),
    }
    for name, text in files.items():
        (directory / name).write_text(text, encoding="utf-8")


def as_text(values: dict[str, Any]) -> str:
    """JSON as it is kept: sorted keys, Danish letters as they are, a final line break."""
    return json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
