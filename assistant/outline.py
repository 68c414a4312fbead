"""An outline → topics: what a strategy writer wants sections on, and what each should answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ingest import danish
from ingest.cpr import mask
from ingest.errors import UsageError

MOST_TOPICS = 200  # a plan's table of contents is shorter; a text given by mistake is longer

_LINE = re.compile(
    r"(?P<indent>\s*)(?P<mark>#{1,6}(?=\s)|[-*•](?=\s))?\s*(?P<text>.*?)\s*#*\s*$", re.S
)
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d])")
_QUESTION = re.compile(
    r"\?\s*$|^(?:hv(?:ad|em|ilke[nt]?|or|orfor|ordan|ornår|is)|må|kan|skal|er|har|findes|"
    r"what|which|who|why|how|when|where)\b",
    re.I,
)
_ASKED = ("Hvad siger dokumenterne om {topic}?", "Hvilke erfaringer er der med {topic}?")


@dataclass(frozen=True, slots=True)
class Topic:
    """A section to come.

    Attributes:
        questions: What it should answer, as typed; without any its heading is asked about.
        level: Of the heading, 2 or deeper.
    """

    heading: str
    questions: tuple[str, ...] = ()
    level: int = 2

    def asked(self) -> tuple[str, ...]:
        """Return what the documents are asked."""
        return self.questions or self.about()

    def about(self) -> tuple[str, ...]:
        """Return the heading as questions."""
        topic = _NUMBER.sub("", self.heading)
        if _QUESTION.search(topic):
            return (topic,)
        return tuple(question.format(topic=_inside(topic)) for question in _ASKED)


@dataclass(frozen=True, slots=True)
class Outline:
    """Topics in order.

    Attributes:
        title: Of the whole, None where the outline gives none.
    """

    topics: tuple[Topic, ...]
    title: str | None = None


def read_outline(file: Path) -> Outline:
    """Read an outline.

    Raises:
        UsageError: It is no text, or has no line in it.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"Dispositionen {file} kan ikke læses som tekst (UTF-8).") from None
    return parse_outline(text)


def parse_outline(text: str) -> Outline:
    """Return the topics of an outline, one heading or question a line.

    "# " before the first topic gives the title, "## " and deeper a heading with its level; a line
    that is indented or has a list's mark is a question to the heading above it. CPR numbers are
    masked.

    Raises:
        UsageError: There is no topic, or there are too many.
    """
    title, topics = None, list[Topic]()
    for raw in mask(text, typed=True)[0].splitlines():
        match = _LINE.match(raw)
        assert match is not None
        line, mark = " ".join(match["text"].split()), match["mark"] or ""
        if not any(map(str.isalnum, line)):
            continue
        if mark == "#" and title is None and not topics:
            title = line
        elif topics and not mark.startswith("#") and (mark or match["indent"]):
            last = topics[-1]
            topics[-1] = Topic(last.heading, (*last.questions, line), last.level)
        else:
            topics.append(Topic(line, level=max(2, mark.count("#"))))
    if not topics:
        raise UsageError("Dispositionen er tom: skriv en overskrift eller et spørgsmål pr. linje.")
    if len(topics) > MOST_TOPICS:
        raise UsageError(f"Dispositionen har {len(topics)} overskrifter; højst {MOST_TOPICS}.")
    return Outline(tuple(topics), title)


def outline_of(topics: list[str]) -> Outline:
    """Return the outline of topics that are given one by one.

    Raises:
        UsageError: As `parse_outline`.
    """
    return parse_outline("\n".join(" ".join(topic.split()) for topic in topics))


def _inside(topic: str) -> str:
    """Return a heading as it reads inside a sentence: names keep their capitals."""
    first = topic.split(maxsplit=1)[0]
    named = any(place.start == 0 for place in danish.places(topic))
    return topic if named or first[1:] != first[1:].lower() else topic[:1].lower() + topic[1:]
