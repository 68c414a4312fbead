"""A sentence is supported by its sources or not: worked examples, each with its reason."""

from __future__ import annotations

import pytest

from assistant.verify import Source, Verifier

TRAINING = (
    "I Vejle træner 82-årige Else Jensen. "
    "De træner to gange om ugen i tyve minutter, og det varer 12 uger."
)
LOCKS = "Låsene sparede mere tid end ventet, men de gav ikke overskud."
SHARE = "82 af landets 98 kommuner svarede i 2023."
ALONE = "Nødkald kan gives til borgere, der bor alene."
DRILL = "Kommunen må gerne træne modellen, men ikke tage den i brug."
JENSEN = "De fleste skuffer Camilla Jensen, som arbejder i Senior & Omsorg i Aalborg Kommune."


def _codes(source, sentence):
    verdict = Verifier([Source(source)]).verify(sentence)
    return [failure.code for failure in verdict.failures]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (TRAINING, "Else Jensen på 82 år træner i Vejle."),
        (TRAINING, "De træner to gange om ugen i 12 uger."),
        (LOCKS, "Låsene sparede mere tid end forventet."),
        (LOCKS, "Låsene gav ikke overskud."),
        (SHARE, "I 2023 svarede 82 af landets 98 kommuner."),
        (ALONE, "Borgere, der bor alene, kan få nødkald."),
        (JENSEN, "Camilla Jensen arbejder i Senior & Omsorg i Aalborg Kommune."),
        (JENSEN, "Camilla Jensen er skuffet over de fleste."),
    ],
)
def test_the_same_in_other_words_is_supported(source, sentence):
    assert _codes(source, sentence) == []


@pytest.mark.parametrize(
    ("source", "sentence", "code"),
    [
        (TRAINING, "Else Jensen på 72 år træner i Vejle.", "value"),
        (TRAINING, "Else Jensen træner i Varde.", "name"),
        (TRAINING, "De træner to gange om måneden.", "period"),
        (LOCKS, "Låsene sparede mindre tid end ventet.", "opposite"),
        (LOCKS, "Låsene gav overskud.", "denial"),
        (SHARE, "98 af landets 82 kommuner svarede i 2023.", "part"),
        (ALONE, "Nødkald kan gives til borgere, der bor sammen.", "opposite"),
        (DRILL, "Kommunen må gerne tage modellen i brug.", "denial"),
        (SHARE, "Kommunerne fik tilsendt en kalender.", "absent"),
    ],
)
def test_what_is_changed_is_told_by_its_kind(source, sentence, code):
    assert code in _codes(source, sentence)


SUITS = "Toilettet egner sig dog ikke til borgere, som ikke selv kan få bukserne op og ned."


@pytest.mark.parametrize(
    ("source", "broad", "narrow"),
    [
        (SUITS, "Toilettet egner sig ikke til borgere.",
         "Toilettet egner sig ikke til borgere, der ikke selv kan få bukserne ned."),
        ("En borger kan få afslag, hvis rengøringen kan fordeles over flere dage.",
         "En borger kan få afslag.", "En borger kan få afslag, når rengøringen kan fordeles."),
    ],
)  # fmt: skip
def test_a_rule_that_has_lost_its_condition_is_not_supported(source, broad, narrow):
    assert _codes(source, broad) == ["narrowed"]
    assert _codes(source, narrow) == []


def test_a_half_hour_is_no_half_day():
    source = "Hjemmeplejen er fremme inden for en halv time."
    assert "value" in _codes(source, "Hjemmeplejen er fremme inden for en halv dag.")
    assert _codes(source, "Hjemmeplejen kommer inden for en halv time.") == []


def test_the_source_that_supports_is_found_whatever_number_is_named():
    verifier = Verifier([Source(ALONE), Source(SHARE)])
    assert verifier.verify("82 af landets 98 kommuner svarede.", hints=[0]).sources == (1,)


def test_a_sentence_that_says_nothing_is_not_supported():
    assert _codes(ALONE, "Ja, det er det.") == ["little"]


def test_what_stands_before_a_passage_gives_a_word_but_no_figure():
    source = Source("Den koster 300 kroner.", context="Lampen blev købt for 500 kroner i fjor.")
    verifier = Verifier([source])
    assert verifier.verify("Lampen koster 300 kroner.").supported
    assert not verifier.verify("Lampen koster 500 kroner.").supported
