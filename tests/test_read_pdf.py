"""PDF: places become structure, hidden text is left out, scans are read by OCR."""

import io
import shutil
import subprocess
import time

import pypdfium2
import pytest
from hostile import pdfs
from reading import blocks, reply, sections

from ingest.read.pdf.blocks import BULLET
from ingest.read.pdf.layout import lay_out
from ingest.read.pdf.shapes import Box, Segment, Word
from ingest.read.pdf.tables import Table, join_cut_row

LONG = "Kommunen bruger skærmbesøg i hjemmeplejen hver eneste dag året rundt."


def text(
    x: float, y: float, words: str, size: int = 11, font: str = "F1", extra: str = ""
) -> bytes:
    shown = words.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"{extra} BT /{font} {size} Tf {x} {y} Td (".encode() + shown + b") Tj ET\n"


def page(*parts: bytes, **more) -> bytes:
    bold = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
    content = pdfs.stream(b"".join(parts))
    more.setdefault("more", {})[6] = bold
    body = pdfs.one_page(content, **more)
    return body.replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")


def test_size_and_weight_make_headings():
    data = page(
        text(72, 780, "Strategi for teknologi", 22),
        text(72, 740, "Baggrund", 11, "F2"),
        *(text(72, 720 - 14 * n, LONG) for n in range(4)),
    )
    assert blocks(data, ".pdf") == [
        "h1 Strategi for teknologi",
        "h2 Baggrund",
        "p " + "\n".join([LONG] * 4),
    ]


def test_a_large_title_of_many_short_lines_is_a_heading():
    words = ("Digital", "træning i", "Ringe", "og Faaborg")
    title = [text(72, 780 - 26 * n, line, 22) for n, line in enumerate(words)]
    data = page(*title, *(text(72, 640 - 14 * n, LONG) for n in range(4)))
    assert blocks(data, ".pdf")[0] == "h1 Digital\ntræning i\nRinge\nog Faaborg"


def test_two_columns_are_read_one_after_the_other_even_when_drawn_line_by_line():
    left = [f"venstre spalte linje nummer {n}" for n in range(8)]
    right = [f"højre spalte linje nummer {n}" for n in range(8)]
    lines = [
        text(x, 700 - 14 * n, words)
        for n, pair in enumerate(zip(left, right, strict=True))
        for x, words in zip((60, 320), pair, strict=True)
    ]
    assert " ".join(blocks(page(*lines), ".pdf")).split("linje")[7].endswith("venstre spalte ")
    assert blocks(page(*lines), ".pdf")[-1].endswith("højre spalte linje nummer 7")


def test_a_table_set_in_columns_reads_as_headings_and_values():
    rows = [
        ("Kommune", "2022", "2023"),
        ("Odense", "12", "15"),
        ("Vejle", "7", "9"),
        ("Ærø", "1", "2"),
    ]
    parts = [
        text(x, 700 - 16 * n, cell)
        for n, row in enumerate(rows)
        for x, cell in zip((72, 200, 300), row, strict=True)
    ]
    assert blocks(page(*parts), ".pdf")[0] == "row2 Kommune: Odense; 2022: 12; 2023: 15"


def test_a_ruled_table_keeps_a_cell_of_two_lines_together():
    rules = "".join(f"60 {y} m 360 {y} l S " for y in (720, 700, 660))
    rules += "".join(f"{x} 660 m {x} 720 l S " for x in (60, 160, 360))
    parts = [text(64, 706, "Type"), text(164, 706, "Formål"), text(64, 686, "GPS")]
    parts += [text(164, 686, "Tryghed for borgere"), text(164, 672, "med demens")]
    assert blocks(page(rules.encode(), *parts), ".pdf") == [
        "row2 Type: GPS; Formål: Tryghed for borgere med demens"
    ]


def test_framed_cells_are_a_table_and_bold_type_is_its_header():
    frames = "".join(f"{x} {y} 100 20 re S " for y in (700, 680) for x in (60, 160, 260))
    parts = [text(x + 4, 706, words, 11, "F2") for x, words in ((60, "A"), (160, "B"), (260, "1"))]
    parts += [text(x + 4, 686, words) for x, words in ((60, "en"), (160, "to"), (260, "tre"))]
    assert blocks(page(frames.encode(), *parts), ".pdf") == ["row2 A: en; B: to; 1: tre"]


def test_bullets_are_items_whether_written_or_drawn():
    drawn = b"70 683 3 3 re f "
    parts = [text(72, 700, "• Tid"), drawn, text(80, 680, "Ro"), text(72, 660, "1. Mål")]
    assert blocks(page(*parts), ".pdf") == ["-1 Tid", "-1 Ro", "-1 1. Mål"]


def test_a_sign_of_a_symbol_font_at_a_lines_start_is_a_bullet():
    assert [BULLET.sub("", f"{sign} Senge") for sign in "\uf095\uf0b7\u2022"] == ["Senge"] * 3


def test_white_tiny_and_outside_text_is_left_out_and_counted():
    hidden = text(72, 650, "hvid", extra="1 1 1 rg") + text(72, 630, "lille", extra="0 g").replace(
        b"11 Tf", b"0.3 Tf"
    )
    data = page(text(72, 700, "Synlig tekst."), hidden, text(900, 600, "udenfor", extra="0 g"))
    assert blocks(data, ".pdf") == ["p Synlig tekst."]
    assert reply(data, ".pdf")["notices"]["hidden_text"] == 3


def test_white_text_on_a_dark_ground_is_seen():
    data = page(b"0 0 0.5 rg 60 690 300 30 re f ", text(72, 700, "Hvid på blå", extra="1 1 1 rg"))
    assert blocks(data, ".pdf") == ["p Hvid på blå"]


def pages(count: int) -> bytes:
    """Pages with a running head and foot; a sentence goes on from each page to the next."""
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 5: pdfs._FONT}
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(count))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    for n in range(count):
        lines = text(72, 815, "Odense Kommune – Strategi") + text(290, 20, f"Side {n + 1}")
        lines += text(72, 700, f"begyndelse {n}. Her starter nummer {n}, som går videre og")
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>" % (11 + 2 * n)
        )
        objects[11 + 2 * n] = pdfs.stream(lines)
    return pdfs.pdf(objects)


def test_running_heads_and_page_numbers_go_and_sentences_go_on_over_the_page():
    found = reply(pages(4), ".pdf")
    assert [block["text"][:14] for block in found["blocks"]] == ["begyndelse 0. "]
    assert found["notices"]["boilerplate_removed"] == 8
    assert found["pages"] == 4


def test_running_heads_are_known_though_they_are_no_text():
    assert "Odense Kommune – Strategi" in reply(pages(4), ".pdf")["margins"]


def test_a_running_foot_goes_whichever_side_its_page_number_stands_on():
    data = pages(2).replace(b"(Side 1)", b"(14 | Bladet nr. 3, 2024)")
    found = blocks(data.replace(b"(Side 2)", b"(Bladet nr. 3, 2024 | 15)"), ".pdf")
    assert "Bladet" not in " ".join(found)


def test_footnotes_that_are_drawn_first_are_read_last():
    notes = [text(72, 90 - 12 * n, f"{n} Opgjort af staben.", 8) for n in (1, 2)]
    data = page(*notes, *(text(72, 700 - 14 * n, LONG) for n in range(3)))
    assert blocks(data, ".pdf")[0] == "p " + "\n".join([LONG] * 3)


def test_a_line_whose_words_are_spread_to_the_edge_is_text_and_no_row_of_a_table():
    lines = ("Udarbejdet af Center for Teknologi på Ærø", "Alle tal er fra den nye måling,")
    lines += ("som blev gjort af to ansatte",)
    data = page(*(text(72, 700 - 14 * n, own, extra="14 Tw") for n, own in enumerate(lines)))
    assert [line[:2] for line in blocks(data, ".pdf")] == ["p "] * len(blocks(data, ".pdf"))
    assert "Center for Teknologi" in blocks(data, ".pdf")[0]


def test_a_row_of_years_is_no_spread_line():
    rows = ("2021 2022 2023 2024", "1001 1002 1003 1004", "2001 2002 2003 2004")
    data = page(*(text(72, 700 - 14 * n, own, extra="30 Tw") for n, own in enumerate(rows)))
    assert blocks(data, ".pdf")[0].startswith("row")


def test_a_table_of_contents_goes_though_its_words_are_spread():
    entries = [f"{n} Kapitel om mål ........ {n + 1}" for n in range(1, 5)]
    spread = [text(72, 700 - 14 * n, own, extra="20 Tw") for n, own in enumerate(entries)]
    found = blocks(page(*spread, text(72, 500, LONG, extra="0 Tw")), ".pdf")
    assert found == [f"p {LONG}"]


NOTE = "Opgjort af staben."


@pytest.mark.parametrize(
    "note",
    [
        text(72, 90, f"1{NOTE}", 8),
        text(72, 90, f"1 {NOTE}", 8),
        text(72, 90, f"¹ {NOTE}", 8),
        text(72, 93, "1", 5) + text(78, 90, NOTE, 8),
    ],
)
@pytest.mark.parametrize(
    "noted",
    [text(72, 742, "De er i brug") + text(137, 746, "1", 6), text(72, 742, "De er i brug¹")],
)
def test_a_footnote_is_read_without_its_number_and_so_is_the_word_before(note, noted):
    lines = (text(72, 700 - 14 * n, LONG) for n in range(3))
    found = blocks(page(noted, *lines, note), ".pdf")
    assert found[:2] == ["p De er i brug", f"p {NOTE}"]


def test_two_footnotes_are_two_paragraphs_and_a_number_glued_to_a_word_goes():
    notes = [text(72, 90 - 10 * n, f"{n}Opgjort af staben for hele året.", 8) for n in (1, 2)]
    lines = (text(72, 700 - 14 * n, LONG) for n in range(3))
    found = blocks(page(text(72, 742, "De er i brug1, og på hold9"), *lines, *notes), ".pdf")
    assert found[0] == "p De er i brug, og på hold9"
    assert found[1] == found[-1] == "p Opgjort af staben for hele året."


@pytest.mark.parametrize("line", ["12 borgere var med i maj.", "2023 var et godt år.", "3D-print"])
def test_small_print_that_begins_with_a_number_of_its_own_keeps_it(line):
    lines = (text(72, 700 - 14 * n, LONG) for n in range(3))
    assert blocks(page(*lines, text(72, 90, line, 8)), ".pdf")[-1] == f"p {line}"


def test_a_word_cut_at_a_lines_end_keeps_its_hyphen_and_goes_on():
    lines = ("Kommunen arbejder hver eneste dag med velfærds-", "teknologi hos Brønderslev-")
    data = page(
        *(text(72, 700 - 14 * n, words) for n, words in enumerate((*lines, "Dronninglund.")))
    )
    assert blocks(data, ".pdf") == ["p " + "\n".join([*lines, "Dronninglund."])]


def test_a_raised_number_after_a_word_is_no_text_but_a_power_is():
    data = page(
        text(72, 700, "I brug i 2012."), text(141, 704, "1", 6), text(150, 700, "I hus på 9")
    )
    power = page(text(72, 700, "Huset er 9 m"), text(137, 704, "2", 6))
    assert blocks(data, ".pdf") == ["p I brug i 2012. I hus på 9"]
    assert blocks(power, ".pdf")[0].replace(" ", "").endswith("9m2")


def test_a_mark_goes_after_a_short_word_too_but_for_a_unit():
    def read(before, mark):
        end = (text(135, 700, "."), text(142, 700, "I alt"))
        return blocks(page(text(72, 700, before), text(131, 704, mark, 6), *end), ".pdf")[0]

    assert read("over 65 år", "1") == "p over 65 år. I alt"
    assert "km 2" in read("Der er 3 km", "2")


def test_last_lines_that_tell_each_page_s_own_figures_stay():
    data = pages(4)
    for n, share in enumerate((61, 58, 70, 44)):
        data = data.replace(b"(Side %d)" % (n + 1), b"(%d tilfr.)" % share)
    assert [f"{n} tilfr." in str(blocks(data, ".pdf")) for n in (61, 58, 70, 44)] == [True] * 4


def test_a_row_that_the_end_of_a_page_cut_is_whole():
    above = Table(Box(0, 0, 1, 1), [["Sted", "Timer"], ["Vejle", "12 timer pr."]])
    below = Table(Box(0, 0, 1, 1), [["Sted", "Timer"], ["", "uge"], ["Odense", "9"]])
    join_cut_row(above, below)
    assert above.grid[-1] == ["Vejle", "12 timer pr. uge"]
    assert below.grid == [["Sted", "Timer"], ["Odense", "9"]]


def test_each_block_knows_its_page():
    data = pages(3).replace(b"g\xe5r videre og)", b"slutter her.)")
    assert [block["page"] for block in reply(data, ".pdf")["blocks"]] == [1, 2, 3]


def test_a_turned_page_reads_like_an_upright_one():
    upright = page(text(72, 700, "Første linje."), text(72, 600, "Anden linje."))
    turned = page(
        text(0, 0, "Første linje.").replace(b"0 0 Td", b"0 1 -1 0 142 72 Tm"),
        text(0, 0, "Anden linje.").replace(b"0 0 Td", b"0 1 -1 0 242 72 Tm"),
        page=b"/Rotate 90",
    )
    assert blocks(turned, ".pdf") == blocks(upright, ".pdf")


def scan(data: bytes, turn: int = 0) -> bytes:
    pdf = pypdfium2.PdfDocument(data)
    picture = pdf[0].render(scale=200 / 72, rotation=turn).to_pil().convert("L")
    out = io.BytesIO()
    picture.save(out, "pdf", resolution=200)
    return out.getvalue()


def test_a_page_that_is_a_picture_is_named_for_ocr_and_never_silently_empty():
    found = reply(scan(page(text(72, 700, LONG))), ".pdf")
    assert found["blocks"] == []
    assert found["pages_to_ocr"] == [1]


@pytest.mark.slow
def test_a_scan_is_read_by_ocr_and_marked(tmp_path):
    from ingest.read import read
    from ingest.read.ocr import is_available

    assert is_available(), "these tests need Danish OCR: apt-get install tesseract-ocr-dan"
    path = tmp_path / "scan.pdf"
    path.write_bytes(scan(page(text(72, 700, LONG, 14), text(72, 640, "Ærø får støtte.", 14))))
    document = read(path, "scan.pdf")
    assert LONG in document.text and "Ærø får støtte." in document.text
    assert all(block.ocr for block in document.blocks)
    assert ("ocr", 1) in [(notice.code, notice.count) for notice in document.notices]


@pytest.mark.slow
def test_a_scan_that_lies_on_its_side_is_read_upright(tmp_path):
    from ingest.read import read
    from ingest.read.ocr import is_available

    assert is_available(), "these tests need Danish OCR: apt-get install tesseract-ocr-dan"
    path = tmp_path / "scan.pdf"
    lines = (text(72, 700 - 40 * n, LONG, 14) for n in range(4))
    path.write_bytes(scan(page(*lines), turn=90))
    assert read(path, "scan.pdf").text.count("skærmbesøg i hjemmeplejen") == 4


@pytest.mark.slow
def test_a_tagged_file_of_a_word_processor_keeps_its_structure(tmp_path):
    office = shutil.which("soffice")
    assert office, "these tests need LibreOffice: apt-get install libreoffice-writer"
    source = tmp_path / "a.html"
    rows = "<tr><th>År<th>Beløb</tr><tr><td>2021<td>5 mio. kr.</tr><tr><td>2023<td>10 mio. kr.</tr>"
    body = f"<p>{LONG}<h2>Puljer</h2><p>{LONG}<p>Vejles pulje</p><table border=1>{rows}</table>"
    source.write_text(f"<meta charset=utf-8>{body}")
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = sections((tmp_path / "a.pdf").read_bytes(), ".pdf")
    assert found["År: 2023; Beløb: 10 mio. kr."] == ["Puljer", "Vejles pulje"]


def paged(*contents: bytes) -> bytes:
    """A file with a page for each content."""
    bold = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 5: pdfs._FONT, 6: bold}
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(contents)))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents))
    for n, content in enumerate(contents):
        objects[10 + 2 * n] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (11 + 2 * n)
        )
        objects[11 + 2 * n] = pdfs.stream(content)
    return pdfs.pdf(objects)


def row(y: float, *cells: str, font: str = "F1") -> bytes:
    return b"".join(text(72 + 130 * n, y, cell, font=font) for n, cell in enumerate(cells))


def prose(top: float, lines: int) -> bytes:
    return b"".join(text(72, top - 14 * n, LONG) for n in range(lines))


def foot(number: int) -> bytes:
    return text(290, 30, str(number))


def test_the_numbers_of_a_table_at_a_pages_edges_are_no_page_numbers():
    first = prose(760, 3) + row(112, "Sted", "Før", "Nu", font="F2") + row(96, "Ribe", "7", "9")
    first += row(80, "Tønder", "31", "18")
    second = row(790, "Skive", "12", "4") + prose(700, 3)
    found = blocks(paged(first + foot(1), second + foot(2)), ".pdf")
    assert found[1:4] == [
        "row2 Sted: Ribe; Før: 7; Nu: 9",
        "row3 Sted: Tønder; Før: 31; Nu: 18",
        "row1 Sted: Skive; Før: 12; Nu: 4",
    ]
    assert not {"p 1", "p 2"} & set(found)


def test_a_heading_that_is_first_on_its_page_keeps_its_number():
    def chapter(number: int, name: str) -> bytes:
        heading = text(72, 780, str(number), 16, "F2") + text(96, 780, name, 16, "F2")
        return heading + prose(750, 4) + foot(number)

    found = blocks(
        paged(chapter(1, "Baggrund"), chapter(2, "Metode"), chapter(3, "Udgifter")), ".pdf"
    )
    assert found[::2] == ["h1 1 Baggrund", "h1 2 Metode", "h1 3 Udgifter"]


def test_bullets_at_the_edges_of_two_pages_are_no_running_line():
    first = prose(760, 3) + text(72, 100, "•") + text(86, 100, "Luk vinduet.")
    first += text(72, 86, "•") + text(86, 86, "Hent en kollega.")
    second = text(72, 790, "•") + text(86, 790, "Skriv det ned.") + prose(700, 3)
    found = blocks(paged(first, second), ".pdf")
    assert found[1:4] == ["-1 Luk vinduet.", "-1 Hent en kollega.", "-1 Skriv det ned."]


def test_a_table_of_two_rows_goes_on_overleaf_with_its_header_repeated_or_not():
    first = prose(760, 3) + row(112, "Sted", "Før", "Nu", font="F2") + row(96, "Ribe", "7", "9")
    rest = row(774, "Tønder", "31", "18") + row(758, "Skive", "12", "4") + prose(700, 3)
    plain = blocks(paged(first, row(790, "Ærø", "5", "6") + rest), ".pdf")
    repeated = blocks(paged(first, row(790, "Sted", "Før", "Nu", font="F2") + rest), ".pdf")
    assert plain[1] == repeated[1] == "row2 Sted: Ribe; Før: 7; Nu: 9"
    assert "row1 Sted: Ærø; Før: 5; Nu: 6" in plain
    assert "row2 Sted: Tønder; Før: 31; Nu: 18" in repeated
    assert not any("row1" in line for line in repeated)


def test_another_table_overleaf_keeps_its_own_columns():
    first = prose(760, 3) + row(128, "Sted", "Før", "Nu") + row(112, "Ribe", "7", "9")
    first += row(96, "Ærø", "5", "6")
    cells = (("Uge", "Kørte ture i alt"), ("12", "250"), ("13", "260"))
    second = b"".join(
        text(x, 790 - 16 * n, cell)
        for n, own in enumerate(cells)
        for x, cell in zip((100, 300), own, strict=True)
    )
    found = blocks(paged(first, second + prose(700, 3)), ".pdf")
    assert found[1] == "row2 Sted: Ribe; Før: 7; Nu: 9"
    assert "row2 Uge: 12; Kørte ture i alt: 250" in found


def test_a_cell_of_several_lines_that_is_drawn_before_the_next_stays_in_its_row():
    def wrapped(y: float, label: str, more: str, *values: str) -> bytes:
        cells = (text(202 + 130 * n, y, value) for n, value in enumerate(values))
        return text(72, y, label) + text(72, y - 13, more) + b"".join(cells)

    rows = row(700, "Udsagn", "Enig", "Uenig", font="F2")
    rows += wrapped(680, "Sengen giver", "mig ro", "61 pct.", "39 pct.")
    rows += wrapped(650, "Jeg kender", "sengens knapper", "44 pct.", "56 pct.")
    assert blocks(page(rows), ".pdf") == [
        "row2 Udsagn: Sengen giver mig ro; Enig: 61 pct.; Uenig: 39 pct.",
        "row3 Udsagn: Jeg kender sengens knapper; Enig: 44 pct.; Uenig: 56 pct.",
    ]


def test_short_paragraphs_in_two_columns_are_no_table():
    left, right = "Her står der en hel del om natten", "og her fortælles det om dagen"
    parts = [text(72, 700, LONG)]
    for y in (660, 600):
        parts += [text(72, y, left), text(72, y - 13, "og om stuen."), text(320, y, right)]
        parts.append(text(320, y - 13, "på afdelingen."))
    assert not any(line.startswith("row") for line in blocks(page(*parts), ".pdf"))


def test_numbered_headings_over_a_table_are_no_rows_of_it():
    heads = text(72, 760, "4", 18, "F2") + text(96, 760, "Virkning", 18, "F2")
    heads += text(72, 730, "4.1", 13, "F2") + text(96, 730, "Fejl i alt", 13, "F2")
    rows = row(700, "Mål", "Før", "Nu", font="F2") + row(684, "Fejl", "8", "5")
    rows += row(668, "Brud", "3", "2")
    found = blocks(page(heads, rows, prose(640, 4)), ".pdf")
    assert found[:3] == ["h1 4 Virkning", "h2 4.1 Fejl i alt", "row2 Mål: Fejl; Før: 8; Nu: 5"]


def test_a_footnote_stands_after_the_list_that_it_belongs_to_and_no_list_is_cut_by_one():
    note = text(72, 90, "1 Regnet uden moms.", 8)
    first = prose(760, 3) + text(72, 140, "Vi spørger om prisen¹:") + text(72, 120, "• Senge")
    second = text(72, 790, "• Lifte") + prose(700, 3)
    found = blocks(paged(first + note, second), ".pdf")
    assert found[2:5] == ["-1 Senge", "-1 Lifte", "p Regnet uden moms."]


def test_a_paragraph_beside_a_box_goes_on_below_it():
    beside = ["Kommunen bruger skærmbesøg hver dag, og Seniorhjælp"] * 3
    below = ["A/S står for drift og support af alle skærme i alle kommunens", "plejehjem."]
    lines = (text(72, 700 - 14 * n, line) for n, line in enumerate([*beside, *below]))
    assert blocks(page(*lines, prose(600, 3)), ".pdf")[0].count("\n") == 4


def test_a_paragraph_goes_on_over_the_page_past_a_table():
    table = row(112, "Sted", "Før", "Nu", font="F2") + row(96, "Ribe", "7", "9")
    table += row(80, "Ærø", "5", "6")
    first = prose(760, 4) + text(72, 704, LONG.replace("rundt.", "igennem"))
    second = text(72, 790, "uden ophold.") + prose(700, 3)
    assert blocks(paged(first + table, second), ".pdf")[0].endswith("igennem\nuden ophold.")


def test_a_numbers_depth_gives_the_level_of_headings_that_look_alike():
    heads = ("4 Virkning", "4.1 Fejl", "4.2 Ro", "5 Økonomi")
    parts = [text(72, 780 - 90 * n, words, 11, "F2") + prose(760 - 90 * n, 3)
             for n, words in enumerate(heads)]  # fmt: skip
    found = [line for line in blocks(page(*parts), ".pdf") if line.startswith("h")]
    assert found == ["h1 4 Virkning", "h2 4.1 Fejl", "h2 4.2 Ro", "h1 5 Økonomi"]


def test_a_caption_between_two_tables_parts_them():
    rows = row(700, "Sted", "Før", "Nu", font="F2") + row(684, "Ribe", "7", "9")
    rows += row(668, "Ærø", "5", "6") + text(72, 640, "Tabel 2. Ture")
    rows += row(624, "Uge", "Ture", font="F2") + row(608, "12", "250") + row(592, "13", "260")
    found = blocks(page(rows), ".pdf")
    assert found[0] == "row2 Sted: Ribe; Før: 7; Nu: 9"
    assert found[-2:] == ["row2 Uge: 12; Ture: 250", "row3 Uge: 13; Ture: 260"]


def test_a_label_that_the_end_of_the_page_cut_is_whole():
    first = prose(760, 3) + row(112, "Post", "Før", "Nu", font="F2") + row(96, "Mad", "7", "9")
    first += row(80, "Kørsel til og fra", "5", "6")
    found = blocks(paged(first, text(72, 790, "dagcentret") + prose(700, 3)), ".pdf")
    assert "row3 Post: Kørsel til og fra dagcentret; Før: 5; Nu: 6" in found


def test_a_paragraph_left_of_a_list_is_no_part_of_its_last_item():
    item = text(86, 700, "1. Personalet lærer at bruge alle de nye skærme i løbet af")
    lines = item + text(98, 686, "ugen.") + prose(672, 3)
    assert blocks(page(lines), ".pdf")[0].endswith("ugen.")


def test_rows_whose_shade_alone_is_framed_have_the_columns_of_the_others():
    frames = "".join(f"{x} 680 100 20 re S " for x in (60, 160, 260)) + "60 660 300 20 re S "
    frames += "".join(f"{x} 640 100 20 re S " for x in (60, 160, 260))
    cells = (("Sted", "Før", "Nu"), ("Ribe", "7", "9"), ("Ærø", "5", "6"))
    parts = [text(x, 686 - 20 * n, cell) for n, own in enumerate(cells)
             for x, cell in zip((64, 164, 264), own, strict=True)]  # fmt: skip
    assert blocks(page(frames.encode(), *parts), ".pdf") == [
        "row2 Sted: Ribe; Før: 7; Nu: 9",
        "row3 Sted: Ærø; Før: 5; Nu: 6",
    ]


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Kost 45 · Vask 30 · Rengøring 120", True),
        ("2023 Regnskab | 2024 Budget | 2025 Overslag", True),
        ("Lyngvig Plejehjem · Torvet 1 · 6990 Lyngvig", False),
        ("Torvet 1 · Tlf. 12 34 56 78 · www.lyngvig.dk", False),
    ],
)
def test_only_an_address_at_the_foot_is_one(line, stays):
    found = blocks(paged(prose(760, 3) + text(72, 60, line)), ".pdf")
    assert any(line in told for told in found) == stays


def test_the_numbers_of_a_scale_are_not_one_number():
    found = blocks(paged(prose(760, 3) + row_of_letters(500, "0123456")), ".pdf")
    assert found[-1] == "p 0 1 2 3 4 5 6"


def row_of_letters(y: float, letters: str) -> bytes:
    return b"".join(text(72 + 9 * n, y, letter) for n, letter in enumerate(letters))


def test_text_in_two_columns_on_many_pages_costs_no_more_for_each_page():
    def side_by_side(page: int) -> list[Segment]:
        lines = []
        for n in range(40):
            for x0 in (50.0, 300.0):
                words = [
                    Word(x0 + 20 * at, 80 + 14.0 * n, x0 + 17 + 20 * at, 90 + 14.0 * n, text="ord")
                    for at in range(10)
                ]
                for word in words:
                    word.size, word.base = 10.0, word.bottom
                box = words[0].x0, words[0].top, words[-1].x1, words[0].bottom
                lines.append(Segment(*box, words))
        return lines

    began = time.process_time()
    laid = lay_out([side_by_side(page) for page in range(8)], [[]] * 8, 10.0)
    assert [len(items) for items in laid] == [40] * 8
    assert time.process_time() - began < 15
