"""Many questions in a file: JSON lines in, JSON lines out, in order."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import UsageError


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a batch.

    Attributes:
        id: Whatever the caller put there, given back with the answer.
        history: Earlier questions, oldest first.
    """

    id: Any
    question: str
    history: tuple[str, ...] = ()


def read_batch(path: Path) -> list[Line]:
    """Read all questions of a file, or of standard input for "-".

    Raises:
        UsageError: The file is not there, or a line is no question; the sentence has its number.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Filen {path} kan ikke læses som UTF-8-tekst.") from error
    return list(_lines(text.split("\n"), path))


def _lines(texts: Iterable[str], path: Path) -> Iterable[Line]:
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            continue
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"Linje {number} i {path} er ikke gyldig JSON.") from error
        question = value.get("question") if isinstance(value, dict) else None
        if not isinstance(question, str):
            raise UsageError(f"Linje {number} i {path} mangler teksten »question«.")
        history = value.get("history") or []
        if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
            raise UsageError(f"»history« på linje {number} i {path} skal være en liste af tekster.")
        yield Line(value.get("id"), question, tuple(history))
