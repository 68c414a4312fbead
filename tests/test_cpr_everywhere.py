"""A thousand CPR numbers go into every place that a folder, a file and a question have; none stays.

Written are substitute numbers (the day plus 60), which nobody has.
"""

from __future__ import annotations

import io
import json
import random
import zipfile

import docx
import openpyxl
import pptx
import pytest
from library_world import sources, write

from assistant import cli
from ingest.embed import HashingEncoder

_NUMBERS = 1000
_FORMS = ("{0}-{1}", "{0}{1}", "{0} {1}", "{0}–{1}", "CPR: {0}{1}", "cpr-nr. {0}-{1}")
_STORED = ("", "-", " ", "–", "_", "; ", "\n")  # between the date and the rest, as it may be kept
_TEXT = "Hjemmeplejen bruger skærmbesøg hver dag."


class Numbers:
    """Numbers from a seed, and which were given out."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []
        self._source = random.Random(20260501)

    def __call__(self, form: str | None = None) -> str:
        source = self._source
        date = f"{source.randint(61, 88)}{source.randint(1, 12):02}{source.randint(0, 99):02}"
        number = date, f"{source.randint(0, 9999):04}"
        self.given.append(number)
        return (form or source.choice(_FORMS)).format(*number)


@pytest.fixture
def numbers():
    return Numbers()


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    """Run a command and return all that it says."""
    monkeypatch.setattr("ingest.embed_ollama.encoder_of", lambda *_: HashingEncoder())
    monkeypatch.setenv("VELFAERD_LIBRARY", "set by the command")

    def run(*arguments):
        code = cli.run(["--library", str(tmp_path / "bibliotek"), *map(str, arguments)])
        captured = capsys.readouterr()
        assert code == 0, captured.err
        return captured.out + captured.err

    return run


def _saved(file) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _word(numbers) -> bytes:
    file = docx.Document()
    file.core_properties.title = f"Journal {numbers()}"
    file.sections[0].header.paragraphs[0].text = numbers("{0}-{1}")
    file.add_heading(f"Om {numbers()}", 1)
    table = file.add_table(rows=0, cols=2)
    for row in range(80):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"Person {row}", numbers()
    return _saved(file)


def _book(numbers) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = numbers("{0}-{1}")
    sheet.append(["Navn", "CPR", "Født", "Sidste fire"])
    for row in range(100):
        date, rest = numbers("{0} {1}").split()
        sheet.append([f"Person {row}", int(numbers("{0}{1}")), date, rest])
    return _saved(book)


def _show(numbers) -> bytes:
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes.title.text = f"Borger {numbers()}"
    slide.placeholders[1].text = "\n".join(numbers() for _ in range(40))
    slide.notes_slide.notes_text_frame.text = numbers()
    return _saved(show)


def _mail(numbers) -> bytes:
    head = f"From: {numbers('{0}-{1}')} <{numbers('{0}{1}')}@eksempel.dk>\nSubject: {numbers()}\n"
    body = "\n".join(f"{_TEXT} {numbers()}" for _ in range(40))
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{body}\n".encode()


def _page(numbers) -> bytes:
    head = f"<title>{numbers()}</title><meta property='og:site_name' content='{numbers()}'>"
    lines = "".join(f"<p>{_TEXT} {numbers('{0}<b>-{1}</b>')}</p>" for _ in range(60))
    return f"<html><head>{head}</head><body><h1>Hjælp</h1>{lines}</body></html>".encode()


def _fill(folder, numbers) -> None:
    made = {".docx": _word, ".xlsx": _book, ".pptx": _show, ".eml": _mail, ".html": _page}
    for suffix, make in made.items():
        (folder / f"fil {numbers('{0}-{1}')}{suffix}").write_bytes(make(numbers))
    (folder / f"tom_{numbers('{0}_{1}')}.pdf").write_bytes(b"")
    (folder / f"brudt {numbers('{0}{1}')}.docx").write_bytes(b"PK\x03\x04 intet")
    below = folder / f"mappe_{numbers('{0}{1}')}"
    while len(numbers.given) < _NUMBERS:
        lines = "\n\n".join(f"{_TEXT} Borger {numbers()} fik hjælp." for _ in range(60))
        rows = "\n".join(f"| {n} | {numbers()} |" for n in range(10))
        text = f"# Om {numbers()}\n\n{lines}\n\n| Nr. | CPR |\n|---|---|\n{rows}\n"
        write(below / f"notat_{numbers('{0}-{1}')}.md", text)
    sources(folder, f'["kendes ikke {numbers()}.md"]\ntitle = "Om {numbers()}"\n')


def test_none_of_a_thousand_numbers_is_in_the_library_or_in_what_commands_say(
    numbers, run, folder, tmp_path
):
    _fill(folder, numbers)
    said = run("sync", folder, "--json") + run("sync", folder)
    batch = tmp_path / "spørgsmål.jsonl"
    asked = [{"question": f"Hvad fik {numbers()}?", "history": [numbers()]} for _ in range(20)]
    batch.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    said += run("ask", "--batch", batch) + run("search", "--batch", batch)
    said += run("search", "hjælp", "--k", 500, "--json") + run("ask", numbers()) + run("doctor")
    said += run("draft", f"Hjælp til {numbers()}", "--title", numbers(), "--json")
    drafted = tmp_path / "udkast.docx"
    said += run("draft", f"Hjælp til {numbers()}", "--title", numbers(), "--out", drafted)
    said += run("check", next(folder.rglob("notat_*.md")), "--json")
    files = [file for file in (tmp_path / "bibliotek").rglob("*") if file.is_file()]
    kept = said.encode() + b"".join(file.read_bytes() for file in files)
    with zipfile.ZipFile(drafted) as parts:
        kept += b"".join(map(parts.read, parts.namelist()))
    assert len(numbers.given) > _NUMBERS
    assert [
        number for number in numbers.given for gap in _STORED if gap.join(number).encode() in kept
    ] == []
