"""A conversation as a document for the case file: Word or Markdown, with everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from assistant.export import (
    Heading,
    Paper,
    Paragraph,
    Said,
    Written,
    paragraphs_of,
    to_markdown,
    to_office,
)
from assistant.export.answered import quoted
from assistant.records import Answer
from assistant.web.conversations import Turn
from assistant.web.texts import Texts
from assistant.web.turns import heading, lead, told, writer_name

_GENERATED = "ai-generated"  # machine-readable, as the AI Act, art. 50(2), asks of generated text
_CHOSEN = "ai-selected"


def markdown(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> str:
    """Return a conversation as Markdown in which documents' text is text only."""
    return to_markdown(_paper(title, turns, user, now, t))


def word(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> bytes:
    """Return a conversation as a Word document with a footnote for each use of a source."""
    return to_office(_paper(title, turns, user, now, t), ".docx")


def _paper(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> Paper:
    blocks: list[Written] = [Paragraph.of(t("journal.opening", user=user, time=_time(now)))]
    for turn in turns:
        blocks += _turn(turn, t)
    generated = any(turn.answer and turn.answer.writer != "extractive" for turn in turns)
    return Paper(
        title=title,
        blocks=(*blocks, Paragraph.of(t("site.fallible"))),
        language=t.language,
        made=datetime.fromtimestamp(now),
        about=t("intro.ai_notice"),
        keywords=("Velfærd", _GENERATED if generated else _CHOSEN),
    )


def _turn(turn: Turn, t: Texts) -> Iterator[Written]:
    yield Heading(turn.question)
    yield Paragraph.of(heading(turn, t), "strong")
    if text := lead(turn, t):
        yield Paragraph.of(text)
    if turn.answer is None:
        return
    yield from paragraphs_of(turn.answer)
    if turn.answer.nearest:
        yield Heading(t("journal.nearest"), 3)
    for citation in turn.answer.nearest:
        yield Paragraph((Said(quoted(citation.quote), (citation,)),))
    yield from (Paragraph.of(fact, "item") for fact in _facts(turn, turn.answer, t))


def _facts(turn: Turn, answer: Answer, t: Texts) -> list[str]:
    """Return what an answer was made with and when."""
    made = told(answer, t) if answer.sentences else ""
    return [
        t("journal.asked", time=_time(turn.asked)),
        t("journal.writer", writer=writer_name(answer.writer, t), made=made).strip(),
        t("journal.library", n=answer.library.generation, documents=answer.library.documents),
        t("journal.limits", limits=", ".join(turn.limits) or t("journal.no_limits")),
    ]


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%d.%m.%Y %H:%M")
