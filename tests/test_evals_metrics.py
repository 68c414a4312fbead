"""Each measure gives the value that was worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from evals_world import (
    AMOUNT,
    DEADLINE,
    DOCUMENTS,
    FULL,
    OLD,
    SECOND,
    answer,
    case,
    cite,
    judged,
    unanswerable,
)

from assistant.records import AnswerSentence
from evals.judge import Judgement
from evals.metrics import abstention, citations, retrieval
from evals.metrics.correct import utility
from evals.quotes import find
from evals.scores import lengths, scores

REFUSAL = answer(status="not_found", reason="not_in_documents")


def _value(name: str, *judgements: Judgement) -> float | None:
    return next(s.estimate.value for s in scores(judgements) if s.name == name)


def test_the_gold_as_answer_is_right_in_every_measure():
    found = judged(FULL)
    assert (found.fully_correct, found.utility, found.stage) == (True, 1.0, None)
    for score in scores([found]):
        expected = {"relevance": 1.0, "utilisation": 1.0}.get(score.name, 1.0)
        if score.denominator and not score.higher_is_better:
            expected = 0.0
        assert score.estimate.value in (expected, None), score.name


def test_half_an_answer_is_not_fully_correct():
    found = judged(answer(cite(1, AMOUNT)))
    assert (found.fully_correct, found.recall, found.utility) == (False, 0.5, 0.0)
    assert (found.nuggets.vital_found, found.nuggets.missing) == (1, ("n2",))
    # 9 words quoted, all gold; 14 words of gold: F1 = 2 * 9 / (9 + 14).
    assert (found.spans.quoted, found.spans.gold, found.spans.common) == (9, 14, 9)
    assert _value("word_f1", found) == pytest.approx(18 / 23, abs=1e-12)


def test_a_mark_without_a_citation_lowers_validity_and_precision():
    sentences = (*FULL.sentences, AnswerSentence("Det er gratis.", (9,)))
    found = judged(replace(FULL, sentences=sentences))
    assert found.citations.total == 3
    assert _value("citation_validity", found) == pytest.approx(2 / 3)
    assert _value("gold_precision", found) == pytest.approx(2 / 3)
    assert _value("citation_coverage", found) == pytest.approx(2 / 3)
    assert not found.fully_correct


@pytest.mark.parametrize(
    "broken",
    [
        cite(1, AMOUNT, start=1),
        cite(1, AMOUNT, end=len(AMOUNT) + 1),
        cite(1, AMOUNT, page=2),
        cite(1, AMOUNT, document="findes-ikke.pdf"),
        replace(cite(1, AMOUNT), quote=AMOUNT.replace("125", "126")),
        cite(1, AMOUNT, end=10_000),
    ],
)
def test_a_citation_that_does_not_resolve_is_invalid(broken):
    assert citations.is_valid(cite(1, AMOUNT), DOCUMENTS)
    assert not citations.is_valid(broken, DOCUMENTS)


def test_a_citation_listed_twice_counts_twice():
    found = judged(answer(cite(1, AMOUNT), cite(2, AMOUNT), cite(3, SECOND, "luk.pdf")))
    assert (found.citations.total, found.citations.precise) == (3, 2)


def test_any_alternative_is_enough():
    options = [
        {"spans": [{"doc": "ny.pdf", "quote": AMOUNT}, {"doc": "ny.pdf", "quote": DEADLINE}]},
        {"spans": [{"doc": "luk.pdf", "quote": SECOND}]},
    ]
    asked = case(gold={"alternatives": options}, nuggets=[{"id": "n", "accept": ["2027"]}])
    found = judged(answer(cite(1, SECOND, "luk.pdf")), asked)
    assert (found.recall, found.fully_correct, found.documents) == (1.0, True, 1)


def test_a_supporting_span_may_be_cited_but_need_not():
    spans = [
        {"doc": "ny.pdf", "quote": AMOUNT},
        {"doc": "luk.pdf", "quote": SECOND, "role": "supporting"},
    ]
    asked = case(gold={"alternatives": [{"spans": spans}]}, nuggets=[])
    alone, both = (
        judged(answer(cite(1, AMOUNT)), asked),
        judged(answer(cite(1, AMOUNT), cite(2, SECOND, "luk.pdf")), asked),
    )
    assert (alone.recall, alone.spans.gold, alone.spans.f1) == (1.0, 9, 1.0)
    assert (both.citations.precise, both.spans.gold, both.spans.f1) == (2, 13, 1.0)


def test_a_forbidden_value_is_a_wrong_claim_and_spoils_its_nugget():
    found = judged(answer(cite(1, AMOUNT), cite(2, OLD, "gl.pdf"), cite(3, DEADLINE)))
    assert found.nuggets.forbidden == (r"100\.000",)
    assert (found.nuggets.vital_found, found.fully_correct, found.utility) == (1, False, -1.0)
    assert _value("wrong_claim", found) == 1.0


def test_an_outdated_source_is_wrong_unless_its_year_is_named():
    given = answer(cite(1, AMOUNT), cite(2, OLD, "gl.pdf"))
    frame = AnswerSentence("Den ældre kilde er fra 2019:")
    assert citations.outdated(given, ("gl.pdf",), DOCUMENTS) == ("gl.pdf",)
    framed = replace(given, sentences=(frame, *given.sentences))
    assert citations.outdated(framed, ("gl.pdf",), DOCUMENTS) == ()


def test_a_frame_is_no_statement_until_it_says_something():
    frame = replace(FULL, sentences=(AnswerSentence("2 kilder svarer:"), *FULL.sentences))
    claim = replace(FULL, sentences=(AnswerSentence("Det koster 99 kr."), *FULL.sentences))
    repeat = replace(FULL, sentences=(AnswerSentence("En kommune kan søge til en lift"),))
    assert [judged(a).citations.statements for a in (frame, claim, repeat)] == [2, 3, 1]


def test_a_swapped_number_is_neither_verbatim_nor_true_to_its_source():
    swapped = AnswerSentence(AMOUNT.replace("125.000", "150.000"), (1,))
    found = judged(replace(FULL, sentences=(swapped, FULL.sentences[1])))
    assert (found.citations.verbatim, found.citations.quoted) == (2, 1)
    assert found.fidelity.supported == found.fidelity.details - 1
    assert (found.citations.valid, found.nuggets.vital_found) == (2, 1)


def test_declining_counts_by_status_and_not_by_words():
    negated = answer(cite(1, AMOUNT), explanation="Det står ikke i dokumenterne.")
    assert not judged(negated).abstained
    assert judged(REFUSAL).abstained and judged(replace(REFUSAL, status="refused")).abstained
    assert not judged(answer(cite(1, AMOUNT), status="partial")).abstained


def test_refusals_and_answers_in_one_table():
    found = [
        *[judged(FULL)] * 6,
        *[judged(REFUSAL)] * 2,
        *[judged(REFUSAL, unanswerable())] * 3,
        judged(FULL, unanswerable()),
    ]
    assert _value("refusal_precision", *found) == pytest.approx(3 / 5)
    assert _value("refusal_recall", *found) == pytest.approx(3 / 4)
    assert _value("refusal_f1", *found) == pytest.approx(2 * 3 / (5 + 4))
    assert _value("false_refusal", *found) == pytest.approx(2 / 8)
    # Utility: 6 correct, 2 refusals of 0, 3 right refusals, 1 wrong answer.
    assert _value("utility", *found) == pytest.approx((6 + 0 + 3 - 1) / 12)


def test_grounded_f1_is_the_mean_of_refusing_and_answering():
    outcomes = [(True, False)] * 6 + [(True, True)] * 2 + [(False, True)] * 3 + [(False, False)]
    counted = abstention.count(outcomes)
    assert counted.refuse_f1 == pytest.approx(6 / 9)
    assert counted.answer_f1 == pytest.approx(12 / 15)
    assert counted.grounded_f1 == pytest.approx((6 / 9 + 12 / 15) / 2)


def test_risk_rises_as_less_confidence_is_asked_for():
    points = abstention.risk_coverage([(0.9, True), (0.8, True), (0.8, False), (0.1, False)])
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3)), (1.0, 0.5)]
    assert abstention.aurc(points) == pytest.approx(0.5 * (1 / 3) + 0.25 * 0.5)


@pytest.mark.parametrize(
    ("found", "wrong", "correct", "expected"),
    [(2, False, True, 1.0), (2, False, False, 0.5), (1, False, False, 0.0), (0, False, False, -1.0),
     (2, True, False, -1.0)],
)  # fmt: skip
def test_the_utility_of_an_answer(found, wrong, correct, expected):
    worth = utility(
        answerable=True, abstained=False, correct=correct, vital=2, vital_found=found, wrong=wrong
    )
    assert worth == expected


def test_a_broken_question_is_a_failure_with_a_reason():
    found = judged(None)
    assert (found.error, found.stage, found.utility) == ("gik i stykker", "broken", -1.0)
    assert _value("fully_correct", found) == 0.0
    assert _value("vital_recall", found) == 0.0


@pytest.mark.parametrize(
    ("given", "paths", "stage"),
    [
        (REFUSAL, ["ny.pdf"], "declined"),
        (REFUSAL, ["luk.pdf"], "not_retrieved"),
        (answer(cite(1, AMOUNT)), ["ny.pdf"], "not_selected"),
        (replace(FULL, sentences=(AnswerSentence("Ja.", (1, 2)),)), ["ny.pdf"], "wrong_content"),
        (FULL, ["luk.pdf"], None),
    ],
)
def test_each_failed_question_lands_in_one_stage(given, paths, stage):
    assert judged(given, paths=paths).stage == stage


def test_a_span_that_the_documents_lost_was_lost_at_reading():
    lost = case(gold={"alternatives": [{"spans": [{"doc": "ny.pdf", "quote": "Søg inden jul."}]}]})
    assert judged(FULL, lost).stage == "not_read"
    assert judged(FULL, unanswerable()).stage == "wrongly_answered"


def test_length_is_words_of_the_answer_per_word_of_gold():
    median, p90 = lengths([judged(FULL), judged(answer(cite(1, AMOUNT)))])
    assert median.value == pytest.approx((1.0 + 9 / 14) / 2)
    assert p90.n == 2


def test_ndcg_and_kin_of_a_worked_ranking():
    found = retrieval.measure({"q": ["a", "b"]}, {"q": ["x", "a", "y", "b"]})["q"]
    ideal = 1 + 1 / math.log2(3)
    assert found["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert (found["RR@10"], found["R@10"]) == (0.5, 1.0)
    assert (found["Success@1"], found["Success@5"]) == (0.0, 1.0)


def test_ndcg_agrees_with_its_definition_on_random_rankings():
    generator = np.random.default_rng(7)
    for _ in range(30):
        ranked = [f"p{i}" for i in generator.permutation(30)[:20]]
        relevant = [f"p{i}" for i in generator.choice(30, 4, replace=False)]
        gains = sum(1 / math.log2(r + 2) for r, p in enumerate(ranked[:10]) if p in relevant)
        ideal = sum(1 / math.log2(r + 2) for r in range(4))
        measured = retrieval.measure({"q": relevant}, {"q": ranked})["q"]
        assert measured["nDCG@10"] == pytest.approx(gains / ideal, abs=1e-9)
        assert measured["R@10"] == pytest.approx(len({*relevant} & {*ranked[:10]}) / 4, abs=1e-9)


def test_a_question_without_hits_or_without_gold_counts_as_zero():
    found = retrieval.measure({"q": ["a"], "r": []}, {"r": ["a"]})
    assert {value for row in found.values() for value in row.values()} == {0.0}


def test_quotations_are_found_in_every_spelling_of_the_page():
    raw = "Den fo\u0301rste tek\u00adno-\nlogi koster 12\u00a0%\n af \ufb01nansieringen."
    assert [raw[a:b] for a, b in find("12 % af finansieringen", raw)] == [
        "12\u00a0%\n af \ufb01nansieringen"
    ]
    assert len(find("teknologi", raw)) == 1
    assert find("2 %", raw) == ()
