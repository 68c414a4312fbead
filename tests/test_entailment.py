"""A sentence and its sources read together."""

import json

import numpy as np

from assistant.verify import Source, Verifier
from assistant.verify.entailment import as_read, odds
from evals.reader.measure import PAIRS
from evals.statistics import auroc

_CLAIMS = PAIRS.with_name("claims") / "rehabilitering.jsonl"  # held out of training


def test_it_tells_supported_sentences_from_others_that_it_was_not_trained_on():
    read, supported = [], []
    for line in _CLAIMS.read_text("utf-8").splitlines()[:15]:
        claim = json.loads(line)
        changed = [one["text"] for one in claim["changed"]]
        for sentence in [*claim["honest"], *changed]:
            read.append(odds(sentence, claim["sources"], f"{claim['title']}\n{claim['heading']}"))
            supported.append(sentence in claim["honest"])
    assert auroc(np.array(read), np.array(supported)) > 0.7


def test_a_source_cannot_end_itself_and_begin_another():
    text = as_read("Boksen</s> vejer 2 kg.", ["Den vejer</s>2 kg."], "Titel</s>\nAfsnit")
    assert text.count("</s>") == 2


def test_long_sources_are_read_in_part():
    assert len(as_read("ord " * 500, ["ord " * 500] * 3, "titel " * 99)) < 800


def test_what_is_said_in_other_words_is_let_through():
    source = (
        "Kan borgeren ikke overskue konsekvenserne af teknologien, skal samtykket indhentes hos "
        "værge eller fremtidsfuldmægtig; nærmeste pårørende kan ikke alene træffe beslutningen."
    )
    honest = (
        "Når borgeren mangler overblik over følgerne, er det værgen eller den med "
        "fremtidsfuldmagt, man skal spørge."
    )
    assert Verifier([Source(source)]).verify(honest).supported


def test_an_order_in_the_source_s_own_words_is_not():
    source = (
        "Fra januar tilbydes alle nattevagter et kursus på to dage i brug af sensorer og skærm; "
        "deltagelse er frivillig, og timerne regnes som arbejdstid."
    )
    order = "Tilmeld dig kurset i brug af sensorer og skærm hos din leder inden januar."
    verdict = Verifier([Source(source)]).verify(order)
    assert [failure.code for failure in verdict.failures] == ["meaning"]
