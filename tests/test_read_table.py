"""Grids to rows, numbers to their Danish form."""

import datetime

import pytest

from ingest.read.figures import show
from ingest.read.header import Span, bold_header
from ingest.read.limits import DEFAULT_LIMITS
from ingest.read.outline import Outline
from ingest.read.regions import write_sheet
from ingest.read.table import write_table

LEFT, UP = Span.LEFT, Span.UP


def rows(grid, **options) -> list[str]:
    outline = Outline(DEFAULT_LIMITS)
    write_table(outline, grid, **options)
    return [block["text"] for block in outline.blocks]


def sheet(*lines: list[str]) -> list[tuple[str, list[str]]]:
    outline = Outline(DEFAULT_LIMITS)
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(line)]
    write_sheet(outline, [line for _, line in filled], [number for number, _ in filled])
    return [(block["text"], block["section"]) for block in outline.blocks]


def test_a_first_column_without_heading_names_its_row():
    assert rows([["", "2021", "2022"], ["Besøg", "12", "15"]]) == ["Besøg; 2021: 12; 2022: 15"]


def test_two_header_rows_are_joined_over_the_gaps_of_the_upper_one():
    grid = [["By", "2022", "", "2023", ""], ["", "Antal", "Andel", "Antal", "Andel"]]
    assert rows([*grid, ["Vejle", "1", "2 %", "3", "4 %"]]) == [
        "By: Vejle; 2022 – Antal: 1; 2022 – Andel: 2 %; 2023 – Antal: 3; 2023 – Andel: 4 %"
    ]


PLAN = [["Opgave", "Frist", LEFT, "Ansvarlig"], ["", "Udkast", "Endelig", ""]]
TASKS = [["Ny vagtplan", "1. april", "1. maj", "Ida"], ["Måling", "15. juni", "–", "Ole"]]


@pytest.mark.parametrize(("gap", "marked"), [(LEFT, None), (LEFT, 1), (LEFT, 2), ("", None)])
def test_a_second_header_row_that_leaves_named_columns_empty_is_the_last(gap, marked):
    heading = [["Opgave", "Frist", gap, "Ansvarlig"], PLAN[1]]
    assert rows(heading + TASKS, header_rows=marked) == [
        "Opgave: Ny vagtplan; Frist – Udkast: 1. april; Frist – Endelig: 1. maj; Ansvarlig: Ida",
        "Opgave: Måling; Frist – Udkast: 15. juni; Frist – Endelig: –; Ansvarlig: Ole",
    ]


@pytest.mark.parametrize(
    "heading",
    [PLAN[0], ["Opgave", "Frist", "", "Ansvarlig"], ["Opgave", "Start", "Slut", ""]],
)
def test_a_first_row_of_words_is_no_heading_where_the_columns_have_one(heading):
    assert len(rows([heading, *TASKS])) == len(TASKS)
    assert rows([heading, *TASKS])[0].startswith("Opgave: Ny vagtplan; ")


def test_a_second_header_row_above_numbers_may_name_every_column():
    grid = [["Tabel 4", "2022", LEFT], ["Kommune", "Antal", "Andel"], ["Vejle", "5", "10 %"]]
    assert rows(grid) == ["Tabel 4 – Kommune: Vejle; 2022 – Antal: 5; 2022 – Andel: 10 %"]


def test_days_that_follow_each_other_are_no_numbered_questions():
    grid = [["Opgave", "Start", "Slut"], ["Måling", "1. april", "2. maj"], ["Tavle", "–", "–"]]
    assert rows(grid)[0] == "Opgave: Måling; Start: 1. april; Slut: 2. maj"


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    grid = [["Område", "Mål"], ["Pleje", "Ro"], [UP, "Tid"]]
    assert rows(grid) == ["Område: Pleje; Mål: Ro", "Område: Pleje; Mål: Tid"]


def test_a_cell_merged_over_all_columns_heads_the_rows_below_it():
    grid = [["By", "Antal"], ["Region Syd", LEFT], ["Vejle", "3"]]
    outline = Outline(DEFAULT_LIMITS)
    write_table(outline, grid)
    assert [(b["kind"], b["level"], b["section"]) for b in outline.blocks] == [
        ("heading", 2, []),
        ("table_row", 0, ["Region Syd"]),
    ]


def test_a_label_that_stands_once_counts_for_the_rows_below_that_leave_it_empty():
    grid = [["Område", "Type", "2021"], ["Løft", "Loftlift", "8"], ["", "Mobil lift", "4"]]
    assert rows([*grid, ["I alt", "", "12"]]) == [
        "Område: Løft; Type: Loftlift; 2021: 8",
        "Område: Løft; Type: Mobil lift; 2021: 4",
        "Område: I alt; 2021: 12",
    ]
    plan = [["Mål", "Indsats"], ["Ro", "Lyd"], ["", "Lys"], ["Tid", "Robot"]]
    assert rows(plan)[1] == "Mål: Ro; Indsats: Lys"


@pytest.mark.parametrize(
    "grid",
    [
        [["Fordele", "Ulemper"], ["Tryghed", "Pris"], ["", "Tid"]],
        [["Kommentar", "By"], ["God idé", "Nord"], ["", "Nord"], ["Nej", "Syd"]],
        [["Hvor?", "Hvem?"], ["Nord", "Ida"], ["", "Ole"], ["Syd", "Per"]],
        [["Post", "Type", "2021"], ["Lift", "Ny", "8"], ["", "I alt", "12"]],
    ],
)
def test_an_empty_cell_in_a_list_a_survey_or_before_a_total_stays_empty(grid):
    assert rows(grid)[1] == "; ".join(
        f"{name}: {cell}" for name, cell in zip(grid[0], grid[2], strict=True) if cell
    )


def test_a_line_with_a_label_only_heads_the_rows_below_it_but_not_the_tables_total():
    grid = [["Mål", "2023", "2024"], ["Hjemmepleje", "", ""], ["Skærm", "5", "6"]]
    grid += [["Plejecentre", "", ""], ["Sensor", "7", "8"], ["I alt", "12", "14"]]
    assert sheet(*grid) == [
        ("Hjemmepleje", []),
        ("Mål: Skærm; 2023: 5; 2024: 6", ["Hjemmepleje"]),
        ("Plejecentre", []),
        ("Mål: Sensor; 2023: 7; 2024: 8", ["Plejecentre"]),
        ("Mål: I alt; 2023: 12; 2024: 14", []),
    ]


def test_a_row_that_lacks_its_values_is_no_heading():
    grid = [["Robot", "Antal"], ["Vask", "5"], ["Spise", ""], ["Støvsug", "6"]]
    assert rows(grid) == ["Robot: Vask; Antal: 5", "Robot: Spise", "Robot: Støvsug; Antal: 6"]


def test_numbers_only_have_no_headings():
    assert rows([["1", "2", "3"], ["4", "5", "6"]]) == ["1; 2; 3", "4; 5; 6"]


def test_a_part_on_the_next_page_keeps_the_headings_and_drops_their_repetition():
    names = ["By", "Status"]
    assert rows([["Vejle", "I drift"], ["Ærø", "På vej"]], names=names) == [
        "By: Vejle; Status: I drift",
        "By: Ærø; Status: På vej",
    ]
    assert rows([names, ["Ærø", "På vej"]], names=names) == ["By: Ærø; Status: På vej"]


def test_bold_type_shows_the_header_or_that_there_is_none():
    assert bold_header([[True, True], [False, False]]) == 1
    assert bold_header([[True, False], [True, None]]) == 0
    assert bold_header([[True, True], [True, True]]) is None


def test_tables_beside_each_other_are_read_apart():
    assert sheet(["By", "Antal", "", "År", "Sum"], ["Vejle", "1", "", "2020", "7"]) == [
        ("By: Vejle; Antal: 1", []),
        ("År: 2020; Sum: 7", []),
    ]


def test_an_empty_row_inside_a_table_does_not_cost_it_its_headings():
    found = sheet(["By", "Antal"], ["Vejle", "1"], ["", ""], ["Ærø", "2"])
    assert [text for text, _ in found] == ["By: Vejle; Antal: 1", "By: Ærø; Antal: 2"]


def test_a_total_below_an_empty_row_keeps_the_headings_though_its_last_cells_are_empty():
    table = [["", "Post", "Type", "2021", "2022", "Note"], ["", "Lift", "Ny", "8", "9", "Dyr"]]
    found = sheet(*table, [], ["", "I alt", "", "8", "9"], [], ["", "Kontakt", "Ida"])
    assert [text for text, _ in found[1:]] == ["Post: I alt; 2021: 8; 2022: 9", "Kontakt: Ida"]


def test_a_hidden_row_does_not_part_a_table():
    outline = Outline(DEFAULT_LIMITS)
    grid = [["By", "Antal", "Note"], ["Vejle", "1", ""], ["Kontakt", "Ida", ""]]
    write_sheet(outline, grid, [1, 2, 4], hidden={3})
    assert [block["text"] for block in outline.blocks][1] == "By: Kontakt; Antal: Ida"


def test_a_title_counts_for_its_table_and_the_remark_below_it():
    found = sheet(["Puljer"], ["År", "Beløb"], ["2021", "5"], [""], ["Kilde: Vejle."])
    assert found[1:] == [("År: 2021; Beløb: 5", ["Puljer"]), ("Kilde: Vejle.", ["Puljer"])]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.805, "0%", "81 %"),
        (0.805, "0.0%", "80,5 %"),
        (12.5, "General", "12,5"),
        (0.1 + 0.2, "General", "0,3"),
        (2021, "General", "2021"),
        (1234567, "#,##0", "1.234.567"),
        (-1234.5, "#,##0.00", "-1.234,50"),
        (-5, "0;(0)", "(5)"),
        (1500000, "#,##0.0,,", "1,5"),
        (1200, '"kr." #,##0', "kr. 1.200"),
        (1200, "#,##0 [$kr.-406]", "1.200 kr."),
        (0, '0;-0;"ingen"', "ingen"),
        (True, "General", "SAND"),
        (datetime.date(2023, 5, 7), "dd-mm-yyyy", "07-05-2023"),
        (datetime.date(2023, 5, 7), "d. mmmm yyyy", "7. maj 2023"),
        (datetime.date(2023, 5, 7), "mmm-yy", "maj-23"),
        (datetime.datetime(2023, 5, 7, 14, 30), "dd/mm/yyyy hh:mm", "07-05-2023 14:30"),
        (datetime.datetime(2023, 5, 7, 9), "yyyy-mm-dd h:mm:ss", "07-05-2023 9:00"),
        (datetime.datetime(2023, 5, 7, 9, 0, 30), "yyyy\\-mm\\-dd hh:mm:ss", "07-05-2023 09:00:30"),
        (datetime.datetime(2023, 5, 7), "yyyy-mm-dd h:mm:ss", "07-05-2023"),
        (datetime.datetime(2023, 5, 7), "mm-dd-yy", "07-05-2023"),
        (datetime.datetime(2023, 5, 7, 14, 30), "m/d/yy h:mm", "07-05-2023 14:30"),
        (datetime.datetime(2023, 5, 7), 'd. mmmm yyyy "kl." hh:mm', "7. maj 2023"),
        (datetime.datetime(2023, 5, 7), "hh:mm", "00:00"),
        (datetime.time(8, 5), "h:mm", "8:05"),
        (datetime.timedelta(hours=30), "[h]:mm", "30:00"),
        (datetime.datetime(2023, 5, 7), "General", "07-05-2023"),
    ],
)
def test_values_are_shown_in_danish_form(value, code, expected):
    assert show(value, code) == expected


def test_the_lines_of_a_form_are_no_columns():
    form = [["Formål", "At styrke borgerne"], ["Budget", "2,5 mio. kr."], ["Ansvarlig", "Chefen"]]
    assert rows(form) == ["Formål: At styrke borgerne", "Budget: 2,5 mio. kr.", "Ansvarlig: Chefen"]
    table = [["Kommune", "Antal borgere i alt"], ["Vejle", "120"], ["Ærø", "ikke opgjort"]]
    assert rows(table)[1] == "Kommune: Ærø; Antal borgere i alt: ikke opgjort"


def test_the_fields_of_a_form_stand_under_the_name_that_its_first_field_gives():
    form = [["Projektnavn", "Tryg nat"], ["Projektejer", "Ida"], ["Periode", "2024-2026"]]
    assert sheet(*form, ["Projektnavn", "Rolig dag"], ["Projektejer", "Ole"]) == [
        ("Projektnavn: Tryg nat", []),
        ("Projektejer: Ida", ["Tryg nat"]),
        ("Periode: 2024-2026", ["Tryg nat"]),
        ("Projektnavn: Rolig dag", []),
        ("Projektejer: Ole", ["Rolig dag"]),
    ]
    assert sheet(*form, [], ["Slut."])[-1] == ("Slut.", [])
    assert all(section == [] for _, section in sheet(*form[1:], form[0]))


def test_a_source_below_a_table_is_no_row_of_it():
    grid = [["By", "Antal"], ["Vejle", "3"], ["Kilde: Egen undersøgelse 2022", ""]]
    assert rows(grid) == ["By: Vejle; Antal: 3", "Kilde: Egen undersøgelse 2022"]


def units(*lines, **options):
    outline = Outline(DEFAULT_LIMITS)
    for line in lines:
        outline.paragraph(line)
    grid = options.pop("grid", [["Indsats", "2025", "2026"], ["E-læring", "1150", "–"]])
    write_table(outline, grid, **options)
    return [block["text"] for block in outline.blocks[len(lines) :]]


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("Beløb i 1.000 kr. i 2024-priser", "1.000 kr."),
        ("Alle beløb er i mio. kr.", "mio. kr."),
        ("Antal i tusinde", "tusinde"),
        ("(1.000 kr.)", "1.000 kr."),
        ("Enhed: t.kr.", "t.kr."),
        ("Tabel 3: Udgifter til hjælpemidler (mio. kr.)", "mio. kr."),
    ],
)
def test_the_unit_above_a_table_stands_in_its_rows(line, unit):
    assert units(line) == [f"Indsats: E-læring; 2025 ({unit}): 1150; 2026: –"]


@pytest.mark.parametrize(
    "line", ["Besparelsen er 2 mio. kr.", "Tabel 1. Udlån i 2024", "Fordeling på hjælpemidler"]
)
def test_a_line_without_a_unit_gives_none(line):
    assert units(line) == ["Indsats: E-læring; 2025: 1150; 2026: –"]


def test_counts_years_and_shares_do_not_take_the_unit_of_amounts():
    grid = [["År", "Antal borgere", "Andel", "Udgift"], ["2024", "12", "45", "2300"]]
    assert units("Beløb i 1.000 kr.", grid=grid) == [
        "År: 2024; Antal borgere: 12; Andel: 45; Udgift (1.000 kr.): 2300"
    ]
    grid = [["Post", "2025"], ["Antal borgere", "7"], ["Løn", "80"]]
    assert units("Beløb i 1.000 kr.", grid=grid) == [
        "Post: Antal borgere; 2025: 7",
        "Post: Løn; 2025 (1.000 kr.): 80",
    ]


@pytest.mark.parametrize(
    ("label", "counts"),
    [
        ("Oplæring af medarbejdere", False),
        ("Løn til medarbejdere", False),
        ("Borgere med demens", False),
        ("Tilskud til et øget antal borgere", False),
        ("Antal kurser", True),
        ("Heraf antal nye borgere", True),
        ("Nye borgere", True),
        ("Besøg (antal)", True),
        ("Årsværk i hjemmeplejen", True),
    ],
)
def test_a_row_of_a_budget_lacks_the_unit_only_where_it_counts_something(label, counts):
    grid = [["Post", "2025"], [label, "7"], ["Drift", "80"]]
    told = "2025: 7" if counts else "2025 (1.000 kr.): 7"
    assert units("Beløb i 1.000 kr.", grid=grid)[0] == f"Post: {label}; {told}"


def test_a_unit_in_a_tables_corner_is_no_heading_of_its_labels():
    grid = [["Mio. kr.", "2025", "2026"], ["Drift", "5", "6"]]
    assert rows(grid) == ["Drift; 2025 (Mio. kr.): 5; 2026 (Mio. kr.): 6"]


@pytest.mark.parametrize("corner", ["1.000 kr.", "1000 kr"])
def test_a_number_in_the_unit_of_the_corner_is_no_value(corner):
    grid = [[corner, "2023", "2024"], ["Besparelse", "-410", "-820"]]
    assert rows(grid) == [f"Besparelse; 2023 ({corner}): -410; 2024 ({corner}): -820"]
    years = [[corner, "Drift"], ["2023", "5"]]
    assert rows(years) == [f"2023; Drift ({corner}): 5"]
    prices = [["1.000 kr.", "Lift"], ["2.000 kr.", "Seng"]]
    assert rows(prices) == ["1.000 kr.; Lift", "2.000 kr.; Seng"]


@pytest.mark.parametrize(
    ("first", "second"), [("01.01.2023", "01.01.2024"), ("5 min.", "10 min."), ("08:00", "12:00")]
)
def test_dates_and_amounts_above_others_are_headings(first, second):
    grid = [["", first, second], ["Borgere", "12", "15"]]
    assert rows(grid) == [f"Borgere; {first}: 12; {second}: 15"]
    assert rows([["Start", first, second], ["Slut", second, first]])[0] == (
        f"Start; {first}; {second}"
    )


QUESTIONS = [
    "Nr.",
    "1. Hvad er den største barriere for at bruge lift? (fritekst)",
    "2. Hvor ofte?",
]
LONG = "Der er for lidt plads på badeværelserne til at vende lejesiden rundt, siger kollegerne"


def test_a_surveys_questions_are_headings_however_long_they_and_the_answers_are():
    asked = [
        QUESTIONS[0],
        QUESTIONS[1].replace("lift", "lift til forflytning af borgere"),
        "2. Nu?",
    ]
    assert rows([asked, ["1", LONG, "Ja"], ["2", "", "Nej"]]) == [
        f"Nr.: 1; {asked[1]}: {LONG}; 2. Nu?: Ja",
        "Nr.: 2; 2. Nu?: Nej",
    ]
    talk = [["Hvad virker?", "Hvad mangler?"], ["Hvem hjælper?", "Hvor længe?"]]
    assert rows(talk)[0] == "Hvad virker?: Hvem hjælper?; Hvad mangler?: Hvor længe?"


def test_codes_above_a_surveys_questions_do_not_name_its_columns():
    codes = ["respondent", "s_1", "s_2"]
    assert rows([codes, QUESTIONS, ["101", "Tid", "Dagligt"]]) == [
        f"Nr.: 101; {QUESTIONS[1]}: Tid; 2. Hvor ofte?: Dagligt"
    ]


def test_an_empty_cell_keeps_its_place_where_no_column_has_a_heading():
    grid = [["1", "Ja", "3"], ["2", "", "4"], ["3", "–", ""]]
    assert rows(grid) == ["1; Ja; 3", "2; –; 4", "3; –"]


def test_a_unit_above_a_sheets_table_reaches_every_row_and_no_other_table():
    lines = [["Budget", "", ""], ["Beløb i 1.000 kr.", "", ""], ["", "", ""]]
    table = [["Indsats", "2025", "2026"], ["Drift", "5", "6"], ["", "", ""]]
    other = [["Hold", "Alder", ""], ["A", "70", ""]]
    found = [text for text, _ in sheet(*lines, *table, *other)]
    assert "Indsats: Drift; 2025 (1.000 kr.): 5; 2026 (1.000 kr.): 6" in found
    assert "Hold: A; Alder: 70" in found


def test_a_part_on_the_next_page_keeps_the_unit():
    outline = Outline(DEFAULT_LIMITS)
    outline.paragraph("Beløb i 1.000 kr.")
    names = write_table(outline, [["Post", "2025"], ["Drift", "5"]])
    write_table(outline, [["Post", "2025"], ["Anlæg", "6"]], names=names)
    assert outline.blocks[-1]["text"] == "Post: Anlæg; 2025 (1.000 kr.): 6"


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Tabel 1. Udlån af løftere", True),
        ("Opdateret udlånsliste", True),
        ("Opdateret af Økonomi og Analyse den 15. januar 2025", False),
        ("Udarbejdet af Gludsted Kommune, 03.02.2021", False),
        ("Opdateret d. 5. maj 2023", False),
        ("Sidst revideret: maj 2023", False),
    ],
)
def test_a_line_that_tells_who_wrote_when_is_no_caption(line, heads):
    outline = Outline(DEFAULT_LIMITS)
    outline.paragraph(line)
    write_table(outline, [["By", "Antal"], ["Vejle", "3"]])
    assert outline.blocks[-1]["section"] == ([line] if heads else [])


def test_a_formula_that_cannot_be_worked_out_and_a_sum_without_a_value_are_no_cells():
    found = sheet(["Hus", "Dage", "År"], ["Engen", "8", "#REF!"], ["Lunden", "#I/T", "2023"])
    assert [text for text, _ in found] == ["Hus: Engen; Dage: 8", "Hus: Lunden; År: 2023"]
    table = [["Hus", "Dage"], ["Engen", "8"]]
    assert [text for text, _ in sheet(*table, ["Gennemsnit", "#DIV/0!"])] == ["Hus: Engen; Dage: 8"]
    assert [text for text, _ in sheet(*table, [], ["Gennemsnit"])] == ["Hus: Engen; Dage: 8"]


def test_a_total_below_an_empty_row_that_begins_in_a_later_column_keeps_the_headings():
    table = [["Nr.", "Post", "Ude", "Inde"], ["4", "Lift", "8", "9"], ["5", "Seng", "2", "1"]]
    found = sheet(*table, [], ["", "I alt", "10", "10"])
    assert found[-1][0] == "Post: I alt; Ude: 10; Inde: 10"


def test_a_table_that_lays_out_points_is_a_list():
    outline = Outline(DEFAULT_LIMITS)
    write_table(outline, [["a)", "sin alder,"], ["b)", "sin adresse."]])
    write_table(outline, [["•", "Lift"], ["•", "Seng"]])
    assert [(b["kind"], b["text"]) for b in outline.blocks] == [
        ("list_item", "a) sin alder,"),
        ("list_item", "b) sin adresse."),
        ("list_item", "Lift"),
        ("list_item", "Seng"),
    ]


@pytest.mark.parametrize(("pictures", "heads"), [(1, False), (0, True)])
def test_a_pictures_caption_heads_no_table(pictures, heads):
    outline = Outline(DEFAULT_LIMITS)
    outline.pictures = pictures
    outline.paragraph("Figur 2: Vognens sæder")
    write_table(outline, [["By", "Antal"], ["Vejle", "3"]])
    assert outline.blocks[-1]["section"] == (["Figur 2: Vognens sæder"] if heads else [])
