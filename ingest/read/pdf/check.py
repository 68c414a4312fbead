"""Looks through a PDF for what would eat the machine, before the text is taken from it."""

from __future__ import annotations

from ingest.read.limits import Limits


def check(data: bytes, limits: Limits) -> None:
    """Pass a PDF on whose structure is sound."""
