"""A reader's feedback becomes a case of an evaluation suite that this installation owns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from assistant.records import Filters
from assistant.web.feedback import Feedback
from evals.case import Alternative, Case, Expected, Gold, Meta, Narrowed, Nugget, Reason, Span
from evals.suite import json_lines, load

SUITE = "tilbagemeldinger.jsonl"  # in the library's directory: `velfaerd eval` takes its path


def answer_case(feedback: Feedback, quotes: Sequence[tuple[str, str]], fact: str) -> Case:
    """Return a case that wants an answer.

    Args:
        feedback: What the reader said.
        quotes: (document, the words that answer), at least one.
        fact: What the answer must say, in words that a right answer holds.
    """
    spans = tuple(Span(document, quote) for document, quote in quotes)
    pattern = r"\s+".join(re.escape(word) for word in fact.split())
    return _case(
        feedback,
        cluster=quotes[0][0],
        category="opfoelgning" if feedback.history else "enkelt_fakta",
        answerable=True,
        gold=Gold((Alternative(spans),)),
        nuggets=(Nugget("f1", (pattern,), text=fact, spans=tuple(range(len(spans)))),),
    )


def refusal_case(feedback: Feedback, reason: Reason) -> Case:
    """Return a case that wants no answer."""
    category = {"personal_data": "persondata_raad_handling", "near_miss": "naer_ved"}
    return _case(
        feedback,
        cluster=f"tilbagemelding-{feedback.id}",
        category=category.get(reason, "uden_for_korpus"),
        answerable=False,
        expected=Expected("refuse", reason),
    )


def _case(feedback: Feedback, **values: object) -> Case:
    filters = feedback.turn.filters
    narrowed = Narrowed(**asdict(filters)) if filters != Filters() else Narrowed()
    created = datetime.fromtimestamp(feedback.created).date()
    return Case(
        id=f"tilbagemelding-{feedback.id}",
        split="dev",
        question=feedback.turn.question,
        history=feedback.history,
        filters=narrowed,
        meta=Meta(source="real", created=created),
        **values,  # type: ignore[arg-type]
    )


def adopt(case: Case, directory: Path) -> Path:
    """Add a case to the installation's own suite, or replace the one with its id."""
    suite = directory / SUITE
    cases = {held.id: held for held in (load(suite) if suite.is_file() else ())}
    cases[case.id] = case
    written = suite.with_suffix(".new")
    written.write_text("\n".join(json_lines(cases.values())) + "\n", encoding="utf-8")
    written.replace(suite)
    return suite
