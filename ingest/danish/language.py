"""Text to its language."""

from __future__ import annotations

import re

_MARKERS = {
    "da": "og i at er en af til på som med det der den for ikke har fra blev også hvad hvordan hvilke hvor hvornår af kommunen efter",
    "en": "the of and to in is that for with on are as was what which how who where when does do did be by from",
    "sv": "och att det som för är av med på inte en ett har jag vad hur vilka från till också efter kommunen",
    "no": "og i å er en av til på som med det ikke har fra ble også hva hvordan hvilke hvor når etter kommunen jeg",
    "de": "der die das und ist zu den mit nicht von auf für ein eine was wie wer welche wo dem im des",
}
_SETS = {code: frozenset(listed.split()) for code, listed in _MARKERS.items()}


def language(text: str) -> str:
    """Tell the language by its function words; Danish unless another is clearly ahead."""
    tokens = re.findall(r"[^\W\d_]+", text.lower())[:400]
    scores = {code: sum(token in listed for token in tokens) for code, listed in _SETS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "da"))
    return best if scores[best] > scores["da"] else "da"
