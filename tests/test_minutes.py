"""Minutes and letters without marked-up structure: points, their parts, letterheads, titles."""

import io

import docx
import pytest
from test_read_pdf import page, text

from ingest.clean.letterhead import is_body
from ingest.metadata import describe
from ingest.read import read

CASE = "Forvaltningen har afprøvet ordningen hos tolv borgere, og ni af dem vil gerne fortsætte."
MORE = "Udgiften er 140.000 kr. om året, og den holdes inden for budgettet til hjemmeplejen."
DONE = "Godkendt med den bemærkning, at udvalget følger sagen og vil se den igen om et år."


def document(data, folder, name="fil.txt"):
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return describe(read(path, name), {})


def paths(found):
    """Each block's text with the headings it stands under."""
    return {found.text[b.start : b.end]: list(b.section) for b in found.blocks}


def kinds(found):
    return {found.text[b.start : b.end]: b.kind for b in found.blocks}


POINTS = [
    ("PUNKT 7. Madordning i Skovbo", "PUNKT 8. Nye senge"),
    ("Punkt 7: Madordning i Skovbo", "Punkt 8: Nye senge"),
    ("Pkt. 7 - Madordning i Skovbo", "Pkt. 8 - Nye senge"),
    ("Sag nr. 7 Madordning i Skovbo", "Sag nr. 8 Nye senge"),
    ("Dagsordenspunkt 7: Madordning i Skovbo", "Dagsordenspunkt 8: Nye senge"),
    ("Ad 7. Madordning i Skovbo", "Ad 8. Nye senge"),
    ("7. Madordning i Skovbo", "8. Nye senge"),
    ("7 (Åben) Madordning i Skovbo", "8 (Lukket) Nye senge"),
]


@pytest.mark.parametrize(("point", "following"), POINTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_point_is_above_its_parts_in_whatever_way_it_is_numbered(point, following, gap, tmp_path):
    lines = ["Referat af møde i Ældrerådet", point, "Sagsfremstilling", CASE, "Indstilling"]
    lines += ["Chefen indstiller,", "1. at ordningen fortsætter", "2. at den udvides", "Beslutning"]
    lines += [DONE, following, "Resumé", MORE, "Beslutning", "Udsat."]
    found = document(gap.join(lines), tmp_path)
    told = paths(found)
    assert told[CASE][-2:] == [point, "Sagsfremstilling"]
    assert told["1. at ordningen fortsætter"][-2:] == [point, "Indstilling"]
    assert told[DONE][-2:] == [point, "Beslutning"]
    assert told[MORE][-2:] == [following, "Resumé"]
    assert told["Udsat."][-2:] == [following, "Beslutning"]
    assert kinds(found)["1. at ordningen fortsætter"] == "list_item"
    assert kinds(found)["Chefen indstiller,"] == "paragraph"


def test_the_same_lines_wrapped_at_a_width_are_no_running_text(tmp_path):
    point = "Punkt 4. Status for de automatiske medicindispensere i hjemmeplejen i 2023"
    wrapped = (
        "Forvaltningen har afprøvet ordningen hos tolv borgere i hele kommunen,",
        "og ni af dem vil gerne fortsætte med den, når forsøget er slut til maj.",
    )
    body = "\n".join(wrapped * 3)
    found = document(f"{point}\nSagsfremstilling\n{body}\nBeslutning\n{body}\n", tmp_path)
    assert [found.text[b.start : b.end] for b in found.blocks if b.kind == "heading"] == [
        point, "Sagsfremstilling", "Beslutning",
    ]  # fmt: skip


def test_points_without_parts_count_up_between_those_with_them(tmp_path):
    lines = ["Referat fra byrådet", "1. Godkendelse af dagsorden", "Godkendt.", "2. Nye senge"]
    lines += ["Indstilling", "1. Byrådet godkender planen", "Beslutning", DONE]
    lines += ["3. Orientering", MORE, "4. Eventuelt", "Intet."]
    told = paths(document("\n\n".join(lines), tmp_path))
    assert told["Godkendt."][-1] == "1. Godkendelse af dagsorden"
    assert told["1. Byrådet godkender planen"][-2:] == ["2. Nye senge", "Indstilling"]
    assert told[MORE][-1] == "3. Orientering"
    assert told["Intet."][-1] == "4. Eventuelt"


@pytest.mark.parametrize("name", ["fil.txt", "fil.md"])
def test_a_point_with_a_short_text_is_a_heading_as_the_points_beside_it(name, tmp_path):
    lines = ["Referat fra Ældrerådet", "1. Godkendelse af dagsorden", "Godkendt.", "2. Nye senge"]
    lines += [f"{CASE} {MORE}", "3. Biler", f"{MORE} {CASE}", "4. Eventuelt", "Intet."]
    told = paths(document("\n\n".join(lines), tmp_path, name))
    assert told["Godkendt."][-1] == "1. Godkendelse af dagsorden"
    assert told[f"{CASE} {MORE}"][-1] == "2. Nye senge"
    assert told["Intet."][-1] == "4. Eventuelt"


def test_a_number_that_a_sentence_leads_in_to_is_an_item_still(tmp_path):
    lines = ["Referat", "1. Nye senge", f"{CASE} {MORE}", "Rådet bad om to ting:", "2. Et overslag"]
    found = document("\n\n".join([*lines, "Det kom."]), tmp_path, "fil.md")
    assert kinds(found)["2. Et overslag"] == "list_item"


def test_the_agenda_above_the_points_makes_no_headings(tmp_path):
    agenda = ["Punkt 1: Godkendelse af dagsorden", "Punkt 2: Nye senge", "Punkt 3: Eventuelt"]
    lines = ["Møde i Ældrerådet", *agenda, agenda[0], "Godkendt.", agenda[1], CASE, agenda[2], MORE]
    found = document("\n\n".join(lines), tmp_path)
    headings = [found.text[b.start : b.end] for b in found.blocks if b.kind == "heading"]
    assert headings == ["Møde i Ældrerådet", *agenda]
    assert paths(found)[CASE][-1] == agenda[1]


def test_a_heading_inside_a_point_stands_below_its_part(tmp_path):
    lines = ["Møde i Ældrerådet", "Punkt 1. Madordning", "Sagsfremstilling", CASE, "Erfaringer"]
    lines += [MORE, "Beslutning", DONE]
    told = paths(document("\n\n".join(lines), tmp_path))
    assert told[MORE][-3:] == ["Punkt 1. Madordning", "Sagsfremstilling", "Erfaringer"]
    assert told[DONE][-2:] == ["Punkt 1. Madordning", "Beslutning"]


@pytest.mark.parametrize(
    "line",
    [
        "Punkt 4 blev behandlet før punkt 3, fordi formanden måtte gå.",
        "Ad 2. Udvalget godkendte indstillingen.",
        "Sag 12 er udsat til næste møde.",
        "Punkt 3 og 4 samles.",
    ],
)
def test_a_sentence_about_a_point_is_none(line, tmp_path):
    found = document("\n\n".join(["Noter fra mødet", CASE, line, MORE]), tmp_path)
    assert kinds(found)[line] == "paragraph"


def test_names_of_parts_in_a_list_are_items(tmp_path):
    lines = ["Skabelon for sager", "Hver sag skal have:", "- Sagsfremstilling", "- Indstilling"]
    found = document("\n".join([*lines, "- Beslutning", "", CASE]), tmp_path)
    assert [kinds(found)[part] for part in ("Sagsfremstilling", "Indstilling", "Beslutning")] == [
        "list_item"
    ] * 3


def word(lines, bold=(), styles=()):
    file = docx.Document()
    for line in lines:
        style = dict(styles).get(line)
        file.add_paragraph(style=style).add_run(line).bold = line in bold or None
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


IN_WORD = ["Referat fra udvalget", "Punkt 3. Madordning i Skovbo", "Sagsfremstilling", CASE]
IN_WORD += [
    "Økonomi",
    MORE,
    "Beslutning",
    DONE,
    "Punkt 4. Nye senge",
    "Sagsfremstilling",
    MORE + CASE,
]


@pytest.mark.parametrize(
    ("bold", "styles"),
    [
        ((), {}),
        (("Punkt 3. Madordning i Skovbo", "Punkt 4. Nye senge"), {}),
        (("Sagsfremstilling", "Økonomi", "Beslutning"), {}),
        (tuple(line for line in IN_WORD if len(line) < 40), {}),
        ((), {"Punkt 3. Madordning i Skovbo": "Heading 1", "Punkt 4. Nye senge": "Heading 1"}),
    ],
)
def test_plain_bold_and_styled_lines_in_word_give_the_same_paths(bold, styles, tmp_path):
    told = paths(document(word(IN_WORD, bold, styles), tmp_path, "fil.docx"))
    assert told[CASE][-2:] == ["Punkt 3. Madordning i Skovbo", "Sagsfremstilling"]
    assert told[MORE][-2:] == ["Punkt 3. Madordning i Skovbo", "Økonomi"]
    assert told[DONE][-2:] == ["Punkt 3. Madordning i Skovbo", "Beslutning"]
    assert told[MORE + CASE][-2:] == ["Punkt 4. Nye senge", "Sagsfremstilling"]


def test_points_that_word_numbers_are_above_their_parts(tmp_path):
    points = ["Madordning i Skovbo", "Nye senge"]
    lines = [points[0], "Sagsfremstilling", CASE, "Beslutning", DONE, points[1], "Beslutning", MORE]
    styles = dict.fromkeys(points, "List Number")
    told = paths(document(word(lines, (), styles), tmp_path, "fil.docx"))
    assert told[CASE][-2:] == ["1. Madordning i Skovbo", "Sagsfremstilling"]
    assert told[MORE][-2:] == ["2. Nye senge", "Beslutning"]


@pytest.mark.parametrize("font", ["F1", "F2"])
def test_points_on_a_page_of_pdf_are_above_their_parts(font, tmp_path):
    lines = [("Referat", 20, "F1"), ("Punkt 3. Madordning i Skovbo", 11, font)]
    lines += [("Sagsfremstilling", 11, font), (CASE, 11, "F1"), (CASE, 11, "F1")]
    lines += [("Beslutning", 11, font), (DONE, 11, "F1")]
    parts = [text(72, 780 - 14 * n, line, size, f) for n, (line, size, f) in enumerate(lines)]
    told = paths(document(page(*parts), tmp_path, "fil.pdf"))
    point = "Punkt 3. Madordning i Skovbo"
    assert told[f"{CASE} {CASE}"][-2:] == [point, "Sagsfremstilling"]
    assert told[DONE][-2:] == [point, "Beslutning"]


LETTER = [
    "STRANDBY KOMMUNE", "Visitationen", "Havnegade 3, 9940 Strandby", "Grethe Holm",
    "Kirkevej 14", "9940 Strandby", "Dato: 3. juni 2022", "Sagsnr. 22/1187", "Tlf. 11 22 33 44",
    "Bevilling af nødkald", "Kære Grethe Holm", CASE, "Det skal du betale", MORE, "Venlig hilsen",
    "Visitationen",
]  # fmt: skip


@pytest.mark.parametrize("name", ["brev.txt", "brev.docx", "brev.pdf"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_letters_title_is_its_subject_and_its_publisher_the_sender(name, gap, tmp_path):
    data = gap.join(LETTER)
    if name.endswith("docx"):
        data = word(LETTER, ("STRANDBY KOMMUNE", "Bevilling af nødkald", "Det skal du betale"))
    elif name.endswith("pdf"):
        sizes = {"STRANDBY KOMMUNE": 20, "Bevilling af nødkald": 14}
        data = page(*(text(72, 790 - 30 * n, t, sizes.get(t, 10)) for n, t in enumerate(LETTER)))
    found = document(data, tmp_path, name)
    assert (found.title, found.publisher) == ("Bevilling af nødkald", "Strandby Kommune")
    assert found.year == 2022
    assert paths(found)[CASE][0] == "Bevilling af nødkald"
    head = found.blocks[: LETTER.index("Bevilling af nødkald")]
    assert {(block.kind, block.section) for block in head} == {("paragraph", ())}


@pytest.mark.parametrize(
    ("lines", "title", "publisher"),
    [
        (
            ["Lyngsø Kommune", "Omsorgsudvalget", "Referat", "Dato: 4. maj 2023", "Afbud: Bo Lind"],
            "Referat, Omsorgsudvalget, 4. maj 2023",
            "Lyngsø Kommune",
        ),
        (
            [
                "HØJBY KOMMUNE",
                "Beslutningsreferat",
                "Udvalget for Sundhed og Ældre",
                "Mødedato: 7. juni 2021",
            ],
            "Beslutningsreferat, Udvalget for Sundhed og Ældre, 7. juni 2021",
            "Højby Kommune",
        ),
        (
            [
                "Social- og Seniorudvalget",
                "Åbent referat",
                "Mødedato: tirsdag den 2. april 2024",
                "Sted: Rådhuset",
            ],
            "Åbent referat, Social- og Seniorudvalget, 2. april 2024",
            None,
        ),
        (
            ["Region Midtjylland", "Emne: Svar om telemedicin", "Dato: 1. marts 2022"],
            "Svar om telemedicin",
            "Region Midtjylland",
        ),
    ],
)
def test_the_title_of_minutes_names_who_met_and_when(lines, title, publisher, tmp_path):
    found = document("\n".join([*lines, "", "Punkt 1. Madordning", CASE]), tmp_path)
    assert (found.title, found.publisher) == (title, publisher)
    assert not any(b.kind == "list_item" for b in found.blocks)
    assert paths(found)[CASE][-1] == "Punkt 1. Madordning"


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Social- og Sundhedsudvalget", True),
        ("SOCIAL- OG SUNDHEDSUDVALGET", True),
        ("Kultur-, Fritids- og idrætsudvalget", True),
        ("Udvalget for Sundhed og Ældre", True),
        ("Høringssvar fra Ældrerådet", False),
        ("og " * 90, False),
    ],
)
def test_a_committee_is_told_from_what_it_sends(line, is_one):
    assert is_body(line) is is_one


def test_short_lines_at_the_top_of_notes_are_still_a_list(tmp_path):
    lines = ["Noter fra temadag", "Flere hænder", "Bedre tid", "Mindre papir", "Nye telefoner"]
    found = document("\n\n".join([*lines, CASE]), tmp_path)
    assert [b.kind for b in found.blocks[1:4]] == ["list_item"] * 3
