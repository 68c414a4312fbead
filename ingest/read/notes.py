"""Marks of footnotes and endnotes in a text that is read with them, and the notes' own paragraphs.

A library's texts are read without: a mark is no word. Private characters frame them, for "[^1]" may
stand in a text as well.

A mark that was only typed and raised, "året¹", goes from every text: a quotation would have it as
"året1". What is raised after a unit or a base, "m²" and "10³", is no mark.
"""

from __future__ import annotations

import re

_MARK, _NOTE, _END = "\ue000", "\ue001", "\ue002"
MARK = re.compile(rf"{_MARK}([^{_END}]{{1,60}}){_END}")
NOTE = re.compile(rf"{_NOTE}([^{_END}]{{1,60}}){_END}\s*")
BEFORE_NOTE = re.compile(rf"\n(?={_NOTE})")
_RAISED, _LOWERED = "\ue003", "\ue004"
_FRAMED = re.compile(rf"{_RAISED}([^{_RAISED}{_LOWERED}]*){_LOWERED}")
_TYPED = re.compile(r"(?:\d{1,3}|[a-z]|\*{1,3})(?:\s?[,;–-]\s?\d{1,3})*|\[[^\]\s]{1,3}\]")
_CITED = re.compile(r"[^\W\d_]{2}$|[.,;:!?%)\]\"'’”»]$|\d[\d.,]*\d\d$")
_BASE = re.compile(r"(?<![^\W\d_])(?:[cdkmnµ]m|CO|NO|chi|log)$")
# A note with the lines that go on with it, and the paragraphs below that are indented under it.
_LONG_NOTE = re.compile(
    r"^\[\^[^\]\s]{1,40}\]:[^\n]*\n(?:(?!\[\^)[ \t]*\S[^\n]*\n?|(?:[ \t]*\n)+(?=(?: {2,}|\t)\S))*",
    re.M,
)
_BROKEN = re.compile(r"\s*\n\s*")  # one note is one paragraph
_MARKDOWN = re.compile(r"(?<!\\)\[\^([^\]\s]{1,40})\](:?)")


def mark(kind: str, identity: str) -> str:
    """Return the mark of a note, `footnote` or `endnote`, as it stands in the text."""
    return f"{_MARK}{kind} {identity}{_END}"


def note(kind: str, identity: str, text: str) -> str:
    """Return a paragraph of a note."""
    return f"{_NOTE}{kind} {identity}{_END}{_BROKEN.sub(' ', text)}"


def raised(text: str) -> str:
    """Return text that stands raised, for `without_typed`."""
    return _RAISED + _FRAMED.sub(r"\1", text) + _LOWERED


def without_typed(text: str) -> str:
    """Return a paragraph's text without typed marks, what else is raised as it is."""
    if _RAISED not in text:
        return text
    text = text.replace(_LOWERED + _RAISED, "")
    return _FRAMED.sub(lambda found: _unless_typed(text[: found.start()], found[1]), text)


def is_typed(before: str, above: str) -> bool:
    """Say whether what stands raised after a text is a note's mark."""
    typed = bool(_TYPED.fullmatch(above.strip()))
    return typed and bool(_CITED.search(before)) and not _BASE.search(before)


def _unless_typed(before: str, above: str) -> str:
    return "" if is_typed(before, above) else above


def mark_markdown(text: str) -> str:
    """Return Markdown with its notes marked; an escaped "[^1]" is none."""
    return _MARKDOWN.sub(_marked, _LONG_NOTE.sub(_on_one_line, text))


def _on_one_line(found: re.Match[str]) -> str:
    return " ".join(found.group().replace("\\\n", "\n").split()) + "\n"


def _marked(found: re.Match[str]) -> str:
    return note("footnote", found[1], "") if found[2] else mark("footnote", found[1])
