"""An answer → the paragraphs of a paper: quotations stand alone, a model's sentences run on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.export.paper import Paragraph, Said
from assistant.plain import line
from assistant.records import Answer, AnswerSentence, Citation


def paragraphs_of(answer: Answer) -> list[Paragraph]:
    """Return the sentences of an answer; those that share a citation share its footnote."""
    sources = {citation.n: citation for citation in answer.citations}
    paragraphs = []
    for (cited, verbatim), group in groupby(answer.sentences, key=_kind):
        sentences = list(group)
        if cited and verbatim:
            paragraphs += _quotations(sentences, sources)
        elif cited:
            said = [Said(line(s.text), tuple(sources[n] for n in s.citations)) for s in sentences]
            paragraphs.append(Paragraph(tuple(said)))
        else:
            paragraphs += [Paragraph.of(line(sentence.text)) for sentence in sentences]
    return paragraphs


def _kind(sentence: AnswerSentence) -> tuple[bool, bool]:
    return bool(sentence.citations), sentence.verbatim


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
