"""A typed question is understood: guarded, made standalone, taken apart.

What holds a CPR number or surely is no question to the documents stops here: nothing behind sees
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.asks import asks_about
from assistant.corrections import is_correction
from assistant.followup import is_vague, leans_on_nothing, make_standalone
from assistant.guard import refusal_of
from assistant.intent import OURS, UNCLEAR, encoder, intent_of
from assistant.records import MAX_QUESTION_CHARACTERS, Question
from assistant.roles import asked_of
from ingest import cpr, danish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MEASURING = ("mange", "meget", "længe", "koster", "kostede", "procent")
_ASKING = (
    *("hvad", "hvem", "hvor", "hvornår", "hvorfor", "hvordan", "hvilken", "hvilket", "hvilke"),
    *_MEASURING,
)
_OPENS = re.compile(r"(?:^|[,.;:?!]|\b(?:og|eller|samt|men))\s*$", re.I)
_LENGTHS = range(min(map(len, _ASKING)) - 1, max(map(len, _ASKING)) + 2)
_WITHOUT_H = re.compile(r"(?<!\w)vor(?=\s(?:mange|meget|længe|lang|stor|tit|ofte|høj)\b)")
_TOGETHER = re.compile(r"\b(hvor)(?=(?:mange|meget|længe|lang|stor|tit|ofte|høj)\b)", re.I)


def understand(
    text: str,
    history: Sequence[str] = (),
    *,
    person_of: Callable[[str], str | None] | None = None,
    vector_of: Callable[[str], NDArray[np.float32]] | None = None,
) -> Question:
    """Return the question, standalone and with a refusal where it is not ours to answer.

    Args:
        text: As typed.
        history: Earlier questions, oldest first; ones with a CPR number are left out.
        person_of: Gives the person who answers an earlier question, for "han" and "hun".
        vector_of: Gives what the encoder that ships makes of a question; None has it computed.
    """
    typed = danish.normalise(text).text.strip()
    refusal = refusal_of(typed)
    if refusal is not None:
        shown = cpr.mask(typed, typed=True)[0] if refusal == "personal_data" else typed
        return Question(
            shown[:MAX_QUESTION_CHARACTERS], shown[:MAX_QUESTION_CHARACTERS], refusal=refusal
        )
    meaning = vector_of or encoder().query
    earlier = earlier_questions(history, meaning)
    asked = mend(typed)
    if not earlier and leans_on_nothing(asked):
        return Question(typed, asked, danish.language(asked), refusal="unclear")
    standalone = make_standalone(asked, earlier, person_of=person_of)
    intent = intent_of(standalone, meaning(standalone))
    code = None if intent.name in (OURS, UNCLEAR) else intent.name
    if code in ("action", "advice") and asks_about(standalone):
        code = None  # "Giv mig alt, der står om …" is no order
    return Question(
        typed,
        standalone,
        danish.language(standalone),
        refusal=code if intent.is_sure and not asked_of(standalone) else None,
        suspected=code,
        vague=not earlier and (intent.name == UNCLEAR or is_vague(asked)),
    )


def mend(question: str) -> str:
    """Return a question with the words that ask spelt as they should be.

    Example:
        >>> mend("vor mange proecnt, og vem hjælper?")
        'hvor mange procent, og hvem hjælper?'
    """
    if danish.language(question) == "en":
        return question
    split = _TOGETHER.sub(r"\1 ", _WITHOUT_H.sub(r"h\g<0>", question))
    pieces, end = [], 0
    for word in danish.words(split):
        opens = bool(_OPENS.search(split[: word.start]))
        pieces += [split[end : word.start], _mend_word(word.text, opens=opens)]
        end = word.end
    return "".join([*pieces, split[end:]])


def _mend_word(word: str, *, opens: bool) -> str:
    folded = danish.fold(word)
    if folded in _ASKING:
        return word if len(folded) == len(word) else _as_written(folded, word)
    if (word[:1].isupper() and not opens) or len(word) not in _LENGTHS or danish.is_word(folded):
        return word
    from rapidfuzz.distance import OSA

    possible = _ASKING if opens else _MEASURING
    near = [one for one in possible if OSA.distance(folded, one, score_cutoff=1) <= 1]
    return _as_written(near[0], word) if near else word


def _as_written(mended: str, word: str) -> str:
    return mended.capitalize() if word[:1].isupper() else mended


def earlier_questions(
    history: Sequence[str], vector_of: Callable[[str], NDArray[np.float32]]
) -> list[str]:
    """Return the earlier questions that a later one may be understood by: no refused one."""
    typed = (danish.normalise(text).text.strip() for text in history)
    ours = [text for text in typed if text and refusal_of(text) is None]
    return [
        text for text in ours if is_correction(text) or not intent_of(text, vector_of(text)).is_sure
    ]
