"""A conversation as a document for the case file: Word or Markdown, with everything it rests on."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from assistant.records import Answer, Citation
from assistant.web.conversations import Turn
from assistant.web.render import visible
from assistant.web.texts import Texts
from assistant.web.turns import heading, lead, origin, place, stated, told

_GENERATED = "ai-generated"  # machine-readable, as the AI Act, art. 50(2), asks of generated text
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&:@])")


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%d.%m.%Y %H:%M")


def _source(citation: Citation, t: Texts) -> str:
    parts = [citation.title, origin(citation, t), place(citation, t), citation.document]
    return ", ".join(part for part in [*parts, citation.address] if part)


def _facts(turn: Turn, answer: Answer, t: Texts) -> list[str]:
    """Return what an answer was made with and when."""
    return [
        t("journal.asked", time=_time(turn.asked)),
        t("journal.writer", writer=answer.writer, made=told(answer, t)),
        t("journal.library", n=answer.library.generation, documents=answer.library.documents),
        t("journal.limits", limits=", ".join(turn.limits) or t("journal.no_limits")),
    ]


def _opening(user: str, now: float, t: Texts) -> str:
    return t("journal.opening", user=user, time=_time(now))


def markdown(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> str:
    """Return a conversation as Markdown in which documents' text is text only."""
    lines = [f"# {_plain(title)}", "", _plain(_opening(user, now, t)), ""]
    for turn in turns:
        lines += [f"## {_plain(turn.question)}", "", f"**{_plain(heading(turn, t))}**", ""]
        lines += [part for text in [lead(turn, t)] if text for part in (_plain(text), "")]
        if turn.answer is None:
            continue
        for sentence in turn.answer.sentences:
            numbers = "".join(f" [{n}]" for n in sentence.citations)
            lines += [_plain(stated(sentence)) + numbers, ""]
        for name, citations in _lists(turn.answer):
            lines += [f"### {t(f'journal.{name}')}", ""]
            for citation in citations:
                lines += [f"{citation.n}. {_plain(_source(citation, t))}"]
                lines += [f"   > {_plain(citation.quote)}", ""]
        lines += [f"- {_plain(fact)}" for fact in _facts(turn, turn.answer, t)] + [""]
    return "\n".join([*lines, _plain(t("site.fallible")), ""])


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(visible(text).split()))


def _lists(answer: Answer) -> list[tuple[str, tuple[Citation, ...]]]:
    lists = [("sources", answer.citations), ("nearest", answer.nearest)]
    return [(name, citations) for name, citations in lists if citations]


def word(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> bytes:
    """Return a conversation as a Word document."""
    from docx import Document as WordDocument

    page = WordDocument()
    page.core_properties.title = visible(title)[:255]  # the format allows no more
    page.core_properties.author = "Velfærd"
    page.core_properties.language = t.language
    page.core_properties.comments = t("intro.ai_notice")
    if any(turn.answer and turn.answer.writer != "extractive" for turn in turns):
        page.core_properties.keywords = _GENERATED
    page.add_heading(visible(title), 1)
    page.add_paragraph(_opening(user, now, t))
    for turn in turns:
        page.add_heading(visible(turn.question), 2)
        page.add_paragraph().add_run(heading(turn, t)).bold = True
        if text := lead(turn, t):
            page.add_paragraph(visible(text))
        if turn.answer is None:
            continue
        for sentence in turn.answer.sentences:
            paragraph = page.add_paragraph(visible(stated(sentence)))
            for n in sentence.citations:
                paragraph.add_run(f" [{n}]").font.superscript = True
        for name, citations in _lists(turn.answer):
            page.add_heading(t(f"journal.{name}"), 3)
            for citation in citations:
                page.add_paragraph(f"[{citation.n}] {visible(_source(citation, t))}")
                page.add_paragraph(visible(citation.quote), style="Intense Quote")
        for fact in _facts(turn, turn.answer, t):
            page.add_paragraph(visible(fact), style="List Bullet")
    page.add_paragraph(t("site.fallible"))
    file = io.BytesIO()
    page.save(file)
    return file.getvalue()
