"""Lines that are boilerplate by their neighbours: a menu, a form, a contact box, a footer."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.clean.labels import Label, Line
from ingest.offices import OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GAP = 2  # unknown lines inside a crowd: a name and a job title
_CROWD = 3  # lines that make a crowd beside a footer's mark
_MENU = 3  # menu words at the head or tail that make a menu
_MENU_SHARE = 0.8  # of a menu's lines are menu words
_EDGE_SHARE = 0.3  # of the document: more than that is what it is about
_CARD = 4  # lines from "Kontakt" to the number or address: name, title, office
_LIST = 3  # items that make a list
_MENU_LABELS: tuple[Label, ...] = ("menu", "headings", "site", "inline", "trails")
_CONTACTS: tuple[Label, ...] = ("phones", "mails", "addresses", "hours", "anchors")
_NOT_LONE: tuple[Label, ...] = ("", "themes", "dates", "contents", "tail")


def crowds(lines: Sequence[Line], *, web: bool) -> set[int]:
    """Indices of lines that stand in a crowd.

    Args:
        lines: The document's.
        web: Whether the document is a web page, where a box of phone and address is furniture.
    """
    listed = in_lists(lines)
    texts = [i for i, line in enumerate(lines) if line.text or i in listed]
    total = sum(len(line.normal) for line in lines)
    gone: set[int] = set()
    for before, after in pairwise([-1, *texts, len(lines)]):
        for crowd in _gathered(lines, range(before + 1, after)):
            members = [lines[i] for i in crowd]
            small = sum(len(line.normal) for line in members) <= _EDGE_SHARE * total
            at_edge = small and (before == -1 or after == len(lines))
            lone = web and small and _is_lone(lines, crowd, before, after)
            if lone or _is_crowd(members, at_edge=at_edge, web=web):
                gone.update(_with_strays(lines, crowd, before, after))
    return gone | (_cards(lines) if web else set())


def in_lists(lines: Sequence[Line]) -> set[int]:
    """Items of real lists: "Log ind" is a step in a guide, unless most of the list is a menu."""
    found: set[int] = set()
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].piece.kind in ("list_item", "table_row"):
            continue
        known = sum(bool(line.label) for line in lines[start:end])
        if end - start >= _LIST and known * 2 < end - start:
            found.update(range(start, end))
        start = end + 1
    return found


def _gathered(lines: Sequence[Line], segment: range) -> Iterator[range]:
    """Stretches from a labelled line to a labelled line without too long a gap.

    Advertisements and links stand between an article's lines too: they hold no crowd together.
    """
    known = [i for i in segment if lines[i].label not in ("", "inline")]
    start = 0
    for k in range(len(known)):
        if k + 1 == len(known) or known[k + 1] - known[k] > _GAP + 1:
            yield range(known[start], known[k] + 1)
            start = k + 1


def _is_crowd(crowd: list[Line], *, at_edge: bool, web: bool) -> bool:
    count: Counter[Label] = Counter(line.label for line in crowd if line.label)
    labelled = count.total()
    if labelled * 2 < len(crowd):
        return False
    marked = bool(count["site"] + count["anchors"])
    if marked and (labelled >= _CROWD or (at_edge and 1 < labelled == len(crowd))):
        return True
    if at_edge and labelled >= _CROWD and count["interface"] >= 2:
        return True
    menu = sum(count[label] for label in _MENU_LABELS)
    both = menu + count["themes"]
    enough = both >= (_MENU if at_edge else 2 * _MENU) and menu >= count["themes"]
    if enough and both >= _MENU_SHARE * labelled:
        return True
    contacts = sum(bool(count[label]) for label in _CONTACTS)
    headed = bool(count["headings"] + count["menu"])
    return web and contacts + (headed and at_edge) >= 2 and (at_edge or headed)


def _is_lone(lines: Sequence[Line], crowd: range, before: int, after: int) -> bool:
    """A line or two of a menu, a box or a form right under the text, with nothing after."""
    beside = (*range(before + 1, crowd.start), *range(crowd.stop, after))
    return (
        after == len(lines)
        and before >= 0
        and all(lines[i].sure for i in beside)
        and all(lines[i].label not in _NOT_LONE for i in crowd)
        and all(lines[i].piece.kind != "list_item" for i in crowd)
    )


def _with_strays(lines: Sequence[Line], crowd: range, before: int, after: int) -> range:
    """A tail's crowd with the office's name above it and the last lines of the page.

    Without the themes at its beginning that go on with the lines above: those are a list's.
    """
    start, end = crowd.start, crowd.stop
    if after != len(lines):
        return crowd
    if after - end <= _GAP:
        end = after
    if start - 1 > before:
        while start < end and lines[start].label == "themes":
            start += 1
    address = sum(lines[i].label in _CONTACTS for i in crowd) >= 2
    above = lines[start - 1]
    office = OFFICE.fullmatch(above.piece.text.strip())
    if address and before >= 0 and (office or start - 2 == before and _is_name(above)):
        start -= 1
    return range(start, end)


def _is_name(line: Line) -> bool:
    text = line.piece.text
    listed = line.piece.kind == "list_item" or ":" in text or any(map(str.isdigit, text))
    return len(text.split()) <= _CARD and not listed


def _cards(lines: Sequence[Line]) -> set[int]:
    """From a "Kontaktperson" over a name and an office to a number or an address."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.label != "headings":
            continue
        for k in range(i + 1, min(i + 1 + _CARD + 1, len(lines))):
            if lines[k].text:
                break
            if lines[k].label in (*_CONTACTS, "site"):
                found.update(range(i, k + 1))
    return found
