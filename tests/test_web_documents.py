import json
import os
import threading
import time

import pytest
from web_client import USERS, client, log_in
from web_fakes import FakeLibrary, document

from assistant.web.anatomy import parts
from assistant.web.themes import heat_map, passages
from ingest.errors import LibraryError
from ingest.library import RejectedFile
from ingest.records import Notice
from ingest.report import SyncReport

REPORT = SyncReport(
    added=1, changed=2, removed=3, unchanged=4, rejected=(), chunks=10, seconds=0.5, embedded=9
)
LAW = "Jura\nServiceloven kræver samtykke.\nDet er et andet emne."


def library():
    held = [
        document("a.md", title="Alfa", year=2019, kind="survey"),
        document("b.md", LAW, title="Beta", year=2024, kind="law", publisher="KL <b>"),
        document("c.pdf", title="Gamma", year=None, pages=9, notices=(Notice("cpr_masked", 2),)),
    ]
    failed = [RejectedFile("d.docx", "encrypted", "Filen kræver adgangskode.")]
    return FakeLibrary(held, failed=failed)


@pytest.fixture
def pages(tmp_path):
    with client(tmp_path, library(), synchronise=lambda progress: REPORT) as opened:
        yield opened


def order(page):
    return sorted(("Alfa", "Beta", "Gamma"), key=lambda title: page.index(f">{title}<"))


def test_the_list_says_what_reading_made_of_each_document(pages):
    page = pages.get("/dokumenter").text
    assert "2 CPR-numre er skjult." in page and "Lidt tekst pr. side" in page
    assert "d.docx" in page and "Filen kræver adgangskode." in page and "KL &lt;b&gt;" in page


def test_the_list_is_sorted_and_searched(pages):
    assert order(pages.get("/dokumenter").text) == ["Alfa", "Beta", "Gamma"]
    assert order(pages.get("/dokumenter?orden=aar").text) == ["Beta", "Alfa", "Gamma"]
    found = pages.get("/dokumenter?tekst=beta 2024").text
    assert ">Beta<" in found and ">Alfa<" not in found


def test_a_document_with_little_text_on_its_pages_is_noticed():
    assert parts(document("x.pdf", pages=9)).sparse and not parts(document("x.md")).sparse


def test_a_theme_counts_the_passages_with_its_words():
    rows = {row.info.title: row for row in heat_map(library(), library().documents())}
    themes = ("strategi", "barrierer", "finansiering", "effekt", "jura", "medarbejdere", "x")
    beta = dict(zip(themes, rows["Beta"].passages, strict=True))
    assert beta["jura"] == 1 and beta["finansiering"] == 0
    assert rows["Beta"].level(4) == 3 and rows["Beta"].level(0) == 0


def test_a_cell_opens_its_passages(pages):
    assert "/dokumenter/tema/jura?dokument=b.md" in pages.get("/dokumenter/temaer").text
    shown = pages.get("/dokumenter/tema/jura?dokument=b.md").text
    assert "Serviceloven kræver samtykke." in shown and "et andet emne" not in shown
    held = library()
    assert [c.text for c in passages(held, "jura", held.documents()[1])] == [
        "Serviceloven kræver samtykke."
    ]


def test_an_unknown_theme_or_document_does_not_exist(pages):
    assert pages.get("/dokumenter/tema/ukendt?dokument=b.md").status_code == 404
    assert pages.get("/dokumenter/tema/jura?dokument=x.md").status_code == 404


def finished(pages):
    while pages.app.state.site.updating.progress.state == "running":
        time.sleep(0.01)
    return pages.get("/dokumenter").text


def test_a_sync_tells_what_it_did(pages):
    pages.post("/dokumenter/opdater")
    assert "1 nye, 2 ændrede, 3 fjernede, 4 uændrede" in finished(pages)


def test_a_sync_shows_how_far_it_is_and_runs_once_at_a_time(tmp_path):
    go, started = threading.Event(), []

    def synchronise(progress):
        started.append(1)
        progress(1.5, 4)
        go.wait(10)
        return REPORT

    with client(tmp_path, library(), synchronise=synchronise) as pages:
        pages.post("/dokumenter/opdater")
        pages.post("/dokumenter/opdater")
        while not (page := pages.get("/dokumenter/opdatering").text).count('max="4"'):
            time.sleep(0.01)
        assert 'value="1.5"' in page and "Læser: 2 af 4 filer" in page
        go.set()
        assert "1 nye" in finished(pages) and started == [1]


@pytest.mark.parametrize(
    ("error", "told"),
    [(LibraryError("Mappen findes ikke."), "Mappen findes ikke."),
     (RuntimeError("/hemmelig"), "Årsagen står i loggen")],
)  # fmt: skip
def test_a_sync_that_fails_says_so_and_shows_no_stack(tmp_path, error, told):
    def synchronise(progress):
        raise error

    with client(tmp_path, library(), synchronise=synchronise) as pages:
        pages.post("/dokumenter/opdater")
        page = finished(pages)
        assert told in page and "hemmelig" not in page


def test_only_maintainers_sync(tmp_path):
    with client(tmp_path, library(), lambda progress: REPORT, users=USERS) as pages:
        log_in(pages, "lise")
        assert pages.post("/dokumenter/opdater").status_code == 403
        assert "Opdater fra mappen" not in pages.get("/dokumenter").text


def report(value):
    row = {"value": value, "low": value - 0.1, "high": value + 0.05, "n": 200}
    question = {
        "id": "q-1",
        "question": "Hvad koster <b>den</b>?",
        "category": "liste",
        "stage": "not_retrieved",
        "right": False,
        "error": None,
        "status": "answered",
        "answer": {"sentences": [{"text": "Ved ikke."}]},
        "expected": ["100 kr."],
    }
    return {
        "schema_version": 1, "system": "velfaerd", "gate": {"passed": True, "failures": []},
        "suite": {"name": "gate", "cases": 200}, "scores": [{"name": "fully_correct", **row}],
        "funnel": [{"stage": "not_retrieved", "questions": 1}],
        "questions": [question, {**question, "right": True, "question": "Den rigtige"}],
    }  # fmt: skip


def test_quality_shows_the_latest_run_its_funnel_and_what_failed(tmp_path):
    for n, value in enumerate((0.7, 0.8)):
        file = tmp_path / "reports" / f"run-{n}" / "report.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(report(value)))
        os.utime(file, (n, n))
    (tmp_path / "reports" / "andet.json").write_text("[]")
    with client(tmp_path) as pages:
        page = pages.get("/kvalitet").text
        assert "80 %" in page and "70 til 85 %" in page.replace(" % til", " til")
        assert page.count("<circle") == 2 and "1 spørgsmål gik galt" in page
        assert "Hvad koster &lt;b&gt;den&lt;/b&gt;?" in page and "Den rigtige" not in page
        assert "Passagen blev ikke fundet" in page and "100 kr." in page


def test_quality_without_runs_says_how_to_make_one(tmp_path):
    with client(tmp_path) as pages:
        assert "Kør velfaerd eval" in pages.get("/kvalitet").text


def test_the_accessibility_statement_names_whom_to_write_to(tmp_path):
    settings = {"organisation": "Testby Kommune", "contact_email": "web@testby.example"}
    with client(tmp_path, **settings) as pages:
        page = pages.get("/was").text
        assert "Testby Kommune" in page and "web@testby.example" in page and "EN 301 549" in page
