"""Notes keep their marks where they are asked for, and leave none where they are not."""

from __future__ import annotations

import io
import zipfile

import pytest
from test_export import SOURCE, cited, paper

from assistant.export import to_markdown, to_office
from ingest.read import read
from ingest.read.notes import MARK, NOTE, mark, mark_markdown, note


def blocks(tmp_path, data, suffix, *, notes):
    (tmp_path / f"a{suffix}").write_bytes(data)
    found = read(tmp_path / f"a{suffix}", f"a{suffix}", notes=notes)
    return [found.text[block.start : block.end] for block in found.blocks]


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".md"])
def test_a_mark_stands_where_the_note_is_cited_and_the_note_is_told_apart(tmp_path, suffix):
    written = paper(cited(SOURCE, SOURCE))
    data = to_markdown(written).encode() if suffix == ".md" else to_office(written, suffix)
    *_, said, first, second = blocks(tmp_path, data, suffix, notes=True)
    marks = MARK.findall(said)
    assert MARK.sub("", said).strip() == "»Tiden mangler.«" and len(set(marks)) == 2
    assert [NOTE.match(one)[1] for one in (first, second)] == marks
    assert "Fil: mappe/barrierer.pdf" in first
    plain = "\n".join(blocks(tmp_path, data, suffix, notes=False))
    assert not MARK.search(plain) and not NOTE.search(plain) and "Fil: mappe" in plain


def test_an_escaped_mark_is_text():
    assert mark_markdown(r"a\[^1] b[^1]") == rf"a\[^1] b{mark('footnote', '1')}"
    assert mark_markdown("[^x]: Note") == note("footnote", "x", " Note")


def as_endnotes(data):
    """The Word file with endnotes where it had footnotes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"footnote", b"endnote")
            new.writestr(name.replace("footnote", "endnote"), content)
    return out.getvalue()


def test_endnotes_are_marked_as_endnotes(tmp_path):
    data = as_endnotes(to_office(paper(cited(SOURCE)), ".docx"))
    *_, said, told = blocks(tmp_path, data, ".docx", notes=True)
    assert (
        MARK.search(said)[1].startswith("endnote ") and NOTE.match(told)[1] == MARK.search(said)[1]
    )
