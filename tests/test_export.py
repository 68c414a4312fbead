"""Papers: footnotes come from citations' records alone, and documents' text stays text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from docx import Document as WordDocument
from markdown_it import MarkdownIt
from paper import footnotes, part, tags
from web_payloads import PAYLOADS

from assistant.export import Heading, Paper, Paragraph, Said, paragraphs_of, to_markdown, to_office
from assistant.export import office as pandoc
from assistant.plain import visible
from assistant.records import Answer, AnswerSentence, Citation, LibraryState
from ingest.errors import ExportError

QUOTE = "I 2023 svarede 38 procent, at tiden mangler."
SOURCE = Citation(
    1, "mappe/barrierer.pdf", "Barrierer 2023", "report", 2023, 4, "Barrierer 2023 › Tid", QUOTE,
    10, 10 + len(QUOTE), "KL", "https://kl.dk/b",
)  # fmt: skip
NOTE = (
    "Barrierer 2023, KL, 2023, s. 4, afsnittet Tid. Fil: mappe/barrierer.pdf. https://kl.dk/b "
    f"Citat: »{QUOTE}«"
)
HOSTILE = [
    "[^1]", "[^1]: falsk", "^[falsk]", "*a* **b** _c_", "`x`{=openxml}", "$x^2$", "\\textbf{x}",
    "<w:fldSimple w:instr='DDE'/>", "{ INCLUDETEXT c:\\x }", "=1+1", "![x](http://evil.example)",
    "[x](javascript:alert(1))", "<https://evil.example>", "https://evil.example",
    "www.evil.example",
    "# overskrift", "- punkt", "1. punkt", "| a | b |", "--- \n===", "a\n\nb", "&lt;b&gt; &amp;",
    "@note2", "::: {.x}", "~~~\nx\n~~~", "\\", "« ]{.x}", "a\\\n[^1]",
]  # fmt: skip


def paper(*blocks, title="Strategi", language="da"):
    made = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
    return Paper(title, blocks, language, made, "Lavet med AI.", ("Velfærd", "ai-selected"))


def cited(*citations, text="»Tiden mangler.«"):
    return Paragraph((Said(text, citations),))


def answer(sentences, citations):
    state = LibraryState(1, 1)
    return Answer("?", "?", "answered", tuple(sentences), tuple(citations), state)


def test_a_footnote_says_all_that_the_citation_does():
    assert footnotes(to_office(paper(cited(SOURCE)), ".docx")) == [NOTE]


def test_a_footnote_names_slides_and_what_has_no_year_or_publisher():
    bare = replace(SOURCE, document="a.pptx", year=None, publisher=None, address=None, section=None)
    (note,) = footnotes(to_office(paper(cited(bare)), ".docx"))
    assert note == f"Barrierer 2023, u.å., slide 4. Fil: a.pptx. Citat: »{QUOTE}«"


def test_each_use_of_a_citation_is_a_footnote_of_its_own():
    file = to_office(paper(cited(SOURCE, replace(SOURCE, page=5)), cited(SOURCE)), ".docx")
    assert [re.search(r"s\. (\d)", note)[1] for note in footnotes(file)] == ["4", "5", "4"]


def test_two_marks_do_not_read_as_one_number():
    assert "»Tiden mangler.«[^1] [^2]" in to_markdown(paper(cited(SOURCE, SOURCE)))


@pytest.mark.parametrize("text", [*HOSTILE, *PAYLOADS])
def test_hostile_text_stays_text_wherever_it_stands(text):
    source = replace(
        SOURCE, title=f"T {text}", quote=text, section=text, publisher=text, address=text,
        document=f"{' '.join(text.split())}.pdf",
    )  # fmt: skip
    blocks = (Heading(f"H {text}"), cited(source, text=text), Paragraph.of(text, "item"))
    file = to_office(paper(*blocks, title=f"A {text}"), ".docx")
    (note,) = footnotes(file)
    shown = flat(visible(text))
    assert flat(note).count(shown) >= 5
    texts = [flat(one.text) for one in WordDocument(io.BytesIO(file)).paragraphs]
    assert texts == [flat(f"A {shown}"), flat(f"H {shown}"), shown, shown]
    for name in ("word/document.xml", "word/footnotes.xml"):
        assert not tags(file, name) & {"fldSimple", "instrText", "drawing", "object"}
    assert "hyperlink" not in tags(file, "word/document.xml")
    assert links(file) <= set(text.split())  # an address leads to what it shows


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("text", [*HOSTILE, *PAYLOADS])
def test_in_markdown_it_is_nothing_but_text_and_line_breaks(text):
    made = to_markdown(paper(cited(replace(SOURCE, quote=text, title=text), text=text)))
    allowed = {"text", "softbreak", "hardbreak", "link_open", "link_close"}  # of the address
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(made):
        assert token.type not in {"html_block", "code_block", "fence", "table_open", "hr"}
        assert {child.type for child in token.children or ()} <= allowed
        assert {child.attrs["href"] for child in token.children or () if child.attrs} <= {
            SOURCE.address
        }
    assert set(re.findall(r"(?<!\\)\[\^(\d+)\]", made)) == {"1"}


def links(file):
    """Where the links of a Word file's footnotes lead."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        found = archive.read("word/_rels/footnotes.xml.rels").decode()
    return set(re.findall(r'Target="(https?:[^"]*)"', found))


def test_an_address_is_a_link_and_what_is_none_stays_text():
    both = replace(SOURCE, address="https://kl.dk/b, javascript:alert(1)")
    assert links(to_office(paper(cited(both)), ".docx")) == {"https://kl.dk/b"}


def test_rows_of_a_table_become_one_with_a_footnote_each():
    rows = ["Sted: Rold; Antal: 4; År: 2021", "Sted: Vrå; Antal: 7; År: 2022"]
    sources = [replace(SOURCE, n=n, quote=row) for n, row in enumerate(rows, start=1)]
    said = [AnswerSentence(row, (n,)) for n, row in enumerate(rows, start=1)]
    written = paragraphs_of(answer(said, sources))
    file = to_office(paper(Heading("Antal"), *written), ".docx")
    (table,) = WordDocument(io.BytesIO(file)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Sted", "Antal", "År"], ["Rold", "4", "2021"], ["Vrå", "7", "2022"],
    ]  # fmt: skip
    assert len(footnotes(file)) == 2


def test_below_the_title_stands_heading_one_and_each_page_has_its_number():
    file = to_office(paper(Heading("A"), Heading("B", 3), cited(SOURCE)), ".docx")
    styles = [one.style.name for one in WordDocument(io.BytesIO(file)).paragraphs]
    assert styles[:3] == ["Title", "Heading 1", "Heading 2"]
    assert "fldSimple" in tags(file, "word/footer1.xml")


def test_quotations_of_one_passage_stand_together_with_their_lines():
    text = "Et godt projekt har:\n\nen plan\nen leder"
    source = replace(SOURCE, quote=text)
    said = [AnswerSentence(one, (1,)) for one in ("Et godt projekt har:", "en plan", "en leder")]
    (paragraph,) = paragraphs_of(answer(said, [source]))
    assert paragraph.said == (Said("»Et godt projekt har:\nen plan\nen leder«", (source,)),)


def test_a_models_sentences_run_on_each_with_its_sources():
    other = replace(SOURCE, n=2)
    said = [AnswerSentence("Tid mangler.", (1, 2), False), AnswerSentence("Og mere.", (2,), False)]
    (paragraph,) = paragraphs_of(answer(said, [SOURCE, other]))
    assert paragraph.said == (
        Said("Tid mangler.", (SOURCE, other)),
        Said("Og mere.", (other,)),
    )


def test_a_word_file_is_on_a4_in_danish_and_says_when_and_how_it_was_made():
    file = to_office(paper(cited(SOURCE), title="Strategi: 2027 = nu"), ".docx")
    word = WordDocument(io.BytesIO(file))
    page, known = word.sections[0], word.core_properties
    assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)
    assert 'w:val="da-DK"' in word.styles.element.xml
    assert (known.title, known.comments) == ("Strategi: 2027 = nu", "Lavet med AI.")
    assert known.keywords == "Velfærd, ai-selected"
    assert known.created.replace(tzinfo=UTC) == datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


def test_an_odt_file_has_the_same_footnotes():
    with zipfile.ZipFile(io.BytesIO(to_office(paper(cited(SOURCE)), ".odt"))) as file:
        content = file.read("content.xml").decode()
        assert content.count('text:note-class="footnote"') == 1 and "21cm" in str(
            file.read("styles.xml")
        )
    assert flat(re.sub(r"<[^>]+>", "", content)).endswith(NOTE)


@pytest.mark.slow
def test_the_footnotes_stand_at_the_foot_of_the_page(tmp_path):
    import pypdfium2

    office = shutil.which("soffice")
    assert office, "these tests need LibreOffice: apt-get install libreoffice-writer"
    (tmp_path / "a.docx").write_bytes(to_office(paper(cited(SOURCE)), ".docx"))
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    text = page.get_textpage()
    everything = text.get_text_range()
    body, note = (
        text.get_charbox(everything.index(words))[1] for words in ("Tiden mangler", "Fil: mappe")
    )
    assert note < page.get_height() / 4 < page.get_height() / 2 < body


def test_pandoc_reaches_neither_files_nor_network_and_ends_in_time(monkeypatch, tmp_path):
    (tmp_path / "hemmelig.txt").write_text("hemmelig")
    include = f".. include:: {tmp_path}/hemmelig.txt\n"
    made = pandoc._pandoc("--from=rst", "--to=plain", given=include.encode() + b"\nslut\n")
    assert b"hemmelig" not in made and b"slut" in made
    monkeypatch.setattr(pandoc, "_WALL_S", 0.001)
    with pytest.raises(ExportError, match="Filen kunne ikke laves: TimeoutExpired"):
        pandoc._pandoc("--version")


def test_what_pandoc_refuses_is_an_error_with_its_words():
    with pytest.raises(ExportError, match="Filen kunne ikke laves: .*vrøvl"):
        pandoc._pandoc("--to=vrøvl", given=b"x")


def test_the_confined_process_has_no_network():
    code = "import socket; print(socket.if_nameindex(), flush=True)"
    confined = pandoc._CONFINED
    command = [sys.executable, "-I", "-S", str(confined), sys.executable, "-I", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "eth" not in done.stdout and "'lo'" in done.stdout


def test_word_parts_are_well_formed_where_nothing_is_cited():
    file = to_office(paper(Paragraph.of("Intet.")), ".docx")
    assert part(file, "word/document.xml") is not None and footnotes(file) == []
