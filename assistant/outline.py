"""An outline → topics: what a strategy writer wants sections on, and what each should answer."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.headings import bare, inside, is_question
from ingest.cpr import mask
from ingest.errors import UsageError
from ingest.read.encoding import decode

MOST_TOPICS = 200  # a plan's table of contents is shorter; a text given by mistake is longer

_LINE = re.compile(
    r"(?P<indent>\s*)(?P<mark>#{1,6}(?=\s)|[-*•](?=\s))?\s*(?P<text>.*?)\s*#*\s*$", re.S
)
_PARTS = re.compile(r"^\d{1,2}((?:\.\d{1,2})+)\.?\s+(?=[^\W\d])")
_REMARK = re.compile(r"\s*\[[^\[\]]*\]")
_ASKED = ("Hvad siger dokumenterne om {topic}?", "Hvilke erfaringer er der med {topic}?")


@dataclass(frozen=True, slots=True)
class Topic:
    """A section to come.

    Attributes:
        questions: What it should answer, as typed; without any its heading is asked about.
        level: Of the heading, 2 or deeper.
        parents: The headings above it, the nearest first.
        remarks: The writer's own, in square brackets: they are kept, and nothing is asked of them.
    """

    heading: str
    questions: tuple[str, ...] = ()
    level: int = 2
    parents: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def asked(self) -> tuple[str, ...]:
        """Return what the documents are asked: a heading too that asks something by itself."""
        own = self.about() if not self.questions or self.asks() else ()
        return (*own, *map(_without_remarks, self.questions))

    def asks(self) -> bool:
        """Tell whether the heading is a question."""
        return is_question(self._bare())

    def about(self) -> tuple[str, ...]:
        """Return the heading as questions."""
        topic = self._bare()
        if self.asks():
            return (topic,)
        return tuple(question.format(topic=inside(topic)) for question in _ASKED)

    def _bare(self) -> str:
        return bare(_without_remarks(self.heading))


@dataclass(frozen=True, slots=True)
class Outline:
    """Topics in order.

    Attributes:
        title: Of the whole, None where the outline gives none.
    """

    topics: tuple[Topic, ...]
    title: str | None = None


def read_outline(file: Path) -> Outline:
    """Read an outline, from standard input where the file is "-".

    Raises:
        UsageError: It is no text, or has no line in it.
    """
    try:
        text = decode(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError:
        text = None
    if text is None:
        raise UsageError(f"Dispositionen {file} kan ikke læses som tekst.")
    return parse_outline(text)


def parse_outline(text: str) -> Outline:
    """Return the topics of an outline, one heading or question a line.

    "# " before the first topic gives the title, "## " and deeper a heading with its level; a line
    that is indented or has a list's mark is a question to the heading above it. CPR numbers are
    masked. A line in square brackets is a remark to the writer.

    Raises:
        UsageError: There is no topic, or there are too many.
    """
    title, topics, remarks = None, list[Topic](), list[str]()
    for raw in mask(text, typed=True)[0].splitlines():
        match = _LINE.match(raw)
        assert match is not None
        line, mark = " ".join(match["text"].split()), match["mark"] or ""
        if not any(map(str.isalnum, line)):
            continue
        last = topics[-1] if topics else None
        if not any(map(str.isalnum, _without_remarks(line))):
            if last:
                topics[-1] = replace(last, remarks=(*last.remarks, line))
            else:
                remarks.append(line)
        elif mark == "#" and title is None and not topics:
            title = line
        elif last and not mark.startswith("#") and (mark or match["indent"]):
            topics[-1] = replace(last, questions=(*last.questions, line))
        else:
            level = _level(line, mark)
            topics.append(Topic(line, (), level, _parents(topics, level), tuple(remarks)))
            remarks.clear()
    if not topics:
        raise UsageError("Dispositionen er tom: skriv en overskrift eller et spørgsmål pr. linje.")
    if len(topics) > MOST_TOPICS:
        raise UsageError(f"Dispositionen har {len(topics)} overskrifter; højst {MOST_TOPICS}.")
    return Outline(tuple(topics), title)


def _level(heading: str, mark: str) -> int:
    """Return a heading's level by its marks, or by its number: "1.2" stands below "1"."""
    numbered = _PARTS.match(heading)
    if mark or not numbered:
        return max(2, mark.count("#"))
    return min(2 + numbered[1].count("."), 6)


def _parents(topics: list[Topic], level: int) -> tuple[str, ...]:
    for topic in reversed(topics):
        if topic.level < level:
            return (_without_remarks(topic.heading), *topic.parents)
    return ()


def _without_remarks(text: str) -> str:
    return " ".join(_REMARK.sub("", text).split())


def outline_of(topics: list[str]) -> Outline:
    """Return the outline of topics that are given one by one.

    Raises:
        UsageError: As `parse_outline`.
    """
    return parse_outline("\n".join(" ".join(topic.split()) for topic in topics))
