"""Text to the names in it: persons, organisations, places."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ingest.danish.compounds import split
from ingest.danish.inflection import simple_stem
from ingest.danish.lexicon import given_names, known_stems, organisations
from ingest.danish.places import places_among
from ingest.danish.sentences import sentence_spans
from ingest.danish.words import Word, fold, is_stop, words

_CACHE = 1 << 16  # capitalised words
# Abbreviations for things, not for anybody.
_THINGS_TEXT = """
it ikt ai ki vr ar xr gps kol pc tv pdf cpr cvr nr app sms apv led opi opp ops wifi iot tech ok
faq usb qr rfid ehealth etc id co2 covid corona hiv als adhd ms mrsa mail dna url www http https
a b c d e f g h j k l m n o p q r s t u v w x y z ii iii iv vi vii
"""
_THINGS = frozenset(_THINGS_TEXT.split())
_LINKS = frozenset(("for", "af", "of", "von", "van", "de"))
_INSTITUTION = re.compile(
    r"(?:styrelsen|ministeriet|rådet|foreningen|forbundet|fonden|instituttet|universitetet|tinget"
    r"|forvaltningen|koncernen|tilsynet|akademiet|hospitalet|centret|centeret|klyngen)s?$"
)
_HOUSE = re.compile(
    r"(?:hotel|hus|center|centeret|centret|skole|hjem|universitet|hospital|institut|kommune|region"
    r"|forening|forbund|fond|styrelse|ministerium|akademi|selskab|bibliotek|kirke|gruppe|klinik)$"
)
_BREAK = re.compile(r"(?:[.!?:;\n\"”»“„•·|(]|- )[\W_]*")
_OPENING = re.compile(r"[\W_]{0,9}")
_GAP = re.compile(r" ?& ?| +|\.|\. ")
_CLOCK = re.compile(r"kl(?:\.|\s*\d)")  # kl. 10 is a time, kl an organisation
_MARK = re.compile(r"['’](?:s|er|en)?$")
_MONTHS_TEXT = """
januar februar marts april maj juni juli august september oktober november december mandag tirsdag
onsdag torsdag fredag lørdag søndag january february march may june july october monday tuesday
wednesday thursday friday saturday sunday jul påske
"""
_TITLES_TEXT = """
direktør chef konsulent leder borgmester formand minister professor læge sygeplejerske forsker
rådmand projektleder kontorchef terapeut assistent koordinator ordfører journalist moderator
stifter ejer rådgiver talsmand medarbejder sekretær doktor lektor
"""
_CALENDAR = frozenset(_MONTHS_TEXT.split())


def names(text: str) -> list[tuple[int, int]]:
    """Find names as spans, without genitive mark or title before them.

    Runs of capitalised words ("Center for Velfærdsteknologi" is one run), abbreviations in
    capitals, and, in any case, places and the organisations of the field. A word that a sentence's
    beginning gave its capital counts only if it is no known word or a name follows it; months and
    weekdays never do.
    """
    tokens = words(text)
    starts = _sentence_starts(text)
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(tokens):
        length = _run(text, tokens, position)
        if length:
            span = _trim(text, tokens[position : position + length], starts)
            if span:
                found.append(span)
        position += max(length, 1)
    listed = [(place.start, place.end) for place in places_among(tokens, text)]
    return _merge(found, [*listed, *_organisations(text, tokens)])


def _sentence_starts(text: str) -> set[int]:
    """Say where a capital may come from a sentence's or a quotation's beginning."""
    starts = {match.end() for match in _BREAK.finditer(text)}
    for start, _ in sentence_spans(text):
        opening = _OPENING.match(text, start)
        starts.add(opening.end() if opening else start)
    return starts


def _run(text: str, tokens: list[Word], position: int) -> int:
    """Count the tokens of the run of capitalised words that begins here."""
    if not _is_capital(tokens[position].text):
        return 0
    length = 1
    ahead = position + 1
    while ahead < len(tokens):
        gap = text[tokens[ahead - 1].end : tokens[ahead].start]
        before, word = tokens[ahead - 1].text, tokens[ahead].text
        if not _GAP.fullmatch(gap) or gap == ". " and len(before) > 1 or _MARK.search(before):
            break
        if _is_capital(word) and not (is_stop(word) and len(word) < 3):
            length = ahead - position + 1
        elif word.lower() not in _LINKS or ahead - position >= length + 1:
            break
        ahead += 1
    return length


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[1:2].isupper()


def _trim(text: str, run: list[Word], starts: set[int]) -> tuple[int, int] | None:
    """Take titles and common words off a run's beginning; None when nothing of a name is left."""
    while run:
        first = run[0]
        initial = first.start in starts
        if fold(first.text) in _CALENDAR or is_stop(first.text) and not _is_name(first.text):
            run = run[1:]
        elif len(run) == 1:
            if not _stands_alone(first.text, initial=initial):
                return None
            break
        elif (initial or _is_title(first.text)) and _is_common(first.text) and not _is_given(run):
            run = run[1:]
        else:
            break
        while run and run[0].text.lower() in _LINKS:
            run = run[1:]
    if not run:
        return None
    end = run[-1].end
    mark = _MARK.search(run[-1].text)
    return run[0].start, end - (len(mark.group()) if mark else 0)


def _stands_alone(word: str, *, initial: bool) -> bool:
    """Say whether one capitalised word by itself is a name."""
    bare = re.split(r"['’-]", word)[0]
    folded = fold(bare)
    if folded in _THINGS or folded in _CALENDAR or is_stop(word) and not bare.isupper():
        return False
    if bare.isupper() and len(bare) > 1:
        return len(bare) <= 6 or not _is_common(bare)
    if any(letter.isupper() for letter in bare[1:]):
        return True
    if initial:
        return not _is_common(word) and not _is_common(bare)
    return not _is_common(word) or bool(_INSTITUTION.search(folded)) or folded in given_names()


def may_be_person(name: str) -> bool:
    """Say whether a name may be a person's: of two words or more, none of them for a house.

    Example:
        >>> may_be_person("Jens Holmgård"), may_be_person("Hotel Storebælt")
        (True, False)
    """
    parts = name.split()
    return len(parts) > 1 and not any(_HOUSE.search(fold(part)) for part in parts)


def is_person(name: str) -> bool:
    """Say whether a name is a person's: may be one, and begins with a common given name.

    Example:
        >>> is_person("Jens Holmgård"), is_person("Valmue Data")
        (True, False)
    """
    return may_be_person(name) and fold(name.split()[0]) in given_names()


def _is_given(run: list[Word]) -> bool:
    """Say whether a run begins with a given name that is also a common word (Frank Petersen)."""
    return fold(run[0].text) in given_names() or _is_name(run[0].text)


def _is_name(word: str) -> bool:
    return len(word) > 1 and word.isupper() and fold(word) not in _THINGS


@lru_cache(_CACHE)
def _is_common(word: str) -> bool:
    """Say whether the dictionary has a word, whole, in parts or as an abbreviation's part."""
    folded = fold(word)
    if simple_stem(folded) in known_stems() or is_stop(word):
        return True
    last = folded.rpartition("-")[2]
    return split(last) is not None or ("-" in folded and simple_stem(last) in known_stems())


@lru_cache(_CACHE)
def _is_title(word: str) -> bool:
    """Say whether a capitalised word before a name says what somebody is (Chefkonsulent)."""
    cut = split(fold(word))
    return (cut.stems[-1] if cut else simple_stem(fold(word))) in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(simple_stem(word) for word in _TITLES_TEXT.split())


def _organisations(text: str, tokens: list[Word]) -> list[tuple[int, int]]:
    """Find the organisations of the field in whatever case they are written."""
    found = []
    keys = [fold(token.text).split("'")[0] for token in tokens]
    for position, key in enumerate(keys):
        for name in organisations().get(key, ()):
            last = position + len(name) - 1
            if tuple(keys[position : last + 1]) != name:
                continue
            end = tokens[last].start + len(re.split(r"['’]", tokens[last].text)[0])
            if not _CLOCK.match(text, tokens[position].start):
                found.append((tokens[position].start, end))
            break
    return found


def _merge(found: list[tuple[int, int]], listed: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add listed names; where they overlap what was found, the longer span stays."""
    merged: list[tuple[int, int]] = []
    for span in sorted({*found, *listed}, key=lambda span: (span[0], -span[1])):
        if merged and span[0] < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged
