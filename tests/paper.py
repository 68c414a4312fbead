"""What a Word file holds, read from its own parts."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return etree.fromstring(archive.read(name))


def footnotes(file: bytes) -> list[str]:
    """The footnotes' texts in the order of their marks; each mark has one, each has one mark."""
    notes = {
        note.get(_W + "id"): _text(note).strip()
        for note in part(file, "word/footnotes.xml").iter(_W + "footnote")
        if note.get(_W + "type") is None
    }
    marks = part(file, "word/document.xml").iter(_W + "footnoteReference")
    order = [mark.get(_W + "id") for mark in marks]
    assert sorted(order) == sorted(notes)
    return [notes[identity] for identity in order]


def tags(file: bytes, name: str) -> set[str]:
    """The names of the elements of a part."""
    return {element.tag.removeprefix(_W) for element in part(file, name).iter(f"{_W}*")}


def _text(element: etree._Element) -> str:
    return "".join(
        "\n" if one.tag == _W + "br" else one.text or ""
        for one in element.iter(_W + "t", _W + "br")
    )
