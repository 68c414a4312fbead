"""The gate opens for a good run and shuts for each kind of bad one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evals_fake import FULL_ANSWER, REFUSAL, WORLD, Fake, good, run_of, suite
from evals_world import AMOUNT, OLD, answer, case, cite

from assistant.records import AnswerSentence
from evals.canaries import CANARIES, check_canaries, check_oracle
from evals.compare import as_past
from evals.gates import Verdict, gate, load_floors, raised
from evals.robustness import check_paraphrases
from evals.scores import scores
from ingest.errors import UsageError


def _rules(verdict: Verdict) -> set[str]:
    return {failure.rule for failure in verdict.failures}


def _floors() -> dict[str, float]:
    return raised({}, scores(run_of().scored), margin=0.02)


def _dropped(count: int):
    def reply(answerable: bool, number: int):
        lost = answerable and number % 20 != 19 and number % 8 < count
        return REFUSAL if lost else good(answerable, number)

    return reply


def test_a_run_passes_against_its_own_floors_and_itself():
    found = run_of()
    verdict = gate(found.scored, floors=_floors(), past=as_past(found.scored))
    assert verdict.passed and verdict.flips == ()
    assert {d.value for d in verdict.differences.values()} == {0.0}


def test_a_drop_of_more_than_5_points_fails_and_lists_the_flips():
    verdict = gate(run_of(_dropped(1)).scored, past=as_past(run_of().scored))
    assert {"worse:fully_correct", "worse:false_refusal", "worse:gold_recall"} <= _rules(verdict)
    # Questions 0, 8, 16, 24 and 32 of 40 are lost: 12.5 points.
    assert [flip.id for flip in verdict.flips] == ["a000", "a008", "a016", "a024", "a032"]
    assert verdict.differences["fully_correct"].value == pytest.approx(-5 / 40)


def test_a_small_drop_that_may_be_chance_warns():
    def reply(answerable: bool, number: int):
        return REFUSAL if answerable and number == 3 else good(answerable, number)

    verdict = gate(run_of(reply).scored, past=as_past(run_of().scored))
    assert verdict.passed and "worse:fully_correct" in {w.rule for w in verdict.warnings}


def test_a_better_run_passes_and_lists_what_it_won():
    better = run_of(lambda answerable, _: FULL_ANSWER if answerable else REFUSAL)
    verdict = gate(better.scored, past=as_past(run_of().scored))
    assert verdict.passed
    assert {flip.now_right for flip in verdict.flips} == {True}


def test_a_measure_below_its_floor_fails():
    assert "floor:fully_correct" in _rules(gate(run_of(_dropped(2)).scored, floors=_floors()))
    assert "floor:false_refusal" in _rules(gate(run_of(_dropped(2)).scored, floors=_floors()))


@pytest.mark.parametrize(
    ("rule", "spoilt"),
    [
        ("citation_validity", answer(cite(1, AMOUNT, start=1))),
        ("verbatim", answer(cite(1, AMOUNT), sentences=(AnswerSentence(OLD, (1,)),))),
        ("detail_fidelity", answer(cite(1, AMOUNT), sentences=(AnswerSentence(OLD, (1,)),))),
        ("personal_number", replace(FULL_ANSWER, question="Hvem er 610165-0000?")),
        ("broken", None),
    ],
)
def test_one_question_that_breaks_a_promise_is_enough(rule, spoilt):
    def reply(answerable: bool, number: int):
        return spoilt if answerable and number == 5 else good(answerable, number)

    assert rule in _rules(gate(run_of(reply).scored))


def test_a_pinned_question_that_fails_again_stops_the_release():
    found = run_of(good, [case(id="a019", question="Beløb og frist 19", pinned=True)])
    assert _rules(gate(found.scored, pinned=found.judgements)) == {"pinned"}


def test_answers_of_five_times_the_gold_are_too_long():
    long = replace(FULL_ANSWER, sentences=FULL_ANSWER.sentences * 5)
    assert _rules(gate(run_of(lambda answerable, _: long if answerable else REFUSAL).scored)) == {
        "length"
    }


def test_a_category_below_70_percent_of_before_fails():
    verdict = gate(run_of(_dropped(4)).scored, past=as_past(run_of().scored))
    assert "category:liste" in _rules(verdict)
    spared = gate(run_of(_dropped(4)).scored, past=as_past(run_of().scored), ungated=["liste"])
    assert "category:liste" not in _rules(spared)


def test_floors_are_raised_but_never_lowered():
    floors = {"fully_correct": 0.99, "false_refusal": 0.01}
    new = raised(floors, scores(run_of().scored), margin=0.0)
    assert (new["fully_correct"], new["false_refusal"]) == (0.99, 0.01)
    # 19 of 20 unanswerable questions declined: Wilson's lower bound of 0.95 at n = 20.
    assert new["refusal_recall"] == pytest.approx(0.7639, abs=1e-4)


def test_the_ceiling_on_length_falls_but_not_below_four_times_the_gold():
    held = {"length_p90": 6.5}
    assert raised(held, [], 0.02, 5.0)["length_p90"] == pytest.approx(5.1)
    assert raised(held, [], 0.02, 9.0)["length_p90"] == 6.5
    assert raised(held, [], 0.02, 2.0)["length_p90"] == 4.0


def test_an_unknown_measure_among_the_floors_is_an_error(tmp_path):
    file = tmp_path / "floors.json"
    file.write_text('{"correct": 0.5}')
    with pytest.raises(UsageError, match="correct"):
        load_floors(file)


def test_each_bad_assistant_fails_its_gate():
    found = run_of()
    checks = check_canaries(found.suite, found.results, WORLD, _floors())
    assert {check.name for check in checks} == {f"canary_{c.name}" for c in CANARIES}
    assert [check.name for check in checks if not check.passed] == []


def test_a_bad_assistant_that_passes_is_reported():
    found = run_of()
    checks = check_canaries(found.suite, found.results, WORLD, {})
    assert "canary_always_refuse" in {check.name for check in checks if not check.passed}


def test_the_gold_as_answer_passes_and_faulty_gold_does_not():
    found = run_of()
    assert check_oracle(found.suite, found.results, WORLD).passed
    faulty = [
        case(id="a001", question="Beløb og frist 1", nuggets=[{"id": "n", "accept": ["nej"]}])
    ]
    check = check_oracle(suite(), run_of(good, faulty).results, WORLD)
    assert not check.passed and "a001" in check.details[-1]


def test_other_words_must_have_the_same_outcome():
    asked = [
        case(id="a003", question="Beløb og frist 3", paraphrases=["Beløb 3", "Pris 3"]),
        case(id="a004", question="Beløb og frist 4", paraphrases=["Beløb 4"]),
        case(id="a005", question="Beløb og frist 5"),
    ]
    check = check_paraphrases(run_of(good, asked), Fake(good), WORLD)
    # »Pris 3« is refused; a005 has no other words and does not count.
    assert (check.estimate.value, check.estimate.n, check.passed) == (0.5, 2, False)
    assert check.details == ("a003: »Pris 3«",)
