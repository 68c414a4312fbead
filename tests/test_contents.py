"""Dots lead to a page in a table of contents, and to a count in a vote."""

import pytest

from ingest.contents import entries
from ingest.danish import sentence_spans


def test_pages_that_never_fall_are_a_table_of_contents():
    lines = ["Indhold", "Baggrund ........ 3", "Mål . . . . . 3", "Bilag ……… 12", "Teksten."]
    assert entries(lines) == {1, 2, 3}


def test_figures_that_fall_count_something():
    assert entries(["Vikarlogin ........ 27", "Skema ....... 22", "Kort .... 10"]) == set()


def test_lines_far_apart_are_of_their_own():
    lines = ["Baggrund .... 3", "Mål .... 5", *["Tekst."] * 5, "Depot .... 9", "Bil .... 4"]
    assert entries(lines) == {0, 1}


def test_a_list_of_appendices_after_the_contents_is_contents_too():
    lines = ["Mål .... 3", "Midler .... 5", "Tidsplan .... 12", "Bilag A .... 1", "Bilag B .... 2"]
    assert entries(lines) == {0, 1, 2, 3, 4}


def test_a_vote_in_no_order_counts_something():
    assert entries(["Lys .... 14", "Bænke .... 38", "Hundeskov .... 9"]) == set()


def test_prices_are_no_pages():
    assert entries(["Støvsuger .... 4500", "Loftlift .... 9000"]) == set()


@pytest.mark.parametrize("dots", [".", "…", "_", " .", ". ", ". . "])
def test_a_long_row_of_dots_is_read_in_its_length(dots):
    assert entries([dots * 100_000]) == set()
    assert len(sentence_spans(f"{dots * 20_000} 7")) <= 20_001
