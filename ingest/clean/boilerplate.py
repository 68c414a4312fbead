"""Text of the web site around the document: menus, forms, contact boxes, sharing, cookies.

Phrases alone would eat substance and miss what they don't list, so each line is first labelled, and
lines that are boilerplate only among their like go where they stand in a crowd: with a footer's
marks beside them, at the head or tail of the page, between a title and its repetition.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.clean.captions import is_caption, without_credit
from ingest.clean.labels import Label, Line, look
from ingest.clean.phrases import normal, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.clean.pieces import Piece

_WEB = (".html", ".htm", ".xhtml", ".mhtml", ".txt", ".md", ".eml")  # where pages of sites come as
_GAP = 2  # unknown lines inside a crowd: a name and a job title
_CROWD = 3  # lines that make a crowd beside a footer's mark
_MENU = 4  # menu words in a row at the head or tail that make a menu
_CONTACTS: tuple[Label, ...] = ("phones", "mails", "addresses", "hours", "anchors")
_MENU_SHARE = 0.8  # of a menu's lines are menu words
_EDGE_SHARE = 0.3  # of the document: more than that is what it is about
_HEAD_LINES = 40  # where a page's title is repeated, if it is
_HEAD_WORDS = 25  # a longer line between the two titles is the article's lead
_TAIL_WORDS = 30  # teasers of other articles are shorter
_TAIL_SHARE = 0.35  # of the document: a longer tail is not a list of links
_LIST = 3  # items that make a list
_ENTRIES = 2  # lines that make a table of contents


def without_boilerplate(
    pieces: list[Piece], *, title: str, path: str
) -> tuple[list[Piece], list[Piece]]:
    """Part the document's own pieces from the site's.

    Args:
        pieces: One line of text each.
        title: The document's title, to find its repetition.
        path: The document's path; a contact box is a web page's, in a report it is content.

    Returns:
        What stays, with boilerplate sentences taken out, and what goes.
    """
    pieces, cut = _without_sentences(pieces)
    lines = look(pieces)
    gone = {i for i, line in enumerate(lines) if line.sure} - set(_guarded(lines))
    gone |= _crowds(lines, web=path.casefold().endswith(_WEB))
    gone |= _head(lines, gone, normal(title))
    gone |= _contents(lines, gone)
    gone |= _tail(lines, gone)
    gone |= {i for i, line in enumerate(lines) if i not in gone and is_caption(lines, i, gone)}
    gone |= _emptied(lines, gone)
    kept = [line.piece for i, line in enumerate(lines) if i not in gone]
    return kept, cut + [line.piece for i, line in enumerate(lines) if i in gone]


def _without_sentences(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Take boilerplate sentences out of paragraphs, and buttons glued to their ends."""
    kept, cut = [], []
    for piece in pieces:
        text = piece.text
        if piece.kind != "table_row":
            text = without_credit(phrases().glued.sub("", text)).strip()
            if phrases().sentences.search(normal(text)) and not text.endswith(":"):
                text = _good_sentences(text)
        if text != piece.text:
            cut.append(piece)
        if text:
            kept.append(replace(piece, text=text))
    return kept, cut


def _good_sentences(text: str) -> str:
    from ingest.danish import sentence_spans

    bad = phrases().sentences
    spans = [span for span in sentence_spans(text) if not bad.search(normal(text[slice(*span)]))]
    return " ".join(text[start:end] for start, end in spans)


def _guarded(lines: Sequence[Line]) -> Iterator[int]:
    """Items of a real list: "Log ind" is a step in a guide, unless most of the list is a menu."""
    start = 0
    for end in range(len(lines) + 1):
        if end < len(lines) and lines[end].piece.kind in ("list_item", "table_row"):
            continue
        run = range(start, end)
        known = sum(bool(lines[i].label) for i in run)
        if len(run) >= _LIST and known * 2 < len(run):
            yield from run
        start = end + 1


def _crowds(lines: Sequence[Line], *, web: bool) -> set[int]:
    """Lines that are boilerplate because of their neighbours."""
    guarded = set(_guarded(lines))
    gone: set[int] = set()
    texts = [i for i, line in enumerate(lines) if line.text or i in guarded]
    total = sum(len(line.normal) for line in lines)
    for before, after in pairwise([-1, *texts, len(lines)]):
        at_edge = before == -1 or after == len(lines)
        for stretch in _gathered(lines, range(before + 1, after)):
            crowd = [lines[i] for i in stretch]
            small = sum(len(line.normal) for line in crowd) <= _EDGE_SHARE * total
            if _is_crowd(crowd, at_edge=at_edge and small, web=web):
                gone.update(stretch)
    return gone


def _gathered(lines: Sequence[Line], segment: range) -> Iterator[range]:
    """Stretches from a labelled line to a labelled line without too long a gap."""
    known = [i for i in segment if lines[i].label]
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
    if labelled >= _CROWD and count["site"] + count["anchors"]:
        return True
    if at_edge and labelled >= _CROWD and count["interface"] >= 2:
        return True
    menu = count["menu"] + count["site"] + count["inline"] + count["trails"]
    if menu >= (_MENU if at_edge else _MENU + 2) and menu >= _MENU_SHARE * labelled:
        return True
    contacts = sum(bool(count[label]) for label in _CONTACTS)
    return web and contacts >= 2 and (at_edge or bool(count["headings"] + count["menu"]))


def _head(lines: Sequence[Line], gone: set[int], title: str) -> set[int]:
    """What stands above the article: its title's repetition, topics, trails, lonely dates."""
    first_text = next((i for i, line in enumerate(lines) if line.text), len(lines))
    own = [i for i in range(first_text) if i not in gone and not lines[i].label]
    found = {i for i in range(first_text) if _is_trail(lines, i, title)}
    if not own:
        return found
    first = next((i for i in own if lines[i].normal == title), own[0])
    found |= _repeated_title(lines, gone, first)
    if gone and min(gone) < own[0] and len(own) > 1 and first == own[0]:
        longest = max(own, key=lambda i: len(lines[i].normal.split()))
        topics = [i for i in own if i < longest and len(lines[i].normal.split()) <= 4]
        found |= set(topics) if len(lines[longest].normal.split()) > 3 else set()
    dates = [i for i in range(first_text) if lines[i].label == "dates"]
    return found | {i for i in dates if {i - 1, i + 1} & (gone | found) or i == 0}


def _is_trail(lines: Sequence[Line], i: int, title: str) -> bool:
    if lines[i].label != "trails":
        return False
    line = lines[i].normal
    if not line.startswith(("hjem ", "home ")):
        return True
    below = [title, *(lines[k].normal for k in range(i + 1, min(i + 4, len(lines))))]
    return any(text and line.endswith(text) for text in below)


def _repeated_title(lines: Sequence[Line], gone: set[int], first: int) -> set[int]:
    if len(lines[first].normal.split()) < 3 and lines[first].piece.kind != "heading":
        return set()
    reach = range(first + 1, min(first + _HEAD_LINES, len(lines)))
    again = [i for i in reach if lines[i].normal == lines[first].normal]
    if not again:
        return set()
    between = range(first + 1, again[0])
    small = all(len(lines[i].normal.split()) <= _HEAD_WORDS or i in gone for i in between)
    all_short = all(lines[i].short for i in between)
    if small and (all_short or any(i in gone for i in between)):
        return {*between, *again[:1]}
    return set(again[:1])


def _contents(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """A table of contents, and the lonely word over what was one."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.label != "contents":
            continue
        entries = _entries(lines, i + 1, gone)
        if entries or i == 0 or i - 1 in gone or lines[i - 1].label:
            found.update([i, *entries])
    return found


def _entries(lines: Sequence[Line], start: int, gone: set[int]) -> list[int]:
    """Lines that end with a page number, or that are said again below: the headings."""
    said = Counter(line.normal for k, line in enumerate(lines) if k >= start and k not in gone)
    found = []
    for i in range(start, len(lines)):
        words = lines[i].normal.split()
        numbered = len(words) > 1 and words[-1].isdigit() and len(words[-1]) <= 3
        if i not in gone and not (lines[i].short and (numbered or said[lines[i].normal] > 1)):
            break
        found.append(i)
    return found if sum(i not in gone for i in found) >= _ENTRIES else []


def _tail(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Links to other pages at the end, and the line after a "Læs også" in the middle."""
    total = sum(len(line.normal) for line in lines)
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.label != "tail":
            continue
        rest = [k for k in range(i + 1, len(lines)) if k not in gone]
        small = all(len(lines[k].normal.split()) <= _TAIL_WORDS for k in rest)
        share = sum(len(lines[k].normal) for k in rest)
        if small and share <= _TAIL_SHARE * total and not any(_is_row(lines[k]) for k in rest):
            return found | {i, *rest}
    return found


def _is_row(line: Line) -> bool:
    return line.piece.kind == "table_row"


def _emptied(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Headings over nothing but what went."""
    found: set[int] = set()
    for i in range(len(lines) - 1, -1, -1):
        piece = lines[i].piece
        if piece.kind != "heading" or i in gone:
            continue
        below = []
        for k in range(i + 1, len(lines)):
            other = lines[k].piece
            if other.kind == "heading" and other.level <= piece.level and k not in gone:
                break
            below.append(k)
        if below and piece.level > 1 and all(k in gone or k in found for k in below):
            found.add(i)
    return found
