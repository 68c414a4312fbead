"""Hostile and odd PDFs, written by hand so that no library puts them right."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
_SENTENCE = b"BT /F1 12 Tf 72 700 Td (Kommunen har afpr\\370vet sk\\346rmbes\\370g.) Tj ET"


def stream(body: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), entries, body)


def pdf(objects: Mapping[int, bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """Write numbered objects with a correct cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        if number in places:
            out += b"%010d 00000 n \n" % places[number]
        else:
            out += b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        trailer,
        start,
    )
    return bytes(out)


def one_page(
    content: bytes = stream(_SENTENCE),
    *,
    resources: bytes = b"",
    catalog: bytes = b"",
    page: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page, objects 1 to 5; `more` begins at 6."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> %s >> %s >>" % (resources, page),
        4: content,
        5: _FONT,
    }
    return pdf(objects | dict(more or {}), trailer=trailer)


def flate_bomb(megabytes: int = 400) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return one_page(stream(packed, b"/Filter /FlateDecode"))


def nested_flate_bomb(megabytes: int = 400) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    inner = b"".join(packer.compress(block) for _ in range(megabytes)) + packer.flush()
    return one_page(stream(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]"))


def lzw_bomb(cycles: int = 60) -> bytes:
    """Each cycle of codes 258, 259 ... unpacks to about 7 MB of spaces."""
    bits: list[str] = []
    for _ in range(cycles):
        bits += [f"{256:09b}", f"{32:09b}"]
        for code in range(258, 4094):
            width = 9 if code < 511 else 10 if code < 1023 else 11 if code < 2047 else 12
            bits.append(f"{code:0{width}b}")
        bits.append(f"{256:012b}")
    text = "".join(bits)
    text += "0" * (-len(text) % 8)
    body = int(text, 2).to_bytes(len(text) // 8, "big")
    return one_page(stream(body, b"/Filter /LZWDecode"))


def run_length_bomb(megabytes: int = 400) -> bytes:
    runs = b"\x81 " * (megabytes * (1 << 20) // 128)
    return one_page(stream(zlib.compress(runs, 9), b"/Filter [/FlateDecode /RunLengthDecode]"))


def many_operators(megabytes: int = 66) -> bytes:
    body = b"0 0 m 1 1 l S\n" * (megabytes * (1 << 20) // 14)
    return one_page(stream(zlib.compress(body, 9), b"/Filter /FlateDecode"))


def cycle_pages() -> bytes:
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
        }
    )


def cycle_previous_xref() -> bytes:
    body = one_page()
    start = body.rindex(b"xref\n0 ")
    return body.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start)


def cycle_outline() -> bytes:
    return one_page(
        catalog=b"/Outlines 6 0 R",
        more={
            6: b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
            7: b"<< /Title (A) /Parent 6 0 R /Next 7 0 R /First 6 0 R /Dest [3 0 R /Fit] >>",
        },
    )


def cycle_threads() -> bytes:
    """Beads that never come back to the first one."""
    return one_page(
        catalog=b"/Threads [6 0 R]",
        more={
            6: b"<< /Type /Thread /F 7 0 R >>",
            7: b"<< /Type /Bead /T 6 0 R /N 8 0 R /P 3 0 R /R [0 0 1 1] >>",
            8: b"<< /Type /Bead /T 6 0 R /N 8 0 R /P 3 0 R /R [0 0 1 1] >>",
        },
    )


def cycle_form() -> bytes:
    form = stream(
        b"/X Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return one_page(stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", more={6: form})


def unterminated_inline_image() -> bytes:
    return one_page(stream(b"BI /W 10 /H 10 /BPC 8 /CS /G ID " + b"x" * 200_000))


def huge_size_root() -> bytes:
    body = one_page()
    return body.replace(b"trailer\n<< /Size 6", b"trailer\n<< /Size 999999999999")


def xref_of_no_width() -> bytes:
    body = one_page()
    body = body[: body.index(b"xref\n0 ")]
    start = len(body)
    table = stream(
        b"\0" * 100, b"/Type /XRef /W [0 0 0] /Index [0 999999999] /Size 999999999 /Root 1 0 R"
    )
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, start)


def big_to_unicode() -> bytes:
    ranges = (
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        + (b"100 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 100 + b"endbfrange\n") * 40_000
    )
    font = _FONT.replace(b">>", b"/ToUnicode 7 0 R >>")
    return one_page(
        resources=b"",
        page=b"",
        more={5: font, 7: stream(zlib.compress(ranges, 9), b"/Filter /FlateDecode")},
    )


def deep_nesting(depth: int = 200_000) -> bytes:
    return one_page(more={6: b"[" * depth + b"]" * depth}, catalog=b"/Deep 6 0 R")


def script_launch_attachment() -> bytes:
    """Says one sentence, and has a script, a launch action and an attached text."""
    return one_page(
        catalog=b"/OpenAction 6 0 R /Names << /EmbeddedFiles << /Names [(a.txt) 8 0 R] >> >>",
        page=b"/AA << /O 7 0 R >>",
        more={
            6: b"<< /S /JavaScript /JS (app.alert\\('hemmeligt'\\)) >>",
            7: b"<< /S /Launch /F (/bin/sh) /Win << /F (calc.exe) >> >>",
            8: b"<< /Type /Filespec /F (a.txt) /EF << /F 9 0 R >> >>",
            9: stream(b"vedhaeftet tekst", b"/Type /EmbeddedFile"),
        },
    )


def blank() -> bytes:
    return one_page(stream(b"0 0 m 100 100 l S"))


def encrypted(password: str) -> bytes:
    """Encrypt with a user's password; the empty one opens without asking."""
    import io

    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(one_page()))
    writer.encrypt(user_password=password, owner_password="ejer", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def of_many_pages(count: int) -> bytes:
    kids = b"3 0 R " * count
    body = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    }
    return pdf(body)
