"""Looks through a PDF for what would eat the machine, before the text is taken from it.

pdfium, which takes the text, has no limits on what a stream unpacks to; pypdf has.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.read.limits import Limits
from ingest.read.reasons import rejected

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_CHARACTER_MAP_BYTES = 4 * 1024 * 1024  # real ones stay below a tenth of that
_FORM_DEPTH = 30
_CHAIN_AT_MOST = 10_000
_PREVIOUS = re.compile(rb"/Prev\s+(\d+)")


def check(data: bytes, limits: Limits) -> None:
    """Pass a PDF on whose streams are small enough and whose structure has no circles.

    Raises:
        Rejected: `encrypted`, `damaged`, `empty`, `too_many_pages` or `too_large_unpacked`.
    """
    import pypdf
    from pypdf.errors import DependencyError, LimitReachedError, PdfReadError, PyPdfError

    _check_chain(data)
    bound = limits.stream_bytes
    with pypdf.apply_configuration(
        zlib_maximum_output_length=bound,
        lzw_maximum_output_length=bound,
        run_length_maximum_output_length=bound,
        array_based_stream_maximum_output_length=bound,
        maximum_declared_stream_length=bound,
    ):
        try:
            reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise rejected("encrypted")
            _Check(reader, limits).run()
        except LimitReachedError as error:
            circular = "cycle" in str(error).lower()
            raise rejected("damaged" if circular else "too_large_unpacked") from None
        except PdfReadError as error:
            if "cyclic" in str(error).lower():
                raise rejected("damaged") from None
        except (DependencyError, PyPdfError, ArithmeticError, LookupError, TypeError, ValueError):
            # What pypdf cannot read, pdfium often can, and the process has its limits.
            return


def _check_chain(data: bytes) -> None:
    """Refuse cross-reference tables that lead back to an earlier one."""
    seen: set[int] = set()
    start = data.rfind(b"startxref")
    found = re.match(rb"startxref\s+(\d+)", data[start : start + 40]) if start >= 0 else None
    while found is not None and len(seen) < _CHAIN_AT_MOST:
        place = int(found[1])
        if place in seen:
            raise rejected("damaged")
        seen.add(place)
        ends = [data.find(mark, place) for mark in (b"startxref", b"stream")]
        end = min((end for end in ends if end >= 0), default=len(data))
        found = _PREVIOUS.search(data, place, end)


class _Check:
    """Walks what a page draws, each stream once."""

    def __init__(self, reader: PdfReader, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._seen: set[int] = set()

    def run(self) -> None:
        pages = self._reader.pages
        if len(pages) > self._limits.pages:
            raise rejected("too_many_pages")
        catalog = self._reader.trailer["/Root"].get_object()
        if _entries(_entries(catalog).get("/Pages")).get("/Kids") == []:
            raise rejected("empty")  # whole, but without a page
        _check_outline(catalog)
        _check_threads(catalog)
        for page in pages:
            self._page(page)

    def _page(self, page: PageObject) -> None:
        contents = page.get("/Contents")
        found = contents.get_object() if contents is not None else None
        total = 0
        for part in found if isinstance(found, list) else [found]:
            total += _length(_object(part))
        if total > self._limits.stream_bytes:
            raise rejected("too_large_unpacked")
        self._resources(page.get("/Resources"), ())

    def _resources(self, reference: object, above: tuple[int, ...]) -> None:
        resources = _entries(reference)
        for font in _entries(resources.get("/Font")).values():
            self._character_map(_entries(font).get("/ToUnicode"))
        for form in _entries(resources.get("/XObject")).values():
            self._form(form, above)

    def _character_map(self, reference: object) -> None:
        if self._is_new(reference) and _length(_object(reference)) > _CHARACTER_MAP_BYTES:
            raise rejected("too_large_unpacked")

    def _form(self, reference: object, above: tuple[int, ...]) -> None:
        number = _number(reference)
        if number in above or len(above) > _FORM_DEPTH:
            raise rejected("damaged")
        form = _object(reference)
        entries = _entries(form)
        if entries.get("/Subtype") != "/Form" or not self._is_new(reference):
            return
        if _length(form) > self._limits.stream_bytes:
            raise rejected("too_large_unpacked")
        self._resources(entries.get("/Resources"), (*above, number))

    def _is_new(self, reference: object) -> bool:
        number = _number(reference)
        new = number not in self._seen
        self._seen.add(number)
        return new


def _object(reference: object) -> object:
    return reference.get_object() if hasattr(reference, "get_object") else reference


def _length(found: object) -> int:
    """Count a stream's bytes when it is unpacked; 0 for what is none."""
    return len(found.get_data()) if hasattr(found, "get_data") else 0


def _entries(reference: object) -> Mapping[str, object]:
    found = _object(reference)
    return found if isinstance(found, Mapping) else {}


def _number(reference: object) -> int:
    return int(getattr(reference, "idnum", 0)) or id(reference)


def _check_outline(catalog: object) -> None:
    """Refuse bookmarks that lead back to an earlier one."""
    seen: set[int] = set()
    waiting = [_entries(_entries(catalog).get("/Outlines")).get("/First")]
    while waiting:
        reference = waiting.pop()
        if reference is None:
            continue
        if _number(reference) in seen:
            raise rejected("damaged")
        seen.add(_number(reference))
        entries = _entries(reference)
        waiting += [entries.get("/First"), entries.get("/Next")]


def _check_threads(catalog: object) -> None:
    """Refuse chains of beads that do not come back to their first one."""
    threads = _object(_entries(catalog).get("/Threads"))
    for thread in threads if isinstance(threads, list) else []:
        first = _entries(thread).get("/F")
        for bead in _beads(first):
            if bead is None:
                raise rejected("damaged")


def _beads(first: object) -> Iterator[int | None]:
    """Yield the chain's numbers; None when it goes in circles without its first bead."""
    seen: set[int] = set()
    bead = first
    while bead is not None and _number(bead) not in seen:
        seen.add(_number(bead))
        yield _number(bead)
        bead = _entries(bead).get("/N")
    if bead is not None and _number(bead) != _number(first):
        yield None
