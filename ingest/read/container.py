"""Checks a zip container before anything in it is parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from itertools import pairwise
from typing import IO
from xml.parsers import expat

from ingest.read.limits import Limits
from ingest.read.reasons import rejected

_RATIO_MATTERS_BYTES = 1024 * 1024  # a small entry harms nobody however well it packed
_LOCAL_HEADER_BYTES = 30
_PIECE_BYTES = 64 * 1024
_MANIFEST = "META-INF/manifest.xml"
_XML = (".xml", ".rels", ".vml", ".rdf", ".xhtml")
# A chart in a presentation carries its numbers as a workbook, which is never opened.
_EMBEDDED = re.compile(r"(?:word|ppt|xl)/embeddings/[^/]+\.(?:xlsx|xlsm|docx|pptx|bin)$")
_ARCHIVE = re.compile(r"\.(?:zip|7z|rar|gz|tgz|bz2|xz|tar|jar|docx|xlsx|pptx|od[tps])$", re.I)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


def open_container(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Open a zip file of which every entry may be read.

    Raises:
        Rejected: `damaged`, `encrypted`, `unsafe_archive`, `too_large_unpacked` or
            `external_entity`.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        raise rejected("damaged") from None
    entries = container.infolist()
    if len(entries) > limits.zip_members:
        raise rejected("unsafe_archive")
    _check_sizes(entries, limits)
    _check_places(entries)
    _check_manifest(container)
    for entry in entries:
        _check_entry(container, entry)
    return container


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise rejected("encrypted")
        packed_at_most = max(entry.compress_size, 1) * limits.zip_ratio
        if entry.file_size > _RATIO_MATTERS_BYTES and entry.file_size > packed_at_most:
            raise rejected("too_large_unpacked")
    if sum(entry.file_size for entry in entries) > limits.zip_bytes:
        raise rejected("too_large_unpacked")


def _check_manifest(container: zipfile.ZipFile) -> None:
    """Refuse an OpenDocument file with a password before its parts are taken for XML."""
    if _MANIFEST in container.namelist() and b"encryption-data" in _read(container, _MANIFEST):
        raise rejected("encrypted")


def _read(container: zipfile.ZipFile, name: str) -> bytes:
    try:
        return container.read(name)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error):
        raise rejected("damaged") from None


def _check_places(entries: list[zipfile.ZipInfo]) -> None:
    """Entries lie one after another and keep to their own folder."""
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names) or any(_OUTSIDE.search(name) for name in names):
        raise rejected("unsafe_archive")
    for entry, following in pairwise(sorted(entries, key=lambda entry: entry.header_offset)):
        end = entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size
        if end > following.header_offset:
            raise rejected("unsafe_archive")


def _check_entry(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.is_dir() or _EMBEDDED.match(entry.filename):
        return
    if _ARCHIVE.search(entry.filename):
        raise rejected("unsafe_archive")
    try:
        with container.open(entry) as stream:
            head = stream.read(4)
            if head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf")):
                raise rejected("unsafe_archive")
            if entry.filename.lower().endswith(_XML):
                _check_prolog(head, stream)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, zlib.error):
        raise rejected("damaged") from None


def _check_prolog(head: bytes, stream: IO[bytes]) -> None:
    """Reject a DTD: it can only stand before the first element."""
    begun = False

    def refuse(*_: object) -> None:
        raise rejected("external_entity")

    def note(*_: object) -> None:
        nonlocal begun
        begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = note
    piece = head
    while piece and not begun:
        try:
            parser.Parse(piece)
        except expat.ExpatError:
            raise rejected("damaged") from None
        piece = stream.read(_PIECE_BYTES)
