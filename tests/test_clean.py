"""Characters, hyphens, lines, page furniture and block types; nothing is reworded."""

import unicodedata

import pytest
from raw_documents import count, raw, texts

from ingest.clean import clean
from ingest.records import Block

LONG = "Kommunen har afprøvet nye sensorer i ti hjem, og de virker efter hensigten hos de fleste."
OTHER = "Personalet bruger mindre tid på tilsyn om natten, og borgerne sover bedre end de gjorde."
THIRD = "Forsøget fortsætter et år endnu, og derefter tager udvalget stilling til en ny ordning."


def one(text, **options):
    """The one paragraph's clean text."""
    return clean(raw(text, **options)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\u030arhus", "Århus"),
        ("e\ufb03cient og \ufb01ne", "efficient og fine"),
        ("vel\u00adfærd", "velfærd"),
        ("vel\u00ad\nfærd", "velfærd"),
        ("10\u00a0000 kr. \u2009 pr.\u202får", "10 000 kr. pr. år"),
        ("it\u2011løsning og e\u2010mail", "it-løsning og e-mail"),
        ("sen¬sorer og ro¬\nbotter", "sensorer og robotter"),
        ("ikke A ¬ B", "ikke A ¬ B"),
        ("første linje\nog anden", "første linje og anden"),
        ("fra\u2028til", "fra til"),
        ("Caf\u0082 \u0096 nej", "Caf‚ – nej"),
    ],
)
def test_one_spelling_for_what_looks_the_same(text, expected):
    assert one(text) == expected


INVISIBLE = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
INVISIBLE += [*range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080), 0x061C, 0x180E, 0x0007, 0x001B]


@pytest.mark.parametrize("code", INVISIBLE, ids=hex)
def test_what_nobody_can_see_goes_and_is_counted(code):
    document = clean(raw(f"Ne{chr(code)}ver{chr(code)} mind"))
    assert document.text == "Never mind"
    assert count(document, "invisible_removed") == 2


def test_no_format_or_control_character_is_left_of_any_that_exist():
    every = "".join(map(chr, range(0x110000)))
    hidden = "".join(c for c in every if unicodedata.category(c) in ("Cf", "Cc"))
    left = set(clean(raw(f"a{hidden}b")).text)
    assert {c for c in left if unicodedata.category(c) in ("Cf", "Cc")} <= {"\n"}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("velfærds-\nteknologi", "velfærdsteknologi"),
        ("hjemmepleje-\nskærmene", "hjemmeplejeskærmene"),
        ("sundheds-\nog velfærdsteknologi", "sundheds- og velfærdsteknologi"),
        ("drifts-\neller anlægsmidler", "drifts- eller anlægsmidler"),
        ("en e-\nmail", "en e-mail"),
        ("IT-\nafdelingen", "IT-afdelingen"),
        ("offentlig-\nprivat innovation", "offentlig-privat innovation"),
        ("Karen Fogh-\nSchultz", "Karen Fogh-Schultz"),
        ("2019-\n2023", "2019-2023"),
        ("cost-\nbenefit", "cost-benefit"),
        ("social impact-\ninvesteringer", "social impact-investeringer"),
        ("Høje-\nTaastrup", "Høje-Taastrup"),
        ("rehabiliterings-\nforløb", "rehabiliteringsforløb"),
        ("kom-\nmunerne", "kommunerne"),
        ("tanken - \nmåske", "tanken - måske"),
    ],
)
def test_a_hyphen_at_a_line_end_is_the_lines_or_the_words(lines, expected):
    assert one(f"Det er {lines} her") == f"Det er {expected} her"


def test_the_document_itself_shows_how_it_writes_its_words():
    document = clean(raw("Med velfærds-\nteknologi som tema", "Vi siger velfærds-teknologi her"))
    assert document.text.startswith("Med velfærds-teknologi som tema")


def test_english_keeps_the_hyphen_between_two_words():
    document = raw("A long-\nterm plan for decision-\nmaking and tech-\nnology")
    english = clean(document.__class__(**{**_fields(document), "language": "en"}))
    assert english.text == "A long-term plan for decision-making and technology"


def _fields(document):
    return {name: getattr(document, name) for name in document.__slots__}


def test_running_heads_and_feet_go_with_their_page_numbers():
    lines, pages = [], []
    for page, text in enumerate((LONG, OTHER, THIRD, LONG, OTHER), start=1):
        lines += ["Strategi for Eksempel Kommune", f"I fase {page}: {text}", f"Side {page} af 5"]
        pages += [page] * 3
    found = texts(clean(raw(*lines, pages=pages)))
    assert found[0] == "Strategi for Eksempel Kommune"
    assert [text[:9] for text in found[1:]] == [f"I fase {page}:" for page in range(1, 6)]


def test_slides_that_count_their_themes_keep_their_lines():
    lines, pages = [], []
    for page, text in enumerate((LONG, OTHER, THIRD, LONG), start=2):
        lines += [f"Tema {page}", text, f"{page} af dem: {THIRD}"]
        pages += [page] * 3
    assert "Tema 3" in texts(clean(raw(*lines, pages=pages)))


def test_last_lines_of_pages_that_tell_different_figures_stay():
    lines, pages = [], []
    for page, share in enumerate((61, 58, 70, 44), start=1):
        lines += [THIRD, OTHER, f"I alt er {share} procent tilfredse"]
        pages += [page] * 3
    assert "I alt er 44 procent tilfredse" in texts(clean(raw(*lines, pages=pages)))


def test_a_paragraph_cut_by_a_page_is_whole_again():
    first, second = LONG.split(", og ")
    document = clean(raw(first, f"og {second}", pages=[1, 2]))
    assert texts(document) == [f"{first} og {second}"]
    assert document.blocks[0].page == 1


@pytest.mark.parametrize("mark", ["•", "-", "o", "→", ">"])
def test_a_bullet_typed_before_a_paragraph_is_no_part_of_it(mark):
    items = ["besparelsen realiseres ved færre timer i aftenvagten", "kun borgere over 18 år"]
    assert texts(clean(raw(LONG, *(f"{mark} {item}" for item in items), OTHER)))[1:3] == items


@pytest.mark.parametrize("text", ["+ Borgerne er trygge", "÷ Det er dyrt", "> 65 år: 40"])
def test_a_sign_that_says_something_is_no_bullet(text):
    assert one(text) == text


def test_bullets_inside_a_paragraph_become_items_under_their_lead_in():
    document = clean(raw("Målene er:\n• at spare tid\n• at skabe ro\nom natten"))
    assert texts(document) == ["Målene er:", "at spare tid", "at skabe ro om natten"]
    assert [block.kind for block in document.blocks] == ["paragraph", "list_item", "list_item"]
    assert document.text == "Målene er:\n\n• at spare tid\n• at skabe ro om natten"


def test_short_lines_one_after_another_are_a_list():
    document = clean(raw(LONG, "Hvem betaler?", "Puljer og fonde", "Tid til oplæring"))
    assert [block.kind for block in document.blocks] == ["paragraph", *["list_item"] * 3]


def test_direct_speech_after_a_dash_is_paragraphs_of_sentences():
    spoken = ["Vi vil aldrig undvære dem, siger lederen.", "De giver os tid. Det er vigtigt."]
    document = clean(raw(LONG, *spoken, kinds=["paragraph", "list_item", "list_item"]))
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_headings_without_anything_below_are_a_list_under_the_first():
    lines = ["Temaer", "Økonomi", "Ledelse", "Udbud", "Baggrund", LONG]
    document = clean(raw(*lines, kinds=["heading"] * 5))
    kinds = ["heading", "list_item", "list_item", "list_item", "heading", "paragraph"]
    assert [block.kind for block in document.blocks] == kinds
    assert document.blocks[1].section == ("Temaer",)


def test_a_paragraph_in_large_print_is_no_heading():
    document = clean(raw(f"{LONG} {OTHER}", THIRD, kinds=["heading"]))
    assert document.blocks[0].kind == "paragraph"


def test_a_heading_said_twice_stands_once():
    document = clean(raw("Økonomi", "Økonomi", LONG, kinds=["heading", "heading"]))
    assert texts(document) == ["Økonomi", LONG]


def test_heading_paths_follow_the_headings_that_are_left():
    lines = ["Nødkald i Eksempel Kommune", LONG, "Læs mere", "Økonomi\nog tid", OTHER]
    kinds = ["heading", "paragraph", "heading", "heading", "paragraph"]
    top = lines[0]
    sections = [(), (top,), (top,), (top,), (top, "Økonomi og tid")]
    document = clean(raw(*lines, title=top, kinds=kinds, sections=sections))
    assert [block.section for block in document.blocks] == [
        (),
        (top,),
        (top,),
        (top, "Økonomi og tid"),
    ]


def test_a_path_that_is_not_made_of_headings_stays():
    document = clean(raw(LONG, sections=[("Ark 1", "Tabel\u00a02")]))
    assert document.blocks[0].section == ("Ark 1", "Tabel 2")


def test_everything_else_of_a_block_is_kept():
    document = raw(LONG, kinds=["table_row"], pages=[7])
    block = Block(0, len(LONG), "table_row", page=7, sheet="Ark", row=3, ocr=True)
    kept = clean(document.__class__(**{**_fields(document), "blocks": (block,)})).blocks[0]
    assert (kept.page, kept.sheet, kept.row, kept.ocr) == (7, "Ark", 3, True)


def test_what_holds_no_letter_or_digit_goes():
    assert texts(clean(raw(LONG, "-", "• • •", OTHER))) == [LONG, OTHER]


def test_cleaning_a_clean_document_changes_nothing():
    once = clean(raw("Titel på siden", LONG, "Læs mere", OTHER, title="Titel på siden"))
    assert clean(once) == once


def test_an_empty_document_stays_empty():
    document = clean(_empty())
    assert (document.text, document.blocks) == ("", ())


def _empty():
    document = raw("x")
    return document.__class__(**{**_fields(document), "text": "", "blocks": ()})


@pytest.mark.parametrize(
    "foot",
    ["Notat, 6. november 2023 · Side {} af 3", "Side {} af 3", "Rapport 2023, side {}, udgave 2"],
)
def test_a_page_number_counts_wherever_it_stands_in_the_foot(foot):
    lines = [LONG, OTHER, foot.format(1), THIRD, LONG, foot.format(2), OTHER, THIRD]
    document = raw(*lines, foot.format(3), pages=(1, 1, 1, 2, 2, 2, 3, 3, 3))
    assert texts(clean(document)) == [LONG, OTHER, THIRD, LONG, OTHER, THIRD]


def test_the_lines_of_a_letter_are_no_list():
    lines = ["Hej Jonas", "Vi vil have 48 sensorer. Kan du se på det inden den 23. august?"]
    lines += ["Mvh", "Mette Holm", "Ældrechef", "Åbjerg Kommune"]
    document = clean(raw(LONG, *lines))
    assert {block.kind for block in document.blocks} == {"paragraph"}


def test_a_date_that_a_line_parts_stays_whole():
    cut, rest = "Udarbejdet af Analysen, juni", "2024."
    for lines in ([f"{cut}\n{rest}"], [cut, rest]):
        assert texts(clean(raw(LONG, *lines)))[1:] == ["Udarbejdet af Analysen, juni 2024."]
