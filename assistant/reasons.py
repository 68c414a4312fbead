"""Why a question is not answered, as one sentence for the reader."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import analyse, match
from assistant.evidence import Weighed

_TEXTS = {
    "da": {
        "not_in_documents": "Det står ikke i dokumenterne.",
        "missing": " De nærmeste afsnit nævner ikke {words}.",
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
        "missing": " The closest passages do not mention {words}.",
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
_MOST_WORDS = 3


def explain(
    reason: str, language: str, missing: Sequence[str] = (), could_be: Sequence[str] = ()
) -> str:
    """Return the sentence for a reason code.

    Args:
        reason: One of `_TEXTS`.
        language: ISO 639-1 code.
        missing: Words of the question that no passage holds.
        could_be: Titles of the documents that a question could be about.
    """
    if reason == "not_in_documents" and language in _ELSEWHERE:
        return _ELSEWHERE[language]
    texts = _TEXTS.get(language, _TEXTS["da"])
    text = texts[reason]
    for key, words in (("missing", missing), ("could_be", could_be)):
        if words:
            text += texts[key].format(words=_either(words, language))
    return text


def _either(words: Sequence[str], language: str) -> str:
    joint = " or " if language == "en" else " eller "
    quoted = [f"»{word}«" for word in words[:_MOST_WORDS]]
    return joint.join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def explain_lacking(parts: Sequence[str], language: str) -> str | None:
    """Return the sentence that says which parts of a question the documents do not answer."""
    if not parts:
        return None
    texts = _TEXTS.get(language, _TEXTS["da"])
    quoted = [f"»{part.rstrip(' ?.!')}?«" for part in parts]
    return texts["partial"].format(part=", ".join(quoted))


def missing_from(weighed: Weighed) -> list[str]:
    """Return the question's weighty words that none of the closest sentences hold."""
    if not weighed.found:
        return []
    best = weighed.scores.argsort()[::-1][:_MOST_WORDS]
    analyses = [
        analyse(f"{one.candidate.text}\n{one.candidate.near}\n{one.candidate.wide}")
        for one in (weighed.found[int(index)] for index in best)
    ]
    focus = weighed.focus
    return [
        term.text
        for term, strong, others in zip(focus.terms, focus.strong, focus.alternatives, strict=True)
        if strong and not any(match(term, others, one) for one in analyses)
    ]
