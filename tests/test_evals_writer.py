"""A model's answers beside the quotations: paired, kept, and failed where anything is worse."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fake_ollama import MODEL, FakeOllama, reply

from assistant.settings import Settings
from evals.foreign import open_suite
from evals.report.written import as_json, table, worse
from evals.suite import Suite, shipped
from evals.writer import ask_both, draft_fidelity, sample

QUOTE = "Lemvig Kommune har afsat 2,4 mio. kr. til velfærdsteknologi i 2021."
HONEST = "Lemvig Kommune afsatte 2,4 mio. kr. til velfærdsteknologi i 2021."
WRONG = "Lemvig Kommune har afsat 4,2 mio. kr. til velfærdsteknologi i 2021."
_ROWS = [
    {
        "id": "beløb",
        "question": "Hvor mange penge har Lemvig Kommune afsat til velfærdsteknologi i 2021?",
        "gold": [{"document": "strategi.md", "quote": QUOTE}],
        "nuggets": [["2,4"]],
    },
    {"id": "peru", "question": "Hvad er hovedstaden i Peru?", "answerable": False},
]


@pytest.fixture
def suite(tmp_path):
    file = tmp_path / "egne.jsonl"
    file.write_text("\n".join(map(json.dumps, _ROWS)), encoding="utf-8")
    return open_suite(str(file))


def _written(suite, assistant, says, kept=None):
    with FakeOllama(says) as fake:
        settings = Settings(writer=f"ollama:{MODEL}", ollama_url=fake.url)
        return ask_both(suite, assistant.library, settings, kept), fake


def test_each_question_is_judged_before_and_after_the_model(suite, assistant):
    written, _ = _written(suite, assistant, reply((HONEST, [1]), (WRONG, [1])))
    told = {one.id: one for one in written.told}
    assert told["beløb"].drafts == (HONEST, WRONG)
    assert told["beløb"].first.writer == "extractive"
    assert HONEST in told["beløb"].last.text and WRONG not in told["beløb"].last.text
    assert told["peru"].drafts == ()
    assert worse(written) == []
    found = as_json(written)
    assert found["measures"]["fully_correct"]["written"]["value"] == 1.0
    assert (found["drafts"], found["drafts_kept"]) == (2, 1)
    assert found["measures"]["refusal_recall"]["written"]["value"] == 1.0


def test_figures_of_drafts_are_held_against_the_quotations(suite, assistant):
    written, _ = _written(suite, assistant, reply((WRONG, [1])))
    supported, details = draft_fidelity(written.told)
    assert (details - supported, details) == (1, 3)  # 4.2 million; 2021 and Lemvig Kommune stand
    assert "kunne ikke bekræftes i kilderne" in table(written)


def test_what_a_model_makes_worse_is_named(suite, assistant):
    written, _ = _written(suite, assistant, reply((HONEST, [1])))
    bad = replace(
        written, written=replace(written.written, judgements=_spoilt(written.written.judgements))
    )
    assert worse(bad) == ["fully_correct"]


def _spoilt(judgements):
    return tuple(replace(j, fully_correct=False) for j in judgements)


def test_answers_that_are_kept_are_not_asked_for_again(suite, assistant, tmp_path):
    kept = tmp_path / "svar.jsonl"
    first, _ = _written(suite, assistant, reply((HONEST, [1])), kept)
    again, fake = _written(suite, assistant, reply((WRONG, [1])), kept)
    assert fake.asked == []
    assert again.told == first.told


def test_the_sample_is_chosen_by_the_ids_alone():
    whole = shipped("dev")
    few, more = sample(whole, 5), sample(whole, 10)
    turned = Suite("dev", whole.cases[::-1])
    assert [c.id for c in more.cases[:5]] == [c.id for c in few.cases]
    assert sample(turned, 5).cases == few.cases
    assert len(sample(whole, None).cases) == len(whole.cases)
    assert few.cases + sample(whole, 5, after=5).cases == more.cases
