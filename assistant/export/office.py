"""A paper → a Word or OpenDocument file, made by pandoc from our Markdown, confined."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from datetime import UTC
from functools import cache
from pathlib import Path

from assistant.export.markdown import body
from assistant.export.paper import Paper, Table
from assistant.export.template import look, rewrite
from assistant.plain import line
from ingest.errors import ExportError

FORMATS = (".docx", ".odt")

_READS = "commonmark-raw_html+footnotes+pipe_tables"  # the least that our Markdown needs
_LANGUAGES = {"da": "da-DK", "en": "en-GB"}
_TITLE_CHARACTERS = 255  # Word's own data hold no more
_WALL_S = 60
_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.S)
_LINE = 9070  # twentieths of a point between the margins
_PADDING, _CHARACTER = 240, 130  # the same, of a cell and of a letter
_LONG = 40  # characters: longer texts get no more
_NO_TIME = "1970-01-01T00:00:00Z"  # in its sandbox pandoc has no clock
_CONFINED = Path(__file__).with_name("confined.py")


def to_office(paper: Paper, suffix: str) -> bytes:
    """Return a paper as a file.

    Args:
        paper: With a footnote for each use of a citation.
        suffix: Of `FORMATS`.

    Raises:
        ExportError: Pandoc did not make it.
    """
    with tempfile.TemporaryDirectory(prefix="velfaerd-") as directory:
        template = Path(directory) / f"look{suffix}"
        template.write_bytes(_template(suffix))
        known = Path(directory) / "known.json"  # pandoc takes a list from a file only
        known.write_text(json.dumps({"keywords": paper.keywords}), encoding="utf-8")
        made = _pandoc(
            f"--from={_READS}", f"--to={suffix[1:]}", f"--reference-doc={template}", "--output=-",
            f"--metadata-file={known}", *_metadata(paper),
            "--shift-heading-level-by=-1",  # the title is no heading, so what stands below it is 1
            given=body(paper).encode(),
        )  # fmt: skip
    now = paper.made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dated = dict.fromkeys(("docProps/core.xml", "meta.xml"), lambda xml: xml.replace(_NO_TIME, now))
    tables = iter([block for block in paper.blocks if isinstance(block, Table)])
    grids = {"word/document.xml": lambda xml: _GRID.sub(lambda _: _grid(next(tables)), xml)}
    return rewrite(made, dated | grids)


def _grid(table: Table) -> str:
    """Return the widths of a table's columns, which pandoc makes equal.

    Each has room for its longest word; what is left goes to long texts.
    """
    columns = list(zip(table.headings, *(cells for cells, _ in table.rows), strict=True))
    words = [max((len(word) for text in column for word in text.split()), default=1)
             for column in columns]  # fmt: skip
    least = [_PADDING + _CHARACTER * length for length in words]
    texts = [min(max(1, *map(len, column)), _LONG) for column in columns]
    left = max(_LINE - sum(least), 0)
    widths = [one + left * long // sum(texts) for one, long in zip(least, texts, strict=True)]
    columns_xml = "".join(f'<w:gridCol w:w="{width}" />' for width in widths)
    return f"<w:tblGrid>{columns_xml}</w:tblGrid>"


def _metadata(paper: Paper) -> list[str]:
    """Return the file's own data as arguments; given like this, nothing in them is Markdown."""
    fields = [
        ("title", line(paper.title)[:_TITLE_CHARACTERS]),
        ("description", line(paper.about)),
        ("lang", _LANGUAGES[paper.language]),
    ]
    return [f"--metadata={name}={value}" for name, value in fields]


@cache
def _template(suffix: str) -> bytes:
    return look(_pandoc(f"--print-default-data-file=reference{suffix}"), suffix)


def _pandoc(*arguments: str, given: bytes = b"") -> bytes:
    """Run pandoc without network, files or much time, and return what it writes."""
    import pypandoc

    confined = [sys.executable, "-I", "-S", str(_CONFINED), pypandoc.get_pandoc_path()]
    try:
        done = subprocess.run(
            [*confined, "--sandbox", *arguments],
            input=given,
            capture_output=True,
            timeout=_WALL_S,
            env={"LC_ALL": "C.UTF-8"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ExportError(type(error).__name__) from error
    if done.returncode or not done.stdout:
        raise ExportError(done.stderr.decode("utf-8", "replace")[:200].strip())
    return done.stdout
