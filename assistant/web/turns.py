"""A question and its answer become the HTML of one turn in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from assistant.contract import SECTION_SEPARATOR
from assistant.fields import fields
from assistant.records import Answer, AnswerSentence, Citation
from assistant.web.conversations import Turn
from assistant.web.render import one_line, render
from assistant.web.texts import Texts, texts
from ingest import danish

_OLD_YEARS = 5  # strategies and plans run for four or five years: older sources carry their age


def source_address(citation: Citation) -> str:
    """Return the address of the passage in its document."""
    span = urlencode({"start": citation.start, "end": citation.end})
    return f"/dokument/{quote(citation.document)}?{span}#passage"


def page_name(document: str, page: int, t: Texts) -> str:
    """Return the short name of a page of a document."""
    return t("source.slide" if is_slides(document) else "source.page", page=page)


def is_slides(document: str) -> bool:
    """Return whether a document's pages are slides."""
    return document.lower().endswith((".pptx", ".odp"))


def place(citation: Citation, t: Texts) -> str:
    """Return page and section of a citation as one line, without the title once more."""
    page = citation.page and page_name(citation.document, citation.page, t)
    headings = (citation.section or "").split(SECTION_SEPARATOR)
    section = SECTION_SEPARATOR.join(headings[headings[0] == citation.title :])
    return " · ".join(part for part in (page, section) if part)


def origin(citation: Citation, t: Texts) -> str:
    """Return kind, year and publisher of a citation as one line."""
    year = str(citation.year) if citation.year else t("source.no_year")
    parts = (t(f"kind.{citation.kind}"), year, citation.publisher)
    return " · ".join(part for part in parts if part)


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Return citations in groups of one document, in the order in which they first come."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.document, []).append(citation)
    return list(groups.values())


def stated(sentence: AnswerSentence) -> str:
    """Return a sentence of an answer, in quotation marks when it is the documents' own."""
    text = sentence.text.strip()
    own = sentence.verbatim and sentence.citations and not (text[:1] == "»" and text[-1:] == "«")
    return f"»{text}«" if own else text


def language_of(sentence: AnswerSentence, answer: Answer) -> str:
    """Return the language of a sentence: its document's, or that of our own words."""
    if sentence.verbatim and sentence.citations:
        return next(c.language for c in answer.citations if c.n == sentence.citations[0])
    return danish.language(sentence.text)


def understood(turn: Turn) -> str | None:
    """Return the question that was answered, if it is not the one that was typed."""
    if turn.answer is None or turn.answer.status == "refused":
        return None
    asked = turn.answer.standalone_question
    same = [word.text.lower() for word in danish.words(asked)] == [
        word.text.lower() for word in danish.words(turn.question)
    ]
    return None if same else asked


def hosts(citation: Citation) -> str:
    """Return the names of the sites that a document is published at, as plain text."""
    addresses = (citation.address or "").split()
    names = (urlsplit(address.strip(",;")).hostname for address in addresses)
    return ", ".join(dict.fromkeys(name.removeprefix("www.") for name in names if name))


def age(citation: Citation, today: date) -> int | None:
    """Return the age of an old source in years, None for a newer one or one without a year."""
    years = today.year - citation.year if citation.year else 0
    return years if years >= _OLD_YEARS else None


def paragraphs(answer: Answer) -> list[list[AnswerSentence]]:
    """Return an answer's sentences in groups: a frame alone, cited sentences as one list."""
    groups: list[list[AnswerSentence]] = []
    for sentence in answer.sentences:
        if sentence.citations and groups and groups[-1][0].citations:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def by_year(answer: Answer) -> list[tuple[int | None, list[AnswerSentence]]]:
    """Return the cited sentences by the year of their source, newest first, for side by side.

    Empty unless they come from several documents of several years: those may disagree.
    """
    sources = {citation.n: citation for citation in answer.citations}
    years = {citation.year for citation in answer.citations if citation.year}
    if len(years) < 2 or len({citation.document for citation in answer.citations}) < 2:
        return []
    groups: dict[int | None, list[AnswerSentence]] = {}
    for sentence in answer.sentences:
        if sentence.citations:
            dates = [sources[n].year for n in sentence.citations]
            groups.setdefault(max((y for y in dates if y), default=None), []).append(sentence)
    return sorted(groups.items(), key=lambda group: -(group[0] or 0))


def copy_text(turn: Turn, t: Texts) -> str:
    """Return an answer with its references as plain text for the clipboard."""
    if turn.answer is None:
        return turn.question
    references = [_reference(citation, t) for citation in turn.answer.citations]
    said = [stated(s) + "".join(f" [{n}]" for n in s.citations) for s in turn.answer.sentences]
    parts = [turn.question, "\n".join(said), "\n".join(references), told(turn.answer, t)]
    return "\n\n".join(part for part in parts if part)


def _reference(citation: Citation, t: Texts) -> str:
    """Return a source with what it takes to find it again: its file, and its public address."""
    parts = (citation.title, origin(citation, t), place(citation, t), citation.document)
    named = ", ".join(part for part in parts if part)
    return " ".join([f"[{citation.n}] {named}", *(citation.address or "").split()])


def made(answer: Answer, t: Texts) -> str:
    """Return how an answer was written; that it was generated must be said (AI Act art. 50)."""
    writing = "extractive" if answer.writer == "extractive" else "generated"
    return t(f"answer.made.{writing}", writer=answer.writer)


def writer_name(writer: str, t: Texts) -> str:
    """Return who wrote an answer, in the reader's words."""
    return t("answer.no_model") if writer == "extractive" else writer


def told(answer: Answer, t: Texts) -> str:
    """Return how an answer was written, and why a language model's text is not all there."""
    return " ".join(part for part in (made(answer, t), answer.notice) if part)


def state(turn: Turn) -> str:
    """Return the code of the texts that a turn is shown with."""
    if turn.answer is None:
        return f"problem.{turn.problem}"
    return turn.answer.status


def card_values(t: Texts, today: date) -> dict[str, Any]:
    """Return what a card's template asks for."""
    return {
        "source_address": source_address,
        "place": lambda citation: place(citation, t),
        "origin": lambda citation: origin(citation, t),
        "hosts": hosts,
        "by_document": by_document,
        "age": lambda citation: age(citation, today),
    }


def turn_html(turn: Turn, conversation: str, language: str, *, today: date) -> str:
    """Return one turn as a line of HTML; everything from documents or readers is escaped."""
    t = texts(language)
    return one_line(
        render(
            "turn.html",
            language,
            turn=turn,
            answer=turn.answer,
            conversation=conversation,
            state=state(turn),
            heading=heading(turn, t),
            lead=lead(turn, t),
            made=turn.answer and told(turn.answer, t),
            understood=understood(turn),
            stated=stated,
            spoken=lambda sentence: turn.answer and language_of(sentence, turn.answer),
            fields=fields,
            groups=paragraphs(turn.answer) if turn.answer else [],
            years=by_year(turn.answer) if turn.answer else [],
            time=datetime.fromtimestamp(turn.asked).strftime("%H:%M"),
            copy=copy_text(turn, t),
            **card_values(t, today),
        )
    )


def heading(turn: Turn, t: Texts) -> str:
    """Return what became of a question in a few words."""
    if turn.answer is None:
        return t(f"problem.heading.{turn.problem}")
    if turn.answer.status == "refused":
        key = f"refused.{turn.answer.reason}"
        return t(key if key in t else "refused.other")
    return t(f"status.{turn.answer.status}")


def lead(turn: Turn, t: Texts) -> str | None:
    """Return what the reader should know of the outcome, as a sentence."""
    if turn.answer is None:
        return t(f"problem.text.{turn.problem}")
    told = turn.answer.explanation or ""
    return told.removeprefix(f"{heading(turn, t)}.").strip() or None


def conversation_html(
    turns: Sequence[Turn], conversation: str, language: str, *, today: date
) -> str:
    """Return a conversation as HTML, a line for each turn, blank lines between."""
    shown = (turn_html(turn, conversation, language, today=today) for turn in turns)
    return "\n\n".join(shown)
