"""Slips in a question are mended before it is read, as the documents spell the words."""

import pytest
from library_world import library_of

from assistant.answer import Assistant
from assistant.spelling import respell

_PAGE = """# Depotet i Birkelund

Medicinrobotten har batteri til 72 timer. Vagttelefonen på hjælpemiddeldepotet har nummer
70 55 14 99.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("library"), {"depot.md": _PAGE}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nummer til vagttelefoen på depotet?", "nummer til vagttelefonen på depotet?"),
        ("hvor længe holder medcinrobotten", "hvor længe holder medicinrobotten"),
        ("Hvad koster en kørestol på Birkelunden?", "Hvad koster en kørestol på Birkelunden?"),
        ("Hvem er Petersen?", "Hvem er Petersen?"),
        ("What is the bateri of the robot?", "What is the bateri of the robot?"),
    ],
)
def test_slips_are_mended_and_names_left_alone(library, typed, meant):
    assert respell(typed, library) == meant


def test_a_question_with_slips_is_answered_and_shown_as_typed(library):
    typed = "Hvad er nummeret på vagttelefoen på hjælpemiddeldepotet?"
    answer = Assistant(library).ask(typed)
    assert "70 55 14 99" in answer.citations[0].quote
    assert answer.question == typed
