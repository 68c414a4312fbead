"""A paper → Markdown with footnotes; what stands in documents is escaped, so it stays text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from assistant.export.footnote import footnote
from assistant.export.paper import Heading, Paper, Paragraph, Said, notes_of
from assistant.plain import markdown, markdown_lines


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


def _block(block: Heading | Paragraph, numbers: Iterator[int]) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {markdown(block.text)}"
    text = " ".join(_said(said, numbers) for said in block.said)
    if block.kind == "strong":
        return f"**{text}**"
    return f"- {text}" if block.kind == "item" else text


def _said(said: Said, numbers: Iterator[int]) -> str:
    # A space between two marks: "¹²" would read as the twelfth.
    marks = " ".join(f"[^{next(numbers)}]" for _ in said.citations)
    return markdown_lines(said.text) + marks


def _notes(paper: Paper) -> Iterator[str]:
    for n, citation in enumerate(notes_of(paper), start=1):
        text = markdown_lines(footnote(citation, paper.language))
        yield f"[^{n}]: " + text.replace("\n", "\n    ")
