"""A paper → Markdown with footnotes; what stands in documents is escaped, so it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from assistant.export.footnote import footnote
from assistant.export.paper import Heading, Paper, Said, Table, Written, notes_of
from assistant.plain import line, markdown, markdown_lines
from assistant.records import Citation

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w.,;:/?=&%+~#()@!$*'-]*)?[\w/]", re.A)


def to_markdown(paper: Paper) -> str:
    """Return a paper as Markdown that pandoc and most editors read."""
    return f"# {markdown(paper.title)}\n\n{body(paper)}"


def body(paper: Paper) -> str:
    """Return all but the title."""
    numbers = count(1)
    text = ""
    for block in paper.blocks:
        shown = _block(block, numbers)
        in_list = text.rpartition("\n")[2].startswith("- ") and shown.startswith("- ")
        text += ("\n" if in_list else "\n\n") + shown
    return "\n\n".join([text.strip(), *_notes(paper)]) + "\n"


def _block(block: Written, numbers: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {markdown(block.text)}"
    if isinstance(block, Table):
        return "\n".join(_table(block, numbers))
    text = " ".join(_said(said, numbers) for said in block.said)
    if block.kind == "strong":
        return f"**{text}**"
    return f"- {text}" if block.kind == "item" else text


def _said(said: Said, numbers: Iterator[int]) -> str:
    shown = " ".join([markdown_lines(said.text), *_links(said.address)])
    return shown + _marks(said.citations, numbers)


def _marks(citations: Sequence[Citation], numbers: Iterator[int]) -> str:
    # A space between two marks: "¹²" would read as the twelfth.
    return " ".join(f"[^{next(numbers)}]" for _ in citations)


def _table(table: Table, numbers: Iterator[int]) -> Iterator[str]:
    yield f"| {' | '.join(map(markdown, table.headings))} |"
    yield f"|{' --- |' * len(table.headings)}"
    for cells, cited in table.rows:
        yield f"| {' | '.join(map(markdown, cells))}{_marks(cited, numbers)} |"


def _links(address: str | None) -> list[str]:
    """Return addresses as links; what is no plain web address stays text."""
    parts = [part.strip(",;") for part in line(address or "").split()]
    return [f"<{part}>" if _ADDRESS.fullmatch(part) else markdown(part) for part in parts]


def _notes(paper: Paper) -> Iterator[str]:
    for n, citation in enumerate(notes_of(paper), start=1):
        named, address, words = footnote(citation, paper.language)
        text = " ".join([markdown(named), *_links(address), markdown_lines(words)])
        yield f"[^{n}]: " + text.replace("\n", "\n    ")
