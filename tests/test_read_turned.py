"""PDF: text on its side or upside down, letters set apart, addresses at the foot."""

import pytest
from reading import blocks
from test_read_pdf import LONG, page, text

from ingest.read.pdf.direction import facing
from ingest.read.pdf.shapes import Word
from ingest.read.pdf.spaced import with_spaced_words

ROWS = (("Sted", "Senge", "Lofter"), ("Birkely", "24", "9"), ("Fyrren", "31", "12"))
TURNS = {90: b"0 1 -1 0 600 0 cm", 180: b"-1 0 0 -1 600 840 cm", 270: b"0 -1 1 0 0 840 cm"}


def drawn(x: float, y: float, words: str, turn: int) -> bytes:
    return b"q " + TURNS[turn] + b" " + text(x, y, words) + b" Q\n"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_is_turned_reads_as_if_it_were_upright(turn):
    table = [
        drawn(72 + 110 * column, 500 - 18 * row, words, turn)
        for row, cells in enumerate(ROWS)
        for column, words in enumerate(cells)
    ]
    data = page(drawn(72, 560, "Pladserne tælles hver vinter i begge huse.", turn), *table)
    assert blocks(data, ".pdf") == [
        "p Pladserne tælles hver vinter i begge huse.",
        "row2 Sted: Birkely; Senge: 24; Lofter: 9",
        "row3 Sted: Fyrren; Senge: 31; Lofter: 12",
    ]


def test_a_passage_beside_upright_text_is_read_in_its_own_direction_and_a_label_left_out():
    upright = [text(72, 780 - 14 * n, LONG) for n in range(8)]
    aside = "Langs kanten står, at prøven blev forlænget med tre uger efter et vandbrud i marts."
    data = page(*upright, drawn(60, 40, aside, 90))
    assert blocks(data, ".pdf") == ["p " + "\n".join([LONG] * 8), "p " + aside]
    assert blocks(page(*upright, drawn(60, 40, "Antal senge", 90)), ".pdf") == [
        "p " + "\n".join([LONG] * 8)
    ]


def test_turned_headings_of_narrow_columns_head_their_columns():
    rules = [b"%d 600 m %d 740 l S\n" % (x, x) for x in (72, 172, 202, 232)]
    rules += [b"72 %d m 232 %d l S\n" % (y, y) for y in (600, 620, 640, 740)]
    cells = [text(76, 700, "Sted"), text(76, 626, "Birkely"), text(76, 606, "Fyrren")]
    cells += [text(176, 626, "24"), text(176, 606, "31"), text(206, 626, "9"), text(206, 606, "8")]
    heads = [drawn(645, 600 - x, words, 90) for x, words in ((190, "Senge i alt"), (220, "Lofter"))]
    assert blocks(page(*rules, *cells, *heads), ".pdf") == [
        "row2 Sted: Birkely; Senge i alt: 24; Lofter: 9",
        "row3 Sted: Fyrren; Senge i alt: 31; Lofter: 8",
    ]


def test_a_stamp_across_the_page_is_no_text_but_a_crooked_scan_is():
    assert facing(0.7, 0.7, -0.7, 0.7) is None
    assert facing(0.99, 0.05, -0.05, 0.99) == 0
    assert facing(0, -1, 1, 0) == 270


def spaced(words: str) -> list[str]:
    letters = [
        Word(10 * x, 0, 10 * x + 7, 10, text=letter, size=10.0)
        for x, letter in enumerate(words)
        if letter != " "
    ]
    return [word.text for word in with_spaced_words(letters)]


def test_letters_that_are_set_apart_make_words_and_initials_do_not():
    assert spaced("Brand i køkkenet 2021") == ["Brand", "i", "køkkenet", "2021"]
    assert spaced("JFMAMJJASOND") == list("JFMAMJJASOND")
    assert spaced("a b c") == ["a", "b", "c"]


def test_a_word_alone_between_letters_set_apart_is_kept_at_the_pages_top():
    heading = text(72, 800, "Brand i bade", 18, extra="5 Tc").replace(b"5 Tc BT", b"BT 5 Tc")
    data = page(heading, b"BT 0 Tc ET\n", *(text(72, 740 - 14 * n, LONG) for n in range(3)))
    assert blocks(data, ".pdf")[0] == "h1 Brand i bade"


ADDRESS = "Sundby Kommune · Havnegade 4 · 4800 Sundby · Tlf. 54 00 11 22 · Side 1 af 1"


def test_the_address_at_the_foot_of_a_single_page_is_no_text():
    data = page(text(72, 700, LONG), text(72, 30, ADDRESS, 8))
    assert blocks(data, ".pdf") == ["p " + LONG]


def test_a_list_of_addresses_that_reaches_the_foot_is_text():
    listed = ["Hus A · Elmevej 4 · 4800 Sundby", "Hus B · Askevej 9 · 4800 Sundby"]
    data = page(*(text(72, 120 - 80 * n, line) for n, line in enumerate(listed)))
    assert blocks(data, ".pdf") == ["p " + line for line in listed]
