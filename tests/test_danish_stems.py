"""Inflections meet, look-alikes do not, derivations meet in the family."""

from pathlib import Path

import pytest

from ingest.danish import family, stem

_GOLD = Path(__file__).parent / "danish"


def _rows(name):
    return [line.split() for line in (_GOLD / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", _rows("meet.txt"), ids=lambda row: row[0])
def test_all_inflections_have_one_stem(row):
    assert {word: stem(word) for word in row} == dict.fromkeys(row, stem(row[0]))


@pytest.mark.parametrize("pair", _rows("apart.txt"), ids="-".join)
def test_look_alikes_stay_apart(pair):
    assert stem(pair[0]) != stem(pair[1])


@pytest.mark.parametrize("row", _rows("families.txt"), ids=lambda row: row[0])
def test_derivations_share_a_family(row):
    assert {word: family(word) for word in row} == dict.fromkeys(row, family(row[0]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("station", "stat"),
        ("nation", "natte"),
        ("digital", "digt"),
        ("mening", "menneske"),
        ("lokal", "lok"),
        ("sundhed", "velfærd"),
        ("kommunikation", "kommune"),
        ("regering", "regel"),
    ],
)
def test_families_do_not_swallow_strangers(one, other):
    assert family(one) != family(other)


def test_the_lists_are_long_enough_to_tell():
    assert sum(len(row) - 1 for row in _rows("meet.txt")) >= 500
    assert len(_rows("apart.txt")) >= 150


def test_a_stem_is_its_own_stem_for_domain_words():
    for word in ("kommune", "borger", "teknologi", "finansiering", "skærmbesøg"):
        assert stem(stem(word)) == stem(word)


@pytest.mark.parametrize("word", ["", "3", "1.250,50", "-", "A/S", "x", "ÆØÅ", "日本"])
def test_odd_input_gives_some_form(word):
    assert isinstance(stem(word), str)
