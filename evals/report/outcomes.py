"""A few questions for the terminal: what was answered, from where, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evals.wording import STAGES, STATUSES, category


def outcomes(report: dict[str, Any]) -> str:
    """The questions of a report one by one, as Danish text."""
    return "\n\n".join("\n".join(_question(row)) for row in report["questions"])


def _question(row: dict[str, Any]) -> Iterator[str]:
    verdict = "rigtigt" if row["right"] else STAGES[row["stage"]]
    yield f"{row['id']} ({category(row['category'])}): {verdict}"
    yield f"  {row['question']}"
    if row["error"]:
        yield f"  fejl: {row['error']}"
        return
    sure = "" if row["confidence"] is None else f", sikkerhed {row['confidence']:.2f}"
    yield f"  {STATUSES.get(str(row['status']), row['status'])}{sure}".replace(".", ",")
    for sentence in row["answer"]["sentences"]:
        marks = "".join(f"[{n}]" for n in sentence["citations"])
        yield f"  - {sentence['text']} {marks}".rstrip()
    for citation in row["answer"]["citations"]:
        page = f", side {citation['page']}" if citation["page"] else ""
        yield f"  [{citation['n']}] {citation['document']}{page}"
    for label, texts in (
        ("skulle sige", row.get("expected", ())),
        ("mangler", row.get("lacking", ())),
        ("forkert", row["nuggets"]["forbidden"]),
        ("forældet", row["outdated"]),
    ):
        if texts:
            yield f"  {label}: {', '.join(texts)}"
