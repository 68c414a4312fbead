"""Word, PowerPoint, Excel and their OpenDocument kin."""

import copy
import datetime
import io
import shutil
import subprocess
import zipfile

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt, RGBColor
from lxml import etree
from openpyxl.styles import Font
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor as PptColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches
from reading import blocks, reply, sections

from ingest.read import read
from ingest.read.calc import shown
from ingest.read.odf import OFFICE, TABLE, TEXT

FOOTER = PP_PLACEHOLDER.FOOTER


def saved(file) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def converted(data: bytes, suffix: str, target: str, folder) -> bytes:
    office = shutil.which("soffice")
    assert office, "these tests need LibreOffice: apt-get install libreoffice-writer"
    source = folder / f"fil{suffix}"
    source.write_bytes(data)
    command = [office, f"-env:UserInstallation=file://{folder}/profil", "--headless"]
    command += ["--convert-to", target, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / f"fil.{target}").read_bytes()


def notes() -> docx.document.Document:
    file = docx.Document()
    file.core_properties.title = "Noter fra workshop"
    file.add_heading("Barrierer", 1)
    file.add_paragraph("Vi talte om økonomi.")
    file.add_paragraph("Små kommuner", style="List Bullet")
    file.add_paragraph("Fondsmidler", style="List Bullet 2")
    table = file.add_table(rows=3, cols=3)
    rows = [("Kommune", "2022", "2023"), ("Odense", "1.200", "45 %"), ("Ærø", "", "3")]
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    return file


NOTES = [
    "h1 Barrierer",
    "p Vi talte om økonomi.",
    "-1 Små kommuner",
    "-2 Fondsmidler",
    "row2 Kommune: Odense; 2022: 1.200; 2023: 45 %",
    "row3 Kommune: Ærø; 2023: 3",
]


def test_word_keeps_headings_lists_and_tables():
    assert blocks(saved(notes()), ".docx") == NOTES


@pytest.mark.slow
def test_an_opendocument_text_reads_as_the_word_file_it_came_from(tmp_path):
    data = converted(saved(notes()), ".docx", "odt", tmp_path)
    # LibreOffice makes Word's second list style a list of its own, on the first level.
    assert blocks(data, ".odt") == [line.replace("-2 ", "-1 ") for line in NOTES]
    assert reply(data, ".odt")["metadata"]["title"] == "Noter fra workshop"


def test_a_date_that_only_the_template_carries_is_no_year():
    assert reply(saved(notes()), ".docx")["metadata"] == {"title": "Noter fra workshop"}


def test_danish_style_names_are_headings():
    file = docx.Document()
    style = file.styles.add_style("Overskrift 2", 1)
    file.add_paragraph("Økonomi", style=style)
    assert blocks(saved(file), ".docx") == ["h2 Økonomi"]


def test_a_subtitle_is_no_item_of_a_list():
    file = docx.Document()
    file.add_paragraph("Ærø Kommune, maj 2024", style="Subtitle")
    assert blocks(saved(file), ".docx") == ["p Ærø Kommune, maj 2024"]


def test_headings_stand_below_the_paragraph_in_the_style_of_a_title():
    file = docx.Document()
    for text, level in (("Strategi 2025", 0), ("Formål", 1), ("Mål", 2)):
        file.add_heading(text, level)
    assert blocks(saved(file), ".docx") == ["h1 Strategi 2025", "h2 Formål", "h3 Mål"]
    assert sections(saved(file), ".docx")["Mål"] == ["Strategi 2025", "Formål"]


@pytest.mark.slow
def test_an_opendocument_text_has_its_headings_below_its_title_too(tmp_path):
    file = docx.Document()
    for text, level in (("Strategi 2025", 0), ("Formål", 1)):
        file.add_heading(text, level)
    found = sections(converted(saved(file), ".docx", "odt", tmp_path), ".odt")
    assert found["Formål"] == ["Strategi 2025"]


def test_a_bold_line_is_a_heading_only_where_text_follows():
    file = docx.Document()
    file.add_heading("Referat", 1)
    for text, bold in (("Økonomi", True), ("Puljen er brugt.", False), ("Tak", True)):
        file.add_paragraph().add_run(text).bold = bold
    assert blocks(saved(file), ".docx") == [
        "h1 Referat",
        "h2 Økonomi",
        "p Puljen er brugt.",
        "p Tak",
    ]


def test_a_bold_line_over_the_list_of_headings_that_follow_is_not_above_them():
    file = docx.Document()
    file.add_heading("Referat", 0)
    file.add_paragraph().add_run("Dagens punkter").bold = True
    for text in ("Økonomi", "Eventuelt"):
        file.add_paragraph(text, style="List Number")
    for text in ("1. Økonomi", "2. Eventuelt"):
        file.add_heading(text, 2)
        file.add_paragraph(f"Vi talte om {text}.")
    found = sections(saved(file), ".docx")
    assert found["1. Økonomi"] == ["Referat"]
    assert blocks(saved(file), ".docx")[1:4] == [
        "h3 Dagens punkter",
        "-1 1. Økonomi",
        "-1 2. Eventuelt",
    ]
    assert found["Vi talte om 1. Økonomi."] == ["Referat", "1. Økonomi"]


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("Tabel 1. Brug af nye senge:", ["Tabel 1. Brug af nye senge"]),
        ("Der er penge i puljen. To fik tilsagn:", []),
    ],
)
def test_a_line_above_a_table_names_it_and_whole_sentences_do_not(lead, names):
    file = docx.Document()
    file.add_paragraph(lead)
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Sted", "Antal", "Odense", "5"), strict=True):
        cell.text = text
    assert sections(saved(file), ".docx")["Sted: Odense; Antal: 5"] == names


def test_deleted_text_is_out_and_inserted_text_is_in():
    file = docx.Document()
    run = file.add_paragraph("Puljen er på ").add_run("fem mio.")
    inserted = run._r.makeelement(qn("w:ins"), {})
    run._r.addprevious(inserted)
    inserted.append(run._r)
    gone = file.paragraphs[0].add_run(" og ti")
    deleted = gone._r.makeelement(qn("w:del"), {})
    gone._r.addprevious(deleted)
    deleted.append(gone._r)
    assert blocks(saved(file), ".docx") == ["p Puljen er på fem mio."]


def test_hidden_white_and_tiny_runs_are_left_out_and_counted():
    file = docx.Document()
    paragraph = file.add_paragraph("Synlig.")
    paragraph.add_run(" Gemt.").font.hidden = True
    paragraph.add_run(" Hvid.").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run(" Lille.").font.size = Pt(0.5)
    data = saved(file)
    assert blocks(data, ".docx") == ["p Synlig."]
    assert reply(data, ".docx")["notices"]["hidden_text"] == 3


def test_text_hidden_by_its_style_is_left_out():
    file = docx.Document()
    file.styles.add_style("Gemt", 1).font.hidden = True
    file.add_paragraph("Gemt tekst.", style="Gemt")
    file.add_paragraph("Synlig.")
    assert blocks(saved(file), ".docx") == ["p Synlig."]


def test_white_text_is_hidden_on_a_white_slide_and_cell_but_not_on_a_dark_one():
    show_file, book = show(), openpyxl.Workbook()
    for left, dark in ((1, False), (4, True)):
        box = show_file.slides[0].shapes.add_textbox(Inches(left), Inches(5), Inches(2), Inches(1))
        run = box.text_frame.paragraphs[0].add_run()
        run.text, run.font.color.rgb = f"Hvid {dark}", PptColor(255, 255, 255)
        if dark:
            box.fill.solid()
    book.active.append(["A", "B", "C"])
    book.active.append(["x", "gemt", "y"])
    book.active["B2"].font = Font(color="FFFFFFFF")
    assert [line for line in blocks(saved(show_file), ".pptx") if "Hvid" in line] == ["p Hvid True"]
    assert blocks(saved(book), ".xlsx") == ["row2 A: x; C: y"]


def test_items_of_a_list_in_a_cell_are_told_apart():
    file = docx.Document()
    table = file.add_table(rows=2, cols=2)
    for cell, words in zip(table.rows[0].cells, ("Mål", "Indsats"), strict=True):
        cell.text = words
    table.cell(1, 0).text = "Tryghed"
    table.cell(1, 1).text = "Vi vil:"
    for words in ("oplære", "afprøve"):
        table.cell(1, 1).add_paragraph(words, style="List Bullet")
    assert blocks(saved(file), ".docx") == [
        "row2 Mål: Tryghed; Indsats: Vi vil: • oplære • afprøve"
    ]


def test_merged_header_cells_name_every_column_below_them():
    file = docx.Document()
    table = file.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Kommune"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "2023"
    for column, text in ((1, "Antal"), (2, "Andel")):
        table.cell(1, column).text = text
    for column, text in enumerate(("Vejle", "5", "10 %")):
        table.cell(2, column).text = text
    assert blocks(saved(file), ".docx") == [
        "row3 Kommune: Vejle; 2023 – Antal: 5; 2023 – Andel: 10 %"
    ]


def test_rows_of_long_cells_are_read_as_text_under_their_first_cell():
    file = docx.Document()
    table = file.add_table(rows=2, cols=2)
    for row, (topic, said) in enumerate(
        (("Emne", "Referat"), ("Økonomi", "Puljen er brugt. " * 30))
    ):
        table.cell(row, 0).text, table.cell(row, 1).text = topic, said
    found = sections(saved(file), ".docx")
    assert found[("Puljen er brugt. " * 30).strip()] == ["Økonomi"]


def test_a_form_without_column_headings_reads_label_by_label():
    file = docx.Document()
    table = file.add_table(rows=3, cols=2)
    rows = [
        ("Formål", "At afprøve skærme hos borgere i eget hjem"),
        ("År", "2021"),
        ("Leder", "Ida"),
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    assert blocks(saved(file), ".docx")[1:] == ["row2 År: 2021", "row3 Leder: Ida"]


def test_a_footnote_stands_after_its_paragraph(tmp_path):
    import pypandoc

    target = tmp_path / "a.docx"
    pypandoc.convert_text("En pulje.[^1] Slut.\n\n[^1]: Fra 2021.", "docx", "md", outputfile=target)
    assert blocks(target.read_bytes(), ".docx") == ["p En pulje. Slut.", "p Fra 2021."]


def test_a_mark_that_was_typed_and_raised_goes_and_an_exponent_stays(tmp_path):
    file = docx.Document()
    paragraph = file.add_paragraph("Der er 120 om året")
    for told, above in (("1", True), (". Stuen er 15 m", False), ("2", True), (" stor.", False)):
        paragraph.add_run(told).font.superscript = above
    data = saved(file)
    assert blocks(data, ".docx") == ["p Der er 120 om året. Stuen er 15 m2 stor."]
    assert blocks(converted(data, ".docx", "odt", tmp_path), ".odt") == blocks(data, ".docx")


def show() -> pptx.presentation.Presentation:
    file = pptx.Presentation()
    first = file.slides.add_slide(file.slide_layouts[1])
    first.shapes.title.text = "Barrierer"
    body = first.placeholders[1].text_frame
    body.text = "Økonomi"
    deeper = body.add_paragraph()
    deeper.text, deeper.level = "Fondsmidler", 1
    first.notes_slide.notes_text_frame.text = "Husk Odense."
    second = file.slides.add_slide(file.slide_layouts[5])
    second.shapes.title.text = "Tal"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for place, text in (((0, 0), "År"), ((0, 1), "Antal"), ((1, 0), "2022"), ((1, 1), "5")):
        table.cell(*place).text = text
    return file


SHOW = ["h1 Barrierer", "-1 Økonomi", "-2 Fondsmidler", "p Husk Odense.", "h1 Tal"]
SHOW += ["row2 År: 2022; Antal: 5"]


def test_slides_keep_their_number_title_levels_notes_and_table():
    found = reply(saved(show()), ".pptx")
    assert blocks(saved(show()), ".pptx") == SHOW
    assert [block["page"] for block in found["blocks"]] == [1, 1, 1, 1, 2, 2]
    assert found["pages"] == 2


@pytest.mark.slow
def test_an_opendocument_show_reads_as_the_slides_it_came_from(tmp_path):
    assert blocks(converted(saved(show()), ".pptx", "odp", tmp_path), ".odp") == SHOW


HEAD = "Syddjurs Kommune · Sundhed og Omsorg"


@pytest.mark.slow
def test_the_head_and_foot_of_words_pages_are_known_and_no_text(tmp_path):
    file = docx.Document()
    file.add_paragraph("Der er ti sensorer.")
    file.sections[0].header.paragraphs[0].text = HEAD
    file.sections[0].footer.paragraphs[0].text = "Hovedgaden 77\tSide 1"
    data = saved(file)
    for found in (reply(data, ".docx"), reply(converted(data, ".docx", "odt", tmp_path), ".odt")):
        assert [block["text"] for block in found["blocks"]] == ["Der er ti sensorer."]
        assert set(found["margins"]) >= {HEAD, "Hovedgaden 77"}


def test_what_is_hidden_in_a_head_is_not_known():
    file = docx.Document()
    file.add_paragraph("Der er ti sensorer.")
    file.sections[0].header.paragraphs[0].add_run(HEAD).font.hidden = True
    assert reply(saved(file), ".docx")["margins"] == []


@pytest.mark.slow
def test_the_foot_of_a_slide_is_known_and_no_text(tmp_path):
    file = show()
    slide = file.slides[0]
    foot = next(p for p in slide.slide_layout.placeholders if p.placeholder_format.type == FOOTER)
    slide.shapes._spTree.append(copy.deepcopy(foot._element))
    slide.placeholders[foot.placeholder_format.idx].text_frame.text = HEAD
    data = saved(file)
    for found in (reply(data, ".pptx"), reply(converted(data, ".pptx", "odp", tmp_path), ".odp")):
        assert found["margins"] == [HEAD]
        assert HEAD not in [block["text"] for block in found["blocks"]]


def test_hidden_slides_and_shapes_off_the_slide_are_left_out():
    file = show()
    file.slides[0].element.set("show", "0")
    box = file.slides[1].shapes.add_textbox(Inches(40), Inches(1), Inches(2), Inches(1))
    box.text_frame.text = "Uden for"
    found = reply(saved(file), ".pptx")
    assert [block["text"] for block in found["blocks"]] == ["Tal", "År: 2022; Antal: 5"]
    assert found["notices"]["hidden_text"] == 2


def test_a_chart_gives_its_numbers():
    file = pptx.Presentation()
    slide = file.slides.add_slide(file.slide_layouts[6])
    data = CategoryChartData()
    data.categories = ["2021", "2022"]
    data.add_series("Besøg", (1.5, 2))
    place = (Inches(1), Inches(1), Inches(4), Inches(3))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    assert blocks(saved(file), ".pptx") == ["row2 2021; Besøg: 1,5", "row3 2022; Besøg: 2"]


def test_a_chart_shows_its_numbers_in_the_form_of_its_labels_or_of_the_numbers():
    file = pptx.Presentation()
    data = CategoryChartData(number_format="0%")
    data.categories = ["Enig"]
    data.add_series("Ledere", (0.78,))
    data.add_series("Alle", (0.525,))
    place = (Inches(1), Inches(1), Inches(4), Inches(3))
    slide = file.slides.add_slide(file.slide_layouts[6])
    chart = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data).chart
    labels = chart.plots[0].series[1].data_labels
    labels.number_format, labels.number_format_is_linked = "0.0%", False
    assert blocks(saved(file), ".pptx") == ["row2 Enig; Ledere: 78 %; Alle: 52,5 %"]


def survey() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Svar"
    sheet.append(["Undersøgelse 2023"])
    sheet.append([])
    sheet.append(["Kommune", "Andel", "Beløb", "Dato"])
    sheet.append(["Odense", 0.455, 1234567.5, datetime.date(2023, 5, 17)])
    for place, code in (("B4", "0.0%"), ("C4", '#,##0.00 "kr."'), ("D4", "d. mmmm yyyy")):
        sheet[place].number_format = code
    return book


def test_a_sheet_shows_numbers_and_dates_in_danish_form():
    data = saved(survey())
    row = "Kommune: Odense; Andel: 45,5 %; Beløb: 1.234.567,50 kr.; Dato: 17. maj 2023"
    assert blocks(data, ".xlsx") == ["h1 Undersøgelse 2023", f"row4 {row}"]
    assert sections(data, ".xlsx")[row] == ["Svar", "Undersøgelse 2023"]
    assert {block["sheet"] for block in reply(data, ".xlsx")["blocks"]} == {"Svar"}


@pytest.mark.slow
def test_an_opendocument_sheet_reads_as_the_workbook_it_came_from(tmp_path):
    found = blocks(converted(saved(survey()), ".xlsx", "ods", tmp_path), ".ods")
    assert found[1].replace("45,5%", "45,5 %") == blocks(saved(survey()), ".xlsx")[1]


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("04-03-24", "2024-03-04", "04-03-24"),
        ("4. marts 2024", "2024-03-04", "4. marts 2024"),
        ("2024-03-04", "2024-03-04", "04-03-2024"),
        ("03/04/24", "2024-03-04", "04-03-2024"),
        ("2024-03-04 09:30:00", "2024-03-04T09:30:00", "04-03-2024 09:30"),
        ("2024-03-04 00:00:00", "2024-03-04T00:00:00", "04-03-2024"),
    ],
)
def test_a_date_in_an_opendocument_sheet_has_its_day_first(text, value, expected):
    told = {OFFICE + "value-type": "date", OFFICE + "date-value": value}
    cell = etree.Element(TABLE + "table-cell", told)
    etree.SubElement(cell, TEXT + "p").text = text
    assert shown(cell) == expected


def test_a_formula_without_a_stored_value_is_left_out_and_counted():
    book = openpyxl.Workbook()
    book.active.append(["Post", "Pris", "Sum"])
    book.active.append(["Lift", 5, "=SUM(B1:B9)"])
    assert blocks(saved(book), ".xlsx") == ["row2 Post: Lift; Pris: 5"]
    assert reply(saved(book), ".xlsx")["notices"]["formula_without_value"] == 1


def test_hidden_rows_columns_and_sheets_are_left_out_and_counted():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["A", "B", "C"], ["en", "to", "tre"], ["gemt", "gemt", "gemt"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Gemt").append(["hemmeligt"])
    book["Gemt"].sheet_state = "hidden"
    found = reply(saved(book), ".xlsx")
    assert [block["text"] for block in found["blocks"]] == ["A: en; C: tre"]
    assert found["notices"]["hidden_text"] > 0


def test_a_sheet_that_somebody_named_is_the_outermost_heading_of_its_rows():
    book = openpyxl.Workbook()
    for title in ("2022", "Ark2"):
        book.create_sheet(title).append(["Vugge", 4])
        book[title].append(["Stol", 6])
    found = reply(saved(book), ".xlsx")["blocks"]
    assert [(block["sheet"], block["section"]) for block in found] == [
        ("2022", ["2022"]),
        ("2022", ["2022"]),
        ("Ark2", []),
        ("Ark2", []),
    ]


def test_tables_below_each_other_keep_their_own_headings():
    book = openpyxl.Workbook()
    rows = [
        ["By", "Antal"],
        ["Vejle", 1],
        [],
        ["Første tabel er slut."],
        [],
        ["År", "Sum"],
        [2020, 7],
    ]
    for row in rows:
        book.active.append(row)
    assert blocks(saved(book), ".xlsx") == [
        "row2 By: Vejle; Antal: 1",
        "p Første tabel er slut.",
        "row7 År: 2020; Sum: 7",
    ]


def test_a_template_reads_as_the_document_it_is_built_like(tmp_path):
    path = tmp_path / "skabelon.ott"
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
        "<text:p>Kommunen afprøver sensorer.</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.text-template")
        container.writestr("content.xml", content)
    assert blocks(path.read_bytes(), ".ott") == ["p Kommunen afprøver sensorer."]


def test_a_line_that_heads_some_rows_of_a_sheet_is_not_the_workbooks_title(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Mål", "2023", "2024"],
        ["Hjemmepleje"],
        ["Skærm", 5, 6],
        ["Senge"],
        ["Sensor", 7],
    ):
        book.active.append(row)
    (tmp_path / "måltal.xlsx").write_bytes(saved(book))
    document = read(tmp_path / "måltal.xlsx", "måltal.xlsx")
    assert document.title == "Måltal"
    assert document.blocks[-1].section == ("Senge",)


@pytest.mark.slow
def test_a_filtered_row_does_not_cost_the_total_its_headings_in_either_program(tmp_path):
    book = openpyxl.Workbook()
    for row in (["By", "Type", "2021", "2022"], ["Vejle", "A", 1, 2], ["gemt"], ["Begge", None, 1]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    data = saved(book)
    told = ["row2 By: Vejle; Type: A; 2021: 1; 2022: 2", "row4 By: Begge; 2021: 1"]
    assert blocks(data, ".xlsx") == told
    assert blocks(converted(data, ".xlsx", "ods", tmp_path), ".ods") == told


@pytest.mark.slow
def test_a_table_in_a_cell_stays_with_the_row_and_the_heading_of_its_cell(tmp_path):
    file = docx.Document()
    outer = file.add_table(rows=2, cols=2)
    for column, (name, text) in enumerate((("Fase", "Drift"), ("Indhold", "Vi begynder:"))):
        outer.cell(0, column).text, outer.cell(1, column).text = name, text
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for place, text in (((0, 0), "Sted"), ((0, 1), "Start"), ((1, 0), "Lund"), ((1, 1), "Maj")):
        inner.cell(*place).text = text
    told = ["row2 Fase: Drift; Indhold: Vi begynder: • Sted: Lund; Start: Maj"]
    assert blocks(saved(file), ".docx") == told
    assert blocks(converted(saved(file), ".docx", "odt", tmp_path), ".odt") == told


def counted(file, *levels):
    """Give the document a list that counts headings: (form, text, style) for each depth."""
    numbering = file.part.numbering_part.element
    definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
    for depth, (form, text, style) in enumerate(levels):
        definition += f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        definition += f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        number = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
        styles = {one.style_id: one for one in file.styles}
        styles[style].element.get_or_add_pPr().append(parse_xml(number))
    numbering.insert(0, parse_xml(definition + "</w:abstractNum>"))
    number = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
    numbering.append(parse_xml(number))


def test_headings_and_steps_keep_the_numbers_that_word_counts():
    file = docx.Document()
    counted(file, ("decimal", "%1.", "Heading1"), ("lowerLetter", "%1.%2)", "Heading2"))
    for text, level in (("Mål", 1), ("Drift", 1), ("Vagt", 2), ("Nat", 2), ("Slut", 1), ("Ny", 2)):
        file.add_heading(text, level)
    file.add_paragraph("Ring til vagten", style="List Number")
    file.add_paragraph("Tag jakken på", style="List Bullet")
    file.add_paragraph("Kør hjem", style="List Number")
    assert blocks(saved(file), ".docx") == [
        "h1 1. Mål",
        "h1 2. Drift",
        "h2 2.a) Vagt",
        "h2 2.b) Nat",
        "h1 3. Slut",
        "h2 3.a) Ny",
        "-1 1. Ring til vagten",
        "-1 Tag jakken på",
        "-1 2. Kør hjem",
    ]


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next():
    file = docx.Document()
    first = file.add_paragraph("Nøglen afleveres, ")
    mark = f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="A"/></w:rPr>'
    first._p.get_or_add_pPr().append(parse_xml(mark))
    file.add_paragraph("når vagten slutter.")
    assert blocks(saved(file), ".docx") == ["p Nøglen afleveres, når vagten slutter."]


def test_a_table_below_a_deleted_paragraph_end_keeps_what_stands_above_it():
    file = docx.Document()
    first = file.add_paragraph("Priser pr. uge")
    mark = f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="A"/></w:rPr>'
    first._p.get_or_add_pPr().append(parse_xml(mark))
    file.add_table(rows=1, cols=1).cell(0, 0).text = "Vask koster 40 kr."
    file.add_paragraph("Prisen reguleres i maj.")
    told = [line[2:] for line in blocks(saved(file), ".docx")]
    assert told == ["Priser pr. uge", "Vask koster 40 kr.", "Prisen reguleres i maj."]


def test_a_list_whose_levels_are_no_numbers_is_read_all_the_same():
    file = docx.Document()
    counted(file, ("decimal", "%1.", "Heading1"))
    for start in file.part.numbering_part.element.iter(qn("w:start")):
        start.set(qn("w:val"), "én")
    file.add_heading("Drift", 1)
    assert blocks(saved(file), ".docx") == ["h1 1. Drift"]


def test_paragraphs_of_a_cell_do_not_read_as_one_sentence():
    file = docx.Document()
    table = file.add_table(rows=3, cols=2)
    rows = [("År", "Aktivitet"), ("2025", "Udbud går i gang"), ("2026", "Huset er klar.")]
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).add_paragraph("Nye kald tages i brug")
    table.cell(2, 1).add_paragraph("Borgerne flytter ind.")
    assert blocks(saved(file), ".docx") == [
        "row2 År: 2025; Aktivitet: • Udbud går i gang • Nye kald tages i brug",
        "row3 År: 2026; Aktivitet: Huset er klar. Borgerne flytter ind.",
    ]
