"""A suite through the real assistant on a small library: report, variants, sown defects."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from assistant.answer import Assistant
from assistant.settings import load
from evals import session
from evals.cli import app
from evals.compare import as_past, compare
from evals.counterfactual import check_counterfactual
from evals.defects import Defect, sow, subset
from evals.evaluate import Plan, evaluate
from evals.foreign import open_suite
from evals.halves import check_halves
from evals.report.record import SCHEMA
from evals.robustness import check_distractors, check_order
from evals.run import run
from evals.seeds import DEFECTS
from evals.sowing import swapped
from evals.suite import Suite
from evals.systems import Ours, one_leg, world_of
from evals.variants import Workshop, replaced
from ingest.pipeline import sync

_QUOTE = "Robotstøvsugere gør rent hos 400 borgere."
_ROWS = [
    {
        "id": "robot",
        "question": "Hvor mange borgere gør robotstøvsugere rent hos?",
        "gold": [{"document": "robotter.md", "quote": _QUOTE}],
        "nuggets": [["400"]],
    },
    {"id": "pris", "question": "Hvad koster en svømmehal i Kolding?", "answerable": False},
]


@pytest.fixture
def library(folder, opened):
    """A library whose questions are all answered: its vectors know no meaning to be sure of."""
    found = opened()
    sync(folder, found)
    with swapped("assistant.ranker:load_ranker", lambda original: lambda: _sure(original, 0.0)):
        yield found


def _sure(original, least: float):
    return replace(original(), answered_from=least)


@pytest.fixture
def suite_file(tmp_path: Path) -> Path:
    file = tmp_path / "egne.jsonl"
    file.write_text("\n".join(map(json.dumps, _ROWS)), encoding="utf-8")
    return file


def _run(suite: Suite, library):
    return run(suite, Ours(Assistant(library, load())), world_of(library))


def test_a_suite_is_asked_judged_and_reported(suite_file, library):
    suite = open_suite(str(suite_file))
    plan = Plan(is_shipped=False, gated=False, thorough=False, floors={})
    outcome = evaluate(suite, library, load(), plan)
    jsonschema.validate(outcome.report, json.loads(SCHEMA.read_text()))
    assert (outcome.broken, outcome.verdict) == (0, None)
    robot = next(row for row in outcome.report["questions"] if row["id"] == "robot")
    assert robot["retrieval"]["R@10"] == 1.0 and robot["fully_correct"]


def test_the_command_writes_a_report_and_prints_json_alone(
    suite_file, library, monkeypatch, tmp_path
):
    @contextmanager
    def opened(*_: object):
        yield library

    monkeypatch.setattr(session, "opened", opened)
    arguments = [str(suite_file), "--json", "--out", str(tmp_path / "ud")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads((tmp_path / "ud" / "report.json").read_text())
    assert "Rapporten ligger i" in done.stderr
    again = CliRunner().invoke(app, [*arguments, "--against", str(tmp_path / "ud")])
    assert again.exit_code == 0 and json.loads(again.stdout)["gate"]["passed"]


def test_chosen_questions_are_asked_and_shown(suite_file, library, monkeypatch, tmp_path):
    @contextmanager
    def opened(*_: object):
        yield library

    monkeypatch.setattr(session, "opened", opened)
    arguments = [str(suite_file), "--case", "rob*", "--out", str(tmp_path / "ud")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0
    assert done.stdout.startswith("robot (Andet): rigtigt") and "pris" not in done.stdout
    assert f"- {_QUOTE} [1]" in done.stdout


def test_a_drop_against_an_earlier_report_ends_with_1(suite_file, library, monkeypatch, tmp_path):
    @contextmanager
    def opened(*_: object):
        yield library

    monkeypatch.setattr(session, "opened", opened)
    arguments = [str(suite_file), "--json", "--out", str(tmp_path / "ud")]
    CliRunner().invoke(app, arguments)
    later = ["--json", "--out", str(tmp_path / "ny"), "--against", str(tmp_path / "ud")]
    with swapped("assistant.ranker:load_ranker", _never_sure):
        done = CliRunner().invoke(app, [str(suite_file), *later])
    assert done.exit_code == 1
    flips = {flip["id"]: flip["now_right"] for flip in json.loads(done.stdout)["gate"]["flips"]}
    assert flips["robot"] is False


def test_a_variant_holds_changed_documents_and_keeps_the_vectors(library):
    workshop = Workshop(library)
    documents = workshop.documents()
    changed = replace(documents[0], sha256="0" * 64)
    calls: list[int] = []
    embed = library.encoder.passages
    workshop.encoder.passages = lambda texts: calls.append(len(texts)) or embed(texts)
    with workshop.library(replaced(documents, [changed])) as variant:
        assert variant.document(documents[0].path).sha256 == "0" * 64
        assert variant.passages == library.passages
    assert calls == []


def test_the_order_of_the_documents_changes_no_answer(suite_file, library):
    suite = open_suite(str(suite_file))
    check = check_order(
        _run(suite, library), Workshop(library), lambda changed: Ours(Assistant(changed, load()))
    )
    assert check.passed, check.details


def _ours(changed):
    return Ours(Assistant(changed, load()))


def test_an_answer_follows_a_changed_passage(suite_file, library):
    run = _run(open_suite(str(suite_file)), library)
    edit, deletion = check_counterfactual(run.results, ["robot"], Workshop(library), _ours)
    assert (edit.estimate.value, edit.estimate.n) == (1.0, 1)
    # Here everything is answered, so a deleted passage ends no answer.
    assert (deletion.estimate.value, deletion.estimate.n) == (0.0, 1)
    assert deletion.details[-1] == "robot: svarede, selv om passagen er slettet"
    assert edit.passed is None  # one item says too little


def test_an_answer_ends_with_its_passage(suite_file, library):
    run = _run(open_suite(str(suite_file)), library)
    with swapped("assistant.ranker:load_ranker", _never_sure):
        _, deletion = check_counterfactual(run.results, ["robot"], Workshop(library), _ours)
    assert (deletion.estimate.value, deletion.estimate.n) == (1.0, 1)


def test_questions_are_asked_again_among_20_more_documents(suite_file, library):
    run, held = _run(open_suite(str(suite_file)), library), []

    def counted(changed):
        held.append(len(changed.documents()))
        return _ours(changed)

    check = check_distractors(run, Workshop(library), counted)
    assert held == [len(library.documents()) + 20] and check.estimate.n == 1


def test_half_of_the_search_is_half_of_the_search(suite_file, library):
    suite = open_suite(str(suite_file))
    for leg, missing in (("words", "similarity"), ("vectors", "words")):
        found = run(suite, one_leg(library, load(), leg), world_of(library)).results[0]
        assert found.trace.passages
        assert {getattr(passage, missing) for passage in found.trace.passages} == {None}


def test_both_halves_together_are_held_against_each_alone(suite_file, library):
    suite = open_suite(str(suite_file))
    both, world = _run(suite, library), world_of(library)
    checks = check_halves(both, world, library, load())
    for leg, check in zip(("words", "vectors"), checks, strict=True):
        alone = as_past(run(suite, one_leg(library, load(), leg), world).scored)
        (difference,) = compare(both.scored, alone, ("retrieval_nDCG@10",)).values()
        assert (check.name, check.estimate.n) == (f"both_beat_{leg}", 1)
        assert check.estimate.value == difference.value
        assert check.passed is (difference.low > 0)


def test_a_seam_is_swapped_wherever_it_was_imported_and_put_back():
    from ingest import danish

    with swapped("ingest.danish.stems:stem", lambda original: str.upper):
        assert danish.stem("lifte") == "LIFTE" and "LIFTE" in danish.terms("lifte")
    assert danish.stem("lifte") != "LIFTE" and "LIFTE" not in danish.terms("lifte")


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_every_seam_of_a_defect_exists(defect):
    for seam, make in defect.seams:
        with swapped(seam, make):
            pass


def test_at_least_20_defects_of_different_names_are_known():
    assert len({defect.name for defect in DEFECTS}) == len(DEFECTS) >= 20


def test_the_gate_catches_a_defect_and_not_a_harmless_change(suite_file, library):
    harmless = Defect("none", "intet", (("assistant.evidence:choose", lambda original: original),))
    silent = Defect("silent", "tavs", (("assistant.ranker:load_ranker", _never_sure),))
    found = sow([harmless, silent], open_suite(str(suite_file)), library, load())
    assert [finding.caught for finding in found] == [False, True]
    assert "worse:fully_correct" in found[1].rules


def test_a_vector_index_that_finds_nothing_is_caught_whatever_the_words_find(suite_file, library):
    blind = [defect for defect in DEFECTS if defect.name == "vectors_off"]
    found = sow(blind, open_suite(str(suite_file)), library, load())
    assert "check:nearest" in found[0].rules


def _never_sure(original):
    return lambda: _sure(original, 1.1)


def test_a_subset_keeps_canaries_filters_and_follow_ups():
    suite = open_suite("gate")
    chosen = {case.id for case in subset(suite).cases}
    special = {c.id for c in suite.cases if c.split == "canary" or c.history or c.filters.is_set}
    assert special <= chosen and len(chosen) < len(suite.cases)


def test_a_question_from_use_becomes_a_draft_without_personal_data(tmp_path):
    record = tmp_path / "sagt.json"
    citation = {"document": "robotter.md", "quote": _QUOTE, "page": None}
    record.write_text(
        json.dumps(
            {"question": "Hvor mange?", "answer": {"citations": [citation]}, "comment": "Nej"}
        )
    )
    done = CliRunner().invoke(app, ["adopt", str(record), "--to", str(tmp_path / "ny.yaml")])
    assert done.exit_code == 0
    case = open_suite(str(tmp_path / "ny.yaml")).cases[0]
    assert (case.question, case.spans[0].quote, case.meta.source) == ("Hvor mange?", _QUOTE, "real")


@pytest.mark.parametrize(
    "text",
    [
        "Min mor 610165-0000 bor her",
        "Skriv til ane@by.dk",
        "Ring 24 56 78 90",
        "Hun bor på Elmevej 4",
        "Hvad får Karen Holgersen?",
    ],
)
def test_a_question_with_personal_data_is_not_adopted(tmp_path, text):
    record = tmp_path / "sagt.json"
    record.write_text(json.dumps({"question": text}))
    done = CliRunner().invoke(app, ["adopt", str(record), "--to", str(tmp_path / "ny.yaml")])
    assert done.exit_code != 0 and not (tmp_path / "ny.yaml").exists()


def test_evals_import_nothing_heavy_for_help():
    import subprocess

    code = "import sys, evals.cli; print({'numpy', 'yaml', 'pydantic'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
