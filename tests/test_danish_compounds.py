"""Compounds are cut into their parts; words that only look so are left whole."""

from pathlib import Path

import pytest

from ingest.danish import parts, stem

_GOLD = Path(__file__).parent / "danish"
_COMPOUNDS = [
    tuple(side.split() for side in line.split("="))
    for line in (_GOLD / "compounds.txt").read_text(encoding="utf-8").splitlines()
]
_ATOMS = (_GOLD / "atoms.txt").read_text(encoding="utf-8").split()


def test_most_compounds_are_cut_exactly_as_listed():
    right = [word for (word,), gold in _COMPOUNDS if parts(word) == tuple(map(stem, gold))]
    assert len(_COMPOUNDS) >= 150
    assert len(right) / len(_COMPOUNDS) >= 0.96


def test_simple_words_are_left_whole():
    assert len(_ATOMS) >= 150
    assert [word for word in _ATOMS if parts(word)] == []


@pytest.mark.parametrize(
    ("compound", "word"),
    [
        ("velfærdsteknologichef", "velfærdsteknologi"),
        ("velfærdsteknologichef", "chef"),
        ("hjemmeplejeskærm", "hjemmeplejen"),
        ("skærmbesøg", "skærme"),
        ("demensplejehjem", "plejehjemmene"),
        ("robotstøvsuger", "robotter"),
        ("medarbejderkompetencer", "kompetence"),
        ("projektansøgningsfase", "ansøgninger"),
        ("arbejdskraftbesparende", "arbejdskraft"),
        ("kommunesurvey", "surveyen"),
        ("børneområdet", "barn"),
        ("lægebesøg", "lægen"),
        ("nødkaldsanlæg", "nødkald"),
    ],
)
def test_a_compound_meets_what_it_is_made_of(compound, word):
    wanted = parts(word) or (stem(word),)
    assert set(wanted) <= set(parts(compound))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("kommune-survey", ("kommun", "survey")),
        ("VR-headset", ("vr", "headset")),
        ("e-mail", ("mail",)),
        ("medarbejder-kompetenceudvikling", ("medarbejd", "kompetenc", "udvikling")),
    ],
)
def test_hyphens_part_a_compound(word, expected):
    assert parts(word) == expected


def test_all_inflections_have_the_same_parts():
    forms = ["plejehjem", "plejehjemmet", "plejehjemmene", "plejehjemmenes"]
    assert {parts(form) for form in forms} == {("plej", "hjem")}


@pytest.mark.parametrize("word", ["", "a", "-", "x-y", "a" * 500, "1234567890", "æ" * 70])
def test_odd_input_has_no_parts(word):
    assert all(len(part) > 0 for part in parts(word))
    assert len(parts(word)) <= 2
