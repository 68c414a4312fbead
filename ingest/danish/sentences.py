"""Text to sentences, by the signs that end them and the Danish abbreviations that only look so."""

from __future__ import annotations

import re

from ingest.contents import DOTS
from ingest.danish.stopwords import STOP_WORDS

# An abbreviation that something must follow never ends a sentence, whatever the next letter.
_OPEN_TEXT = """
jf jvf ca cirka f.eks feks fx eks bl.a bla dr hr fr frk prof lic cand stud pga p.g.a ift i.f.t ifm
i.f.m ifb mht m.h.t iht i.h.t mhp m.h.p vedr ang fhv afd adr alm bek bkg lbk lovbek sml tlf tel
mob hhv henh inkl incl ekskl eksl excl evt gns maks max m.a.o d.v.s dvs d v vha v.h.a f u t.o.m
f.o.m pr skt sct udg oprd opr ovf nuv tidl chr borgm kgl sdr ndr næstf
"""
_OPEN = frozenset(_OPEN_TEXT.split())
# These go on only where a number follows (nr. 402, 5 stk.).
_NUMBERED_TEXT = """
stk nr kl pkt kap s art årg fig cirk par jan feb apr aug sep sept okt nov dec p sp bd
"""
_NUMBERED = frozenset(_NUMBERED_TEXT.split())
# A number behind one of these, as a sentence's first words, is the mark of what follows.
_CAPTION_TEXT = """
tabel figur fig. bilag boks diagram graf kort skema kapitel afsnit punkt trin
"""
_CAPTIONS = frozenset(_CAPTION_TEXT.split())
# These may end one: they do so before a capital letter.
_CLOSING_TEXT = """
mv m.v mm m.m osv etc mfl m.fl fl ol o.l lign o.lign kr mio mill mia mrd pct min d.d p.t pt jr sr
inc ltd corp d.å dd.å s.u u.å u.a f.kr e.kr ph.d m.m.m o.a m.fl.a tv th t.v t.h
"""
_CLOSING = frozenset(_CLOSING_TEXT.split())
_LISTS_ALL = frozenset(("mv", "m.v", "osv", "mm", "m.m"))
_MONTHS_TEXT = """
januar februar marts april maj juni juli august september oktober november december jan feb mar
apr jun jul aug sep sept okt nov dec
"""
_MONTHS = frozenset(_MONTHS_TEXT.split())
_OPENERS = "\"'(«»„“”‘’[<-–—•*"
_END = re.compile(r"(?<![.!?…])(\.{2,}+|[.!?…]++)((?:[)\]\"'”’»«“]|\[\d{1,3}\])*)(?=\s|$)")
_GLUED = re.compile(r"(?<=[a-zæøå0-9])[.!?](?=[A-ZÆØÅ][a-zæøå]{1,40}[\s,.])")
_LOWER_TOKEN = re.compile(r"[a-zæøå]+(?:-[a-zæøå]+)*|(?:19|20)\d\d")
_NEW_LINE = re.compile(r"\n[ \t]*(?:\n|(?=[-–•*·▪o][ \t])|(?=\d{1,2}[.)][ \t]+[A-ZÆØÅ]))")
_LEADER = re.compile(rf"({DOTS}) *+(?=\d)[^\n]{{1,60}}(?:\n|$)")  # its line stands alone
_LINE = re.compile(r"^[^\n]+\n", re.MULTILINE)
_FEWEST_CAPITALS = 2
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_PROVISION = re.compile(  # what a law's sentence begins with: "§ 7.", "§ 7 a. Stk. 2."
    r"\W*(?:(?:§§? ?\d+(?: ?[a-zæøå])?(?: ?[-–] ?\d+)?|(?:stk|nr|pkt|litra)\.? ?\d+)(?:[.,] |$))+",
    re.I,
)
_REACH = 40  # characters looked at on each side of a sign


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Find the sentences: half-open spans in order, without outer white space.

    A blank line, a list item's mark at a line's start, a line in capitals and one whose dots lead
    to a figure also end a sentence; other line ends are white space. Colons and semicolons end
    nothing.
    """
    breaks = {match.end() for match in _NEW_LINE.finditer(text)}
    breaks.update(match.end() for match in _LINE.finditer(text) if _in_capitals(match.group()))
    breaks.update(match.end() for match in _GLUED.finditer(text) if _is_glued(text, match))
    leaders = list(_LEADER.finditer(text))
    breaks.update(match.end() for match in leaders)
    dots = {place for match in leaders for place in range(*match.span(1))}
    begin = 0
    hard = sorted(breaks)
    ends: list[int] = []
    for match in _END.finditer(text):
        while hard and hard[0] <= match.start():
            begin = hard.pop(0)
            ends.append(begin)
        if match.start() not in dots and _ends(text, match, begin):
            begin = match.end()
            ends.append(begin)
    return _spans(text, [*ends, *hard])


def _in_capitals(line: str) -> bool:
    return line.isupper() and sum(letter.isalpha() for letter in line) >= _FEWEST_CAPITALS


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Tell a missing space after a full stop from an address or a name (Danish.Care)."""
    before = re.split(r"[\s(\"”»]", text[max(0, match.start() - _REACH) : match.start()])[-1]
    if not _LOWER_TOKEN.fullmatch(before):
        return False
    return before not in _OPEN | _CLOSING | _NUMBERED


def _ends(text: str, match: re.Match[str], begin: int) -> bool:
    """Say whether a sign ends the sentence that began at `begin`."""
    if not text[match.end() : match.end() + _REACH].strip():
        return True
    following = text[match.end() : match.end() + _REACH].lstrip()
    bare = following.lstrip(_OPENERS).lstrip()
    if not bare or bare[0].islower() and not bare.startswith(("http", "www.")):
        return following.startswith(("- ", "– ", "• ", "* ")) and match.group(1) != "."
    if match.group(1) != ".":
        return True
    before = text[max(begin, match.start() - _REACH) : match.start()]
    tokens = before.split()
    if not tokens:
        return False
    if begin >= match.start() - _REACH and _PROVISION.fullmatch(before):
        return False
    token = tokens[-1].lstrip(_OPENERS)
    if len(tokens) == 2 and tokens[0].lower() in _CAPTIONS:
        tokens = tokens[1:]
    first = len(tokens) == 1 and begin >= match.start() - _REACH and not match.group(2)
    return _dot_ends(token, tokens[-2] if len(tokens) > 1 else "", bare, first=first)


def _dot_ends(token: str, earlier: str, following: str, *, first: bool) -> bool:
    """Decide a single full stop by the word before it and what follows.

    Args:
        token: The word before the full stop.
        earlier: The word before that.
        following: What follows, from its first letter or digit.
        first: Whether the token begins the sentence: then it may be a list's mark.
    """
    word = token.lower()
    next_word = re.split(r"[\s,.:;]", following, maxsplit=1)[0]
    if _NUMBER.fullmatch(token):
        return not first and _number_ends(token, earlier, following, next_word)
    if len(token) == 1 and token.isalpha():
        if token.islower():
            return not first and word not in _OPEN | _NUMBERED or earlier[-1:].isdigit()
        return next_word.lower() in STOP_WORDS and not first
    if word in _OPEN:
        return False
    if word in _CLOSING or word in _NUMBERED or word.endswith("nr"):
        counted = word in _CLOSING and earlier[-1:].isdigit()
        return not following[0].isdigit() or counted or word in _LISTS_ALL
    if re.fullmatch(r"(?:\w\.)+\w", word):
        return next_word.lower() in STOP_WORDS
    return True


def _number_ends(token: str, earlier: str, following: str, next_word: str) -> bool:
    """Tell an ordinal or a date from a number that closes a sentence."""
    if len(token) > 2:
        return True
    if next_word.lower() in _MONTHS or earlier.lower() in ("den", "det", "d.", "pr."):
        return False
    if following[0].isdigit():
        after = _NUMBER.match(following)
        rest = following[after.end() :] if after else ""
        return not (rest.startswith(".") or earlier.endswith(".") and len(next_word) == 4)
    return True


def _spans(text: str, ends: list[int]) -> list[tuple[int, int]]:
    """Cut the text at the ends and take off the white space around each piece."""
    spans = []
    position = 0
    for end in [*sorted(ends), len(text)]:
        piece = text[position:end]
        inner = piece.strip()
        if inner:
            start = position + piece.index(inner[0])
            spans.append((start, start + len(inner)))
        position = end
    return spans
