"""Slips of the pen find the word that was meant; words that are right are left alone."""

import pytest

from ingest.danish import meant, stem, suggest

WORDS = """velfærdsteknologi kommune medarbejder finansiering implementering plejehjem barriere
demens robotstøvsuger hjemmepleje konference borger budget strategi skærmbesøg innovation
kompetence leverandør evaluering"""
VOCABULARY = frozenset(stem(word) for word in WORDS.split())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("velfærdstekonlogi", "velfærdsteknologi"),
        ("velfærsteknologi", "velfærdsteknologi"),
        ("komunne", "kommune"),
        ("kommnerne", "kommunerne"),
        ("finanseringen", "finansieringen"),
        ("implementrering", "implementering"),
        ("robotstøvsguer", "robotstøvsuger"),
        ("konferrence", "konference"),
        ("medabejder", "medarbejder"),
        ("stratgi", "strategi"),
        ("leveradør", "leverandør"),
        ("evaluerng", "evaluering"),
        ("kompetance", "kompetence"),
    ],
)
def test_the_word_that_was_meant_comes_first(written, meant):
    assert suggest(stem(written), VOCABULARY)[:1] == [stem(meant)]


@pytest.mark.parametrize("word", ["kommune", "kommunikation", "lampe", "odense", "plejecenter"])
def test_known_words_are_left_alone(word):
    assert suggest(stem(word), VOCABULARY) == []


@pytest.mark.parametrize("word", ["brgr", "pris", "kl", "2023"])
def test_short_words_and_numbers_are_left_alone(word):
    assert suggest(stem(word), VOCABULARY) == []


def test_long_words_may_have_more_slips():
    vocabulary = frozenset({stem("informationssikkerhedskoordinator"), *VOCABULARY})
    assert meant(stem("informatonsikerhedskordinator"), vocabulary) in vocabulary


def test_a_slip_that_could_be_cut_into_tiny_words_is_still_a_slip():
    known = stem("hjælpemiddeldepot")
    assert meant(stem("hjælpemideldepot"), frozenset({known, *VOCABULARY})) == known


def test_a_compound_of_real_words_is_none():
    assert meant(stem("plejeborger"), frozenset({stem("plejeborge"), *VOCABULARY})) is None


def test_of_words_that_are_as_near_none_is_meant():
    assert meant("bakst", frozenset({"bakst" + "e", "bakst" + "a"})) is None
    assert meant("stratgi", VOCABULARY) == "strategi"


def test_nothing_near_gives_nothing():
    assert suggest("qwertyuiop", VOCABULARY) == []
