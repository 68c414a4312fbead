"""Reports: the same bytes each time, valid, in Danish, without outside resources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from evals_fake import FULL_ANSWER, REFUSAL, WORLD, good, run_of
from evals_world import AMOUNT, DOCUMENTS, answer, cite

from evals.compare import as_past, read_past
from evals.gates import gate
from evals.report import as_text, write
from evals.report.excerpts import _at_words
from evals.report.outcomes import outcomes
from evals.report.record import SCHEMA, build, provenance, timings
from evals.run import Run
from evals.wording import makeup
from ingest.errors import UsageError


def _worse(answerable: bool, number: int):
    if number == 2:
        return None
    if number == 4:
        return answer(cite(1, AMOUNT))
    return good(answerable, number) if number % 6 else REFUSAL


def _report(run: Run) -> dict:
    verdict = gate(run.scored, past=as_past(run_of().scored))
    return build(run, WORLD, verdict, provenance(DOCUMENTS, "e5", {}, "extractive"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("report")
    run = run_of(_worse)
    write(_report(run), timings(run.results), directory)
    return directory


def test_the_report_follows_its_schema(folder):
    report = json.loads((folder / "report.json").read_text())
    jsonschema.validate(report, json.loads(SCHEMA.read_text()))


def test_the_schema_refuses_a_rate_without_its_interval(folder):
    report = json.loads((folder / "report.json").read_text())
    report["scores"][0]["low"] = None
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, json.loads(SCHEMA.read_text()))


def test_two_runs_give_the_same_bytes():
    assert as_text(_report(run_of(_worse))) == as_text(_report(run_of(_worse)))


def test_every_failed_question_stands_in_exactly_one_stage(folder):
    report = json.loads((folder / "report.json").read_text())
    failed = [row for row in report["questions"] if not row["right"]]
    assert sum(row["questions"] for row in report["funnel"]) == len(failed) > 0
    assert all(row["stage"] for row in failed)


def test_a_failed_question_shows_gold_and_citation_in_the_passage(folder):
    report = json.loads((folder / "report.json").read_text())
    row = next(row for row in report["questions"] if row["id"] == "a004")
    marked = {(p["gold"], p["cited"]): p["text"] for p in row["excerpts"][0]["pieces"]}
    assert marked[(True, True)] == AMOUNT
    assert marked[(True, False)] == "Fristen er den 1. maj."
    assert "".join(p["text"] for p in row["excerpts"][0]["pieces"]) == DOCUMENTS["ny.pdf"].text


def test_an_excerpt_begins_and_ends_at_words():
    text = "ord " * 100 + "FACIT" + " ord" * 100
    start, end = 400, 405
    first, last = _at_words(text, start, end)
    # 160 characters before is 240, where a word begins; the next space is taken, never half a word.
    assert text[first:start].split() == ["ord"] * 39 and text[end:last].split() == ["ord"] * 39
    assert _at_words("FACIT", 0, 5) == (0, 5)


def test_a_later_run_is_compared_with_the_report(folder):
    past = read_past(folder)
    assert past == as_past(run_of(_worse).scored)
    assert gate(run_of(_worse).scored, past=past).flips == ()
    with pytest.raises(UsageError, match="ikke en rapport"):
        read_past(folder / "report.md")


def test_the_page_loads_nothing_and_runs_nothing(folder):
    page = (folder / "report.html").read_text()
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    assert "default-src 'none'" in page and '<html lang="da">' in page


def test_wrong_answers_stand_before_those_that_lack_something(folder):
    page = (folder / "report.html").read_text().partition("<h2>Spørgsmål, der gik galt")[2]
    # a004 holds one of two facts (utility 0); u019 answers what nobody can answer (utility -1).
    assert page.index("<code>u019</code>") < page.index("<code>a004</code>")
    assert "Mangler: n2" in page


def test_the_point_where_the_assistant_stands_has_intervals(folder):
    now = json.loads((folder / "report.json").read_text())["risk_coverage"]["now"]
    assert now["answered"]["value"] == now["coverage"] and now["answered"]["n"] == 60
    assert now["answered"]["low"] < now["coverage"] < now["answered"]["high"]
    assert now["wrong"]["value"] == now["risk"]


def test_single_questions_are_shown_with_answer_sources_and_what_is_lacking(folder):
    report = json.loads((folder / "report.json").read_text())
    report["questions"] = [row for row in report["questions"] if row["id"] in ("a002", "a004")]
    broken, half = outcomes(report).split("\n\n")
    assert broken.splitlines()[-1] == "  fejl: RuntimeError: gik i stykker"
    assert half.splitlines()[-4:] == [
        f"  - {AMOUNT} [1]",
        "  [1] ny.pdf, side 1",
        "  skulle sige: n1, n2",
        "  mangler: n2",
    ]


def test_text_from_documents_and_questions_is_escaped():
    from evals.report.page import page

    report = _report(run_of(_worse))
    report["questions"][2]["error"] = report["questions"][2]["question"] = "<img src=x onerror=a()>"
    shown = page(report, timings([]))
    assert "<img" not in shown and "&lt;img src=x" in shown


def test_the_summary_speaks_of_100_questions(folder):
    summary = (folder / "report.md").read_text()
    report = json.loads((folder / "report.json").read_text())
    share = next(r["value"] for r in report["scores"] if r["name"] == "fully_correct")
    assert f"får {round(100 * share)} et helt rigtigt svar" in summary
    assert "nu forkert" in summary and "n = 40" in summary


def test_plain_questions_that_do_not_count_are_told_of():
    counted = {"cases": 60, "answerable": 40, "splits": {"gate": 45, "canary": 15}}
    assert "15 af dem er så enkle" in makeup(counted)
    alone = {"cases": 15, "answerable": 8, "splits": {"canary": 15}}
    assert "enkle" not in makeup(alone)


def test_junit_counts_the_failures(folder):
    root = ElementTree.parse(folder / "junit.xml").getroot()
    questions = next(s for s in root if s.get("name") == "spørgsmål")
    assert questions.get("tests") == "60"
    assert questions.get("failures") == "2"  # a002 and u002 broke; the gate judges the others
    assert any(s.get("name") == "krav" and int(s.get("failures")) > 0 for s in root)


def test_a_faultless_run_has_a_report_too(tmp_path):
    run = run_of(lambda answerable, _: FULL_ANSWER if answerable else REFUSAL)
    write(_report(run), timings(run.results), tmp_path)
    assert "Ingen spørgsmål gik galt." in (tmp_path / "report.md").read_text()
