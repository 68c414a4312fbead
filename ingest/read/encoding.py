"""Bytes to text: the encoding that leaves no letter of a Danish word broken."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows first, for it is by far the most common; the others win only on better letters.
_SINGLE_BYTE = ("cp1252", "iso-8859-1", "mac_roman", "cp850", "cp865")
_LETTER_IN_WORD = re.compile(r"(?<=[a-zæøå])[æøåéöäü]|\b[ÆØÅæøåÉ](?=[a-z])|(?<=[A-Z])[ÆØÅ]")
_BROKEN_IN_WORD = re.compile(
    r"(?<=[A-Za-z])[^\x00-\x7fæøåÆØÅéÉöäüÖÄÜèàáóíôêëçñß’‘”“–—…»«\xa0\xad](?=[a-z])"
)
_TWICE = re.compile("Ã[¦¸¥†˜…©\x86\x98\x85]")  # æ, ø, å, Æ, Ø, Å, é
_DANISH = re.compile("[æøåÆØÅ]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_SHARE = 0.01
_SAMPLE = 200_000
_WHOLE_PER_BROKEN = 5


def decode(data: bytes, declared: str | None = None) -> str | None:
    """Return the text, or None when the bytes are no text.

    Args:
        data: A whole file or part of a message.
        declared: What the file says of itself; used only where the bytes are not UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    sample = data[:_SAMPLE].decode("latin-1")
    if len(_CONTROLS.findall(sample)) > len(sample) * _CONTROL_SHARE:
        return None
    text = _strict(data, "utf-8")
    if text is not None:
        return _decoded_twice(text)
    text = _mostly_utf8(data)
    if text is not None:
        return text
    if declared and _known(declared):
        text = _strict(data, declared)
        if text is not None and not _BROKEN_IN_WORD.search(text[:_SAMPLE]):
            return text
    return _best(data)


def _decoded_twice(text: str) -> str:
    """Mend a text whose UTF-8 was taken for Windows' letters, "KÃ¦lder" for "Kælder".

    Only where no Danish letter is right in the whole text, and line by line where every sign fits.
    """
    if not _TWICE.search(text) or _DANISH.search(text):
        return text
    return "".join(map(_mended, text.splitlines(keepends=True)))


def _mended(line: str) -> str:
    if not _TWICE.search(line):
        return line
    for encoding in ("cp1252", "latin-1"):
        try:
            return line.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return line


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _mostly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few broken bytes: in another encoding every letter would be broken."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return text if whole > _WHOLE_PER_BROKEN * broken else None


def _known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding)._is_text_encoding
    except LookupError:
        return False


def _wide(data: bytes) -> str | None:
    """Name UTF-16 without a mark: in Danish nearly every second byte is zero."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    if sample[1::2].count(0) > 0.8 * len(sample) / 2 and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.8 * len(sample) / 2 and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _best(data: bytes) -> str | None:
    best, best_score = None, 0
    for encoding in _SINGLE_BYTE:
        text = _strict(data, encoding)
        if text is None:
            continue
        sample = text[:_SAMPLE]
        score = len(_LETTER_IN_WORD.findall(sample)) - 2 * len(_BROKEN_IN_WORD.findall(sample))
        if best is None or score > best_score:
            best, best_score = text, score
    return best
