"""Delimited text (CSV) as Danish surveys come: semicolons, commas, tabs, with or without `sep=`."""

from __future__ import annotations

import csv
import io
import itertools
import re

from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.reasons import rejected
from ingest.read.table import write_table

_DELIMITERS = ";\t,|"
_SAMPLE_ROWS = 50
_SEP = re.compile(r"sep=(.)\r?\n", re.I)
_STRICT_ROWS = 3  # fewer lines with a comma each are prose


def delimiter(text: str, *, strict: bool = False) -> str | None:
    """Return the character that parts the columns, or None when there are none.

    Args:
        text: A file's beginning.
        strict: Whether the text may be prose: every row must then have as many columns.
    """
    named = _SEP.match(text)
    if named:
        return named[1]
    scores = {}
    for candidate in _DELIMITERS:
        widths = [len(row) for row in _sample(text, candidate) if any(row)]
        if strict and (len(widths) < _STRICT_ROWS or len(set(widths)) > 1):
            continue
        if not widths or max(widths) < 2 or (strict and candidate == "," and widths[0] < 3):
            continue
        usual = max(set(widths), key=widths.count)
        if usual >= 2:
            scores[candidate] = (widths.count(usual) / len(widths), usual)
    return max(scores, key=lambda candidate: scores[candidate]) if scores else None


def _sample(text: str, candidate: str) -> list[list[str]]:
    lines = text.splitlines(keepends=True)
    # The sample may end in the middle of a row.
    complete = lines[:-1] if len(lines) > 1 and not lines[-1].endswith(("\n", "\r")) else lines
    if len(text) < 20_000:
        complete = lines
    try:
        rows = csv.reader(io.StringIO("".join(complete), newline=""), delimiter=candidate)
        return list(itertools.islice(rows, _SAMPLE_ROWS))
    except csv.Error:
        return []


def read_csv(data: bytes, limits: Limits) -> Outline:
    """Read a delimited text file."""
    text = decode(data)
    if text is None:
        raise rejected("damaged")
    outline = Outline(limits)
    text = text.lstrip("\ufeff")
    separator = delimiter(text[:20_000]) or ";"
    body = _SEP.sub("", text, count=1) if _SEP.match(text) else text
    csv.field_size_limit(limits.text_characters)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
            rows.append(row)
            cells += len(row)
            if len(rows) > limits.rows or cells > limits.cells or len(row) > limits.columns:
                raise rejected("too_many_cells")
    except csv.Error:
        raise rejected("damaged") from None
    outline.sheet = ""
    write_table(outline, rows)
    return outline
