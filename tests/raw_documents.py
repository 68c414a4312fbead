"""Documents as reading hands them over, built from lines."""

import hashlib

from ingest.records import Block, Document


def raw(*lines, title=None, path="side.txt", kinds=(), pages=(), sections=()):
    """Each line is a block: the title's a heading, the others paragraphs unless `kinds` says."""
    blocks, position = [], 0
    for i, line in enumerate(lines):
        kind = kinds[i] if i < len(kinds) else "heading" if line == title else "paragraph"
        blocks.append(
            Block(
                start=position,
                end=position + len(line),
                kind=kind,
                level={"heading": 1 if line == title else 2, "list_item": 1}.get(kind, 0),
                section=tuple(sections[i]) if i < len(sections) else (),
                page=pages[i] if i < len(pages) else None,
            )
        )
        position += len(line) + 2
    text = "\n\n".join(lines)
    return Document(
        path=path,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        title=title or path,
    )


def texts(document):
    """The blocks' texts."""
    return [document.text[block.start : block.end] for block in document.blocks]


def count(document, code):
    """What a notice counts, 0 without it."""
    return sum(notice.count for notice in document.notices if notice.code == code)
