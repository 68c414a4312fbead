"""Words for one thing are found from any of them, and none is said to mean its opposite."""

from collections import Counter
from pathlib import Path

import pytest

from assistant.verify.words import poles_of
from ingest.danish import compile_synonyms, fold, stem, synonyms, translations

_DATA = Path(compile_synonyms.__file__).parent / "data"


def _groups():
    return [line.split() for line in compile_synonyms.lines("synonyms.txt")]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("regningen", "fakturaer"),
        ("fyret", "afskediget"),
        ("afskedigelse", "opsigelse"),
        ("udpegede", "udnævntes"),
        ("tjekker", "kontrolleres"),
        ("flytningen", "fraflytninger"),
        ("lægemidler", "medicinen"),
        ("arbejdsløse", "ledige"),
        ("skraldet", "affald"),
        ("sygehuset", "hospitaler"),
    ],
)
def test_every_inflection_finds_the_other_word(asked, written):
    assert stem(written) in synonyms(stem(asked))
    assert stem(asked) in synonyms(stem(written))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("målet", "resultatet"),
        ("prisen", "formålet"),
        ("starter", "slutter"),
        ("øges", "mindskes"),
        ("kommunen", "regionen"),
        ("medarbejderen", "lederen"),
        ("fraflytning", "tilflytning"),
        ("fravalgte", "valgte"),
        ("borgeren", "bruges"),
        ("ernæring", "kostede"),
        ("politikerne", "planer"),
        ("føleren", "målet"),
        ("virkning", "ikrafttræder"),
    ],
)
def test_what_a_question_tells_apart_stays_apart(one, other):
    assert stem(other) not in synonyms(stem(one))


def test_a_group_holds_no_opposites():
    for words in _groups():
        poles = {}
        for word in words:
            for place in poles_of(fold(word), stem(word)):
                axis, pole = place.split(":")
                assert poles.setdefault(axis, pole) == pole, (word, words)


def test_each_group_is_listed_once_and_joins_two_words_or_more():
    stems = Counter(frozenset(stem(word) for word in words) for words in _groups())
    assert [set(group) for group, count in stems.items() if count > 1 or len(group) < 2] == []


def test_each_english_word_is_listed_once():
    words = Counter(line.split(":")[0] for line in compile_synonyms.lines("english.txt"))
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("english", "danish"),
    [("subsidies", "tilskud"), ("planned", "plan"), ("approves", "godkende"), ("rules", "regel")],
)
def test_english_inflections_find_the_danish_word(english, danish):
    assert stem(danish) in translations(english)


@pytest.mark.parametrize("name", ["synonyms", "english"])
def test_the_compiled_stems_are_those_of_the_lists(name):
    """If not: `python -m ingest.danish.compile_synonyms`."""
    stored = dict(
        line.split(" ", 1) for line in (_DATA / f"{name}.txt").read_text("utf-8").splitlines()
    )
    table = getattr(compile_synonyms, name)()
    assert stored == {word: " ".join(sorted(stems)) for word, stems in table.items()}
