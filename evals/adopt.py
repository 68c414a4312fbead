"""A question from use becomes a draft case: free of personal data, for a person to finish.

It takes the chat's record of feedback as JSON: `question` (or `turn.question`), and what there is
of `history`, `reasons`, `comment`, and the answer's `citations`. A draft has no nuggets: only who
knows the documents can say what a right answer holds, and `velfaerd eval lint` asks for them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

from evals.case import Alternative, Case, Expected, Gold, Meta, Narrowed, Span
from evals.suite import json_lines
from ingest import danish
from ingest.cpr import find
from ingest.errors import UsageError

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![\d.,])(?:\+45[ ]?)?\d{2}[ ]?\d{2}[ ]?\d{2}[ ]?\d{2}(?!\d|[.,]\d)")
_HOME = re.compile(r"\b[A-ZÆØÅ][\w-]*(?:vej|gade|allé|alle|stræde|plads|vænget) \d+", re.IGNORECASE)
_REFUSED = "should_not_have_answered"


_KINDS = {
    "cpr": "et CPR-nummer",
    "mail": "en e-mailadresse",
    "phone": "et telefonnummer",
    "address": "en adresse",
    "name": "et navn",
}


@dataclass(frozen=True, slots=True)
class Personal:
    """What in a text looks like personal data.

    Attributes:
        text: As it stands; empty for a CPR number, which is shown nowhere.
    """

    kind: Literal["cpr", "mail", "phone", "address", "name"]
    text: str = ""

    def __str__(self) -> str:
        """Say it in Danish."""
        return f"{_KINDS[self.kind]}: {self.text}" if self.text else _KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Draft:
    """A case to finish.

    Attributes:
        personal: What looks like personal data: not to be kept with it.
        comment: What the reader said, for whoever finishes the case.
    """

    case: Case
    personal: tuple[Personal, ...]
    comment: str = ""


def draft(record: Mapping[str, Any]) -> Draft:
    """Make a draft of a record of feedback.

    Raises:
        UsageError: The record holds no question.
    """
    turn = record.get("turn") if isinstance(record.get("turn"), dict) else {}
    question = record.get("question") or (turn or {}).get("question")
    if not isinstance(question, str) or not question.strip():
        raise UsageError("Tilbagemeldingen har intet spørgsmål.")
    answer = record.get("answer") or (turn or {}).get("answer") or {}
    answer = answer if isinstance(answer, dict) else {}
    history = tuple(map(str, record.get("history") or ()))
    comment = str(record.get("comment") or "")
    case = _case(question.strip(), history, record, (turn or {}).get("filters"), answer)
    known = " ".join(str(c.get("quote", "")) for c in answer.get("citations") or ())
    return Draft(case, personal_data((*history, question, comment), known), comment)


def _case(
    question: str,
    history: tuple[str, ...],
    record: Mapping[str, Any],
    filters: Mapping[str, Any] | None,
    answer: Mapping[str, Any],
) -> Case:
    unanswerable = _REFUSED in (record.get("reasons") or ())
    digest = hashlib.sha256("\n".join([*history, question]).encode()).hexdigest()[:8]
    spans = tuple(
        Span(str(c["document"]), str(c["quote"]), page=c.get("page"))
        for c in answer.get("citations") or ()
    )
    case = Case(
        id=f"brug-{digest}",
        split="dev",
        cluster=spans[0].doc if spans else f"brug-{digest}",
        category="opfoelgning" if history else "enkelt_fakta",
        question=question,
        answerable=True,
        gold=Gold((Alternative(spans),) if spans else ()),
        history=history,
        filters=_narrowed(filters or {}),
        meta=Meta(source="real", agreed=False, created=_day(record.get("created"))),
    )
    if not unanswerable:
        return case
    return replace(
        case,
        category="naer_ved",
        answerable=False,
        gold=Gold(),
        expected=Expected("refuse", "near_miss"),
    )


def _narrowed(filters: Mapping[str, Any]) -> Narrowed:
    lists = {name: tuple(filters.get(name) or ()) for name in ("kinds", "publishers", "documents")}
    return Narrowed(**lists, year_from=filters.get("year_from"), year_to=filters.get("year_to"))


def _day(seconds: object) -> date | None:
    if not isinstance(seconds, int | float):
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def personal_data(texts: Iterable[str], known: str = "") -> tuple[Personal, ...]:
    """What in texts looks like personal data, each once.

    Args:
        texts: What a person wrote.
        known: Text of the documents: a name that stands there is no secret of the writer's.
    """
    return tuple(dict.fromkeys(found for text in texts for found in _personal(text, known)))


def _personal(text: str, known: str) -> Iterator[Personal]:
    spans = find(text)
    if spans or "█" in text:
        yield Personal("cpr")
    rest = "".join(" " if any(a <= i < b for a, b in spans) else c for i, c in enumerate(text))
    yield from (Personal("mail", match[0]) for match in _MAIL.finditer(rest))
    yield from (Personal("phone", match[0].strip()) for match in _PHONE.finditer(rest))
    yield from (Personal("address", match[0]) for match in _HOME.finditer(rest))
    for name in _people(rest):
        if danish.fold(name) not in danish.fold(known):
            yield Personal("name", name)


def unsettled(found: Iterable[Personal], *, names_checked: bool) -> list[Personal]:
    """What stops a text from being kept; names do not where a person has looked at them."""
    return [one for one in found if one.kind != "name" or not names_checked]


def _people(text: str) -> Iterator[str]:
    """Names of two words or more that are no place and no organisation."""
    places = [(place.start, place.end) for place in danish.places(text)]
    for start, end in danish.names(text):
        name = text[start:end]
        words = name.split()
        if len(words) > 1 and all(word[0].isupper() and word.isalpha() for word in words):
            inside = any(start < stop and begin < end for begin, stop in places)
            if not inside and not any(word.isupper() for word in words):
                yield name


def as_yaml(found: Draft) -> str:
    """The draft as an item of a suite's file, with what is left to do as comments."""
    import json

    import yaml

    raw = json.loads(next(json_lines([found.case])))
    text = yaml.safe_dump([raw], allow_unicode=True, sort_keys=False, width=100)
    todo = ["# Udkast: ret kategori og citater til, og slet denne linje."]
    if found.case.answerable:
        todo.append("# Mangler: nuggets med mindst én afgørende oplysning (vital).")
    if found.comment:
        todo.append("# Brugeren skrev: " + " ".join(found.comment.split()))
    return "\n".join([*todo, text])
