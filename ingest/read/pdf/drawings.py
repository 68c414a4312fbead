"""A page's drawings: rules of tables, bullets, coloured grounds and pictures."""

from __future__ import annotations

import ctypes
from types import ModuleType
from typing import TYPE_CHECKING

from ingest.read.pdf.shapes import Box, Page, Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage

_RULE_THICKNESS_PT = 2.5
_RULE_LENGTH_PT = 6.0
_DOT_PT = (1.5, 7.0)
_OBJECTS_AT_MOST = 20_000
_PATH_SEGMENTS_AT_MOST = 400
_WHITE = 250  # of 255, each of red, green and blue


def read_drawings(page: PdfPage, turn: Turn, found: Page) -> list[tuple[Box, bool]]:
    """Note rules and pictures; return what is painted, in order, and whether it is white."""
    import pypdfium2.raw as c

    fills: list[tuple[Box, bool]] = []
    area = max(found.width * found.height, 1.0)
    covered = 0.0
    for number, item in enumerate(page.get_objects(max_depth=2)):
        if number >= _OBJECTS_AT_MOST:
            break
        if item.type == c.FPDF_PAGEOBJ_TEXT:
            continue
        found.drawings += 1
        try:
            box = turn.box(*item.get_bounds())
        except RuntimeError:
            continue
        if item.type == c.FPDF_PAGEOBJ_PATH:
            _note_path(c, item, box, turn, found, fills)
        elif item.type in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_SHADING):
            fills.append((box, False))
            covered += max(box.x1 - box.x0, 0) * max(box.bottom - box.top, 0)
    found.picture_share = min(covered / area, 1.0)
    return fills


def _note_path(
    c: ModuleType,
    item: PdfObject,
    box: Box,
    turn: Turn,
    found: Page,
    fills: list[tuple[Box, bool]],
) -> None:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(item.raw, mode, stroke)
    width, height = box.x1 - box.x0, box.bottom - box.top
    if mode.value or stroke.value:
        if _DOT_PT[0] <= min(width, height) and max(width, height) <= _DOT_PT[1]:
            found.dots.append(box)
            return
        if height <= _RULE_THICKNESS_PT and width >= _RULE_LENGTH_PT:
            found.across.append(box)
            return
        if width <= _RULE_THICKNESS_PT and height >= _RULE_LENGTH_PT:
            found.down.append(box)
            return
    if mode.value:
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        c.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
        fills.append((box, min(red.value, green.value, blue.value) >= _WHITE))
    if stroke.value:
        _note_edges(c, item, turn, found)


def _note_edges(c: ModuleType, item: PdfObject, turn: Turn, found: Page) -> None:
    """Note the straight edges of a stroked path."""
    count = min(c.FPDFPath_CountSegments(item.raw), _PATH_SEGMENTS_AT_MOST)
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(count):
        segment = c.FPDFPath_GetPathSegment(item.raw, index)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn.point(*matrix.on_point(x.value, y.value))
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            _note_edge(last, point, found)
        if c.FPDFPathSegment_GetClose(segment) and start is not None:
            _note_edge(point, start, found)
        last = point


def _note_edge(a: tuple[float, float], b: tuple[float, float], found: Page) -> None:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= _RULE_THICKNESS_PT and width >= _RULE_LENGTH_PT:
        found.across.append(box)
    elif width <= _RULE_THICKNESS_PT and height >= _RULE_LENGTH_PT:
        found.down.append(box)
