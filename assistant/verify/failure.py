"""Why a sentence is not supported."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a sentence is not supported: a code, and what in it."""

    code: str
    text: str
