"""The numbers that Word counts by itself, "2.1" before a heading or "3." before a step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEVELS = 9
_NUMBER = re.compile(r"[0-9]{1,6}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 39


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    text: str
    restarts: bool


@dataclass(slots=True)
class _List:
    """One definition's levels, and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def label(self, depth: int) -> str:
        """Count one on, and return what stands before the paragraph; "" for a bullet."""
        level = self.levels.get(depth)
        if level is None or depth >= _LEVELS:
            return ""
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            if deeper in self.levels and self.levels[deeper].restarts:
                self.counts.pop(deeper, None)
        shown = level.text
        for above in range(depth + 1):
            if f"%{above + 1}" not in shown:
                continue
            own = self.levels.get(above)
            number = _shown(self.counts.get(above, own.start), own.form) if own else ""
            if not number:
                return ""
            shown = shown.replace(f"%{above + 1}", number)
        return shown.strip() if shown != level.text else ""


def labels(word: WordFile, styles: Mapping[str | None, Any]) -> dict[Element, str]:
    """Return what Word writes before each paragraph that it counts.

    Args:
        word: The document.
        styles: For each style its `numbering`, the list and depth that it gives, where it does.
    """
    lists, restarts = _lists(word)
    begun: set[str] = set()
    found: dict[Element, str] = {}
    for paragraph in word.element.body.iter(_W + "p") if lists else ():
        number, depth = _place(paragraph, styles)
        counted = lists.get(number or "")
        if number is None or counted is None or _is_gone(paragraph):
            continue
        if number not in begun:
            begun.add(number)
            for level, start in restarts.get(number, {}).items():
                counted.counts[level] = start - 1
        if label := counted.label(depth):
            found[paragraph] = label
    return found


def _place(paragraph: Element, styles: Mapping[str | None, Any]) -> tuple[str | None, int]:
    """Return the list that a paragraph is in and its depth there, from 0."""
    named = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style = styles.get(named.get(_W + "val")) if named is not None else styles.get(None)
    number, depth = style.numbering if style is not None else (None, None)
    own = paragraph.find(f"{_W}pPr/{_W}numPr")
    if own is not None:
        own_number, own_depth = own.find(_W + "numId"), own.find(_W + "ilvl")
        if own_number is not None:
            number, depth = own_number.get(_W + "val"), 0
        if own_depth is not None:
            depth = _number(own_depth.get(_W + "val"), 0)
    return number, depth or 0


def _is_gone(paragraph: Element) -> bool:
    """Say whether a paragraph is deleted, or only there for older programs."""
    if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
        return True
    return any(
        above.tag == _MC + "Fallback"
        or above.tag == _W + "tr"
        and above.find(f"{_W}trPr/{_W}del") is not None
        for above in paragraph.iterancestors()
    )


def _lists(word: WordFile) -> tuple[dict[str, _List], dict[str, dict[int, int]]]:
    """Return each number's list, shared with the others of its definition, and its own starts."""
    root = _numbering(word)
    if root is None:
        return {}, {}
    defined = {
        one.get(_W + "abstractNumId"): _List(dict(_levels(one)))
        for one in root.iter(_W + "abstractNum")
    }
    lists: dict[str, _List] = {}
    restarts: dict[str, dict[int, int]] = {}
    for number in root.iter(_W + "num"):
        identity = number.get(_W + "numId", "")
        definition = number.find(_W + "abstractNumId")
        known = defined.get(definition.get(_W + "val")) if definition is not None else None
        if known is None or number.find(f"{_W}lvlOverride/{_W}lvl") is not None:
            continue
        lists[identity] = known
        for change in number.iter(_W + "lvlOverride"):
            start = change.find(_W + "startOverride")
            if start is not None:
                depth = _number(change.get(_W + "ilvl"), 0)
                first = _number(start.get(_W + "val"), 1)
                restarts.setdefault(identity, {})[depth] = first
    return lists, restarts


def _numbering(word: WordFile) -> Element | None:
    from lxml import etree

    for part in word.part.package.iter_parts():
        if str(part.partname) == "/word/numbering.xml":
            return etree.fromstring(part.blob)
    return None


def _levels(definition: Element) -> Iterator[tuple[int, _Level]]:
    for level in definition.iter(_W + "lvl"):
        told = {
            name: found.get(_W + "val", "") if found is not None else None
            for name in ("start", "numFmt", "lvlText", "lvlRestart")
            for found in (level.find(_W + name),)
        }
        yield (
            _number(level.get(_W + "ilvl"), 0),
            _Level(
                start=_number(told["start"], 1),
                form=told["numFmt"] or "decimal",
                text=told["lvlText"] or "",
                restarts=told["lvlRestart"] != "0",
            ),
        )


def _number(text: str | None, otherwise: int) -> int:
    """Return a number as Word writes it; a file may hold anything in its place."""
    return int(text) if text and _NUMBER.fullmatch(text) else otherwise


def _shown(number: int, form: str) -> str:
    """Return a number as a list shows it; "" in a form that is none we know."""
    if form == "decimal":
        return str(number)
    if form == "decimalZero":
        return f"{number:02d}"
    told = ""
    if form.endswith("Letter") and 0 < number <= len(_LETTERS):
        told = _LETTERS[number - 1]
    elif form.endswith("Roman") and 0 < number <= _LARGEST_ROMAN:
        for value, sign in _ROMAN:
            while number >= value:
                told, number = told + sign, number - value
    return told.upper() if form.startswith("upper") else told
