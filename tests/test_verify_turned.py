"""The right words in a wrong order, and one denial too many: each beside the honest wording."""

from __future__ import annotations

import pytest

from assistant.verify import Source, Verifier

VISIT = "Anna Vig fra Nordby og Bo Lund fra Sydby viste først køkkenet frem og åbnede siden haven."
HOPES = "Man ventede færre skift og konflikter og et mindre forbrug af sæbe."
TURN = "KL opfordrer kommunerne til at dele løsninger."
CHESS = "Otto Bang og ni andre træner to gange om ugen."
NIGHT = "Gevinsten er størst på store plejehjem med mange nattevagter."
LEAVE = "734 børn har fået et fritidspas. Tallet er 79 procent for børn uden fritidspas."
SHARE = "Cirka 29 procent sagde nej tak til støvsugeren, og næsten 1.300 svarede."
READ = "Udvalget læste bogen igennem. Derefter besøgte det skolen i Nordby."
LACKS = "Kommunerne mangler midler til at købe udstyret."


def _codes(source, sentence):
    verdict = Verifier([Source(source)]).verify(sentence)
    return [failure.code for failure in verdict.failures]


@pytest.mark.parametrize(
    ("source", "wrong", "honest", "code"),
    [
        (VISIT, "Anna Vig er fra Sydby.", "Anna Vig er fra Nordby.", "linked"),
        (
            HOPES,
            "Man ventede flere konflikter og et mindre forbrug af sæbe.",
            "Man ventede færre konflikter og et mindre forbrug af sæbe.",
            "leaning",
        ),
        (
            TURN,
            "Kommunerne opfordrer KL til at dele løsninger.",
            "KL opfordrer kommuner til at dele løsninger.",
            "roles",
        ),
        (
            CHESS,
            "Ni træner to gange om ugen med Otto Bang.",
            "Otto Bang og ni andre træner to gange om ugen.",
            "rest",
        ),
        (CHESS, "Otto Bang er træner.", "Otto Bang træner.", "doer"),
        (
            NIGHT,
            "Gevinsten er størst på store plejehjem med få nattevagter.",
            "På store plejehjem med mange nattevagter er gevinsten størst.",
            "rival",
        ),
        (
            LEAVE,
            "734 børn har ikke fået et fritidspas.",
            "734 børn har fået fritidspas.",
            "polarity",
        ),
        (
            READ,
            "Udvalget besøgte først skolen i Nordby, og derefter læste det bogen.",
            "Udvalget læste bogen, og derefter besøgte det skolen i Nordby.",
            "order",
        ),
    ],
)
def test_the_same_words_turned_round_are_not_supported(source, wrong, honest, code):
    assert code in _codes(source, wrong)
    assert _codes(source, honest) == []


def test_a_bound_that_no_source_sets_is_not_supported():
    assert "bound" in _codes(SHARE, "Over 29 procent sagde nej tak til støvsugeren.")
    assert "bound" in _codes(SHARE, "Mere end 1.300 svarede på støvsugeren.")


def test_a_share_is_no_number_of_people():
    assert "value" in _codes(SHARE, "29 borgere sagde nej tak til støvsugeren.")
    assert _codes(SHARE, "29 procent sagde nej tak til støvsugeren.") == []


def test_two_words_of_want_deny_the_same():
    assert _codes(LACKS, "Kommunerne savner midler til at købe udstyret.") == []
    assert "denial" in _codes(LACKS, "Kommunerne savner ikke midler til at købe udstyret.")


def test_a_verb_may_be_another_but_the_thing_may_not():
    source = "Hillerød laver film med et kamera, så borgerne kan øve sig."
    honest = "I Hillerød øver borgerne sig med film, der er optaget med et kamera."
    assert _codes(source, honest) == []
    assert _codes(source, honest.replace("kamera", "mikroskop")) == ["absent", "absent"]


def test_more_than_there_are_is_no_part():
    assert "part" in _codes("Af de 64 deltagere var 41 tilbage.", "64 af de 41 var tilbage.")


@pytest.mark.parametrize(
    "asked",
    ["Blev der sparet tid på låsene?", "Findes der låse til at spare tid i kommunen."],
)
def test_a_question_is_no_statement(asked):
    assert _codes("Låsene sparede tid i kommunen, og der findes flere.", asked) == ["little"]


def test_what_a_source_is_called_is_not_what_it_says():
    source = Source("Det blev vurderet af tre kommuner.", where="Andele efter år\nRække 17\n2024")
    verdict = Verifier([source]).verify("Andele efter år, Række 17, 2024")
    assert [failure.code for failure in verdict.failures] == ["where"]


def test_what_a_number_counts_may_stand_before():
    source = "I Aarhus skal 100 borgere undersøges, og 14 er i gang."
    assert _codes(source, "14 borgere er i gang.") == []
