"""What a question that asks how many or which says of them: "Hvor mange ældre er ensomme?"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.slots import is_deed, is_known
from assistant.verify.words import is_verb
from ingest import danish

_ASKED = re.compile(
    r"(?P<opening>(?P<one>hvilke[nt] )|hvilke |hvor mange (?:procent af )?|"
    r"hvor stor en (?:andel|del) af )",
    re.I,
)
AUXILIARIES = frozenset(
    (
        *("er", "var", "har", "havde", "blev", "bliver", "fik", "får", "kan", "kunne", "skal"),
        *("skulle", "vil", "ville", "må", "måtte", "gik", "går", "kom", "kommer", "is", "are"),
        *("was", "were", "has", "have", "had", "did", "does", "do", "will", "can"),
    )
)
_SUBJECTS = frozenset(("der", "vi", "man", "de", "den", "det", "I", "du", "jeg", "han", "hun"))
_BODY = re.compile(
    r"(?:kommunen|forvaltningen|rådet|udvalget|styrelsen|regionen|staten|erne)$", re.I
)
_WHY_SO = re.compile(r"(?P<asked>hv\w+ \w+) (?:de|den|det) det\W*", re.I)
_OF_THAT = re.compile(r"(?P<asked>.+ (?:ved|om|imod|mod)) det\W*", re.I)
_POINTS = re.compile(r"\b(?:de|dem|den|det|han|hun)\b", re.I)
_AMONG = re.compile(r"(?:blandt|af|hos) (?:dem|de) (?P<those>(?:over|under|på|med|i|fra) .+)", re.I)
_PREPOSED = re.compile(r" (?:over|under|på|med|i|fra|til|af|om) ")


@dataclass(frozen=True, slots=True)
class Clause:
    """Whom or what a question asks of, and what it says of them.

    Attributes:
        opening: Up to the subject: "Hvor mange ".
        subject: "ældre over 65".
        said: From the verb on, without a mark: "er ensomme i Vejle".
        one: Whether the question asks for one of them: "hvilken".
    """

    opening: str
    subject: str
    said: str
    one: bool

    def as_phrase(self) -> str:
        """Return "de ældre, der er ensomme" as it stands in another question."""
        if is_known(self.subject.split()[0]):
            return self.subject
        return f"{'den' if self.one else 'de'} {self.subject}, der {self.said},"


def clause_of(question: str) -> Clause | None:
    """Return the clause of a question whose subject it asks for; None of one that asks else.

    "Hvor mange huse har kommunen?" asks for no subject: another one follows its verb.
    """
    asked = _ASKED.match(question)
    if asked is None:
        return None
    words = [word for word in danish.words(question) if word.start >= asked.end()]
    position = next((n for n, word in enumerate(words) if _is_finite(question, word)), 0)
    if not 0 < position < len(words) - 1:
        return None
    verb, after = words[position], words[position + 1]
    if after.text in _SUBJECTS or _may_do(after.text, verb.text):
        return None
    return Clause(
        asked["opening"],
        question[asked.end() : verb.start].strip(),
        question[verb.start :].rstrip("?!. "),
        one=asked["one"] is not None,
    )


def said_again(question: str, previous: str) -> str | None:
    """Return a question with what the one before it said: "hvorfor er de det?", "blandt dem …"."""
    clause = clause_of(previous)
    if clause is None:
        return None
    verb, _, rest = clause.said.partition(" ")
    if so := _WHY_SO.fullmatch(question):
        return f"{so['asked']} {clause.subject} {rest}?"
    if (that := _OF_THAT.fullmatch(question)) and not _POINTS.search(that["asked"]):
        return f"{that['asked']}, at {clause.subject} {verb} {rest}?"
    if among := _AMONG.match(question.rstrip("?!. ")):
        subject = _PREPOSED.split(clause.subject)[0]
        return f"{clause.opening}{subject} {among['those']} {clause.said}?"
    return None


def _may_do(word: str, verb: str) -> bool:
    """Tell whether a word behind a verb may be who does it: "har kommunen", "afprøvede Vejle"."""
    if is_verb(word) or not is_known(word):
        return False
    return verb in AUXILIARIES or bool(_BODY.search(word)) or word[0].isupper()


def _is_finite(question: str, word: danish.Word) -> bool:
    deed = is_deed(question, word.start) and not word.text.endswith("ende")
    return word.text in AUXILIARIES or deed
