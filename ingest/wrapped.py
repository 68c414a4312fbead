"""Lines that were broken in the middle of a sentence, as a page's or a mail's width does."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)\b"
)
_PERIOD = r"(?:kvartal|halvår|år|uge|gang|sal|klasse|behandling)\b"
# What a sentence never ends in, before a number or a letter of the law.
_OPEN = re.compile(
    r"(?:(?<![\w.])(?:pr|kl|ca|jf|jvf|nr|fx|f\.eks|bl\.a|inkl|ekskl|maks|gns|d)\."
    r"|\b(?:ca|jf|kl|pr|den|de|en|et|fra|hver|hvert|cirka)|lovens|§)$",
    re.I,
)
# What a heading or a point may end in too ("Det vil vi måle på", "at det sker, og"): such a line
# goes on in what is no list.
_HALF_OPEN = re.compile(
    r"\b(?:ad|af|efter|for|før|hos|i|inden|med|mellem|mod|om|omkring|over|på|siden|til|under|ved"
    r"|og|eller|samt|at|end|er|var|har|havde|får|fik|udgør|udgjorde|koster|kostede)$",
    re.I,
)
_PERIOD_END = re.compile(rf"\b(?:{_MONTH}|(?:kvartal|halvår)|den \d{{1,2}}\.)$", re.I)
_PERIOD_GOES_ON = re.compile(rf"{_MONTH}|(?:19|20)\d\d\b", re.I)
_NUMBER = re.compile(r"§|\d")
_LIST_MARK = re.compile(r"\d{1,2}(?:\)|\.\s+(?![a-zæøå\d]))")
_ORDINAL = re.compile(rf"\d{{1,2}}\.\s(?!{_MONTH}|{_PERIOD})", re.I)


def goes_on(line: str, following: str) -> bool:
    """Say whether a line's sentence goes on in one that begins with a number, a law or a month.

    A number looks like the mark of a list ("den" / "1. januar", "på" / "2,1 mio. kr.").
    """
    line, following = line.rstrip(), following.lstrip()
    if _PERIOD_END.search(line) and _PERIOD_GOES_ON.match(following):
        return True
    if not _NUMBER.match(following) or _LIST_MARK.match(following):
        return False
    if _OPEN.search(line):
        return True
    return bool(_HALF_OPEN.search(line)) and not _ORDINAL.match(following)
