"""The look of Word and OpenDocument files: pandoc's own, on A4 and in a plain type."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping

_A4 = (
    '<w:pgSz w:w="11906" w:h="16838" /><w:pgMar w:top="1418" w:right="1418" w:bottom="1418" '
    'w:left="1418" w:header="709" w:footer="709" w:gutter="0" /></w:sectPr>'
)  # twentieths of a point
_FONT = "Calibri"
_HALF_POINTS = {"56": "44", "40": "32", "32": "26", "28": "24"}  # title, headings 1 to 3
_INK = "1B2326"

Edit = Callable[[str], str]


def look(data: bytes, suffix: str) -> bytes:
    """Return pandoc's template for a suffix, changed."""
    return rewrite(data, _WORD if suffix == ".docx" else _OPEN_DOCUMENT)


def rewrite(data: bytes, edits: Mapping[str, Edit]) -> bytes:
    """Return a zip file with some of its texts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in edits:
                content = edits[entry.filename](content.decode()).encode()
            new.writestr(entry, content, entry.compress_type)
    return out.getvalue()


def _word_page(xml: str) -> str:
    return xml.replace("</w:sectPr>", _A4)


def _word_styles(xml: str) -> str:
    xml = re.sub(r'<w:color w:val="0F4761"[^>]*/>', f'<w:b /><w:color w:val="{_INK}" />', xml)
    for old, new in _HALF_POINTS.items():
        xml = xml.replace(f'<w:sz w:val="{old}" />', f'<w:sz w:val="{new}" />')
    xml = xml.replace('<w:sz w:val="24" />', '<w:sz w:val="22" />', 1)  # of all text
    xml = xml.replace('<w:jc w:val="center" />', "")
    small = '<w:pPr><w:spacing w:after="40" /></w:pPr><w:rPr><w:sz w:val="18" /></w:rPr></w:style>'
    return re.sub(
        r'(w:styleId="FootnoteText">.*?)</w:style>', rf"\g<1>{small}", xml, count=1, flags=re.S
    )


def _word_fonts(xml: str) -> str:
    return re.sub(
        r'<a:latin typeface="[^"]*" panose="[^"]*"/>', f'<a:latin typeface="{_FONT}"/>', xml
    )


def _open_document_styles(xml: str) -> str:
    xml = re.sub(r'fo:page-width="[^"]*"', 'fo:page-width="21cm"', xml)
    xml = re.sub(r'fo:page-height="[^"]*"', 'fo:page-height="29.7cm"', xml)
    return re.sub(r'(fo:margin-(?:top|bottom|left|right)=")1in"', r'\g<1>2.5cm"', xml)


_WORD: dict[str, Edit] = {
    "word/document.xml": _word_page,
    "word/styles.xml": _word_styles,
    "word/theme/theme1.xml": _word_fonts,
}
_OPEN_DOCUMENT: dict[str, Edit] = {"styles.xml": _open_document_styles}
