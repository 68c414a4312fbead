"""Scans: tesseract's words to lines, columns, tables and sections; badly recognised layers."""

import io
from dataclasses import replace

import pytest
from test_read_pdf import LONG, page, text

from ingest.read.file import _add_ocr
from ingest.read.legible import is_better, is_garbled
from ingest.read.limits import DEFAULT_LIMITS
from ingest.read.outline import Outline
from ingest.read.pdf.document import write_pages
from ingest.read.recognised import page_of

Placed = tuple[int, int, str]  # left, bottom and the words of a line, 10 points a letter


def rows_of(*blocks: list[Placed], gap: int = 5) -> list[dict[str, str]]:
    """A table as tesseract writes it, at one pixel a point."""
    rows = [row("1", 0, 0, 0, 0, 0, 600, 840, "")]
    for number, lines in enumerate(blocks, start=1):
        for at, (x, bottom, line) in enumerate(lines, start=1):
            for word in line.split(" "):
                wide = 6 * len(word)
                if word:
                    rows.append(row("5", number, at, x, bottom - 10, wide, 10, 95, word))
                x += wide + gap
    return rows


def row(level, block, line, left, top, width, height, sure, words) -> dict[str, str]:
    names = ("level", "block_num", "line_num", "left", "top", "width", "height", "conf", "text")
    values = (level, block, line, left, top, width, height, sure, words)
    return dict(zip(names, map(str, values), strict=True), par_num="1")


def read(rows: list[dict[str, str]]) -> list[str]:
    outline = Outline(DEFAULT_LIMITS)
    outline.page = 1
    write_pages(outline, [page_of(rows, 1.0)])
    return [block["text"].replace("\n", " ") for block in outline.reply()["blocks"]]


def test_columns_are_read_one_after_the_other_though_their_lines_are_spread():
    left = ["Taget blev lagt om i", "foråret, og de nye", "vinduer er sat i nu."]
    right = ["Haven er åben om", "dagen, men lågen er", "låst efter kl. otte."]
    found = read(
        rows_of(
            [(60, 100 + 14 * n, line) for n, line in enumerate(left)],
            [(320, 100 + 14 * n, line) for n, line in enumerate(right)],
            gap=11,
        )
    )
    assert found == [" ".join(left), " ".join(right)]


def test_columns_of_a_table_are_put_side_by_side():
    places, counts = ["Hus", "Elmely", "Birkely"], ["Senge", "24", "31"]
    found = read(
        rows_of(
            [(60, 100 + 20 * n, line) for n, line in enumerate(places)],
            [(320, 100 + 20 * n, line) for n, line in enumerate(counts)],
        )
    )
    assert found == ["Hus: Elmely; Senge: 24", "Hus: Birkely; Senge: 31"]


def test_a_stroke_goes_but_for_the_word_that_begins_a_sentence():
    found = read(rows_of([(60, 100, "| foråret blev der malet. |")]))
    assert found == ["I foråret blev der malet."]


def test_sections_that_are_counted_are_named_and_a_lone_eight_is_a_number():
    lines = ["8 1 Formål", "Huset lejes ud om sommeren.", "8 2 Leje", "Der betales for en uge."]
    found = read(rows_of(*([(60, 100 + 30 * n, line)] for n, line in enumerate(lines))))
    assert found == ["§ 1 Formål", lines[1], "§ 2 Leje", lines[3]]
    assert read(rows_of([(60, 100, "8 2 Leje")])) == ["8 2 Leje"]


def test_a_bullet_that_is_read_as_another_sign_begins_an_item():
    lines = ["+    Der er lys om natten.", "«+   Gulvet er varmt.", "+    Hunde er med."]
    found = read(rows_of([(60, 100 + 20 * n, line) for n, line in enumerate(lines)]))
    assert found == ["Der er lys om natten.", "Gulvet er varmt.", "Hunde er med."]
    lines[1] = "÷    Gulvet er koldt."
    found = read(rows_of([(60, 100 + 20 * n, line) for n, line in enumerate(lines)]))
    assert found == ["+ Der er lys om natten. ÷ Gulvet er koldt. + Hunde er med."]


def test_a_full_line_goes_on_below_though_that_begins_with_a_name():
    lines = ["Lejen er aftalt den 4. maj mellem Sundby Kommune og et firma fra byen,"[:-1]]
    lines += ["Fjordens Telte, Havnegade 4."]
    found = read(rows_of(*([(60, 100 + 14 * n, line)] for n, line in enumerate(lines))))
    assert found == [" ".join(lines)]


def test_a_crooked_page_reads_like_a_straight_one():
    rows = rows_of([(60, 100 + 14 * n, LONG) for n in range(3)])
    for one in rows[1:]:
        one["top"] = str(float(one["top"]) + 0.02 * float(one["left"]))
    assert read(rows) == [" ".join([LONG] * 3)]


GARBLED = "Bes0gencle skaI rnelcle sig i receptlonen, fordi d0rene €r Iaste hele claqen Iang."
LEGIBLE = "Besøgende skal melde sig i receptionen, fordi dørene er låste hele dagen lang."


def test_text_of_words_that_nobody_knows_is_garbled():
    assert is_garbled(GARBLED) and not is_garbled(LEGIBLE)
    assert not is_garbled("Nørklerne Xqvzt 72 11 40 00")  # too little to tell
    assert is_better(LEGIBLE, GARBLED) and not is_better(GARBLED, LEGIBLE)
    assert not is_better("Besøgende", GARBLED)


def layered(words: str, shown: str) -> bytes:
    """A scan of what is shown, with an invisible layer of other words over it."""
    import pypdfium2
    from pypdf import PdfReader, PdfWriter

    drawn = pypdfium2.PdfDocument(page(text(40, 700, shown, 12)))[0]
    scan, whole = io.BytesIO(), io.BytesIO()
    drawn.render(scale=200 / 72).to_pil().convert("L").save(scan, "pdf", resolution=200)
    writer = PdfWriter(clone_from=scan)
    layer = page(text(40, 700, words, 12).replace(b"BT", b"BT 3 Tr"))
    writer.pages[0].merge_page(PdfReader(io.BytesIO(layer)).pages[0])
    writer.write(whole)
    return whole.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("layer", [GARBLED, LEGIBLE])
def test_a_garbled_layer_is_read_anew_and_a_legible_one_is_kept(tmp_path, layer):
    from ingest.read import read as read_file
    from ingest.read.ocr import is_available

    assert is_available(), "these tests need Danish OCR: apt-get install tesseract-ocr-dan"
    path = tmp_path / "scan.pdf"
    path.write_bytes(layered(layer.replace("€", "e"), LEGIBLE))
    document = read_file(path, "scan.pdf")
    assert document.text == LEGIBLE
    read_anew = any(notice.code == "ocr" for notice in document.notices)
    assert read_anew == (layer == GARBLED)


@pytest.mark.slow
def test_a_garbled_layer_is_kept_where_the_scan_says_no_more(tmp_path):
    from ingest.read import read as read_file

    path = tmp_path / "scan.pdf"
    path.write_bytes(layered(GARBLED.replace("€", "e"), "72 11 40 00"))
    document = read_file(path, "scan.pdf")
    assert document.text == GARBLED.replace("€", "e")


def test_pages_without_text_are_read_before_those_whose_text_is_in_doubt(monkeypatch):
    asked = []
    monkeypatch.setattr("ingest.read.ocr.is_available", lambda: True)

    def note(data, page, limits, sandbox):
        asked.append(page)
        return []

    monkeypatch.setattr("ingest.read.file._ocr_page", note)
    held = {"page": 1, "text": GARBLED}
    found = {"blocks": [held], "pages_to_ocr": [3], "pages_in_doubt": [1, 2], "notices": {}}
    _add_ocr(found, b"", replace(DEFAULT_LIMITS, ocr_pages=2), None)
    assert asked == [3, 1] and found["blocks"] == [held]
