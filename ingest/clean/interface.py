"""Lines that speak of the page itself: told by their words, in whatever phrase they stand."""

from __future__ import annotations

import re

from ingest.clean.words import listed

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_LONGEST = 30  # words: what is longer is about something
_SHARE = 0.7  # of the weighty words
_FEW = 2  # words of which one is enough
_SHORTEST_STEM = 4  # letters: shorter ones must be the whole word


def is_interface(line: str) -> bool:
    """Whether nearly all weighty words of a line belong to an interface, names left out.

    Alone that says little: a guide to digital post reads the same. It counts among its like. A
    line with a number tells something.
    """
    from ingest.danish import is_stop

    found = list(_WORD.finditer(line))
    small = [m.group().casefold() for m in found if m.start() == 0 or not m.group()[0].isupper()]
    speaks = any(word in listed("voices") for word in small)
    words = [word for word in small if word not in listed("voices") and not is_stop(word)]
    if not words or len(words) > _LONGEST or any(map(str.isdigit, line)):
        return False
    core = {word for word in words if _begins(word, "interface")}
    beside = [word for word in words if word in core or _begins(word, "beside_interface")]
    enough = 1 if speaks or len(words) <= _FEW else 2
    return len(core) >= enough and len(beside) >= _SHARE * len(words)


def _begins(word: str, name: str) -> bool:
    return word in listed(name) or any(
        word[:end] in listed(name) for end in range(_SHORTEST_STEM, len(word))
    )
