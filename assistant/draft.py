"""An outline → a draft in the documents' own words, a footnote for each use of a source.

What is not from the documents stands in square brackets: the writer sees it, and so does `check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.contract import answer_to_json
from assistant.export import (
    FORMATS,
    Heading,
    Paper,
    Paragraph,
    Said,
    Table,
    Written,
    notes_of,
    paragraphs_of,
    to_markdown,
    to_office,
)
from assistant.export.footnote import reference
from assistant.headings import readings
from assistant.outline import Outline, Topic
from assistant.plain import line
from assistant.records import Answer, Filters, LibraryState
from ingest.errors import UsageError

if TYPE_CHECKING:
    from assistant.answer import Assistant

SUFFIXES = (*FORMATS, ".md")

_ANSWERED = ("answered", "partial")
_SOURCES = "Kilder"
_TITLE = "Udkast"
_MADE = (
    "Udkast fra Velfærd, lavet {time} med bibliotekets udgave {generation} ({documents} dokumenter)"
)
_EXTRACTIVE = (
    "Kunstig intelligens har valgt passagerne; ingen sprogmodel har skrevet. Det, der står i »« "
    "og i tabeller, er ordrette citater."
)
_GENERATED = (
    "Kunstig intelligens har valgt passagerne, og sprogmodellen {writer} har skrevet de sætninger, "
    "der ikke står i »«; hver er holdt op mod sine kilder. Det, der står i »« og i tabeller, er "
    "ordrette citater."
)
_BRACKETS = "Det, der står i kantede parenteser, er bemærkninger til dig og hører ikke til teksten."


@dataclass(frozen=True, slots=True)
class Section:
    """A topic and what the documents answer to it, each question once."""

    topic: Topic
    answers: tuple[Answer, ...]

    @property
    def status(self) -> str:
        """`answered`, `partial` or `not_found`, or `refused` where nothing was ours to answer."""
        statuses = {answer.status for answer in self.answers}
        if statuses <= {"refused"}:
            return "refused"
        if not statuses & set(_ANSWERED):
            return "not_found"
        lacks = self.topic.questions and statuses != {"answered"}
        return "partial" if lacks or "answered" not in statuses else "answered"


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, before it is written out."""

    title: str
    sections: tuple[Section, ...]
    library: LibraryState
    writer: str
    made: datetime


def write_draft(
    assistant: Assistant,
    outline: Outline,
    filters: Filters | None = None,
    *,
    made: datetime,
    progress: Callable[[float, int], None] = lambda done, total: None,
) -> Draft:
    """Ask the documents about each topic.

    Args:
        assistant: Its writer writes.
        outline: What is wanted.
        filters: Limits on the documents searched.
        made: When.
        progress: Called with the number of topics done, and of all.
    """
    sections: list[Section] = []
    for topic in outline.topics:
        progress(len(sections), len(outline.topics))
        answers = _answers(assistant, topic, outline.title, filters)
        sections.append(Section(topic, tuple(answers)))
    progress(len(sections), len(outline.topics))
    writers = [answer.writer for section in sections for answer in section.answers]
    alone = outline.topics[0].heading if len(outline.topics) == 1 else _TITLE
    return Draft(
        title=outline.title or alone,
        sections=tuple(sections),
        library=LibraryState(*assistant.library.state()),
        writer=next((writer for writer in writers if writer != "extractive"), "extractive"),
        made=made,
    )


def _answers(
    assistant: Assistant, topic: Topic, title: str | None, filters: Filters | None
) -> Iterator[Answer]:
    """Yield the answers to a topic's questions, no sentence twice."""
    said: set[str] = set()
    own = set(topic.about())
    for question in topic.asked():
        above = topic.parents if question in own else (topic.heading, *topic.parents)
        answer = _answer(assistant, question, above, title, filters)
        if answer.reason == "unclear":  # "Hvad er formålet?" is asked of what the heading names
            answer = assistant.ask(question, topic.about(), filters)
        new = [s for s in answer.sentences if not s.citations or line(s.text) not in said]
        said |= {line(sentence.text) for sentence in new}
        if not any(sentence.citations for sentence in new):
            new = []
        cited = {n for sentence in new for n in sentence.citations}
        kept = tuple(c for c in answer.citations if c.n in cited)
        yield replace(answer, sentences=tuple(new), citations=kept)


def _answer(
    assistant: Assistant,
    question: str,
    headings: tuple[str, ...],
    title: str | None,
    filters: Filters | None,
) -> Answer:
    """Return the answer to the first reading of a question that the documents answer."""
    known = assistant.library.municipalities()
    answers = (
        assistant.ask(reading, (), filters)
        for reading in readings(question, headings, title, known)
    )
    first = next(answers)
    held = (answer for answer in (first, *answers) if answer.status in _ANSWERED)
    return first if first.status in _ANSWERED else next(held, first)


def paper_of(draft: Draft) -> Paper:
    """Return a draft as it is written out."""
    blocks: list[Written] = [_remark(_about(draft))]
    for section in draft.sections:
        blocks.append(Heading(section.topic.heading, section.topic.level))
        blocks += [_remark(text.strip(" []")) for text in section.topic.remarks]
        blocks += _asked(section) if section.topic.questions else _told(section.answers)
    paper = Paper(
        title=draft.title,
        blocks=tuple(blocks),
        language="da",
        made=draft.made,
        about=_about(draft),
        keywords=("Velfærd", "ai-selected" if draft.writer == "extractive" else "ai-generated"),
    )
    references = {reference(citation, "da"): citation.address for citation in notes_of(paper)}
    if references:
        listed = (Said(text, address=address) for text, address in sorted(references.items()))
        blocks += [Heading(_SOURCES), *(Paragraph((said,), "item") for said in listed)]
    return replace(paper, blocks=tuple(blocks))


def _asked(section: Section) -> Iterator[Written]:
    """Yield what each of the writer's own questions is answered with."""
    own = len(section.answers) - len(section.topic.questions)
    yield from _told(section.answers[:own])
    for question, answer in zip(section.topic.questions, section.answers[own:], strict=True):
        yield Heading(question, min(section.topic.level + 1, 6))
        yield from _answered(answer)
        if answer.status in _ANSWERED and not answer.sentences:
            yield _remark("Det, som dokumenterne siger om det, står allerede ovenfor.")


def _told(answers: tuple[Answer, ...]) -> Iterator[Paragraph | Table]:
    """Yield what the documents say of a heading; it is lacking where all of it is."""
    held = [answer for answer in answers if answer.status in _ANSWERED]
    for answer in held or answers[:1]:
        yield from _answered(answer)


def _answered(answer: Answer) -> Iterator[Paragraph | Table]:
    for written in paragraphs_of(answer):
        if isinstance(written, Paragraph) and not any(said.citations for said in written.said):
            yield _remark(written.said[0].text.rstrip(":"))
        else:
            yield written
    for text in (answer.explanation, answer.notice):
        if text:
            yield _remark(text)


def _remark(text: str) -> Paragraph:
    text = line(text)
    return Paragraph.of(f"[{text}]" if text.endswith((".", "?", "!")) else f"[{text}.]")


def _about(draft: Draft) -> str:
    made = _MADE.format(time=draft.made.strftime("%d.%m.%Y kl. %H.%M"), **asdict(draft.library))
    text = _EXTRACTIVE if draft.writer == "extractive" else _GENERATED.format(writer=draft.writer)
    return f"{made}. {text} {_BRACKETS}"


def check_suffix(file: Path) -> str:
    """Return the suffix of a file that a draft can be written to.

    Raises:
        UsageError: It is of no such format, or its folder does not exist.
    """
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"Filen skal ende på {', '.join(SUFFIXES)}; {file.name} gør ikke.")
    if not file.parent.is_dir():
        raise UsageError(f"Mappen {file.parent} findes ikke.")
    return suffix


def save(paper: Paper, file: Path) -> None:
    """Write a paper in the format of the file's suffix.

    Raises:
        ExportError: It could not be made.
        UsageError: The file cannot be written.
    """
    suffix = check_suffix(file)
    made = to_markdown(paper).encode() if suffix == ".md" else to_office(paper, suffix)
    try:
        file.write_bytes(made)
    except OSError as error:
        raise UsageError(f"Filen {file} kan ikke skrives: {error.strerror}.") from error


def draft_to_json(draft: Draft, paper: Paper) -> dict[str, Any]:
    """Return the form of `velfaerd draft --json`; footnote n is the n-th of the text."""
    return {
        "title": draft.title,
        "sections": [
            {
                "heading": section.topic.heading,
                "level": section.topic.level,
                "status": section.status,
                "parts": [answer_to_json(answer) for answer in section.answers],
            }
            for section in draft.sections
        ],
        "footnotes": [asdict(replace(c, n=n)) for n, c in enumerate(notes_of(paper), start=1)],
        "markdown": to_markdown(paper),
        "made": draft.made.isoformat(timespec="seconds"),
        "writer": draft.writer,
        "library": asdict(draft.library),
    }


def summary(draft: Draft, paper: Paper, file: Path) -> str:
    """Return what was saved, and what the documents do not hold."""
    lacking = [s.topic.heading for s in draft.sections if s.status not in _ANSWERED]
    notes = len(notes_of(paper))
    counted = f"{notes} {'fodnote' if notes == 1 else 'fodnoter'}"
    text = f"{file}: {len(draft.sections)} afsnit, {counted}."
    return "\n".join([text, *(f"Står ikke i dokumenterne: {heading}" for heading in lacking)])
