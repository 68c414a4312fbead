"""Lines that speak of the page itself: told by their words, in whatever phrase they stand."""

from __future__ import annotations

import re

from ingest.clean.words import listed

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_LONGEST = 30  # words: what is longer is about something
_SHARE = 0.7  # of the weighty words
_SHORTEST_STEM = 4  # letters: shorter ones must be the whole word


def is_interface(line: str) -> bool:
    """Whether nearly all weighty words of a normal line belong to an interface.

    Alone that says little: a guide to digital post reads the same. It counts among its like.
    """
    from ingest.danish import is_stop

    words = [word for word in _WORD.findall(line) if not is_stop(word)]
    if not words or len(words) > _LONGEST:
        return False
    core = {word for word in words if _begins(word, "interface")}
    beside = [word for word in words if word in core or _begins(word, "beside_interface")]
    return len(core) >= min(2, len(words)) and len(beside) >= _SHARE * len(words)


def _begins(word: str, name: str) -> bool:
    return word in listed(name) or any(
        word[:end] in listed(name) for end in range(_SHORTEST_STEM, len(word))
    )
