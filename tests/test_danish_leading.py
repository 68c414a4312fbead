"""The names that a text is full of."""

from __future__ import annotations

from ingest.danish import leading_names


def test_a_text_leads_with_the_names_that_stand_half_as_often_as_the_commonest():
    text = (
        "I Furesø Kommune bruges skærmbesøg. Det er Furesø og Herlev, der prøver det. "
        "Derfor har Furesø og Herlev skrevet til Gentofte."
    )
    assert leading_names(text) == "furesø herlev"  # three, two and one time


def test_a_text_without_names_leads_with_none():
    assert leading_names("her står der ikke noget om nogen.") == ""


def test_a_name_that_stands_once_does_not_lead():
    text = "Til stede var Ali og Bent. Ali fra Hedensted åbnede mødet. Bent tog referat."
    assert leading_names(text) == "ali bent"
    assert leading_names("Kun Hedensted er nævnt.") == ""


def test_the_only_municipality_leads_though_it_is_named_once():
    text = "Norddal Kommune, 2022. Kommunen gennemførte 18.400 besøg. Ali og Ali talte."
    assert leading_names(text) == "ali norddal"
    assert leading_names(f"{text} Det gjorde Herlev Kommune også.") == "ali kommun"
