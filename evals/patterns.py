"""Accept and forbid patterns: regular expressions over the normalised text of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from evals.quotes import comparable

_COMPILED = 4096  # every pattern of a suite of some hundred cases


@lru_cache(_COMPILED)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern without regard to case.

    Raises:
        re.error: It is no regular expression.
    """
    return re.compile(pattern, re.IGNORECASE)


def lines(texts: Iterable[str]) -> str:
    """Sentences as one text to search: each normalised, one a line, so that `.` stays inside."""
    return "\n".join(comparable(text) for text in texts)


def matching(patterns: Iterable[str], text: str) -> tuple[str, ...]:
    """Those of the patterns that are found in a text made by `lines`."""
    return tuple(pattern for pattern in patterns if compiled(pattern).search(text))
