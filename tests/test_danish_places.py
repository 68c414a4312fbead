"""Places are found in every spelling, and common words are not taken for them."""

import pytest

from ingest.danish import places
from ingest.danish.lexicon import place_lines


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Københavns Kommune", "københavn"),
        ("i Odense", "odense"),
        ("hvad gør aarhus?", "aarhus"),
        ("Århus' model", "aarhus"),
        ("Aarhus-modellen virker", "aarhus"),
        ("koebenhavns kommune", "københavn"),
        ("aabenraa kommune", "aabenraa"),
        ("Åbenrå testede det", "aabenraa"),
        ("Lyngby-Taarbæk Kommunes plan", "lyngby-taarbæk"),
        ("i Høje Taastrup", "høje-taastrup"),
        ("i Høje-Taastrup", "høje-taastrup"),
        ("Nordfyns Kommune", "nordfyn"),
        ("Furesøs borgmester", "furesø"),
        ("Region Midtjyllands læger", "region midtjylland"),
        ("region syddanmark", "region syddanmark"),
        ("i Norges kommuner", "norge"),
        ("in Copenhagen", "københavn"),
        ("Randers Kommune", "randers"),
        ("vejen kommune", "vejen"),
        ("borgere i Vejen fik", "vejen"),
        ("i Skive og omegn", "skive"),
        ("Ærø", "ærø"),
        ("SORØ", "sorø"),
    ],
)
def test_finds(text, name):
    assert [place.name for place in places(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Vejen er lang.",
        "på vejen til målet",
        "Det er slut. Vejen er lang.",
        "en skive brød",
        "en odder i søen",
        "Nord og syd",
        "danske kommuner og norske erfaringer",
        "de unge lejre",
        "kommunen og regionen",
    ],
)
def test_leaves_common_words(text):
    assert places(text) == []


def test_kommune_belongs_to_the_span():
    text = "Ifølge Aarhus Kommune og Odense er det sådan."
    assert [text[p.start : p.end] for p in places(text)] == ["Aarhus Kommune", "Odense"]


def test_every_municipality_and_region_is_found_by_its_own_name():
    lines = [line.split("|")[0].strip() for line in place_lines()]
    assert len(lines[:98]) == 98
    assert lines[97] == "aarhus"
    for name in lines[:98]:
        assert [p.name for p in places(f"borgere i {name.title()} Kommune fik")] == [name]
    regions = {line for line in lines if line.startswith("region ")}
    assert {"region hovedstaden", "region sjælland", "region nordjylland"} < regions


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lyngsø Kommune", "lyngsø"),
        ("i Lyngsø kommune fik", "lyngsø"),
        ("hvad gør lyngsø kommune?", "lyngsø"),
        ("Lyngsø Byråds plan", "lyngsø"),
        ("Nørre Lysning Kommune", "nørre lysning"),
        ("Hedenstad Kommunes borgere", "hedenstad"),
        ("Odense-Kerteminde Kommune", "odense-kerteminde"),
        ("borgere i Give Kommune", "give"),
        ("Notat Lyngsø Kommune", "lyngsø"),
        ("Tórshavnar kommuna", "tórshavn"),
        ("Qeqqata Kommunia", "qeqqata"),
        ("Kommune Kujalleq", "kujalleq"),
        ("Åbjerg Kommune", "åbjerg"),
    ],
)
def test_what_is_called_a_municipality_is_one(text, name):
    assert [(place.name, place.municipality) for place in places(text)] == [(name, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Hver Kommune",
        "Din Kommune",
        "Denne kommune",
        "hvilken kommune",
        "Den Digitale Kommune",
        "Fremtidens Kommune",
        "Plejehjemmets kommune betaler",
        "en velfungerende kommune",
        "2024 Kommune",
    ],
)
def test_other_words_before_kommune_name_none(text):
    assert places(text) == []


def test_a_region_stays_itself_and_is_no_municipality():
    found = places("I Region Midtjylland og Lyngsø Kommune")
    assert [(p.name, p.municipality) for p in found] == [
        ("region midtjylland", False),
        ("lyngsø", True),
    ]
