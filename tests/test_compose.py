"""Evidence becomes quotations with numbers; only a frame is in words of our own."""

import pytest

from assistant.compose import cite, compose
from assistant.records import Evidence
from ingest.records import Block, Document

_TEXT = "Økonomi er størst.\nTid er næst. Ro er sidst."


def _document(path="a.md", year=2013, **fields):
    blocks = (Block(0, 18, "paragraph"), Block(19, len(_TEXT), "paragraph"))
    return Document(path, path * 8, _TEXT, blocks, "Barrierer", year=year, **fields)


def _evidence(document, start, end):
    return Evidence(document, start, end, 0.9, section=("Barrierer", "Økonomi"), page=2)


def test_a_citation_points_at_what_it_quotes():
    document = _document(publisher="KL")
    citation = cite(_evidence(document, 19, 31), 3)
    assert (citation.n, citation.quote) == (3, "Tid er næst.")
    assert document.text[citation.start : citation.end] == citation.quote
    assert (citation.section, citation.page) == ("Barrierer › Økonomi", 2)
    assert (citation.title, citation.year, citation.publisher) == ("Barrierer", 2013, "KL")


def test_sentences_that_stand_together_share_a_citation():
    document = _document()
    sentences, citations = compose([_evidence(document, 19, 31), _evidence(document, 32, 44)], "da")
    assert [sentence.citations for sentence in sentences] == [(1,), (1,)]
    assert [citation.quote for citation in citations] == ["Tid er næst. Ro er sidst."]


def test_sentences_apart_have_citations_of_their_own():
    document = _document()
    _, citations = compose([_evidence(document, 0, 18), _evidence(document, 32, 44)], "da")
    assert [citation.quote for citation in citations] == ["Økonomi er størst.", "Ro er sidst."]


@pytest.mark.parametrize(
    ("years", "language", "frame"),
    [
        ((2013, 2023), "da", "Kilderne er fra forskellige år (2013 og 2023):"),
        ((2023, 2013), "en", "The sources are from different years (2013 and 2023):"),
        ((2013, 2013), "da", "Flere dokumenter svarer på det:"),
        ((None, 2013), "da", "Flere dokumenter svarer på det:"),
    ],
)
def test_several_documents_are_framed_with_their_years(years, language, frame):
    documents = [_document(f"{n}.md", year) for n, year in enumerate(years)]
    sentences, _ = compose([_evidence(one, 0, 18) for one in documents], language)
    assert sentences[0].text.startswith(frame)
    assert (sentences[0].citations, sentences[0].verbatim) == ((), False)
    assert all(sentence.verbatim for sentence in sentences[1:])


@pytest.mark.parametrize(
    ("old", "new", "differ"),
    [("61 procent svarede.", "38 procent svarede.", True), ("61 procent.", "61 pct. ja.", False)],
)
def test_figures_that_differ_between_years_are_announced(old, new, differ):
    documents = [
        Document(path, path * 8, text, (Block(0, len(text), "paragraph"),), "Svar", year=year)
        for path, text, year in (("a.md", old, 2013), ("b.md", new, 2023))
    ]
    sentences, _ = compose([_evidence(one, 0, len(one.text)) for one in documents], "da")
    assert sentences[0].text.endswith("deres tal er ikke ens:") == differ


def test_one_document_needs_no_frame():
    sentences, _ = compose([_evidence(_document(), 0, 18)], "da")
    assert [sentence.text for sentence in sentences] == ["Økonomi er størst."]


def test_a_row_is_placed_by_sheet_and_row():
    block = Block(0, 18, "table_row", section=("Svar",), sheet="Svar", row=7)
    document = Document("a.xlsx", "0" * 64, _TEXT, (block,), "Svar")
    found = Evidence(document, 0, 18, 0.9, section=("Svar",))
    assert cite(found, 1).section == "Svar, række 7"


def _sheets(*places):
    """Evidence for rows "a", "b" …, each at a (sheet, row)."""
    text = "\n".join("abcdef"[: len(places)])
    blocks = tuple(
        Block(2 * i, 2 * i + 1, "table_row", section=(sheet,), sheet=sheet, row=row)
        for i, (sheet, row) in enumerate(places)
    )
    document = Document("a.xlsx", "0" * 64, text, blocks, "Svar")
    return [Evidence(document, b.start, b.end, 0.9, section=b.section) for b in blocks]


def test_rows_that_stand_together_are_placed_by_the_first_and_the_last():
    _, citations = compose(_sheets(("Drift", 6), ("Drift", 7), ("Drift", 8)), "da")
    assert [one.section for one in citations] == ["Drift, række 6–8"]


def test_rows_of_two_sheets_are_cited_apart():
    _, citations = compose(_sheets(("2022", 9), ("2023", 2)), "da")
    assert [one.section for one in citations] == ["2022, række 9", "2023, række 2"]


def test_a_row_of_a_file_that_is_one_table_is_placed_by_its_number():
    _, citations = compose(_sheets(("", 3)), "da")
    assert citations[0].section == "række 3"
