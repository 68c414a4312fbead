"""Marks of footnotes and endnotes in a text that is read with them, and the notes' own paragraphs.

A library's texts are read without: a mark is no word. Private characters frame them, for "[^1]" may
stand in a text as well.
"""

from __future__ import annotations

import re

_MARK, _NOTE, _END = "\ue000", "\ue001", "\ue002"
MARK = re.compile(rf"{_MARK}([^{_END}]{{1,60}}){_END}")
NOTE = re.compile(rf"{_NOTE}([^{_END}]{{1,60}}){_END}\s*")
BEFORE_NOTE = re.compile(rf"\n(?={_NOTE})")
_MARKDOWN = re.compile(r"(?<!\\)\[\^([^\]\s]{1,40})\](:?)")


def mark(kind: str, identity: str) -> str:
    """Return the mark of a note, `footnote` or `endnote`, as it stands in the text."""
    return f"{_MARK}{kind} {identity}{_END}"


def note(kind: str, identity: str, text: str) -> str:
    """Return a paragraph of a note."""
    return f"{_NOTE}{kind} {identity}{_END}{text}"


def mark_markdown(text: str) -> str:
    """Return Markdown with its notes marked; an escaped "[^1]" is none."""
    return _MARKDOWN.sub(_marked, text)


def _marked(found: re.Match[str]) -> str:
    return note("footnote", found[1], "") if found[2] else mark("footnote", found[1])
