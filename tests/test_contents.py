"""Dots lead to a page in a table of contents, and to a count in a vote."""

from ingest.contents import entries


def test_pages_that_never_fall_are_a_table_of_contents():
    lines = ["Indhold", "Baggrund ........ 3", "Mål . . . . . 3", "Bilag ……… 12", "Teksten."]
    assert entries(lines) == {1, 2, 3}


def test_figures_that_fall_count_something():
    assert entries(["Vikarlogin ........ 27", "Skema ....... 22", "Kort .... 10"]) == set()


def test_lines_far_apart_are_of_their_own():
    lines = ["Baggrund .... 3", "Mål .... 5", *["Tekst."] * 5, "Depot .... 9", "Bil .... 4"]
    assert entries(lines) == {0, 1}
