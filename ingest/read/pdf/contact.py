"""A sender's address in the head or foot of a page, and a page's count: "Side 1 af 1"."""

from __future__ import annotations

import re

from ingest.read.pdf.shapes import Segment

_ZONE = 0.11  # of the page's height, at the top and at the bottom
_COUNT = re.compile(r"(?:^|[\s·|•–—-])(?:side|page)\s*\d{1,4}\s*(?:af|of|/)\s*\d{1,4}$", re.I)
_APART = re.compile(r"\s+[·|•●▪∙–—-]\s+")
_KINDS = (
    re.compile(r"(?:tlf|telefon|tel|phone|mobil|fax)\b.*|(?:\+45 ?)?\d{2}(?: ?\d{2}){3}", re.I),
    re.compile(r"(?:cvr|ean)\b.*", re.I),
    re.compile(r"(?:e-?mail|mail)\b.*|\S+@\S+", re.I),
    re.compile(r"(?:web|www)\b.*|\S+\.(?:dk|com|org|eu)", re.I),
    re.compile(r"(?:DK-)?\d{4} [A-ZÆØÅ][^\W\d]+(?: [A-ZÆØÅ]{1,2})?"),  # 6990 Lyngvig
    re.compile(r"[A-ZÆØÅ][\w. ]* \d{1,3}(?: ?[A-Za-z])?(?:, ?.*)?"),  # Torvet 1
)
_CONTACTS = 2  # kinds at least, of the parts of an address: three prices are of one
_WORDS = 20


def without_contact_lines(
    pages: list[list[Segment]], heights: list[float]
) -> tuple[list[list[Segment]], list[str]]:
    """Return the pages' lines without their addresses and counts, and the lines that went."""
    kept: list[list[Segment]] = []
    gone: list[str] = []
    for lines, height in zip(pages, heights, strict=True):
        senders = [line for line in lines if _is_address(line.text)]
        listed = any(not _is_head(line, height) and not _is_foot(line, height) for line in senders)
        furniture = [line for line in lines if _ends_with_count(line, height)]
        furniture += [] if listed else senders
        own = {id(line) for line in furniture if _is_head(line, height) or _is_foot(line, height)}
        gone += [line.text for line in lines if id(line) in own]
        kept.append([line for line in lines if id(line) not in own])
    return kept, gone


def _is_head(line: Segment, height: float) -> bool:
    return line.bottom <= _ZONE * height


def _is_foot(line: Segment, height: float) -> bool:
    return line.top >= (1 - _ZONE) * height


def _is_address(text: str) -> bool:
    """Say whether a line is a name, a street, a town and the like with signs between them."""
    if len(text.split()) > _WORDS:
        return False
    parts = [part.strip() for part in _APART.split(" ".join(text.split()))]
    contacts = sum(any(map(kind.fullmatch, parts)) for kind in _KINDS)
    return len(parts) > 2 and contacts >= _CONTACTS


def _ends_with_count(line: Segment, height: float) -> bool:
    """Say whether a line at the foot ends with the page's count; at the head it may be a title."""
    return _is_foot(line, height) and bool(_COUNT.search(line.text))
