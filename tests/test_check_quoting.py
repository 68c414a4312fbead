"""Quotation marks of every style, and what a quotation takes from its source."""

import pytest

from assistant.check.quoting import pieces, quotations, without_quotations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Han sagde »det er en god idé« i går.", ["det er en god idé"]),
        ('Hun sagde "det er godt nok" og "ja".', ["det er godt nok"]),
        ("»ydre »indre citat her« og mere«", ["ydre »indre citat her« og mere"]),
        ("„det er det samme“ og “det er det samme”", ["det er det samme"] * 2),
        ("«det er fransk stil»", ["det er fransk stil"]),
        ("»uden slutning og uden ende", []),
        ("»to ord«", []),
        ("“to” og »tre hele ord«", ["tre hele ord"]),
        ("", []),
        ("»" * 20_000 + " ord" * 20_000, []),
    ],
)
def test_the_outermost_quotations_of_three_words_or_more_are_found(text, found):
    assert [text[start:end] for start, end in quotations(text)] == found


@pytest.mark.parametrize(
    ("quotation", "parts"),
    [
        ("det er en plan", ["det er en plan"]),
        ("det […] en plan", ["det", "en plan"]),
        ("det (...) en plan", ["det", "en plan"]),
        ("[kommunen] får en plan …", ["får en plan"]),
    ],
)
def test_what_is_left_out_or_put_in_parts_a_quotation(quotation, parts):
    assert pieces(quotation) == parts


def test_the_rest_of_a_sentence_is_what_stands_outside():
    rest = without_quotations("Han sagde »det er en god idé« i går.")
    assert rest.split() == ["Han", "sagde", "i", "går."]
