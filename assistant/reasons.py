"""Why a question is not answered, as one sentence for the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.analysis import analyse, match
from assistant.evidence import Weighed
from assistant.focus import Focus
from assistant.only import only_for
from ingest import danish

if TYPE_CHECKING:
    from ingest.library import Library

_TEXTS = {
    "da": {
        "not_in_documents": "Det står ikke i dokumenterne.",
        "absent": " Ingen af dem nævner {words}.",
        "missing": " De afsnit, der ligner spørgsmålet mest, nævner ikke {words}.",
        "only": " Dokumenterne har det kun for {words}.",
        "partial": "Dokumenterne svarer ikke på: {part}.",
        "personal_data": (
            "Spørgsmålet ser ud til at indeholde eller gælde personoplysninger, fx et CPR-nummer. "
            "CPR-numre skjules og gemmes ikke. Stil spørgsmålet uden personoplysninger."
        ),
        "not_a_question": (
            "Jeg svarer kun på spørgsmål om dokumenterne og udfører ikke andre opgaver."
        ),
        "action": (
            "Jeg kan ikke udføre handlinger som at sende, bestille eller tilmelde. "
            "Jeg svarer kun på spørgsmål om dokumenterne."
        ),
        "advice": (
            "Jeg giver ikke juridisk eller lægelig rådgivning i en konkret sag. "
            "Spørg i stedet, hvad dokumenterne siger om reglerne."
        ),
        "unclear": "Jeg kan ikke se, hvad spørgsmålet gælder. Skriv, hvem eller hvad du mener.",
        "could_be": " Det kan være {words}.",
        "small_talk": "Stil et spørgsmål om dokumenterne, så svarer jeg med kilder.",
        "empty": "Skriv et spørgsmål med mindst ét ord.",
        "too_long": "Spørgsmålet er for langt. Skriv højst 2.000 tegn.",
    },
    "en": {
        "not_in_documents": "The documents do not say.",
        "absent": " None of them mentions {words}.",
        "missing": " The closest passages do not mention {words}.",
        "only": " The documents have it only for {words}.",
        "partial": "The documents do not answer: {part}.",
        "personal_data": (
            "The question seems to hold or concern personal data such as a CPR number. CPR numbers "
            "are hidden and not stored. Please ask without personal data."
        ),
        "not_a_question": "I only answer questions about the documents and do no other tasks.",
        "action": (
            "I cannot act: send, order or sign up. I only answer questions about the documents."
        ),
        "advice": (
            "I give no legal or medical advice in a particular case. "
            "Ask what the documents say about the rules instead."
        ),
        "unclear": "I cannot see what the question is about. Please say whom or what you mean.",
        "could_be": " It could be {words}.",
        "small_talk": "Ask a question about the documents, and I will answer with sources.",
        "empty": "Please write a question of at least one word.",
        "too_long": "The question is too long. Please write at most 2,000 characters.",
    },
}
# The words of documents are looked for in Danish and through English: nothing is found in others,
# which is not to say that the documents do not say it.
_ELSEWHERE = {
    "de": "Bitte stellen Sie die Frage auf Dänisch oder Englisch; auf Deutsch finde ich nichts.",
    "sv": "Ställ frågan på danska eller engelska; på svenska hittar jag inget.",
}
_AND = (" og ", " and ")  # in Danish, in English
_MOST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Lack:
    """What the documents lack of a question.

    Attributes:
        absent: Its weighty words that no document holds.
        missing: Those that none of the closest sentences hold, though others do.
        only: Other municipalities or years for which the documents say what is asked.
    """

    absent: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


def explain(
    reason: str, language: str, lack: Lack | None = None, could_be: Sequence[str] = ()
) -> str:
    """Return the sentences for a reason code.

    Args:
        reason: One of `_TEXTS`.
        language: ISO 639-1 code.
        lack: Of what is not in the documents.
        could_be: Titles of the documents that a question could be about.
    """
    if reason == "not_in_documents" and language in _ELSEWHERE:
        return _ELSEWHERE[language]
    texts = _TEXTS.get(language, _TEXTS["da"])
    text = texts[reason]
    if could_be:
        text += texts["could_be"].format(words=_either(could_be, language))
    if lack is None:
        return text
    if lack.absent:
        text += texts["absent"].format(words=_either(lack.absent, language))
    elif lack.missing and not lack.only:
        text += texts["missing"].format(words=_either(lack.missing, language))
    if lack.only:
        text += texts["only"].format(words=_joined(lack.only, _AND[language == "en"]))
    return text


def _either(words: Sequence[str], language: str) -> str:
    quoted = [f"»{word}«" for word in words[:_MOST_WORDS]]
    return _joined(quoted, " or " if language == "en" else " eller ")


def _joined(words: Sequence[str], joint: str) -> str:
    return joint.join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def explain_lacking(parts: Sequence[str], language: str) -> str | None:
    """Return the sentence that says which parts of a question the documents do not answer."""
    if not parts:
        return None
    texts = _TEXTS.get(language, _TEXTS["da"])
    quoted = [f"»{part.rstrip(' ?.!')}?«" for part in parts]
    return texts["partial"].format(part=", ".join(quoted))


def lack_of(weighed: Weighed, library: Library) -> Lack:
    """Return what the documents lack of a question that they do not answer."""
    if not weighed.found:
        return Lack()
    best = [weighed.found[int(i)] for i in weighed.scores.argsort()[::-1][:_MOST_WORDS]]
    around = [f"{c.text}\n{c.near}\n{c.wide}" for c in (one.candidate for one in best)]
    lacking = [
        (term, {term.stem, term.family, *others})
        for term, others in _strong(weighed.focus)
        if not any(match(term, others, analyse(text)) for text in around)
    ]
    known = [any(map(library.document_frequency, stems)) for _, stems in lacking]
    return Lack(
        absent=tuple(one.text for (one, _), there in zip(lacking, known, strict=True) if not there),
        missing=tuple(one.text for (one, _), there in zip(lacking, known, strict=True) if there),
        only=only_for(weighed),
    )


def _strong(focus: Focus) -> list[tuple[danish.Term, frozenset[str]]]:
    terms = zip(focus.terms, focus.strong, focus.alternatives, strict=True)
    return [(term, others) for term, strong, others in terms if strong]
