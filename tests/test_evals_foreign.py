"""Suites of others are read as they come: plain JSON lines and BEIR folders."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from evals_fake import WORLD
from evals_world import AMOUNT, FULL, answer, cite, judged, passage

from assistant.settings import load
from evals import session
from evals.beir import beir_path, write_beir_corpus
from evals.foreign import open_suite
from evals.records import Result, Trace
from evals.run import judged as judged_run
from evals.suite import Suite
from ingest.errors import UsageError


def _write(path: Path, *rows: object) -> str:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return str(path)


_ROW = {
    "id": "q1",
    "question": "Hvor meget?",
    "history": ["Findes der en pulje?"],
    "answerable": True,
    "docs": ["ny.pdf"],
    "nuggets": [["125.000", "125000"], ["lift"]],
}


def test_plain_lines_become_cases(tmp_path):
    suite = open_suite(_write(tmp_path / "egne.jsonl", _ROW, {"id": 2, "question": "Pris?"}))
    first, second = suite.cases
    assert (suite.name, first.history, first.docs) == (
        "egne",
        ("Findes der en pulje?",),
        ("ny.pdf",),
    )
    assert [nugget.accept for nugget in first.nuggets] == [("125.000", "125000"), ("lift",)]
    assert (second.id, second.answerable) == ("2", False)


def test_a_plain_case_is_judged_by_its_facts_and_its_document(tmp_path):
    case = open_suite(_write(tmp_path / "egne.jsonl", _ROW)).cases[0]
    assert judged(answer(cite(1, AMOUNT)), case).fully_correct
    elsewhere = replace(case, docs=("luk.pdf",))
    assert judged(FULL, elsewhere).stage == "not_retrieved"
    assert judged(FULL, replace(case, docs=("findes-ikke.pdf",))).stage == "not_read"
    assert judged(answer(status="not_found"), case).stage == "declined"


def test_documents_are_ranked_where_no_quotations_are_marked(tmp_path):
    case = open_suite(_write(tmp_path / "egne.jsonl", {**_ROW, "docs": ["luk.pdf"]})).cases[0]
    passages = tuple(map(passage, ("ny.pdf", "ny.pdf", "luk.pdf")))
    found = judged_run(Suite("s", (case,)), "s", [Result(case, FULL, Trace(passages, 3))], WORLD)
    assert found.judgements[0].retrieval["RR@10"] == 0.5


def test_a_pattern_that_is_none_is_searched_as_it_stands(tmp_path):
    row = {**_ROW, "nuggets": [["kr. (125.000"]]}
    suite = open_suite(_write(tmp_path / "egne.jsonl", row))
    assert suite.cases[0].nuggets[0].accept == (r"kr\.\ \(125\.000",)
    assert "q1" in suite.warnings[0]


def test_marked_quotations_are_gold(tmp_path):
    row = {"id": "q", "question": "?", "gold": [{"document": "ny.pdf", "quote": AMOUNT}]}
    case = open_suite(_write(tmp_path / "egne.jsonl", row)).cases[0]
    assert judged(answer(cite(1, AMOUNT)), case).fully_correct


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"id": 1}', "sag 1"),
        ("{", "linje 1, er ikke JSON"),
        ("[]", "ikke et JSON-objekt"),
        ('{"id": 1, "question": "a"}\n{"id": 1, "question": "b"}', "mere end én"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, text, message):
    (tmp_path / "egne.jsonl").write_text(text)
    with pytest.raises(UsageError, match=message):
        open_suite(str(tmp_path / "egne.jsonl"))


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "fiqa"
    (folder / "qrels").mkdir(parents=True)
    _write(folder / "corpus.jsonl", {"_id": "d/1", "title": "Pulje", "text": "125.000 kr."})
    _write(folder / "queries.jsonl", {"_id": "q1", "text": "beløb"}, {"_id": "q2", "text": "x"})
    rows = "query-id\tcorpus-id\tscore\nq1\td/1\t1\nq2\td/1\t0\n"
    (folder / "qrels" / "test.tsv").write_text(rows)
    return folder


def test_a_beir_folder_becomes_a_suite_over_files(beir, tmp_path):
    suite = open_suite(str(beir))
    assert [(case.id, case.docs) for case in suite.cases] == [("q1", ("d_1.txt",))]
    assert "1 forespørgsler" in suite.warnings[0]
    assert write_beir_corpus(beir, tmp_path / "ud") == 1
    assert (tmp_path / "ud" / beir_path("d/1")).read_text() == "Pulje\n\n125.000 kr."


def test_the_shipped_gate_comes_with_the_canary_questions():
    splits = {case.split for case in open_suite("gate.jsonl").cases}
    assert splits == {"gate", "canary"}
    assert {case.split for case in open_suite("dev").cases} == {"dev"}
    with pytest.raises(UsageError, match="findes ikke"):
        open_suite("ukendt")


def test_others_ask_their_own_folder_and_nothing_is_written_into_it(tmp_path, capsys):
    folder = tmp_path / "dokumenter"
    folder.mkdir()
    (folder / "pulje.md").write_text("# Pulje\n\nEn kommune kan søge 125.000 kr. til en lift.\n")
    suite = open_suite(_write(tmp_path / "egne.jsonl", {**_ROW, "docs": ["pulje.md", "væk.pdf"]}))
    settings = load(None, library=tmp_path / "library")
    with session.opened(suite, folder, settings) as library:
        assert [info.path for info in library.documents()] == ["pulje.md"]
    assert [file.name for file in folder.iterdir()] == ["pulje.md"]
    assert "Ikke i biblioteket: væk.pdf" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["findes-ikke", "tom"])
def test_a_place_without_library_and_documents_is_wrong_use(tmp_path, name):
    (tmp_path / "tom").mkdir()
    suite = open_suite(_write(tmp_path / "egne.jsonl", _ROW))
    settings = load(None, library=tmp_path / "library")
    with (
        pytest.raises(UsageError, match="hverken et bibliotek"),
        session.opened(suite, tmp_path / name, settings),
    ):
        pass
    assert not (tmp_path / "findes-ikke").exists()


def test_an_empty_library_is_wrong_use(tmp_path):
    suite = open_suite(_write(tmp_path / "egne.jsonl", _ROW))
    settings = load(None, library=tmp_path / "library")
    with pytest.raises(UsageError, match="er tomt"), session.opened(suite, None, settings):
        pass
