"""A thousand CPR numbers go into every place that a folder, a file and a question have; none stays.

Half of them are substitute numbers (the day plus 60), one in eleven passes modulus 11.
"""

from __future__ import annotations

import datetime
import io
import json
import logging
import random
import re
import zipfile

import docx
import openpyxl
import pptx
import pytest
from fake_ollama import MODEL, FakeOllama, reply
from hostile import pdfs
from library_world import sources, write
from test_cpr import look_alikes
from web_client import client

from assistant import cli
from assistant.answer import Assistant
from assistant.settings import load
from assistant.web.conversations import Turn, without_personal_data
from ingest.cpr import MASK
from ingest.embed import HashingEncoder
from ingest.library import Library
from ingest.pipeline import sync

_NUMBERS = 1000
_WIDE = str.maketrans("0123456789-", "０１２３４５６７８９－")
# {0} is the date, {1} the rest, {d}, {m} and {y} its day, month and year.
_WRITTEN = (
    "{0}-{1}", "{0}{1}", "{0} {1}", "{0}–{1}", "{0}\u2011{1}", "{0} - {1}", "{0}\u00a0{1}",
    "{d} {m} {y}-{1}", "{d}.{m}.{y}-{1}", "{d}-{m}-{y}-{1}", "{d}/{m}/{y} – {1}", "w{0}-{1}",
    "CPR: {0}{1}", "cpr-nr. {0}-{1}", "CPR {0}.{1}", "personnummer {0}/{1}", "CPR: {d}.{m}.{y}.{1}",
    "CPR {d} {m} {y} {1}", "født {d}.{m}.19{y}-{1}",
)  # fmt: skip
_BROKEN = (*_WRITTEN, "{0}-\n{1}", "{0}\n{1}")  # where a line may end inside a number
_TYPED = (
    *_BROKEN, "{0}.{1}", "{0}/{1}", "{d}.{m}.{y}.{1}", "{d}/{m}/{y} {1}", "{d}.{m}.19{y} {1}",
    "{0}-\r\n{1}", "{0}\t{1}", "{0}, {1}", "{0} ({1})", "{0} -- {1}", "{d}{m} {y}-{1}", "w{0}{1}",
)  # fmt: skip
_APART = 40  # characters from the first digit of a number to its last, as it may be kept
_TEXT = "Hjemmeplejen bruger skærmbesøg hver dag."


class Numbers:
    """Numbers from a seed, and which were given out."""

    def __init__(self) -> None:
        self.given: list[str] = []
        self.source = random.Random(20260501)

    def __call__(self, *forms: str) -> str:
        source = self.source
        day, month, year = source.randint(1, 28), source.randint(1, 12), source.randint(21, 99)
        d, m, y = f"{day + source.choice((0, 60)):02}", f"{month:02}", f"{year:02}"
        rest = f"{source.randint(2100, 9999):04}"  # 2015 might be a year after a date
        self.given.append(f"{d}{m}{y}{rest}")
        form = source.choice(forms or _WRITTEN)
        written = form.removeprefix("w").format(d + m + y, rest, d=d, m=m, y=y)
        return written.translate(_WIDE) if form.startswith("w") else written

    def left_in(self, kept: bytes) -> set[str]:
        """The numbers that can be read in some bytes, whatever stands between their digits."""
        text = re.sub(r"(\d\d)\W?(\d\d)\W?(?:19|20)(\d\d)", r"\1\2\3", _plain(kept)) + _plain(kept)
        places = [m.start() for m in re.finditer(r"[0-9]", text)]
        digits = "".join(text[place] for place in places)
        return {
            number
            for number in self.given
            if (at := digits.find(number)) >= 0 and places[at + 9] - places[at] <= _APART
        }


def _plain(kept: bytes) -> str:
    """Text whose wide digits and the ones that JSON escapes are plain."""
    back = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)}
    return kept.decode("utf-8", "replace").translate(back)


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
    properties = file.core_properties
    properties.title, properties.subject = f"Journal {numbers()}", numbers()
    properties.author, properties.keywords = numbers(), numbers()
    file.sections[0].header.paragraphs[0].text = numbers("{0}-{1}")
    file.add_heading(f"Om {numbers()}", 1)
    table = file.add_table(rows=0, cols=2)
    for row in range(40):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"Person {row}", numbers(*_BROKEN)
    return _saved(file)


def _book(numbers) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = numbers("{0}-{1}")
    sheet.append(["Navn", "CPR", "Født", "Sidste fire"])
    for row in range(60):
        date, rest = numbers("{0} {1}").split()
        sheet.append([f"Person {row}", int(numbers("{0}{1}")), date, rest])
    parted = book.create_sheet("Delt")
    parted.append(["Dag", "Måned", "År", "Løbenr."])
    for _ in range(20):
        parted.append([int(part) for part in numbers("{d} {m} {y} {1}").split()])
    dated = book.create_sheet("Dato")
    dated.append(["Fødselsdato", "Løbenummer"])
    for _ in range(20):
        day, month, year, rest = map(int, numbers("{d} {m} {y} {1}").split())
        dated.append([datetime.date(1900 + year, month, day % 60), rest])
        numbers.given[-1] = f"{day % 60:02}{numbers.given[-1][2:]}"
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
    lines = "".join(f"<p>{_TEXT} {numbers('{0}<b>-{1}</b>')}</p>" for _ in range(40))
    return f"<html><head>{head}</head><body><h1>Hjælp</h1>{lines}</body></html>".encode()


def _print(numbers) -> bytes:
    plain = ("{0}-{1}", "{0} {1}", "{0}{1}", "CPR {d}.{m}.{y} {1}")
    lines = "".join(
        f"0 -20 Td (Kommunen hj{chr(92)}346lper {numbers(*plain)}.) Tj " for _ in range(30)
    )
    info = "".join(
        f"/{key} ({numbers(*plain)}) " for key in ("Title", "Author", "Subject", "Keywords")
    )
    return pdfs.one_page(
        pdfs.stream(f"BT /F1 12 Tf 72 780 Td {lines}ET".encode()),
        more={6: f"<< {info}>>".encode()},
        trailer=b"/Info 6 0 R",
    )


def _columns(numbers) -> bytes:
    rows = "".join(f"Person {row};{numbers()};{_TEXT}\n" for row in range(40))
    return f"Navn;CPR;Hjælp\n{rows}".encode()


_MADE = {
    ".docx": _word, ".xlsx": _book, ".pptx": _show, ".eml": _mail, ".html": _page, ".pdf": _print,
    ".csv": _columns,
}  # fmt: skip


def _fill(folder, numbers) -> None:
    for suffix, make in _MADE.items():
        (folder / f"fil {numbers('{0}-{1}')}{suffix}").write_bytes(make(numbers))
    (folder / f"tom_{numbers('{0}_{1}')}.pdf").write_bytes(b"")
    (folder / f"brudt {numbers('{0}{1}')}.docx").write_bytes(b"PK\x03\x04 intet")
    below = folder / f"mappe_{numbers('{0}{1}')}"
    while len(numbers.given) < _NUMBERS:
        lines = "\n\n".join(f"{_TEXT} Borger {numbers(*_BROKEN)} fik hjælp." for _ in range(60))
        rows = "\n".join(f"| {n} | {numbers()} |" for n in range(10))
        text = f"# Om {numbers()}\n\n{lines}\n\n| Nr. | CPR |\n|---|---|\n{rows}\n"
        write(below / f"notat_{numbers('{0}-{1}')}.md", text)
    sources(folder, f'["kendes ikke {numbers()}.md"]\ntitle = "Om {numbers()}"\n')


def _unpacked(file) -> bytes:
    """Every byte of a file, its parts when it is a package."""
    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as parts:
        return b"".join(map(parts.read, parts.namelist()))


def test_none_of_a_thousand_numbers_is_in_the_library_or_in_what_commands_say(
    numbers, run, folder, tmp_path, caplog
):
    caplog.set_level(logging.DEBUG)
    _fill(folder, numbers)
    said = run("sync", folder, "--json") + run("sync", folder)
    batch = tmp_path / "spørgsmål.jsonl"
    asked = [
        {"question": f"Hvad fik {numbers(form)}?", "history": [numbers(*_TYPED)]} for form in _TYPED
    ]
    batch.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    said += run("ask", "--batch", batch) + run("search", "--batch", batch)
    said += run("search", "hjælp", "--k", 500, "--json") + run("ask", numbers()) + run("doctor")
    topic, title = f"Hjælp til {numbers(*_TYPED)}", numbers(*_TYPED)
    said += run("draft", topic, "--title", title, "--json")
    out = tmp_path / "ud"
    out.mkdir()
    for suffix in ("docx", "odt", "md"):
        said += run("draft", topic, "--title", title, "--out", out / f"udkast.{suffix}")
    for file in (
        next(folder.rglob("notat_*.md")),
        next(folder.glob("*.docx")),
        out / "udkast.docx",
    ):
        said += run("check", file, "--json")
    kept = [*(tmp_path / "bibliotek").rglob("*"), *out.iterdir()]
    found = (
        said.encode() + caplog.text.encode() + b"".join(_unpacked(f) for f in kept if f.is_file())
    )
    assert len(numbers.given) > _NUMBERS
    assert numbers.left_in(found) == set()


def test_none_that_is_typed_in_the_pages_is_kept_or_said_again(numbers, folder, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    directory = tmp_path / "bibliotek"
    said = b""
    with (
        Library.open(directory, encoder=HashingEncoder()) as library,
        client(directory, library, assistant=Assistant, questions_per_minute=10_000) as pages,
    ):
        sync(folder, library)
        site = pages.app.state.site
        conversation = site.conversations.start("lokal", f"Hvad fik {numbers(*_TYPED)}?")
        for n, form in enumerate(_TYPED, 1):
            question, earlier = f"Hvad fik borger nr. {numbers(form)}?", f"Og {numbers(form)}?"
            asked = {"question": question, "history": [earlier], "stream": n % 2 == 0}
            answer = pages.post("/api/ask", json=asked)
            assert '"personal_data"' in answer.text, form
            search = pages.post("/api/search", json={"question": question})
            assert search.json()["hits"] == [] and search.json()["notice"]
            said += answer.content + search.content
            turn = Turn(n, question, 0.0, Assistant(library).ask(question, [earlier]))
            site.conversations.save("lokal", conversation, without_personal_data(turn))
            comment = {"comment": f"Det gælder {numbers(form)}", "verdict": "down", "turn": n}
            given = pages.post("/tilbagemelding", data=comment | {"conversation": conversation})
            assert given.status_code == 303
        pages.post(f"/samtaler/{conversation}/navn", data={"navn": f"Om {numbers(*_TYPED)}"})
        for kind in ("word", "markdown"):
            exported = tmp_path / "eksport"
            exported.write_bytes(pages.get(f"/samtaler/{conversation}/{kind}").content)
            said += _unpacked(exported)
        said += pages.get(f"/fundet/{conversation}/1").content
        for path in ("/samtaler", "/tilbagemeldinger", "/tilbagemeldinger/1", "/metrics"):
            said += pages.get(path).content
        said += b"".join(file.read_bytes() for file in directory.rglob("*") if file.is_file())
    assert numbers.left_in(said + caplog.text.encode()) == set()


def test_a_model_is_told_no_number_of_an_earlier_question(numbers, opened, folder):
    with FakeOllama(reply()) as fake:
        settings = load(writer=f"ollama:{MODEL}", ollama_url=fake.url)
        library = opened()
        sync(folder, library)
        earlier = [f"Hvad fik {numbers(*_TYPED)}?", "Hvornår begyndte Furesø med skærmbesøg?"]
        Assistant(library, settings).ask("Og hvem bruger dem?", earlier)
    assert fake.asked and numbers.left_in(json.dumps(fake.asked).encode()) == set()


def test_two_hundred_look_alikes_stay(folder, opened):
    source = random.Random(20260502)
    kinds = sorted(look_alikes(source).items())
    lines = [source.choice(kinds[n % len(kinds)][1]) for n in range(200)]
    write(folder / "tal.md", "# Tal\n\n" + "\n\n".join(f"Bilaget nævner {x} her." for x in lines))
    library = opened()
    sync(folder, library)
    text = library.document("tal.md").text
    assert sum(MASK in line for line in text.split("\n")) <= 2
