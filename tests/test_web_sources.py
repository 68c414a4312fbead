import hashlib
from pathlib import Path

import pytest
from web_client import client
from web_fakes import TEXT, FakeLibrary, document

from assistant.fields import fields
from assistant.web.locate import marks, positions, row_values
from assistant.web.page_image import Draws
from assistant.web.structure import part
from assistant.web.tables import with_tables
from ingest.errors import Rejected
from ingest.records import Block, Document

PDF = Path(__file__).parents[1] / "corpus" / "finansiering-af-velfaerdsteknologi.pdf"
PAGE = (
    "Først står noget andet.\r\nDer er brug for velfærds-\r\n"
    "teknologi i hjemmeplejen, siger 62 %\r\naf dem."
)
QUOTE = "Der er brug for velfærdsteknologi i hjemmeplejen, siger 62 % af dem."


def boxes(text):
    """One box a character on lines of ten pixels, as pdfium gives them."""
    found, line, column = [], 0, 0
    for character in text:
        width = 0.0 if character in "\r\n" else 0.01
        found.append((column * 0.01, line * 0.1, column * 0.01 + width, line * 0.1 + 0.1))
        line, column = (line + 1, 0) if character == "\n" else (line, column + 1)
    return found


def marked(quote, page=PAGE):
    return "".join(page[position] for position in positions(quote, page))


def test_a_quote_is_found_across_line_breaks_and_hyphenation():
    assert marked(QUOTE).startswith("Der er brug for velfærds-") and marked(QUOTE).endswith("dem.")


def test_danish_letters_survive_the_marking():
    assert marked("æblegrød på åen", "Vi spiste æblegrød på åen i går.") == "æblegrød på åen"


def test_each_line_gets_a_box_of_its_own():
    found = marks([QUOTE], PAGE, boxes(PAGE))
    assert [round(top, 1) for _, top, _, _ in found] == [0.1, 0.2, 0.3]
    assert found[0][0] == 0.0 and found[0][2] == pytest.approx(0.25)


def test_a_quote_that_is_mostly_there_is_marked_where_it_is():
    assert "for velfærds" in marked(
        "Der er brug for velfærdsteknologi i plejen, mener 61 % af dem."
    )


@pytest.mark.parametrize(
    "quote",
    ["Robotstøvsugere koster penge hver dag", "Der er brug for helt andre ting", "", "…", "og i"],
)  # fmt: skip
def test_a_quote_of_which_less_than_half_is_there_is_not_marked(quote):
    assert positions(quote, PAGE) == []


def test_words_that_stand_twice_are_not_marked_by_guess():
    page = "Puljen 2021 er 5 millioner kroner. Puljen 2024 er 5 millioner kroner."
    assert positions("Beløb 5 millioner kroner i alt", page) == []


def test_a_table_row_is_sought_by_its_values():
    page = "År Beløb\r\n2021 5 millioner kroner\r\n2024 5 millioner kroner"
    row = "År: 2024; Beløb: 5 millioner kroner"
    assert row_values(row) == "2024 5 millioner kroner"
    assert marks([row_values(row), row], page, boxes(page))[0][1] == pytest.approx(0.2)


def long_document(blocks=500):
    text, found = "", []
    for n in range(blocks):
        found.append(Block(len(text), len(text) + 9, "paragraph"))
        text += f"Linje{n:04d}\n"
    return Document("lang.md", "0" * 64, text, tuple(found), "Lang")


def test_a_long_document_is_shown_around_the_passage():
    shown = part(long_document(), 3000, 3009)
    assert (len(shown.lines), shown.earlier, shown.later) == (120, 160, 400)
    assert [line.marked for line in shown.lines if line.marked] == ["Linje0300"]


def test_leafing_shows_every_block_once():
    seen, first = [], 0
    while first is not None:
        shown = part(long_document(), 0, 0, first)
        seen += [line.before + line.marked + line.after for line in shown.lines]
        first = shown.later
    assert seen == [f"Linje{n:04d}" for n in range(500)]


def test_a_passage_over_two_blocks_is_marked_in_both():
    shown = part(long_document(3), 5, 15)
    assert [(line.before, line.marked, line.after) for line in shown.lines[:2]] == [
        ("Linje", "0000", ""), ("", "Linje", "0001"),
    ]  # fmt: skip


def rows(*lines):
    blocks, position = [], 0
    for n, line in enumerate(lines, start=2):
        blocks.append(Block(position, position + len(line), "table_row", sheet="Ark", row=n))
        position += len(line) + 1
    return Document("ark.xlsx", "0" * 64, "\n".join(lines), tuple(blocks), "Ark")


def test_rows_become_a_table_with_the_passage_in_its_cells():
    sheet = rows("År: 2021; Beløb: 5 mio.", "År: 2024; Note: a; b: c; Beløb: 6 mio.", "Beløb: 7")
    (table,) = with_tables(part(sheet, 10, 23).lines)
    assert table.headings == ("År", "Beløb")
    assert [[c.before + c.marked + c.after for c in cells] for _, cells in table.rows] == [
        ["2021", "5 mio."], ["2024; Note: a; b: c", "6 mio."], ["", "7"],
    ]  # fmt: skip
    assert [cell.marked for cell in table.rows[0][1]] == ["", "5 mio."]
    assert [line.block.row for line, _ in table.rows] == [2, 3, 4]


def test_a_row_alone_is_read_as_headings_and_values():
    assert fields("År: 2023; Antal: 82; ikke alle; Svar: 55,6 procent") == [
        ("År", "2023"), ("Antal", "82; ikke alle"), ("Svar", "55,6 procent"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["År: 2023; Antal: 82", "Ja: et; nej: to; måske: tre", "Tekst.",
                                  "Målet er klart: flere; Midlet: penge", ""])  # fmt: skip
def test_prose_is_not_read_as_a_row(text):
    assert fields(text) == []


@pytest.mark.parametrize("lines", [["År: 2021; Beløb: 5"], ["Bare tekst", "Mere tekst"],
                                   ["Løs tekst; År: 1; B: 2", "År: 1; B: 3"]])  # fmt: skip
def test_rows_that_make_no_table_stay_as_they_are(lines):
    shown = part(rows(*lines), 0, 0).lines
    assert list(with_tables(shown)) == list(shown)


@pytest.fixture(scope="module")
def draws():
    return Draws()


def test_a_page_is_drawn_with_its_characters_where_they_stand(draws):
    data = PDF.read_bytes()
    image = draws.page(data, hashlib.sha256(data).hexdigest(), 1)
    assert image.png.startswith(b"\x89PNG") and image.width == 1240
    assert "Kommunernes egne puljer" in image.text and len(image.text) == len(image.boxes)
    (left, top, right, bottom), *_ = marks(["Kommunernes egne puljer"], image.text, image.boxes)
    assert 0.08 < left < 0.2 and 0.2 < top < bottom < 0.35 and right < 0.6


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", PDF.read_bytes()[:2000], b"%PDF-1.7\n" + b"<<" * 100_000]
)
def test_a_damaged_pdf_is_refused_and_the_next_is_drawn(draws, data):
    with pytest.raises(Rejected):
        draws.page(data, hashlib.sha256(data).hexdigest(), 1)
    whole = PDF.read_bytes()
    assert draws.page(whole, hashlib.sha256(whole).hexdigest(), 2).width == 1240


@pytest.fixture
def pages(tmp_path):
    original = tmp_path / "rapport.html"
    original.write_text("<script>alert(1)</script>")
    pdf = document("notat.pdf", "Notat\nKommunernes egne puljer\nFindes ikke på siden", pages=4)
    library = FakeLibrary([document(), pdf], {"rapport.md": original, "notat.pdf": PDF})
    with client(tmp_path / "bibliotek", library) as opened:
        yield opened


def test_the_text_is_shown_with_the_passage_marked(pages):
    start = TEXT.index("Økonomi")
    shown = pages.get(f"/dokument/rapport.md?start={start}&end={start + 7}").text
    assert '<mark id="passage" tabindex="-1">Økonomi</mark> er den største' in shown
    assert '<h2 class="heading">Barrierer for velfærdsteknologi</h2>' in shown


def test_a_pdf_is_shown_as_its_page_with_the_passage_marked(pages):
    shown = pages.get("/dokument/notat.pdf?start=6&end=29").text
    assert '<img src="/side/1/notat.pdf"' in shown and 'id="passage"' in shown
    assert pages.get("/side/1/notat.pdf").headers["content-type"] == "image/png"


def test_a_passage_that_is_not_on_the_page_is_not_marked_and_that_is_said(pages):
    shown = pages.get("/dokument/notat.pdf?start=30&end=50").text
    assert 'id="passage"' not in shown and "ikke markeret" in shown


def test_the_reader_leafs_to_the_pages_beside_it(pages):
    shown = pages.get("/dokument/notat.pdf?start=6&end=29&side=2").text
    assert "Side 2 af 4" in shown and "side=1" in shown and "side=3" in shown


def test_a_panel_gets_the_content_alone(pages):
    shown = pages.get("/dokument/rapport.md", headers={"x-fragment": "1"}).text
    assert shown.startswith("<article") and "<html" not in shown


def test_the_original_is_given_as_a_file_and_never_as_a_page(pages):
    given = pages.get("/fil/rapport.md")
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "query", ["start=0&end=99999", "start=50&end=3", "start=0", "side=99", "fra=99999"]
)
def test_a_span_outside_the_document_marks_nothing_that_is_not_there(pages, query):
    assert pages.get(f"/dokument/rapport.md?{query}").status_code == 200


@pytest.mark.parametrize("query", ["start=-1", "start=x", "visning=<script>", "side=0"])
def test_a_query_that_is_no_place_is_refused(pages, query):
    assert pages.get(f"/dokument/rapport.md?{query}").status_code == 400
