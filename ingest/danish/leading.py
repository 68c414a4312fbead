"""Text to the names that it is full of, which it need not repeat in each sentence."""

from __future__ import annotations

from collections import Counter

from ingest.danish.names import names
from ingest.danish.places import places
from ingest.danish.stems import stem
from ingest.danish.words import is_stop, words

# Of the count of the commonest name: a document on two municipalities leads with both.
_LEADING = 0.5
_LEAST = 2  # times: what is named once is but mentioned


def leading_names(text: str) -> str:
    """Give the stems of the words of a text's commonest names, in order, with spaces between.

    The only municipality that a text names, as one, is what it is about however seldom it says so.
    """
    counts = Counter(
        stem(word.text)
        for start, end in names(text)
        for word in words(text[start:end])
        if not is_stop(word.text)
    )
    most = max(counts.values(), default=0)
    least = max(_LEADING * most, _LEAST)
    leading = {name for name, count in counts.items() if count >= least}
    municipalities = [place for place in places(text) if place.municipality]
    called = any(text[: place.end].lower().endswith("kommune") for place in municipalities)
    only = {stem(place.name) for place in municipalities}
    if called and len(only) == 1:
        leading |= only
    return " ".join(sorted(leading))
