"""Raw text to the one spelling that everything compares, with the way back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_INVISIBLE = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
_INVISIBLE += "\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SINGLE = {
    **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t", " "),
    **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u00b4`\u2032\uff07", "'"),
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\u2026": "...",
    "\u212b": "Å",
    "\u2126": "Ω",
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
}
# A hyphen at a line's end goes when a small letter follows, except before "og", "eller", "samt":
# there it stands for the rest of a compound (sundheds- og velfærdsteknologi).
_BREAK = (
    rf"(?<=[^\W\d_])[{_INVISIBLE}]*[-\u2010\u00ad][{_INVISIBLE}]*[ \t]*\r?\n[ \t]*"
    r"(?=[^\W_])(?!(?:og|eller|samt|til)\b)"
)
_SINGLES = "".join(re.escape(key) for key in _SINGLE if len(key) == 1)
_COMPOSED = rf"(?P<join>{_BREAK})|(?P<gone>[{_INVISIBLE}]+)|(?P<single>\r\n|[{_SINGLES}])"
_CHANGES = re.compile(_COMPOSED)
_CHANGES_AND_MARKS = re.compile(rf"{_COMPOSED}|(?P<cluster>[^\W_][{_MARKS}]+)")


@dataclass(frozen=True, slots=True)
class Normalised:
    """Text in the one spelling, and where each character stood.

    Attributes:
        text: NFC; case, digits and æøå as they were.
        offsets: (len(text) + 1,) int32, never falling: the raw position of each character, and
            the raw text's length last.
    """

    text: str
    offsets: NDArray[np.int32]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of `text` into the span of the raw text that it came from."""
        if start >= end:
            return int(self.offsets[start]), int(self.offsets[start])
        return int(self.offsets[start]), int(self.offsets[end])


def normalise(text: str) -> Normalised:
    """Remove what no reader sees and unite spellings that no reader tells apart.

    Soft hyphens, zero-width and tag characters go; words broken at a line's end are joined;
    ligatures, spaces, dashes and quotation marks become plain ones. Line breaks stay.
    """
    import numpy as np

    pieces: list[str] = []
    places: list[NDArray[np.int32]] = []
    position = 0
    changes = _CHANGES if unicodedata.is_normalized("NFC", text) else _CHANGES_AND_MARKS
    for match in changes.finditer(text):
        start, end = match.span()
        if start > position:
            pieces.append(text[position:start])
            places.append(np.arange(position, start, dtype=np.int32))
        replacement = _replacement(match)
        if replacement:
            pieces.append(replacement)
            places.append(np.full(len(replacement), start, dtype=np.int32))
        position = end
    pieces.append(text[position:])
    places.append(np.arange(position, len(text) + 1, dtype=np.int32))
    return Normalised("".join(pieces), np.concatenate(places))


def _replacement(match: re.Match[str]) -> str:
    """Say what a changed stretch becomes."""
    found = match.group()
    if match.lastgroup == "join":
        following = match.string[match.end()]
        return "" if following.islower() else "-"
    if match.lastgroup == "gone":
        return ""
    if match.lastgroup == "cluster":
        return unicodedata.normalize("NFC", found)
    return _SINGLE[found]
