"""Why a sentence is not supported."""

from __future__ import annotations

from dataclasses import dataclass

LACKING = frozenset(("absent", "name", "value", "period"))  # codes of what no source has


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a sentence is not supported: a code, and what in it."""

    code: str
    text: str
