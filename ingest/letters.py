"""The lines that open and close a letter or a mail: neither headings nor points of a list."""

from __future__ import annotations

import re

SALUTATION = re.compile(
    r"(?:kære|hej|goddag|god(?:morgen|eftermiddag)|dear|hi|hello|til rette vedkommende)\b"
    r"[^.?!:]{0,60}$",
    re.I,
)
CLOSING = re.compile(
    r"(?:(?:mvh|vh|kh)(?=[ ,]|$)"
    r"|(?:med )?(?:de )?(?:venlige?|venligst|bedste|mange|kærlig)? ?hils(?:en|ner)"
    r"|(?:kind|best|warm) regards|(?:yours )?sincerely)\b[,.]?(?: fra)?(?=[^.?!:]{0,60}$)",
    re.I,
)
_FRAME_WORDS = 6  # a longer line that begins like a greeting may say something


def is_greeting(line: str) -> bool:
    """Whether a line only opens or closes a letter: "Kære alle", "Mvh Lis"."""
    line = line.strip()
    short = len(line.split()) <= _FRAME_WORDS and "-" not in line.split(" ")[0]
    tells = "@" in line or any(map(str.isdigit, line))  # a number to call, an address, a date
    return short and not tells and bool(SALUTATION.match(line.rstrip("!,")) or CLOSING.match(line))
