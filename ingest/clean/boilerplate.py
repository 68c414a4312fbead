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
_MENU = 3  # menu words at the head or tail that make a menu
_MENU_LABELS: tuple[Label, ...] = ("menu", "headings", "site", "inline", "trails")
_CONTACTS: tuple[Label, ...] = ("phones", "mails", "addresses", "hours", "anchors")
_MENU_SHARE = 0.8  # of a menu's lines are menu words
_EDGE_SHARE = 0.3  # of the document: more than that is what it is about
_TITLE_WORDS = 3  # at least
_TOPIC_WORDS = 4  # at most: "Sundhed og ældre", a menu's entry
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
    cut = [_without_sentences(piece) for piece in pieces]
    lines = look(cut)
    gone = {i for i, line in enumerate(lines) if line.sure} - set(_guarded(lines))
    gone |= _crowds(lines, web=path.casefold().endswith(_WEB))
    gone |= _head(lines, gone, normal(title))
    gone |= _contents(lines, gone)
    gone |= _tail(lines, gone)
    gone |= {i for i, line in enumerate(lines) if i not in gone and is_caption(lines, i, gone)}
    gone |= _emptied(lines, gone)
    kept = [piece for i, piece in enumerate(cut) if i not in gone]
    lost = [piece for i, piece in enumerate(pieces) if i in gone or cut[i].text != piece.text]
    return kept, lost


def _without_sentences(piece: Piece) -> Piece:
    """Take boilerplate sentences out of a paragraph, and buttons glued to its end."""
    text = piece.text
    if piece.kind == "table_row":
        return piece
    text = without_credit(phrases().glued.sub("", text)).strip()
    if phrases().sentences.search(normal(text)) and not text.endswith(":"):
        text = _good_sentences(text)
    return replace(piece, text=text)


def _good_sentences(text: str) -> str:
    from ingest.danish import sentence_spans

    bad = phrases().sentences
    spans = sentence_spans(text)
    good = [span for span in spans if not bad.search(normal(text[slice(*span)]))]
    if len(good) == len(spans) and len(text.split()) <= _TAIL_WORDS:
        return ""  # the phrase goes over a full stop
    return " ".join(text[start:end] for start, end in good)


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
                gone.update(_with_strays(lines, stretch, before, after))
    return gone


def _with_strays(lines: Sequence[Line], crowd: range, before: int, after: int) -> range:
    """A tail's crowd with the one line between it and the text, and the last ones of the page."""
    start, end = crowd.start, crowd.stop
    if after != len(lines):
        return crowd
    if after - end <= _GAP:
        end = after
    if start - 2 == before >= 0 and lines[start - 1].piece.kind != "list_item":
        start -= 1
    return range(start, end)


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


def _head(lines: Sequence[Line], gone: set[int], title: str) -> set[int]:
    """What stands above the article: its title's repetition, topics, trails, lonely dates."""
    first_text = next((i for i, line in enumerate(lines) if line.text), len(lines))
    own = [i for i in range(first_text) if i not in gone and not lines[i].label]
    found = {i for i in range(first_text) if _is_trail(lines, i, title)}
    if not own:
        return found
    first = next((i for i in own if lines[i].normal == title), own[0])
    found |= _repeated_title(lines, gone, first)
    found |= _above_title(lines, own)
    dates = [i for i in range(first_text) if lines[i].label == "dates"]
    return found | {i for i in dates if {i - 1, i + 1} & (gone | found) or i == 0}


def _above_title(lines: Sequence[Line], own: list[int]) -> set[int]:
    """Topics and menu words that no phrase knows, above the last long line before the text."""
    titles = [i for i in own if len(lines[i].normal.split()) >= _TITLE_WORDS]
    if not titles:
        return set()
    above = range(titles[-1])
    known = any(lines[i].label in ("site", "menu", "trails", "interface") for i in above)
    return {i for i in above if len(lines[i].normal.split()) <= _TOPIC_WORDS} if known else set()


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
        if phrases().buttons.fullmatch(line.normal):
            found.add(i)
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
