"""A document's title: the file's own, the text's, or its name; a sender or template is none."""

import io

import docx
import openpyxl
import pytest
from test_metadata import LONG, described

from ingest.metadata import describe
from ingest.metadata.file_name import unnumbered
from ingest.read import read


def word(folder, *paragraphs, title="", name="fil.docx"):
    """Describe a Word file of paragraphs and headings with their level, 0 for the title's style."""
    file = docx.Document()
    file.core_properties.title = title
    for text, level in paragraphs:
        file.add_paragraph(text) if level is None else file.add_heading(text, level)
    out = io.BytesIO()
    file.save(out)
    (folder / name).write_bytes(out.getvalue())
    return describe(read(folder / name, name), {})


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Skabelon rapport", "Sensorer om natten"),
        ("Fald og søvn", "Fald og søvn"),
        ("(anonymous)", "Sensorer om natten"),
    ],
)
def test_a_title_that_is_seen_wins_over_one_that_stands_nowhere(given, title, tmp_path):
    parts = [("Sensorer om natten", 0), (LONG, None), ("Fald og søvn", 1), (LONG, None)]
    assert word(tmp_path, *parts, title=given).title == title


def test_a_files_own_title_stays_where_no_heading_is_the_whole_texts(tmp_path):
    parts = [("Barrierer", 1), (LONG, None), ("Økonomi", 1), (LONG, None)]
    assert word(tmp_path, *parts, title="Noter fra workshop").title == "Noter fra workshop"


def test_the_line_above_the_sender_is_the_title_of_an_unnamed_file(tmp_path):
    parts = [("Kvalitetsstandard for nødkald 2023", None), ("Thisted Kommune", None), (LONG, None)]
    found = word(tmp_path, *parts, name="standard-thisted.docx")
    assert (found.title, found.year) == ("Kvalitetsstandard for nødkald 2023", 2023)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            ["REFERAT", "Møde: Styregruppen for sensorer", "Dato: 4. marts 2024", "Dagsorden"],
            "Referat, Styregruppen for sensorer, 4. marts 2024",
        ),
        (
            ["Referat", "Ældreudvalget", "Mandag den 4. marts 2024 kl. 16:00"],
            "Referat, Ældreudvalget, 4. marts 2024",
        ),
        (
            ["Referat", "Teknik- og Kulturudvalget, Ærø Kommune", "Mødedato: 7. maj 2024"],
            "Referat, Teknik- og Kulturudvalget, 7. maj 2024",
        ),
    ],
)
def test_minutes_are_named_after_who_met_and_when(lines, title):
    assert described(*lines, LONG, title=lines[0]).title == title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["NOTAT", "Til: Udvalget", "Emne: Status på sensorer"], "Notat: Status på sensorer"),
        (["Referat", "Møde i styregruppen", "Dato: 4. marts 2024"], "Referat: Møde i styregruppen"),
        (["Vejle Kommune", "Sundhed og Omsorg", "Plan for nødkald"], "Plan for nødkald"),
        (["Til: Alle ledere", "Fra: Staben", "Emne: Ny aftale om nødkald"], "Ny aftale om nødkald"),
        (["Rapport", "KL, 2019"], "Rapport"),
    ],
)
def test_a_kind_or_sender_alone_is_no_title(lines, title):
    assert described(*lines, LONG, title=lines[0]).title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("hjaelpemiddeldepot-udlaan", "Hjælpemiddeldepot udlån"),
        ("hjaelpemidler-lyngsoe", "Hjælpemidler lyngsø"),
        ("budget_lyngsoe", "Budget lyngsoe"),
        ("noedkald-vejle-kommune", "Nødkald Vejle Kommune"),
        ("noedkald-lyngsoe-kommune", "Nødkald Lyngsø Kommune"),
        ("poesi-i-koebenhavn", "Poesi i København"),
        ("udlaan-aarhus", "Udlån Aarhus"),
        ("fra-rejsen-til-joelle", "Fra rejsen til joelle"),
    ],
)
def test_a_title_from_a_files_name_gets_its_danish_letters_and_capitals(name, title):
    stem = name.replace("-", " ").replace("_", " ").capitalize()
    assert described(LONG, title=stem, path=f"mappe/{name}.ods").title == title


def test_a_files_name_is_spelled_as_the_text_spells_it():
    lines = (LONG, "Projektet i Lyngsø hed Joelle.")
    found = described(*lines, title="Lyngsoe joelle", path="lyngsoe-joelle.ods")
    assert found.title == "Lyngsø joelle"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("04_noeglebokse.csv", "Nøglebokse"),
        ("12 - vaskepriser.csv", "Vaskepriser"),
        ("24_timers_pleje.csv", "24 timers pleje"),
        ("61 kommuner.csv", "61 kommuner"),
        ("skive-maaling-2023.csv", "Skive måling 2023"),
    ],
)
def test_a_number_that_sorts_the_files_is_no_part_of_the_title(name, title, tmp_path):
    (tmp_path / name).write_text("Vogn;Pladser\nBus 1;8\nBus 2;14\n", encoding="utf-8")
    assert describe(read(tmp_path / name, name), {}).title == title


@pytest.mark.parametrize(
    ("first", "title"),
    [
        (["Vogne i Nordby – drift og syn"], "Vogne i Nordby – drift og syn"),
        (["Dette ark siger, hvordan tallene læses."], "Vogne"),
    ],
)
def test_a_workbook_is_not_named_after_a_later_sheet(first, title, tmp_path):
    book = openpyxl.Workbook()
    for line in first:
        book.active.append([line])
    sheet = book.create_sheet("Kørsel")
    for row in (["Ture pr. måned"], [], ["Måned", "Ture"], ["Maj", 4], ["Juni", 6]):
        sheet.append(row)
    book.save(tmp_path / "vogne.xlsx")
    assert describe(read(tmp_path / "vogne.xlsx", "vogne.xlsx"), {}).title == title


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("3. kvartal 2024.pdf", "3. kvartal 2024"),
        ("2_halvår_2024.pdf", "2 halvår 2024"),
        ("8-punktsplan.pdf", "8-punktsplan"),
        ("12. Vogne.pdf", "Vogne"),
        ("04-vogne.pdf", "vogne"),
    ],
)
def test_a_number_that_tells_something_stays_in_the_title(path, name):
    stem = path.rpartition(".")[0].replace("_", " ")
    assert unnumbered(stem, path) == name
