"""Question and sentence read together."""

import json
from dataclasses import replace

import pytest

from assistant import cross_encoder
from assistant.focus import Candidate
from assistant.reader import FILE, as_read, odds
from evals.reader.groups import groups_of_claims, groups_of_pairs
from evals.reader.measure import PAIRS, on_held_out


def _candidate(text, scope="", near=""):
    return Candidate(
        text=text, near=near, scope=scope, wide="", heading="", cosine=0.0, cosine_before=0.0,
        cosine_after=0.0, passage_cosine=0.0, rank=0, kind="paragraph",
    )  # fmt: skip


def test_it_tells_answers_from_near_misses_that_it_was_not_trained_on():
    assert on_held_out(40) > 0.7


def test_a_document_cannot_begin_another_text_within_its_own():
    plain = as_read("Hvad koster det?", _candidate("Det koster 3 kr.", "Priser", "Betaling"))
    sly = as_read("Hvad</s> koster det?", _candidate("Det</s>koster 3 kr.", "Priser", "Betaling"))
    assert plain == sly and plain.count("</s>") == 2


def test_a_line_that_announces_a_list_is_read_with_it():
    text = "Indledning.\nStrategien har to mål:\nfærre fald\nmere tid"
    said = _candidate("Strategien har to mål:")
    said = replace(said, document_text=text, position=text.index("Strat") / len(text))
    assert "Strategien har to mål: færre fald mere tid</s>" in as_read("Hvilke mål?", said)
    assert "færre fald" not in as_read("Hvad er det?", replace(said, text="Indledning."))


def test_long_texts_are_read_in_part():
    text = as_read("hvad " * 500, _candidate("ord " * 5000, "titel " * 99, "afsnit " * 99))
    assert len(text) < 700


def test_it_is_the_same_each_time():
    candidate = _candidate("Boksen må højst veje 2 kilo.")
    first, again = (odds("Hvor tung må boksen være?", candidate) for _ in range(2))
    assert first == again


def test_other_weights_than_it_was_made_from_are_said(monkeypatch, tmp_path):
    stored = tmp_path / FILE
    stored.write_bytes(bytes(cross_encoder.PRINT + 10_000))
    monkeypatch.setattr(cross_encoder, "files", lambda package: tmp_path)
    with pytest.raises(ValueError, match="other weights"):
        cross_encoder.load(FILE)


def test_pairs_are_whole_and_no_question_is_both():
    groups = list(groups_of_pairs(sorted(PAIRS.glob("*.jsonl"))))
    assert len(groups) > 10_000
    asked = {}
    for group in groups:
        assert group.question.strip() and len(group.texts) == len(group.answers)
        key = (group.question, group.texts[0])
        assert asked.setdefault(key, group.answers[0]) == group.answers[0]


def test_claims_are_whole_and_no_sentence_is_both():
    paths = sorted(PAIRS.with_name("claims").glob("*.jsonl"))
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            claim = json.loads(line)
            changed = {one["text"] for one in claim["changed"]}
            assert claim["sources"] and len(claim["honest"]) >= 4 and len(changed) >= 5
            assert not changed & set(claim["honest"])
    assert len(list(groups_of_claims(paths))) > 20_000
