"""A law is read as its reader sees it: chapters, paragraphs with their number, lists of points."""

from ingest.chunk import sentences
from ingest.read import read

LAW = """<html><body><main><h1>Bekendtgørelse om lån af cykler</h1>
<p>Kapitel 1</p><p>Hvem kan låne</p>
<p>§ 1. En cykel kan lånes af ansatte.</p>
<p><i>Stk. 2.</i> Lånet er gratis. Det gælder også om natten.</p>
<p>Kapitel 2<br><i>Aflevering</i></p>
<p>§ 2. Cyklen skal afleveres med</p>
<table><tr><td>1)</td><td>lygter,</td></tr><tr><td>2)</td><td>pumpe.</td></tr></table>
<p>Pligt til anmeldelse</p>
<p>§ 2 a. Ved tyveri skal den ansatte straks og uden ophold sende</p>
<p>a) en kort beskrivelse af, hvad der er sket, og</p><p>b) cyklens nummer.</p>
<p>Cykelministeriet, den 4. maj 2021</p><p>Eva Krag</p>
</main></body></html>"""


def read_text(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text)
    return read(path, name)


def test_a_laws_numbers_stay_with_their_sentences_and_its_paragraphs_are_anchors(tmp_path):
    document = read_text(tmp_path, LAW, "lov.html")
    told = {
        document.text[s.start : s.end]: document.blocks[s.block].section[1:]
        for s in sentences(document)
    }
    assert told == {
        "§ 1. En cykel kan lånes af ansatte.": ("Kapitel 1 Hvem kan låne", "§ 1"),
        "Stk. 2. Lånet er gratis.": ("Kapitel 1 Hvem kan låne", "§ 1"),
        "Det gælder også om natten.": ("Kapitel 1 Hvem kan låne", "§ 1"),
        "§ 2. Cyklen skal afleveres med": ("Kapitel 2 Aflevering", "§ 2"),
        "1) lygter,": ("Kapitel 2 Aflevering", "§ 2"),
        "2) pumpe.": ("Kapitel 2 Aflevering", "§ 2"),
        "§ 2 a. Ved tyveri skal den ansatte straks og uden ophold sende": (
            "Kapitel 2 Aflevering",
            "Pligt til anmeldelse",
            "§ 2 a",
        ),
        "a) en kort beskrivelse af, hvad der er sket, og": (
            "Kapitel 2 Aflevering",
            "Pligt til anmeldelse",
            "§ 2 a",
        ),
        "b) cyklens nummer.": ("Kapitel 2 Aflevering", "Pligt til anmeldelse", "§ 2 a"),
        "Cykelministeriet, den 4. maj 2021": ("Kapitel 2 Aflevering", "Pligt til anmeldelse"),
        "Eva Krag": ("Kapitel 2 Aflevering", "Pligt til anmeldelse"),
    }


def test_points_that_count_up_are_one_list_in_every_format(tmp_path):
    text = "<p>Bed borgeren om at medbringe følgende til mødet på rådhuset</p>"
    text += "<p>a) sit pas,</p><p>b) en regning eller</p><p>c) sit kort.</p>"
    document = read_text(tmp_path, f"<body>{text}</body>", "moede.html")
    assert [block.kind for block in document.blocks] == ["paragraph", *["list_item"] * 3]


def test_a_text_that_quotes_one_paragraph_is_no_law(tmp_path):
    text = "# Notat\n\n§ 83. Kommunen skal hjælpe.\n\nDet er reglen, og den gælder alle.\n"
    document = read_text(tmp_path, text, "notat.md")
    assert {block.section for block in document.blocks[1:]} == {("Notat",)}
