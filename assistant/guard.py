"""A question's text → the reason why it is not ours to answer, or none."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from assistant.records import MAX_QUESTION_CHARACTERS
from ingest import cpr

_MASKED = cpr.MASK * 4  # of a number that was masked before: in an outline, on a page
_LETTER = re.compile(r"[^\W\d_]")


def refusal_of(text: str) -> str | None:
    """Return a reason code of guard.toml, `too_long` or `empty`; None when it is ours to answer.

    A CPR number counts first: what holds one is masked before anything else sees it.
    """
    if cpr.find(text, typed=True) or _MASKED in text:
        return "personal_data"
    if len(text) > MAX_QUESTION_CHARACTERS:
        return "too_long"
    if not _LETTER.search(text):
        return "empty"
    return next((reason for reason, pattern in _patterns().items() if pattern.search(text)), None)


def searched(text: str) -> tuple[str, str | None]:
    """Return a search as it may be said again, and why nothing is searched for, or None.

    A CPR number is embedded nowhere, nor said again.
    """
    shown, numbers = cpr.mask(text, typed=True)
    if numbers:
        return shown, "personal_data"
    return shown, None if any(map(str.isalnum, shown)) else "empty"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = tomllib.loads(files("assistant").joinpath("guard.toml").read_text("utf-8"))
    return {
        reason: re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)
        for reason, patterns in table.items()
    }
