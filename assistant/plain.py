"""Others' text made to be text only: nothing in it is hidden, nothing of it is markup."""

from __future__ import annotations

import re

# Characters that show nothing but can hide or reverse text: tags, variation selectors, zero width,
# bidirectional controls and other controls than tab and newline.
_INVISIBLE = re.compile(
    "[\U000e0000-\U000e007f\ufe00-\ufe0f\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff"
    "\x00-\x08\x0b-\x1f\x7f\x80-\x9f]"
)
# What makes markup anywhere, at the start of a line, and in a bare address.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]|<>~$&@!]|^[#+=-]|:(?=//)|(?<=www)\.)", re.I)
_NUMBER = re.compile(r"^(\d+)([.)])")


def visible(text: str) -> str:
    """Return the text without characters that show nothing."""
    return _INVISIBLE.sub("", text)


def line(text: str) -> str:
    """Return the text on one line, without characters that show nothing."""
    return " ".join(visible(text).split())


def markdown(text: str) -> str:
    """Return Markdown that shows the text on one line and does nothing else."""
    return _NUMBER.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", line(text)))


def markdown_lines(text: str) -> str:
    """Return Markdown that shows the text with its line breaks, blank lines left out."""
    return "\\\n".join(shown for part in text.splitlines() if (shown := markdown(part)))
