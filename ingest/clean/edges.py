"""What stands above and below an article: titles said twice, topics, contents, other articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clean.labels import Line

_TITLE_WORDS = 4  # at least, when the title is not known
_TOPIC_WORDS = 4  # at most: "Sundhed og ældre", a menu's entry
_MENU = 4  # lines as short as a topic above the title, none of them known, are a menu too
_REPEATED_WORDS = 3  # at least: a shorter line said twice may be two sections' heading
_HEAD_LINES = 40  # where a page's title is repeated, if it is
_HEAD_WORDS = 25  # a longer line between the two titles is the article's lead
_TAIL_WORDS = 30  # teasers of other articles are shorter
_TAIL_SHARE = 0.35  # of the document: a longer tail is not a list of links
_ENTRIES = 2  # lines that make a table of contents
_SENDER = re.compile(r"kommune|region|styrelse|institut|ministeri|notat|referat|\d")
_COUNT = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]? ")  # of an entry, which its heading may not have
_SITE_LABELS = ("site", "menu", "trails", "interface")


def head(lines: Sequence[Line], gone: set[int], title: str) -> set[int]:
    """What stands above the article: its title's repetition, topics, trails, lonely dates."""
    first_text = next((i for i, line in enumerate(lines) if line.text), len(lines))
    dates = [i for i in range(min(_HEAD_LINES, len(lines))) if lines[i].label == "dates"]
    found = {i for i in dates if i == 0 or {i - 1, i + 1} & gone}
    found |= {i for i in range(first_text) if _is_trail(lines, i, title)}
    own = [i for i in range(first_text) if i not in gone | found and not lines[i].label]
    if not own:
        return found
    known = next((i for i in own if lines[i].normal == title), None)
    found |= _repeated_title(lines, gone, own[0] if known is None else known)
    return found | _above_title(lines, own, known)


def contents(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """A table of contents, and the lonely word over what was one."""
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.label != "contents":
            continue
        entries = _entries(lines, i + 1, gone)
        if entries or i == 0 or i - 1 in gone or lines[i - 1].label:
            found.update([i, *entries])
    return found


def tail(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Links to other pages at the end of this one, under a line that says so."""
    total = sum(len(line.normal) for line in lines)
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.label != "tail":
            continue
        rest = [k for k in range(i + 1, len(lines)) if k not in gone]
        inside = bool(phrases().buttons.fullmatch(line.normal))  # "Læs også" is said in articles
        small = all(_is_link(lines[k], teaser=not inside) for k in rest)
        if small and sum(len(lines[k].normal) for k in rest) <= _TAIL_SHARE * total:
            return found | {i, *rest}
        if inside:
            found.add(i)
    return found


def emptied(lines: Sequence[Line], gone: set[int]) -> set[int]:
    """Headings over nothing but what went."""
    found: set[int] = set()
    for i in range(len(lines) - 1, -1, -1):
        piece = lines[i].piece
        if piece.kind != "heading" or piece.level < 2 or i in gone:
            continue
        below = []
        for k in range(i + 1, len(lines)):
            other = lines[k].piece
            if other.kind == "heading" and other.level <= piece.level and k not in gone:
                break
            below.append(k)
        if below and all(k in gone or k in found for k in below):
            found.add(i)
    return found


def _is_trail(lines: Sequence[Line], i: int, title: str) -> bool:
    """Whether it is the way to the page: with arrows, or ending with the page's title."""
    if lines[i].label != "trails":
        return False
    line = lines[i].normal
    if not line.startswith(("hjem ", "home ", "forside ")):
        return True
    below = [title, *(lines[k].normal for k in range(i + 1, min(i + 4, len(lines))))]
    return any(text and line.endswith(text) for text in below)


def _repeated_title(lines: Sequence[Line], gone: set[int], first: int) -> set[int]:
    """The title's second place, and what small there is between the two."""
    title = lines[first]
    if len(title.normal.split()) < _REPEATED_WORDS and title.piece.kind != "heading":
        return set()
    reach = range(first + 1, min(first + _HEAD_LINES, len(lines)))
    again = next((i for i in reach if lines[i].normal == title.normal), None)
    if again is None:
        return set()
    between = range(first + 1, again)
    small = all(len(lines[i].normal.split()) <= _HEAD_WORDS or i in gone for i in between)
    if small and (all(lines[i].short for i in between) or any(i in gone for i in between)):
        return {*between, again}
    return {again}


def _above_title(lines: Sequence[Line], own: list[int], known: int | None) -> set[int]:
    """Topics and menu words that no phrase knows, when the site's own stand above the title too."""
    titles = [i for i in own if len(lines[i].normal.split()) >= _TITLE_WORDS]
    title = known if known is not None else next(iter(titles), 0)
    small = [i for i in own if i < title and len(lines[i].normal.split()) <= _TOPIC_WORDS]
    site = any(lines[i].label in _SITE_LABELS for i in range(title))
    sender = any(_SENDER.search(lines[i].normal) for i in small)
    if not site and (known is not None or len(small) < _MENU or sender):
        return set()
    return {*small, *(i for i in range(title) if lines[i].label)}


def _entries(lines: Sequence[Line], start: int, gone: set[int]) -> list[int]:
    """Lines that end with a page number, or that are said again below: the headings."""
    last = {line.normal: k for k, line in enumerate(lines) if k not in gone}
    found = []
    for i in range(start, len(lines)):
        words = lines[i].normal.split()
        numbered = len(words) > 1 and words[-1].isdigit() and len(words[-1]) <= 3
        named = (lines[i].normal, _COUNT.sub("", lines[i].normal))
        below = max(last.get(name, i) for name in named)
        again = below > i and (lines[i].short or lines[below].piece.kind == "heading")
        if i not in gone and not (lines[i].short and numbered or again):
            break
        found.append(i)
    return found if sum(i not in gone for i in found) >= _ENTRIES else []


def _is_link(line: Line, *, teaser: bool) -> bool:
    """Whether a line may be another article's title, or with it the title's first sentence."""
    if line.piece.kind == "table_row" or line.piece.text[:1] in "-–":
        return False
    return not line.text or (teaser and len(line.normal.split()) <= _TAIL_WORDS)
