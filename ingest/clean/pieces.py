"""A document taken apart into pieces of text, and put together again with new offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.clean.characters import clean_line
from ingest.records import Block, BlockKind, Document, Notice

_NO_TITLE = "Uden titel"  # a document's title is never empty


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block on its own, so that stages can change it without counting offsets.

    Attributes:
        text: May hold newlines until the lines are joined.
        marker: Bullet or dialogue dash before the text: kept in the document, outside the block.
        block: Where everything else about the block comes from; its offsets mean nothing here.
        section: Heading path; made anew from the headings when `derived`.
        derived: Whether the path follows from the headings before it.
    """

    text: str
    kind: BlockKind
    level: int
    block: Block
    section: tuple[str, ...]
    derived: bool = False
    marker: str = ""


def take_apart(document: Document) -> list[Piece]:
    """The blocks as pieces, in order."""
    blocks = document.blocks
    derived = all(
        block.section == path for block, path in zip(blocks, _paths(document), strict=True)
    )
    return [
        Piece(
            text=document.text[block.start : block.end],
            kind=block.kind,
            level=block.level,
            block=block,
            section=block.section,
            derived=derived,
        )
        for block in blocks
    ]


def assemble(document: Document, pieces: Sequence[Piece], notices: tuple[Notice, ...]) -> Document:
    """Write the pieces one after the other and place the blocks on them."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    previous: Piece | None = None
    path: list[tuple[int, str]] = []
    for piece in pieces:
        if not piece.text:
            continue
        before = _separator(previous, piece) + piece.marker
        start = position + len(before)
        position = start + len(piece.text)
        parts += before, piece.text
        section = tuple(text for _, text in _above(path, piece)) if piece.derived else piece.section
        if piece.kind == "heading":
            path = [*_above(path, piece), (piece.level, piece.text)]
        blocks.append(
            replace(
                piece.block,
                start=start,
                end=position,
                kind=piece.kind,
                level=piece.level,
                section=tuple(filter(None, map(clean_line, section))),
            )
        )
        previous = piece
    return replace(
        document,
        text="".join(parts),
        blocks=tuple(blocks),
        title=clean_line(document.title) or _NO_TITLE,
        notices=_add(document.notices, notices),
    )


def _paths(document: Document) -> Iterable[tuple[str, ...]]:
    path: list[tuple[int, str]] = []
    for block in document.blocks:
        path = _above(path, block)
        yield tuple(text for _, text in path)
        if block.kind == "heading":
            path.append((block.level, document.text[block.start : block.end]))


def _above(path: list[tuple[int, str]], item: Piece | Block) -> list[tuple[int, str]]:
    if item.kind != "heading":
        return path
    return [(level, text) for level, text in path if level < item.level]


def _separator(previous: Piece | None, piece: Piece) -> str:
    if previous is None:
        return ""
    same = previous.kind == piece.kind and piece.kind in ("list_item", "table_row")
    return "\n" if same else "\n\n"


def _add(notices: tuple[Notice, ...], found: tuple[Notice, ...]) -> tuple[Notice, ...]:
    counts = {notice.code: notice.count for notice in notices}
    for notice in found:
        counts[notice.code] = counts.get(notice.code, 0) + notice.count
    return tuple(Notice(code, count) for code, count in counts.items())
