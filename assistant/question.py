"""A typed question is understood: guarded, made standalone, taken apart.

What holds a CPR number or is no question to the documents stops here: nothing behind sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.followup import is_vague, leans_on_nothing, make_standalone
from assistant.guard import refusal_of
from assistant.records import MAX_QUESTION_CHARACTERS, Question
from ingest import cpr, danish


def understand(
    text: str,
    history: Sequence[str] = (),
    *,
    person_of: Callable[[str], str | None] | None = None,
) -> Question:
    """Return the question, standalone and with a refusal where it is not ours to answer.

    Args:
        text: As typed.
        history: Earlier questions, oldest first; ones with a CPR number are left out.
        person_of: Gives the person who answers an earlier question, for "han" and "hun".
    """
    typed = danish.normalise(text).text.strip()
    refusal = refusal_of(typed)
    if refusal is not None:
        shown = cpr.mask(typed, typed=True)[0] if refusal == "personal_data" else typed
        return Question(
            shown[:MAX_QUESTION_CHARACTERS], shown[:MAX_QUESTION_CHARACTERS], refusal=refusal
        )
    earlier = earlier_questions(history)
    if not earlier and leans_on_nothing(typed):
        return Question(typed, typed, danish.language(typed), refusal="unclear")
    standalone = make_standalone(typed, earlier, person_of=person_of)
    vague = not earlier and is_vague(typed)
    return Question(typed, standalone, danish.language(standalone), vague=vague)


def earlier_questions(history: Sequence[str]) -> list[str]:
    """Return the earlier questions that a later one may be understood by: no refused one."""
    typed = (danish.normalise(text).text.strip() for text in history)
    return [text for text in typed if text and refusal_of(text) is None]
