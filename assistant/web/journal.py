"""A conversation as a document for the case file: Word or Markdown, with everything it rests on."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.records import Answer, Citation
from assistant.web.conversations import Turn
from assistant.web.render import visible
from assistant.web.texts import Texts
from assistant.web.turns import heading, lead, origin, place, stated, told, writer_name

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_GENERATED = "ai-generated"  # machine-readable, as the AI Act, art. 50(2), asks of generated text
# What makes markup anywhere, at the start of a line, and in a bare address.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|<>~$&@!]|^[#+=-]|:(?=//)|(?<=www)\.)", re.I)
_NUMBER = re.compile(r"^(\d+)([.)])")
_QUOTE_INDENT_CM, _MARGIN_CM = 0.8, 2.5
_A4_CM = (21.0, 29.7)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%d.%m.%Y %H:%M")


def _source(citation: Citation, t: Texts) -> str:
    parts = [citation.title, origin(citation, t), place(citation, t), citation.document]
    return ", ".join(part for part in [*parts, citation.address] if part)


def _facts(turn: Turn, answer: Answer, t: Texts) -> list[str]:
    """Return what an answer was made with and when."""
    made = told(answer, t) if answer.sentences else ""
    return [
        t("journal.asked", time=_time(turn.asked)),
        t("journal.writer", writer=writer_name(answer.writer, t), made=made).strip(),
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
    escaped = _MARKDOWN.sub(r"\\\1", " ".join(visible(text).split()))
    return _NUMBER.sub(r"\1\\\2", escaped)


def _lists(answer: Answer) -> list[tuple[str, tuple[Citation, ...]]]:
    lists = [("sources", answer.citations), ("nearest", answer.nearest)]
    return [(name, citations) for name, citations in lists if citations]


def _set_up(page: WordDocument, language: str) -> None:
    """Set paper, type and proofing language: the library's template is American."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = page.sections[0]
    section.page_width, section.page_height = (Cm(length) for length in _A4_CM)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    for style in page.styles:
        if style.name.startswith(("Normal", "Heading", "Quote", "List Bullet")):
            style.font.name = "Calibri"
            style.font.color.rgb = RGBColor(0x1B, 0x23, 0x26)
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Calibri")
    page.styles["Normal"].font.size = Pt(11)
    page.styles["Quote"].font.italic = False
    page.styles["Quote"].paragraph_format.left_indent = Cm(_QUOTE_INDENT_CM)
    default = page.styles.element.find(".//" + qn("w:lang"))
    default.set(qn("w:val"), {"da": "da-DK", "en": "en-GB"}[language])


def word(title: str, turns: Sequence[Turn], user: str, now: float, t: Texts) -> bytes:
    """Return a conversation as a Word document."""
    from docx import Document

    page = Document()
    _set_up(page, t.language)
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
                named = page.add_paragraph(f"[{citation.n}] {visible(_source(citation, t))}")
                named.paragraph_format.keep_with_next = True
                page.add_paragraph(visible(citation.quote), style="Quote")
        for fact in _facts(turn, turn.answer, t):
            page.add_paragraph(visible(fact), style="List Bullet")
    page.add_paragraph(t("site.fallible"))
    file = io.BytesIO()
    page.save(file)
    return file.getvalue()
