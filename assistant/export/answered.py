"""An answer → the paragraphs of a paper: quotations stand alone, a model's sentences run on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.export.paper import Paragraph, Said, Table
from assistant.fields import fields
from assistant.plain import line
from assistant.records import Answer, AnswerSentence, Citation

_WIDEST = 6  # columns that can be read on A4; a wider row stands as one line


def paragraphs_of(answer: Answer) -> list[Paragraph | Table]:
    """Return the sentences of an answer; those that share a citation share its footnote."""
    sources = {citation.n: citation for citation in answer.citations}
    paragraphs: list[Paragraph | Table] = []
    for (cited, verbatim, headings), group in groupby(answer.sentences, key=_kind):
        sentences = list(group)
        if headings:
            paragraphs.append(_table(headings, sentences, sources))
        elif cited and verbatim:
            paragraphs += _quotations(sentences, sources)
        elif cited:
            said = [Said(line(s.text), tuple(sources[n] for n in s.citations)) for s in sentences]
            paragraphs.append(Paragraph(tuple(said)))
        else:
            paragraphs += [Paragraph.of(line(sentence.text)) for sentence in sentences]
    return paragraphs


def _kind(sentence: AnswerSentence) -> tuple[bool, bool, tuple[str, ...]]:
    """Return whether a sentence cites, is verbatim, and, where it is a row, its headings."""
    cited = bool(sentence.citations)
    row = fields(sentence.text) if cited and sentence.verbatim else []
    narrow = len(row) <= _WIDEST
    return cited, sentence.verbatim, tuple(heading for heading, _ in row) if narrow else ()


def _table(
    headings: tuple[str, ...], rows: Sequence[AnswerSentence], sources: dict[int, Citation]
) -> Table:
    return Table(
        headings,
        tuple(
            (
                tuple(line(value) for _, value in fields(row.text)),
                tuple(sources[n] for n in row.citations),
            )
            for row in rows
        ),
    )


def _quotations(
    sentences: Sequence[AnswerSentence], sources: dict[int, Citation]
) -> list[Paragraph]:
    paragraphs = []
    for numbers, group in groupby(sentences, key=lambda sentence: sentence.citations):
        cited = tuple(sources[n] for n in numbers)
        paragraphs.append(Paragraph((Said(quoted(_joined(list(group), cited[0])), cited),)))
    return paragraphs


def _joined(sentences: Sequence[AnswerSentence], citation: Citation) -> str:
    """Return sentences as they stand in the source: on one line, or each on its own."""
    joined, position = "", 0
    for sentence in sentences:
        at = citation.quote.find(sentence.text, position)
        between = citation.quote[position:at] if at >= 0 else "\n"
        if joined:
            joined += "\n" if "\n" in between else " "
        joined += line(sentence.text)
        position = max(position, at + len(sentence.text))
    return joined


def quoted(text: str) -> str:
    """Return a text in quotation marks, unless it has them."""
    return text if text[:1] == "»" and text[-1:] == "«" else f"»{text}«"
