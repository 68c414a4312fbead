"""Files made to harm: each is rejected with its reason, or read without harm, in short time."""

import io
import os
import zipfile

import pytest
from hostile import packed, pdfs
from reading import blocks, reply

from ingest.errors import Rejected
from ingest.read import REASONS, read

SENTENCE = packed.SENTENCE


def code(data: bytes, suffix: str) -> str:
    with pytest.raises(Rejected) as caught:
        reply(data, suffix)
    return caught.value.reason_code


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (pdfs.flate_bomb, "too_large_unpacked"),
        (pdfs.nested_flate_bomb, "too_large_unpacked"),
        (pdfs.lzw_bomb, "too_large_unpacked"),
        (pdfs.run_length_bomb, "too_large_unpacked"),
        (pdfs.many_operators, "too_large_unpacked"),
        (pdfs.big_to_unicode, "too_large_unpacked"),
        (pdfs.cycle_pages, "damaged"),
        (pdfs.cycle_previous_xref, "damaged"),
        (pdfs.cycle_outline, "damaged"),
        (pdfs.cycle_threads, "damaged"),
        (pdfs.cycle_form, "damaged"),
        (lambda: pdfs.encrypted("hemmelig"), "encrypted"),
        (pdfs.unterminated_inline_image, "nothing_to_read"),
        (lambda: pdfs.of_many_pages(2001), "too_many_pages"),
        (lambda: b"%PDF-1.7\nnothing more", "damaged"),
        (lambda: pdfs.one_page()[:300], "damaged"),
    ],
)
def test_a_hostile_pdf_is_rejected(make, expected):
    assert code(make(), ".pdf") == expected


@pytest.mark.parametrize(
    "make",
    [
        pdfs.script_launch_attachment,
        pdfs.deep_nesting,
        pdfs.huge_size_root,
        pdfs.xref_of_no_width,
        lambda: pdfs.encrypted(""),
        lambda: b"junk before\n" + pdfs.one_page(),
    ],
)
def test_an_odd_pdf_gives_its_sentence_and_nothing_else(make):
    assert blocks(make(), ".pdf") == [f"p {SENTENCE}"]


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (packed.docx_of_3_million_paragraphs, "too_large_unpacked"),
        (packed.zip_ratio, "too_large_unpacked"),
        (packed.zip_of_10_000_members, "unsafe_archive"),
        (packed.zip_overlap, "unsafe_archive"),
        (packed.zip_slip, "unsafe_archive"),
        (packed.nested_zip, "unsafe_archive"),
        (packed.nested_zip_in_disguise, "unsafe_archive"),
        (packed.docx_laughs, "external_entity"),
        (packed.xlsx_laughs, "external_entity"),
        (packed.docx_entity_of_file, "external_entity"),
        (packed.docx_entity_of_address, "external_entity"),
        (packed.docx_entity_in_styles, "external_entity"),
        (packed.docx_entity_in_utf16, "external_entity"),
        (packed.xlsx_cell_at_the_end, "too_many_cells"),
        (packed.xlsx_of_a_million_rows, "too_many_cells"),
        (packed.encrypted_office, "encrypted"),
        (packed.encrypted_opendocument, "encrypted"),
        (lambda: packed.docx(packed.paragraph())[:-40], "damaged"),
        (lambda: packed.archive({"a.txt": "tekst"}), "unsupported"),
    ],
)
def test_a_hostile_package_is_rejected(make, expected):
    assert code(make(), ".zip") == expected


def test_a_linked_formula_shows_its_value_and_a_starting_one_nothing():
    assert blocks(packed.xlsx_dde(), ".xlsx") == ["p 1"]
    assert blocks(packed.xlsx_external_link(), ".xlsx") == ["row1 42; antal"]


@pytest.mark.parametrize(
    ("data", "suffix", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), ".png", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc", "unsupported"),
        (bytes(range(256)) * 20, ".docx", "damaged"),
        (b"ikke en pdf", ".pdf", "damaged"),
        (b"{\\rtf1 tekst}", ".rtf", "unsupported"),
        (b'{"a": 1}', ".json", "unsupported"),
        (b"<?xml version='1.0'?><a/>", ".xml", "unsupported"),
        (b" \n\t\r\n", ".txt", "empty"),
        (b"<html><body></body></html>", ".html", "empty"),
        (packed.docx("<w:p/>"), ".docx", "empty"),
    ],
)
def test_content_that_is_no_document_says_why(data, suffix, expected):
    assert code(data, suffix) == expected


def test_content_decides_and_not_the_suffix():
    assert blocks(packed.docx(packed.paragraph()), ".pdf") == [f"p {SENTENCE}"]
    assert blocks(pdfs.one_page(), ".docx") == [f"p {SENTENCE}"]
    assert blocks(f"<html><body><p>{SENTENCE}</p></body></html>", ".pdf") == [f"p {SENTENCE}"]
    assert blocks(f"{SENTENCE} " * 10, ".docx")[0].startswith(f"p {SENTENCE}")


def test_a_page_of_menus_only_is_never_silently_empty(tmp_path):
    path = tmp_path / "side.txt"
    path.write_text("Gå til hovedindhold\n\nLog ind\n\nCookiepolitik\n", encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        read(path, "side.txt")
    assert caught.value.reason_code == "empty"


def test_a_page_of_lines_without_text_is_never_silently_empty(tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdfs.blank())
    with pytest.raises(Rejected, match="heller ikke med OCR") as caught:
        read(path, "a.pdf")
    assert caught.value.reason_code == "no_text"
    monkeypatch.setattr("ingest.read.ocr.is_available", lambda: False)
    with pytest.raises(Rejected, match="kræver OCR"):
        read(path, "a.pdf")


def test_pages_with_nothing_on_them_ask_for_no_ocr():
    assert code(pdfs.one_page(pdfs.stream(b"")), ".pdf") == "nothing_to_read"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["noter.txt", "billede.jpg"], "unsupported"),
        (["word/document.xml"], "damaged"),
        (["content.xml"], "damaged"),
    ],
)
def test_a_package_that_is_no_document_is_not_called_damaged(names, expected):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name in names:
            package.writestr(name, "<a/>")
    assert code(data.getvalue(), ".docx") == expected


def test_too_large_a_file_is_not_read(tmp_path):
    path = tmp_path / "stor.txt"
    path.touch()
    os.truncate(path, 51 * 1024 * 1024)
    with pytest.raises(Rejected) as caught:
        read(path, "stor.txt")
    assert caught.value.reason_code == "too_large"
    path.write_bytes(b"")
    with pytest.raises(Rejected, match=REASONS["empty"]):
        read(path, "stor.txt")


def test_one_bad_file_of_fifty_leaves_the_others(tmp_path):
    bad = 0
    for number in range(50):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdfs.flate_bomb(60) if number == 7 else pdfs.one_page())
        try:
            assert SENTENCE in read(path, path.name).text
        except Rejected as error:
            bad += 1
            assert (number, error.reason) == (7, REASONS["too_large_unpacked"])
    assert bad == 1
