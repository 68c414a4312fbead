"""A typed question is understood: guarded, made standalone, taken apart.

What holds a CPR number or is no question to the documents stops here: nothing behind sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.followup import make_standalone
from assistant.records import MAX_QUESTION_CHARACTERS, Question
from ingest import cpr, danish

_INSTRUCTION = re.compile(
    # An order stands first or is spoken to "du"; "kan kommunen se bort fra reglerne" is a question.
    r"(?:^|[.!?:;,\n–-]|\b(?:og|så|nu|du|dig til at|venligst|bare|and|then|you|to|please)\b)\W*"
    r"(glem|ignor[eé]r|se bort fra|tilsidesæt|forget|ignore|disregard)\b.{0,60}\b(instruks\w*|"
    r"instruktion\w*|regler\w*|reglerne|ovenstående|tidligere|prompt\w*|besked\w*|instructions?|rules?|"
    r"previous|above)\b|\b(system ?prompt|systembesked\w*|systeminstruks\w*)\b|"
    r"\b(lad som om|forestil dig, at du|du er nu|fra nu af er du|pretend|you are now|act as|"
    r"opfør dig som)\b|\b(jailbreak|developer mode|dan mode)\b",
    re.I | re.S,
)
_TASK = re.compile(
    r"^\W*(kan du |vil du |can you |please |venligst )?"
    r"(skriv|digt|komponer|fortæl|write|compose|tell)\b.{0,30}\b(digt|sang|vittighed\w*|joke|eventyr|"
    r"novelle|rap|vers|haiku|roman|kode|program|script|poem|song|story|code|limerick)\b|"
    r"^\W*(kan du |vil du |can you )?(oversæt|translate)\b|"
    r"^\W*(send|ring til|bestil|book|slet|opret|køb|e-?mail|call|delete|order|buy)\b(?!.*\bhvad\b)|"
    r"^\W*hvem er du\W*$|^\W*hvad er du\W*$|^\W*(who|what) are you\W*$",
    re.I | re.S,
)
_SMALL_TALK = re.compile(
    r"^\W*(hej|hejsa|goddag|godmorgen|davs|hallo|hello|hi|tak|mange tak|thanks|thank you|farvel|"
    r"hvordan går det|how are you|test)\W*(med dig|der|for hjælpen|skal du have)?\W*$",
    re.I,
)
_PERSONAL = re.compile(
    r"\b(cpr|cpr-?nr|cpr-?nummer|personnummer)\w*\b.{0,40}\b(på|til|for|tilhør\w*|of)\b|"
    r"\bhvad er .{1,40}s (cpr|personnummer|privatadresse|diagnose|journal)|"
    r"\b(privatadresse|hjemmeadresse|privat telefonnummer|diagnose|helbredsoplysninger|journal)\b "
    r".{0,10}\b(på|for|til) [A-ZÆØÅ]\w+ [A-ZÆØÅ]\w+",
    re.I | re.S,
)
_LETTER = re.compile(r"[^\W\d_]")


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
    refusal = _refusal(typed)
    if refusal is not None:
        shown = cpr.mask(typed)[0] if refusal == "personal_data" else typed
        return Question(
            shown[:MAX_QUESTION_CHARACTERS], shown[:MAX_QUESTION_CHARACTERS], refusal=refusal
        )
    earlier = [e for e in map(_clean, history) if e and _refusal(e) is None]
    standalone = make_standalone(typed, earlier, person_of=person_of)
    return Question(typed, standalone, danish.language(standalone))


def _clean(text: str) -> str:
    return danish.normalise(text).text.strip()


def _refusal(text: str) -> str | None:
    """Return the code of why a question is not answered, or None."""
    if cpr.find(text):
        return "personal_data"
    if len(text) > MAX_QUESTION_CHARACTERS:
        return "too_long"
    if not _LETTER.search(text):
        return "empty"
    if _INSTRUCTION.search(text) or _TASK.search(text):
        return "not_a_question"
    if _SMALL_TALK.match(text):
        return "small_talk"
    if _PERSONAL.search(text):
        return "personal_data"
    return None
