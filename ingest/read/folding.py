"""Parts of a web page that fold out: whoever asks for them is shown them, so they are read.

A page keeps the answers of an accordion and the sheets behind tabs hidden until somebody opens
them. Text that no visible control opens stays hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_CONTROL = (
    ".//*[@aria-expanded or @role='tab' or @data-toggle='collapse' or @data-bs-toggle='collapse'"
    " or @data-toggle='tab' or @data-bs-toggle='tab']"
)
_SHEETS = "descendant-or-self::*[@role='tabpanel'][not(ancestor::*[@role='tabpanel'])]"
_CONTROL_CHARACTERS = 150  # a longer one holds the part that it says is open
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
_PANELS = re.compile(r"article|blockquote|div|dl|figure|ol|p|section|table|ul")
_PARTS = re.compile(r"dd|li|td|tr|tbody")  # of what cannot be parted: shown where they stand
_HEADING = re.compile(r"h[1-6]")
_CLOSED = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)[^;]*;?", re.I)


def unfold(body: Element, is_hidden: Callable[[Element], bool]) -> None:
    """Show what visible controls open, each part under its control's text.

    Args:
        body: Changed in place: a part becomes a `details` with a `summary`, or is shown as it is
            below the heading that opens it.
        is_hidden: Whether an element is not shown.
    """
    places = {e.get("id"): e for e in body.iter() if isinstance(e.tag, str) and e.get("id")}
    labels = {e.get("aria-labelledby"): e for e in body.xpath(".//*[@aria-labelledby != '']")}
    sheets = dict(_sheets(body))
    for control in body.xpath(_CONTROL):
        if not 0 < len(_text(control)) <= _CONTROL_CHARACTERS:
            continue
        if any(map(is_hidden, (control, *control.iterancestors()))):
            continue
        head = _head(control)
        named = [places.get(target) for target in _targets(control)]
        labelled = labels.get(control.get("id", ""))
        found = [*named, labelled, sheets.get(control), head.getnext()]
        panel = next((part for part in found if part is not None), None)
        if panel is None or panel in head.iterancestors() or not _is_text(panel):
            continue
        _show(panel)
        if _PARTS.fullmatch(panel.tag) or _is_in_text(head):
            control.tag = "span" if control.tag == "button" else control.tag
        elif not _HEADING.fullmatch(head.tag):
            _put_under(panel, _text(control))
            head.drop_tree()


def _sheets(body: Element) -> Iterator[tuple[Element, Element]]:
    """Yield each tab with the sheet that has its place among the sheets below the row of tabs."""
    for row in body.xpath(".//*[@role='tablist']"):
        tabs = row.xpath(".//*[@role='tab']")
        sheets: list[Element] = []
        for beside in _head(row).itersiblings():
            if len(sheets) >= len(tabs) or beside.get("role") == "tablist":
                break
            sheets += beside.xpath(_SHEETS)
        if len(tabs) == len(sheets):
            yield from zip(tabs, sheets, strict=True)


def _targets(control: Element) -> Iterator[str]:
    for name in _TARGETS:
        yield from control.get(name, "").replace("#", " ").split()


def _head(control: Element) -> Element:
    """The outermost element that holds nothing but the control, or the heading that holds it."""
    head = control
    while not _HEADING.fullmatch(head.tag):
        parent = head.getparent()
        alone = parent is not None and _text(parent) == _text(control)
        if not alone or head.getnext() is not None or _PARTS.fullmatch(parent.tag):
            break
        head = parent
    return head


def _is_in_text(head: Element) -> bool:
    """Whether a control is a word of a sentence."""
    above = head.getprevious()
    before = head.getparent().text if above is None else above.tail
    return bool((before or "").strip() or (head.tail or "").strip())


def _is_text(panel: Element) -> bool:
    """Whether a part is there to be read: no menu, and no form to fill in."""
    if not _PANELS.fullmatch(panel.tag) and not _PARTS.fullmatch(panel.tag):
        return False
    linked = "".join(_text(link) for link in panel.iter("a"))
    return len(linked) < len(_text(panel)) and panel.find(".//input") is None


def _show(panel: Element) -> None:
    for name in ("hidden", "aria-hidden"):
        panel.attrib.pop(name, None)
    panel.set("style", _CLOSED.sub("", panel.get("style", "")))


def _put_under(panel: Element, text: str) -> None:
    details, summary = panel.makeelement("details"), panel.makeelement("summary")
    summary.text = text
    panel.addprevious(details)
    details.append(summary)
    details.append(panel)
    details.tail, panel.tail = panel.tail, None


def _text(element: Element) -> str:
    return " ".join(element.text_content().split())
