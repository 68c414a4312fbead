"""The shipped documents: complete, readable, and nothing in them that their sources do not say."""

import re
import zipfile
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader

from ingest.metadata import load_sources
from ingest.read import read
from ingest.records import Document, Kind

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[2] / "shared"
SOURCES = load_sources(CORPUS)
LONG_REPORT = "velfaerdsteknologi-i-danske-kommuner.pdf"
FULL_TEXTS = {  # public pages that are kept whole, by the end of their address
    "/vt23/45412": "konference-velfaerdsteknologi-2023.txt",
    "/34074": "teknologisk-institut-vaekstpotentiale.txt",
    "id232548/": "kl-teknologispring-2018.txt",
    "private-velfaerdsinnovation": "furesoe-velfaerdsinnovation.txt",
}
NUMBER_WORDS = ["en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti"]
FURNITURE = re.compile(
    r"cookie|nyhedsbrev|Tilgængelighedserklæring|gyldigt navn|teknisk fejl|Skip til|Til toppen"
    r"|Skriv til redaktionen|læst op|Forside|Åbningstider|Tak for din henvendelse|Læs også"
)
TOOLS = re.compile(rb"LibreOffice|python-docx|openpyxl|odfpy|python-pptx|pypdf|/tmp/|file://")
needs_facts = pytest.mark.skipif(not SHARED.is_dir(), reason="the sources' own texts are not here")
every_document = pytest.mark.parametrize("name", sorted(SOURCES))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {name: read(CORPUS / name, name) for name in SOURCES}


def test_every_file_has_a_source_and_every_source_a_file():
    files = {path.name for path in CORPUS.iterdir()} - {"sources.toml"}
    assert files == set(SOURCES)


@every_document
def test_a_source_is_complete(name):
    source = SOURCES[name]
    assert source.title and source.kind and source.publisher and source.language == "da"
    assert source.sources and source.address in (*source.sources, None)
    assert all(address.startswith(("http://", "https://")) for address in source.sources)


def test_the_collection_is_broad():
    assert len(SOURCES) >= 24
    suffixes = [Path(name).suffix for name in SOURCES]
    assert len(set(suffixes)) >= 6 and suffixes.count(".pdf") >= 4
    assert {source.kind for source in SOURCES.values()} == set(get_args(Kind))
    assert sum((CORPUS / name).stat().st_size for name in SOURCES) < 3_000_000


def test_the_long_report_has_pages_headings_lists_and_tables(documents):
    report = documents[LONG_REPORT]
    assert report.pages is not None and report.pages >= 8
    assert {block.kind for block in report.blocks} >= {"heading", "list_item", "table_row"}
    assert {block.page for block in report.blocks} == set(range(1, report.pages + 1))


@every_document
def test_a_document_reads_whole(documents, name):
    document = documents[name]
    codes = {notice.code for notice in document.notices}
    assert len(document.text) > 500
    assert not codes - {"boilerplate_removed"}


@every_document
def test_a_document_names_its_sources(documents, name):
    text = documents[name].text
    assert "Kilde" in text
    assert SOURCES[name].year or "ikke dateret" in text
    assert SOURCES[name].address or "hverken udgiver, dato eller offentlig adresse" in text


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("finansiering-af-velfaerdsteknologi.pdf", "50 %"),
        ("barrierer-2013-2023.docx", "16,1"),
        ("noter-konference-velfaerdsteknologi-2023.docx", "Robert"),
        ("vaerksted-offentlig-private-partnerskaber.docx", "Ring til"),
        ("borgernes-syn-paa-velfaerdsteknologi.docx", "100"),
        ("velfaerdsteknologi-i-erhvervspolitikken-2013.pdf", "Hver femte kommune"),
    ],
)
def test_what_a_figure_shows_stands_only_in_the_figure(documents, name, drawn):
    if name.endswith(".pdf"):
        assert any(page.images for page in PdfReader(CORPUS / name).pages)
    else:
        with zipfile.ZipFile(CORPUS / name) as container:
            assert any(part.endswith(".png") for part in container.namelist())
    assert drawn not in documents[name].text


@pytest.mark.parametrize("name", [name for name in SOURCES if name.endswith(".html")])
def test_nothing_around_a_web_page_is_in_its_text(documents, name):
    assert FURNITURE.findall(documents[name].text) == []


@every_document
def test_a_file_says_nothing_of_how_it_was_made(name):
    path = CORPUS / name
    parts = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as container:
            parts += [container.read(part) for part in container.namelist()]
    assert [TOOLS.findall(part) for part in parts if TOOLS.search(part)] == []


@needs_facts
@every_document
def test_every_number_stands_in_the_documents_own_sources(documents, name):
    known = _numbers(_read("sources", "vaerksted-opp-temaer.txt"))
    known = known.union(*map(_known_numbers, SOURCES[name].sources))
    shown = set().union(*map(_numbers, _body(documents[name])))
    assert shown - known == set()


@needs_facts
@every_document
def test_a_sentence_is_not_taken_over_from_a_full_text(documents, name):
    own = _runs(" ".join(_body(documents[name])))
    for file in (SHARED / "sources").glob("*.txt"):
        assert own & _runs(file.read_text(encoding="utf-8")) == set()


def _body(document: Document) -> list[str]:
    """The blocks before the list of sources, without a mail's date and the numbers of lists."""
    blocks = [block for block in document.blocks if "Kilder" not in (*block.section, block.sheet)]
    texts = [document.text[block.start : block.end] for block in blocks]
    return [re.sub(r"^\d+\.? ", "", text) for text in texts if not text.startswith("Fra: ")]


def _read(folder: str, name: str) -> str:
    return (SHARED / folder / name).read_text(encoding="utf-8")


def _known_numbers(address: str) -> set[str]:
    for end, name in FULL_TEXTS.items():
        if address.endswith(end):
            text = _read("sources", name)
            short_years = {f"20{year}" for year in re.findall(r"\d\d\.\d\d\.(\d\d)\b", text)}
            return _numbers(text) | _spelt(text) | short_years
    texts = [path.read_text(encoding="utf-8") for path in (SHARED / "facts").glob("*.txt")]
    (text,) = [text for text in texts if text.startswith(f"KILDE: {address}\n")]
    return _numbers(text.partition("\n")[2]) | _spelt(text)


def _numbers(text: str) -> set[str]:
    """Numbers as written; the parts of a date without their leading zeros."""
    return {number.lstrip("0") for number in re.findall(r"\d+(?:[.,]\d+)*", text)}


def _spelt(text: str) -> set[str]:
    words = set(re.findall(r"\w+", text.casefold()))
    return {str(n) for n, word in enumerate(NUMBER_WORDS, 1) if word in words}


def _runs(text: str, length: int = 9) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}
