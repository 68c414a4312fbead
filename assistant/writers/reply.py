"""What a model writes, read while it comes: sentences with the numbers of their sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest import danish
from ingest.errors import WriterError

_OPENING = re.compile(r'"sentences"\s*:\s*\[')
_FENCE = re.compile(r"^\s*```(?:json)?|```\s*$")
_BETWEEN = re.compile(r"[\s,]*")
_MARK = re.compile(r"\s*[\[(]\s*(?:kilde|source)?\s*(\d{1,2}(?:\s*,\s*\d{1,2})*)\s*[\])]", re.I)
_NOT_FOUND = re.compile(r"\W*(ikke fundet|not found)\W*", re.I)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Stated:
    """A sentence as a model wrote it.

    Attributes:
        text: Without marks of citations.
        hints: Numbers of the sources that it names; they may be wrong, or of no source.
    """

    text: str
    hints: tuple[int, ...] = ()


def read(pieces: Iterable[str], *, structured: bool) -> Iterator[Stated]:
    """Yield sentences as soon as each is whole.

    Args:
        pieces: The text as it comes.
        structured: Whether it should be JSON of `prompt.schema`.

    Raises:
        WriterError: It is not in the form asked for, says that nothing was found, or holds nothing.
    """
    some = False
    for stated in (_read_json if structured else _read_plain)(pieces):
        for sentence in _sentences(stated):
            some = True
            yield sentence
    if not some:
        raise WriterError("empty")


def _read_json(pieces: Iterable[str]) -> Iterator[Stated]:
    text, at = "", -1
    for piece in pieces:
        text += piece
        if at < 0 and (opening := _OPENING.search(text)):
            at = opening.end()
        while at >= 0 and (found := _next_object(text, at)):
            value, at = found
            yield _stated(value)
    _check_whole(_FENCE.sub("", text))


def _next_object(text: str, at: int) -> tuple[object, int] | None:
    """Return the object that begins here and where it ends, or None while it is not whole."""
    gap = _BETWEEN.match(text, at)
    start = gap.end() if gap else at
    if not text.startswith("{", start):
        return None
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except ValueError:
        return None


def _stated(value: object) -> Stated:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(text, str):
        raise WriterError("invalid", f"no sentence: {str(value)[:80]}")
    sources = value.get("sources")
    hints = [n for n in sources if isinstance(n, int)] if isinstance(sources, list) else []
    return Stated(text, tuple(hints))


def _check_whole(text: str) -> None:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise WriterError("invalid", f"no JSON: {text[:80]}") from error
    if not isinstance(value, dict) or not isinstance(value.get("sentences"), list):
        raise WriterError("invalid", f"no sentences: {text[:80]}")
    if not value["sentences"]:
        raise WriterError("not_found" if value.get("found") is False else "empty")


def _read_plain(pieces: Iterable[str]) -> Iterator[Stated]:
    text = ""
    for piece in pieces:
        text += piece
        *whole, text = text.split("\n")
        yield from map(_line, filter(str.strip, whole))
    if text.strip():
        yield _line(text)


def _line(text: str) -> Stated:
    if _NOT_FOUND.fullmatch(text):
        raise WriterError("not_found")
    return Stated(_BULLET.sub("", text))


def _sentences(stated: Stated) -> Iterator[Stated]:
    """Yield the sentences of what may be several, each with the marks in it, or those of all."""
    marked = _after_stops(stated.text)
    for start, end in danish.sentence_spans(marked):
        raw = marked[start:end]
        marks = [int(n) for match in _MARK.findall(raw) for n in match.split(",")]
        text = " ".join(_MARK.sub("", raw).split())
        if any(letter.isalnum() for letter in text):
            yield Stated(text, tuple(dict.fromkeys(marks or stated.hints)))


def _after_stops(text: str) -> str:
    """Put marks that follow a full stop before it: they belong to the sentence that it ends."""
    return re.sub(rf"([.!?])((?:{_MARK.pattern})+)", r"\2\1", text, flags=re.I)
