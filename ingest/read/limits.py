"""How large a file may be, unpacked and parsed, before it is rejected."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file; beyond one of them the file is rejected, not cut.

    Attributes:
        file_bytes: Size on disk.
        pages: Pages of a PDF, slides of a presentation.
        text_characters: Length of the document's text.
        zip_members: Entries of a zip container.
        zip_bytes: All entries unpacked.
        zip_ratio: Unpacked to packed size of one entry.
        rows: Rows of a sheet.
        columns: Columns of a sheet.
        cells: Cells with a value in a workbook.
        stream_bytes: One stream of a PDF, decompressed.
        memory_bytes: Address space of the parsing process.
        cpu_s: Processor seconds for one file, or for one page read by OCR.
        wall_s: Seconds on the clock for the same.
        ocr_pages: Pages of one file that are read by OCR.
    """

    file_bytes: int = 50 * _MB
    pages: int = 2_000
    text_characters: int = 20 * _MB
    zip_members: int = 2_000
    zip_bytes: int = 200 * _MB
    zip_ratio: int = 100
    rows: int = 100_000
    columns: int = 256
    cells: int = 1_000_000
    stream_bytes: int = 50 * _MB
    memory_bytes: int = 1_536 * _MB
    cpu_s: int = 60
    wall_s: int = 90
    ocr_pages: int = 300


DEFAULT_LIMITS = Limits()
