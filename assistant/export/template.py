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
_FOOTER = (
    '<?xml version="1.0" encoding="UTF-8"?><w:ftr xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="right" /></w:pPr>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)  # the number of the page
_RULES = '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:color="A0A8AB" /></w:tblBorders>'
_FONT = "Calibri"
_HALF_POINTS = {"56": "44", "40": "32", "32": "26", "28": "24"}  # title, headings 1 to 3
_INK = "1B2326"

Edit = Callable[[str], str]


def look(data: bytes, suffix: str) -> bytes:
    """Return pandoc's template for a suffix, changed."""
    if suffix == ".docx":
        return rewrite(data, _WORD, {"word/footer1.xml": _FOOTER})
    return rewrite(data, _OPEN_DOCUMENT)


def rewrite(data: bytes, edits: Mapping[str, Edit], added: Mapping[str, str] = {}) -> bytes:
    """Return a zip file with some of its texts changed and some added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in edits:
                content = edits[entry.filename](content.decode()).encode()
            new.writestr(entry, content, entry.compress_type)
        for name, text in added.items():
            new.writestr(name, text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _word_page(xml: str) -> str:
    footer = '<w:footerReference w:type="default" r:id="rIdPage" />'
    return re.sub(r"(<w:sectPr[^>]*>)", rf"\g<1>{footer}", xml).replace("</w:sectPr>", _A4)


def _word_relations(xml: str) -> str:
    return xml.replace(
        "</Relationships>",
        '<Relationship Id="rIdPage" Target="footer1.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/footer" /></Relationships>',
    )


def _word_types(xml: str) -> str:
    return xml.replace(
        "</Types>",
        '<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footer+xml" /></Types>',
    )


def _word_styles(xml: str) -> str:
    xml = re.sub(r'<w:color w:val="0F4761"[^>]*/>', f'<w:b /><w:color w:val="{_INK}" />', xml)
    for old, new in _HALF_POINTS.items():
        xml = xml.replace(f'<w:sz w:val="{old}" />', f'<w:sz w:val="{new}" />')
    xml = xml.replace('<w:sz w:val="24" />', '<w:sz w:val="22" />', 1)  # of all text
    xml = xml.replace('<w:jc w:val="center" />', "")
    xml = re.sub(
        r'(styleId="Table">.*?<w:tblInd[^>]*>)', rf"\g<1>{_RULES}", xml, count=1, flags=re.S
    )
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
    "[Content_Types].xml": _word_types,
    "word/_rels/document.xml.rels": _word_relations,
    "word/document.xml": _word_page,
    "word/styles.xml": _word_styles,
    "word/theme/theme1.xml": _word_fonts,
}
_OPEN_DOCUMENT: dict[str, Edit] = {"styles.xml": _open_document_styles}
