"""A refusal says what the documents lack, and what they have instead."""

import pytest

from assistant.reasons import Lack, explain


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        (Lack(), "Det står ikke i dokumenterne."),
        (Lack(absent=("exoskelet",)), "Ingen af dem nævner »exoskelet«."),
        (
            Lack(missing=("pris", "lås")),
            "De afsnit, der ligner spørgsmålet mest, nævner ikke »pris« eller »lås«.",
        ),
        (Lack(only=("2017", "2018")), "Dokumenterne har det kun for 2017 og 2018."),
        (
            Lack(absent=("Kolding",), only=("Lyngsø",)),
            "Ingen af dem nævner »Kolding«. Dokumenterne har det kun for Lyngsø.",
        ),
    ],
)
def test_a_refusal_says_what_is_lacking(lack, said):
    assert explain("not_in_documents", "da", lack).endswith(said)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Hvor mange borgere i Randers har robotstøvsugere?", "kun for Odense."),
        ("Hvor mange minutter sparer hjemmeplejeskærmen i Esbjerg?", "kun for Furesø."),
        ("Hvor mange borgere i Lunkerød Kommune har robotstøvsugere?", "kun for Odense."),
        ("Hvor mange borgere i Odense har exoskeletter?", "Ingen af dem nævner »exoskeletter«."),
    ],
)
def test_another_municipality_s_answer_is_pointed_to(assistant, question, said):
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.explanation.endswith(said)


def test_other_years_are_pointed_to(assistant):
    question = "Hvor mange procent svarede i 2019, at økonomien er den største barriere?"
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.explanation.endswith("nævner »2019«. Dokumenterne har det kun for 2013.")
