"""Tells from a file's content what it is; the suffix only breaks ties among plain texts."""

from __future__ import annotations

import re
from typing import Literal

from ingest.read.container import open_container
from ingest.read.limits import Limits
from ingest.read.reasons import rejected

Format = Literal[
    "pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "html", "eml", "md", "csv", "txt"
]
_BINARY_SUFFIXES = frozenset({".pdf", ".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"})
# Text that is no document: settings, code and data files that lie about in folders.
_OTHER_SUFFIXES = re.compile(
    r"\.(?:bat|c|cfg|css|ini|ipynb|js|jsonl?|lock|log|ps1|py|rtf|sh|sql|srt|svg|tex|toml|ts|vcf"
    r"|xml|ya?ml)"
)
_OOXML: dict[str, Format] = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_ODF: dict[str, Format] = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_VARIANT = re.compile(r"-(?:template|web|master)$")  # kinds of files that are built alike
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD_BYTES = 1024  # readers accept that much before %PDF-
_PROSE_WORDS = 20  # fewer words under the suffix of a binary format are a broken file
_MAIL_FIELD = re.compile(
    r"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to"
    r"|content-type|x-[\w-]+|cc|reply-to)[ \t]*:",
    re.I,
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main"
    r"|section|div|h[1-6]|p|table|ul|ol|title|meta)\b",
    re.I | re.S,
)


def detect(data: bytes, suffix: str, limits: Limits) -> Format:
    """Return the format of a file that is not empty.

    Args:
        data: The whole file.
        suffix: Lower-case suffix of its name with the dot, or an empty string.
        limits: For the check of a zip container.

    Raises:
        Rejected: `unsupported`, `damaged`, `encrypted` or what is wrong with a container.
    """
    if b"%PDF-" in data[:_PDF_HEAD_BYTES]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data, suffix, limits)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise rejected("encrypted" if locked else "unsupported")
    return _plain(data, suffix)


def _packed(data: bytes, suffix: str, limits: Limits) -> Format:
    with open_container(data, limits) as container:
        names = set(container.namelist())
        if "mimetype" in names:
            kind = container.read("mimetype").decode("ascii", "replace").strip()
            kind = _VARIANT.sub("", kind)
            if kind in _ODF:
                if "content.xml" not in names:
                    raise rejected("damaged")
                return _ODF[kind]
        if "[Content_Types].xml" in names:
            for folder, office in _OOXML.items():
                if any(name.startswith(folder) and name.endswith(".xml") for name in names):
                    return office
        is_office = any(name.startswith(tuple(_OOXML)) or name == "content.xml" for name in names)
    raise rejected("damaged" if is_office and suffix in _BINARY_SUFFIXES else "unsupported")


def _plain(data: bytes, suffix: str) -> Format:
    from ingest.read.encoding import decode

    text = decode(data)
    if text is None or text.startswith(("{\\rtf", "%!PS")):
        raise rejected("damaged" if suffix in _BINARY_SUFFIXES else "unsupported")
    head = text[:20_000].lstrip("\ufeff")
    if _HTML.match(head):
        return "html"
    if _is_mail(head):
        return "eml"
    if head.lstrip().startswith("<?xml") or _OTHER_SUFFIXES.fullmatch(suffix):
        raise rejected("unsupported")
    if suffix in _BINARY_SUFFIXES and len(head.split()) < _PROSE_WORDS:
        raise rejected("damaged")
    if suffix in (".html", ".htm", ".xhtml") and "<" in head:
        return "html"
    return _text(head, suffix)


def _is_mail(head: str) -> bool:
    lines = re.split(r"\r\n|\n|\r", head.lstrip("\r\n"))
    fields = 0
    for line in lines:
        if _MAIL_FIELD.match(line):
            fields += 1
        elif line[:1] not in (" ", "\t") and not re.match(r"[\w-]+:", line):
            break
    return fields >= 2 and bool(re.match(r"[\w-]+:", lines[0]))


def _text(head: str, suffix: str) -> Format:
    from ingest.read.delimited import delimiter

    if suffix in (".md", ".markdown"):
        return "md"
    if suffix in (".csv", ".tsv") or (suffix != ".txt" and delimiter(head, strict=True)):
        return "csv"
    if re.search(r"^#{1,6} \S", head, re.M) or re.search(r"^\|?\s*:?-{3,}:?\s*\|", head, re.M):
        return "md"
    return "csv" if delimiter(head, strict=True) else "txt"
