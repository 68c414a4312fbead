"""Characters: one spelling for what looks the same, nothing for what nobody can see."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.clean.pieces import Piece

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_LINE_ENDS = "\u000b\u000c\u001c\u001d\u001e\u2028\u2029"
_HYPHENS = "\u2010\u2011"


def _c1_as_cp1252() -> dict[str, str]:
    # U+0080-9F are never meant: they are cp1252 bytes that were read as Latin-1.
    decoded = {chr(code): bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
    return {raw: text for raw, text in decoded.items() if text}


_REPLACED = str.maketrans(
    _LIGATURES
    | _c1_as_cp1252()
    | dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_LINE_ENDS, "\n")
    | dict.fromkeys(_HYPHENS, "-")
    | {
        "\uf0b7": "•",
        "\uf0a7": "▪",
        "\uf0d8": "•",
        "\uf0fc": "•",
        "\uf02d": "-",
    }  # Symbol, Wingdings
)
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u001f\u007f-\u009f\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_SOFT_HYPHEN = re.compile(r"\u00ad(?:[ \t]*\n[ \t]*(?=\w))?")
_NOT_SIGN_AS_SOFT_HYPHEN = re.compile(r"(?<=[^\W\d_])¬\s*(?=[^\W\d_])")
_SPACE_RUN = re.compile(r"[ \t]+")
_SPACE_AT_LINE_END = re.compile(r" ?\n ?")


def clean_text(pieces: Iterable[Piece]) -> tuple[list[Piece], int]:
    """Clean each piece's text; also how many invisible characters went.

    Soft hyphens are typography and are not counted.
    """
    cleaned, invisible = [], 0
    for piece in pieces:
        text, count = clean_characters(piece.text)
        cleaned.append(replace(piece, text=text))
        invisible += count
    return cleaned, invisible


def clean_characters(text: str) -> tuple[str, int]:
    """NFC text with plain spaces, hyphens and newlines; also how many invisible characters went."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
    text, count = _INVISIBLE.subn("", text)
    text = _SOFT_HYPHEN.sub("", text)
    text = _NOT_SIGN_AS_SOFT_HYPHEN.sub("", text)
    text = _SPACE_AT_LINE_END.sub("\n", _SPACE_RUN.sub(" ", text))
    return unicodedata.normalize("NFC", text).strip(), count


def clean_line(text: str) -> str:
    """The same for a title or heading, on one line."""
    return " ".join(clean_characters(text)[0].split())
