"""Hostile Office files: bombs, overlaps, DTDs, sheets of absurd extent."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
)
_OFFICE = "application/vnd.openxmlformats-officedocument"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SENTENCE = "Kommunen har afprøvet skærmbesøg."


def archive(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def docx(body: str, *, prolog: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    main = f"{_OFFICE}.wordprocessingml.document.main+xml"
    return archive(
        {
            "[Content_Types].xml": f'{_TYPES}<Override PartName="/word/document.xml" '
            f'ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
            f'Type="{_OFFICE_RELS}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?>{prolog}<w:document xmlns:w="{_WORD}">'
            f"<w:body>{body}</w:body></w:document>",
        }
        | (more or {})
    )


def xlsx(rows: str, *, prolog: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    book, sheet = (f"{_OFFICE}.spreadsheetml.{kind}+xml" for kind in ("sheet.main", "worksheet"))
    return archive(
        {
            "[Content_Types].xml": f'{_TYPES}<Override PartName="/xl/workbook.xml" ContentType='
            f'"{book}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{sheet}"/>'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
            f'Type="{_OFFICE_RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE_RELS}"><sheets>'
            '<sheet name="Ark1" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
            f'Type="{_OFFICE_RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{prolog}<worksheet xmlns="{_SHEET}">'
            f"<sheetData>{rows}</sheetData></worksheet>",
        }
        | (more or {})
    )


def paragraph(text: str = SENTENCE) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx_of_3_million_paragraphs() -> bytes:
    return docx("<w:p/>" * 3_000_000)


def zip_ratio() -> bytes:
    return docx(paragraph(), more={"word/media/a.bin": b"\0" * (20 << 20)})


def zip_of_10_000_members() -> bytes:
    return docx(paragraph(), more={f"word/x{number}.xml": "<a/>" for number in range(10_000)})


def zip_slip() -> bytes:
    return docx(paragraph(), more={"../../../tmp/velfaerd-slip.xml": "<a/>"})


def nested_zip() -> bytes:
    return docx(paragraph(), more={"word/inner.zip": archive({"a.txt": "a"})})


def nested_zip_in_disguise() -> bytes:
    return docx(paragraph(), more={"word/media/picture.png": archive({"a.txt": "a"})})


def zip_overlap(copies: int = 200) -> bytes:
    """Many directory entries that share one packed body (after David Fifield's bomb)."""
    body = b"<a>" + b"x" * 10_000 + b"</a>"
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(body) + packed.flush()
    check = zlib.crc32(body)
    sizes = struct.pack("<III", check, len(data), len(body))
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 0x21) + sizes
    out = bytearray(local + struct.pack("<HH", 5, 0) + b"a.xml" + data)
    start = len(out)
    for number in range(copies):
        name = b"%05d" % number
        out += b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0x21) + sizes
        out += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    size = len(out) - start
    out += b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, copies, copies, size, start, 0)
    return bytes(out)


def _laughs(root: str) -> str:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {root} [<!ENTITY l0 "ha">{lines}]>'


def docx_laughs() -> bytes:
    return docx(paragraph("&l9;"), prolog=_laughs("w:document"))


def xlsx_laughs() -> bytes:
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    return xlsx(cell, prolog=_laughs("worksheet"))


def docx_entity_of_file() -> bytes:
    prolog = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return docx(paragraph("&x; Teksten bagefter."), prolog=prolog)


def docx_entity_of_address() -> bytes:
    prolog = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'
    return docx(paragraph("&x; Teksten bagefter."), prolog=prolog)


def docx_entity_in_styles() -> bytes:
    styles = f'<!DOCTYPE w:styles [<!ENTITY x "y">]><w:styles xmlns:w="{_WORD}"/>'
    return docx(paragraph(), more={"word/styles.xml": styles})


def docx_entity_in_utf16() -> bytes:
    styles = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE s [<!ENTITY x "y">]><s/>'
    return docx(paragraph(), more={"word/styles.xml": styles.encode("utf-16")})


def xlsx_cell_at_the_end() -> bytes:
    return xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def xlsx_of_a_million_rows() -> bytes:
    return xlsx(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_048_577))
    )


def xlsx_external_link() -> bytes:
    """Points to another workbook; the value that the file holds for it is read."""
    link = f'<externalLink xmlns="{_SHEET}"/>'
    row = '<row r="1"><c r="A1"><f>[1]Ark1!A1</f><v>42</v></c><c r="B1" t="inlineStr"><is><t>antal'
    row += "</t></is></c></row>"
    return xlsx(row, more={"xl/externalLinks/externalLink1.xml": link})


def xlsx_dde() -> bytes:
    """A formula that would start a program; it has no value, so it is left out."""
    formula = "cmd|'/c calc'!A1"
    return xlsx(f'<row r="1"><c r="A1"><f>{formula}</f></c><c r="B1"><v>1</v></c></row>')


def encrypted_office() -> bytes:
    """The beginning of the old container in which Office puts a file with a password."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def encrypted_opendocument() -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": "<m><encryption-data/></m>",
            "content.xml": b"\x93\x11 no XML",
        }
    )
