"""Texts of pictures: what a sentence never is, a line without a verb."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.clean.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clean.labels import Line

_CAPTION_WORDS = 20
_CREDIT = re.compile(
    r"(?<=[.!?\"”»])\s*\(?(?:Arkiv|Presse|Privat|Model)?[Ff]oto(?:graf|s)?\s*[:/©]\s*[^.!?:]{2,50}[.)]*$"
)
_WORD = re.compile(r"[^\W\d_]+")
_VERB_ENDINGS = ("ede", "edes", "erer", "eres", "tes", "des")


def has_verb(text: str) -> bool:
    """Whether a word may be a finite verb; nouns that look like one count, so False is sure."""
    from simplemma import lemmatize

    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and match.start() > 0:
            continue
        small = word.casefold()
        if small in listed("verbs") or small.endswith(_VERB_ENDINGS):
            return True
        if small.endswith(("er", "te")) and lemmatize(small, "da").endswith(("e", "å")):
            return True
    return False


def is_caption(lines: Sequence[Line], i: int, gone: set[int]) -> bool:
    """Whether it is a picture's text: no verb, a full stop, at an edge or beside boilerplate."""
    line = lines[i]
    if line.label or line.short or line.piece.kind != "paragraph":
        return False
    text = line.piece.text
    if len(text.split()) > _CAPTION_WORDS or not text.endswith(".") or ":" in text:
        return False
    last = all(k in gone for k in range(i + 1, len(lines)))
    if not last and not {i - 1, i + 1} & gone:
        return False
    if i and lines[i - 1].piece.kind in ("heading", "list_item") and i - 1 not in gone:
        return False
    return not has_verb(text)


def without_credit(text: str) -> str:
    """The text without a photographer's name after its last sentence."""
    return _CREDIT.sub("", text)
