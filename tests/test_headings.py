"""Questions below headings: what a heading names is what its questions are about."""

from __future__ import annotations

import pytest

from assistant.headings import bare, readings

TITLE = "Plan for digitale hjælpemidler i Ringsted"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Hvad var besparelsen?", ["Hvad var besparelsen (nødkald)?"]),
        ("Hvilke erfaringer har medarbejderne?",
         ["Hvilke erfaringer har medarbejderne (nødkald)?"]),
        ("Hvor meget kostede projektet?", ["Hvor meget kostede projektet (nødkald)?"]),
        ("Hvem er ansvarlig?", ["Hvem er ansvarlig for nødkald?"]),
    ],
)  # fmt: skip
def test_a_question_without_a_subject_is_asked_of_its_heading_alone(question, expected):
    assert readings(question, ["Indsats 3: Nødkald"]) == expected


def test_a_question_with_a_subject_of_its_own_is_asked_as_it_stands_too():
    asked = "Hvad koster en spiserobot?"
    assert readings(asked, ["Nødkald"]) == ["Hvad koster en spiserobot (nødkald)?", asked]
    assert readings("Hvad koster et nødkald?", ["Nødkald"]) == ["Hvad koster et nødkald?"]


def test_a_heading_of_any_plan_hands_on_to_the_one_above():
    above = ["1.2 Økonomi", "Nødkald"]
    assert readings("Hvad var gevinsten?", above) == ["Hvad var gevinsten (nødkald)?"]
    assert readings("Hvad var gevinsten?", ["Økonomi"]) == ["Hvad var gevinsten?"]


def test_the_municipality_is_the_one_of_the_title():
    found = readings("Hvad er kommunens mål for nødkald?", ["Nødkald"], TITLE)
    assert found == ["Hvad er Ringsted Kommunes mål for nødkald?"]
    named = "Hvad sparede kommunen i Skive på nødkald?"
    assert readings(named, ["Nødkald"], TITLE) == [named]


def test_a_municipality_that_only_the_documents_know_is_one_too():
    found = readings("Sparede kommunen tid på nødkald?", ["Nødkald"], "Plan for Lundby", ["Lundby"])
    assert found == ["Sparede Lundby Kommune tid på nødkald?"]


@pytest.mark.parametrize("heading", ["Indsats 1: Nødkald", "2.1 Nødkald", "Tema 4 – Nødkald"])
def test_numbers_and_labels_are_no_part_of_what_is_asked(heading):
    assert bare(heading) == "Nødkald"
