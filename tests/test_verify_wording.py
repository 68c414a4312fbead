"""The same in other words beside what is almost the same: each rule that lets a wording through."""

from __future__ import annotations

import pytest

from assistant.verify import Source, Verifier

KNOWN = "Kendskabet til teknologierne er for lille, og udfaldet er usikkert."
WEEKS = "Kurset må højst vare otte uger."
NAMES = "Forsøget omfattede låse i Aarhus, Kolding, Odense og København."
REPORT = "Inden 30 dage skriver projektlederen en rapport på en side."
ROADS = "Løsningen egner sig ikke til veje med mange biler."
BREACH = "Kommunen skal anmelde alvorlige brud til Datatilsynet inden for 72 timer."
HALF = "Landbruget stod for 46 procent af udledningen i kommunen."
ONLY = "Velfærdsteknologi er ikke kun for ældre borgere."
PLACES = "I Nordjylland har københavnske brugere fået en GPS."
ROW = "Kommune: Odense; Begyndt: Efteråret 2019; Omfang: 150 borgere i 18 grupper"
OTHER_ROW = "Kommune: Vejle; Begyndt: Foråret 2020; Omfang: 90 borgere i 12 grupper"


def _codes(source, sentence, *more):
    verdict = Verifier([Source(text) for text in (source, *more)]).verify(sentence)
    return [failure.code for failure in verdict.failures]


@pytest.mark.parametrize(
    ("source", "honest", "wrong", "code"),
    [
        (KNOWN, "Kendskabet til teknologierne er ikke stort nok.",
         "Kendskabet til teknologierne er stort nok.", "opposite"),
        (KNOWN, "Udfaldet er ikke sikkert.", "Udfaldet er sikkert.", "opposite"),
        (WEEKS, "Kurset må ikke vare mere end otte uger.",
         "Kurset må ikke vare mindre end otte uger.", "bound"),
        (NAMES, "Kolding og Aarhus var med i forsøget med låse.",
         "Kolding og Randers var med i forsøget med låse.", "name"),
        (ROADS, "Løsningen fungerer ikke på veje med mange biler.",
         "Løsningen egner sig til veje med mange biler.", "denial"),
        (BREACH, "Kommunen har tre døgn til at anmelde alvorlige brud til Datatilsynet.",
         "Kommunen har to døgn til at anmelde alvorlige brud til Datatilsynet.", "value"),
        (HALF, "Landbruget stod for næsten halvdelen af udledningen i kommunen.",
         "Landbruget stod for over halvdelen af udledningen i kommunen.", "value"),
        (ONLY, "Velfærdsteknologi er ikke bare for ældre borgere.",
         "Velfærdsteknologi er kun for ældre borgere.", "rival"),
        (PLACES, "Brugere fra København har fået en GPS.",
         "Brugere fra Kolding har fået en GPS.", "name"),
    ],
)  # fmt: skip
def test_another_wording_is_let_through_and_the_change_beside_it_is_not(
    source, honest, wrong, code
):
    assert _codes(source, honest) == []
    assert code in _codes(source, wrong)


def test_another_of_the_documents_cannot_stand_in_for_who_does_it():
    other = "Fejl meldes samme dag til leverandøren."
    honest = "Projektlederen skriver en rapport på en side inden 30 dage."
    assert _codes(REPORT, honest, other) == []
    wrong = "Leverandøren skriver en rapport på en side inden 30 dage."
    assert "stead" in _codes(REPORT, wrong, other)


def test_the_cells_of_a_row_belong_together_and_those_of_two_rows_do_not():
    assert _codes(ROW, "I Odense var det 150 borgere i 18 grupper.", OTHER_ROW) == []
    assert _codes(ROW, "I Vejle var det 150 borgere i 18 grupper.", OTHER_ROW) != []


def test_english_words_are_found_in_a_danish_compound():
    source = "Lemvig Kommune har afsat 2,4 mio. kr. til velfærdsteknologi i 2021."
    english = "Lemvig Kommune has allocated 2.4 million kroner to welfare technology in 2021."
    assert _codes(source, english) == []


def test_a_lone_number_says_too_little():
    assert _codes(ROADS, "2021年预算。") == ["little"]
