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
_CREDIT_LINE = re.compile(r"\(?(?:\w*foto(?:s|graf)?|photo)\b")
_WORD = re.compile(r"[^\W\d_]+")
_VERB_ENDINGS = ("ede", "edes", "erer", "eres", "tes", "des")


def has_verb(text: str) -> bool:
    """Whether a word may be a finite verb; nouns that look like one count, so False is sure."""
    from simplemma import is_known, lemmatize

    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and match.start() > 0:
            continue
        small = word.casefold()
        english = small.endswith("ed") and len(small) > len("sted")
        if small in listed("verbs") or small.endswith(_VERB_ENDINGS) or english:
            return True
        if small.endswith(("er", "te", "es")) and lemmatize(small, "da").endswith(("e", "å", "s")):
            return True
        if small.endswith("er") and is_known(small[:-1], "da"):  # "kører": no lemma is listed
            return True
    return False


def is_caption(lines: Sequence[Line], i: int, gone: set[int]) -> bool:
    """Whether it is a picture's text: a full stop but no verb, beside a credit or at an edge."""
    line = lines[i]
    text = line.piece.text
    words = line.normal.split()
    if line.label or line.short or line.piece.kind != "paragraph" or len(words) > _CAPTION_WORDS:
        return False
    beside = {i - 1, i + 1} & gone
    last = all(k in gone for k in range(i + 1, len(lines)))
    if not (beside or last) or not text.endswith(".") or ":" in text or has_verb(text):
        return False
    credited = any(_CREDIT_LINE.match(lines[k].normal) for k in beside)
    return credited or words[0] in listed("pictured")


def without_credit(text: str) -> str:
    """The text without a photographer's name after its last sentence."""
    return _CREDIT.sub("", text)
