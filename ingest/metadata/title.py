"""A title that says what a document is about, where its first line is a kind or a sender."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.clean.letterhead import KINDS, MINUTES, head, is_no_title, meeting, title_line
from ingest.metadata.file_name import spelled, unnumbered
from ingest.records import Document
from ingest.repeated import letters

_FIRST_BLOCKS = 20  # of a front page or letterhead


def title_of(document: Document) -> str:
    """The title, or what follows it: "Notat: Status på sensorer"; a sender is no title."""
    title = document.title
    if letters(title) == letters(document.path.rsplit("/", 1)[-1].rpartition(".")[0]):
        title = spelled(unnumbered(title, document.path), document.text)
    blocks = document.blocks[:_FIRST_BLOCKS]
    lines = head([document.text[block.start : block.end].strip() for block in blocks])
    kind = bool(KINDS.fullmatch(title.strip(" :")))
    if kind or is_no_title(title, lines):
        found = title_line(lines, title)
        if found is not None:
            return f"{title.strip(' :').capitalize()}: {found[1]}" if kind else found[1]
    return _with_meeting(title, lines)


def _with_meeting(title: str, lines: Sequence[str]) -> str:
    """Minutes' title with the committee that met, and the day: "Referat" tells too little."""
    body, day = meeting(lines)
    if not MINUTES.match(title) or body is None or body in title:
        return title
    kind = title.capitalize() if title.isupper() else title
    return ", ".join(filter(None, (kind, body, day)))
