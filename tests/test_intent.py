"""What a message is, is told by its wording: on messages that the weights were not made of."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import evals.intents
from assistant import intent, question
from assistant.answer import Assistant
from assistant.intent import (
    INTENTS,
    OURS,
    UNCLEAR,
    Intent,
    Intents,
    encoder,
    intent_of,
    load_intents,
    row,
)
from assistant.question import understand
from evals.intents.train import HELD_OUT, Messages, fit, read


@pytest.fixture(scope="module")
def told():
    """Return of each intent what messages held out of training were taken to be."""
    found = defaultdict(list)
    for name, text in read(Path(evals.intents.__file__).with_name(f"{HELD_OUT}.jsonl")):
        found[name].append(intent_of(text, encoder().query(text)))
    return found


@pytest.mark.parametrize(
    ("name", "least"),
    [("personal_data", 0.65), ("advice", 0.75), ("action", 0.85), ("not_a_question", 0.75)],
)
def test_most_of_what_is_not_ours_is_told_among_messages_never_seen(told, name, least):
    assert np.mean([one.name not in (OURS, UNCLEAR) for one in told[name]]) >= least
    assert np.mean([one.name == name for one in told[name]]) >= least - 0.15


def test_few_of_the_look_alikes_are_taken_for_it(told):
    assert np.mean([one.is_sure for one in told[OURS]]) <= 0.02
    assert np.mean([one.name != OURS for one in told[OURS]]) <= 0.05


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hvad koster en loftlift?", OURS),
        ("Hvem er kontaktperson for nødkald?", OURS),
        ("Hvordan søger kommunen om penge fra puljen?", OURS),
        ("What does a ceiling hoist cost?", OURS),
        ("Hvem er chef for HR hos Egely?", OURS),
        ("kørestol", OURS),
        ("Hjælpemidler 2023", OURS),
        ("Hvad koster det?", UNCLEAR),
    ],
)
def test_plain_questions_are_ours_and_those_about_nothing_are_unclear(text, name):
    assert intent_of(text, encoder().query(text)).name == name


def test_a_question_is_understood_by_the_vector_that_is_given():
    asked = []

    def vector_of(text):
        asked.append(text)
        return encoder().query(text)

    understand("Hvad koster en loftlift?", vector_of=vector_of)
    assert asked == ["Hvad koster en loftlift?"]


def test_a_number_of_a_person_is_refused_before_anything_is_embedded():
    def vector_of(text):
        raise AssertionError(text)

    assert understand("Hvem er 010190-1234?", vector_of=vector_of).refusal == "personal_data"


def test_what_was_refused_by_its_meaning_is_no_history(monkeypatch):
    told = Intent("personal_data", is_sure=True)
    monkeypatch.setattr(question, "intent_of", lambda text, vector: told)
    assert question.earlier_questions(["Er Bodil dement?"], encoder().query) == []
    monkeypatch.setattr(question, "intent_of", lambda text, vector: replace(told, is_sure=False))
    assert question.earlier_questions(["Er Bodil dement?"], encoder().query) == ["Er Bodil dement?"]


def test_a_question_is_embedded_once(assistant, monkeypatch):
    asked = []
    query = type(assistant.library.encoder).query
    monkeypatch.setattr(
        type(assistant.library.encoder),
        "query",
        lambda self, text: asked.append(text) or query(self, text),
    )
    text = "Hvilke barrierer nævner lederne i undersøgelsen?"
    Assistant(assistant.library).ask(text)
    assert [one for one in asked if one == text] == [text]


def test_what_may_not_be_ours_is_answered_where_the_documents_do(assistant, monkeypatch):
    told = Intent("personal_data", is_sure=False)
    monkeypatch.setattr(question, "intent_of", lambda text, vector: told)
    assert assistant.ask("Hvad var den største barriere i 2023?").status == "answered"
    refused = assistant.ask("Hvad vejer månen?")
    assert (refused.status, refused.reason, refused.nearest) == ("refused", "personal_data", ())


def test_probabilities_are_shares():
    model = Intents(np.zeros((3, len(INTENTS))), 0.5, 0.5, 0.5)
    assert model.probabilities(np.ones((2, 2))) == pytest.approx(1 / len(INTENTS))


def test_weights_of_another_encoder_are_not_taken(monkeypatch):
    class Other:
        fingerprint = "another"

    load_intents.cache_clear()
    monkeypatch.setattr(intent, "encoder", Other)
    with pytest.raises(ValueError, match="another encoder"):
        load_intents()
    monkeypatch.undo()
    load_intents.cache_clear()


def test_weights_are_found_that_tell_what_can_be_told():
    chance = np.random.default_rng(1)
    intents = chance.integers(0, len(INTENTS), 300)
    rows = np.eye(len(INTENTS))[intents] + chance.normal(0, 0.1, (300, len(INTENTS)))
    messages = Messages(rows, intents, np.zeros(300, np.intp), np.ones(300))
    found = Intents(fit(messages), 0.5, 0.5, 0.5).probabilities(rows)
    assert (found.argmax(axis=1) == intents).mean() > 0.99


def test_a_row_has_the_vector_and_the_signs():
    text = "Har fru Toft fået sin medicin?"
    length = load_intents().weights.shape[0] - 1
    assert row(text, encoder().query(text)).shape == (length,)
