"""Names of persons, organisations and places stand out; other capitals do not."""

import pytest

from ingest.danish import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ivan Kjær Lauridsen, velfærdsteknologichef i Aarhus Kommune, påpegede barrierer.",
            ["Ivan Kjær Lauridsen", "Aarhus Kommune"],
        ),
        ("Frank Petersen fremhævede, at støtte kan hjælpe.", ["Frank Petersen"]),
        (
            "Chefkonsulent i Danish.Care, Anders Lyck Fogh-Schultz, udtaler følgende:",
            ["Danish.Care", "Anders Lyck Fogh-Schultz"],
        ),
        ("Sygeplejerske Ditte Hansen-Tingleff siger det.", ["Ditte Hansen-Tingleff"]),
        ("hvad mener kl om odense kommune?", ["kl", "odense kommune"]),
        ("KL's Center for Velfærdsteknologi", ["KL", "Center for Velfærdsteknologi"]),
        ("Hvad sagde J. P. Hansen i Region Midtjylland?", ["J. P. Hansen", "Region Midtjylland"]),
        ("Det blev fremlagt af Teknologisk Institut.", ["Teknologisk Institut"]),
        ("Hvem leder CO-PI?", ["CO-PI"]),
        ("Bo Hansen kom.", ["Bo Hansen"]),
        ("hvad siger danish.care og teknologisk institut", ["danish.care", "teknologisk institut"]),
        ("Ulrik mente, at det var en trend.", ["Ulrik"]),
        ("Hun arbejder hos Wolturnus A/S.", ["Wolturnus A/S"]),
        ("VIVE opstod, da KORA og SFI blev slået sammen.", ["VIVE", "KORA", "SFI"]),
        ("Socialstyrelsen og Fonden for Velfærdsteknologi",
         ["Socialstyrelsen", "Fonden for Velfærdsteknologi"]),
        ("Furesøs borgmester Ole Bondo Christensen (A)", ["Furesøs", "Ole Bondo Christensen"]),
        ("I Norge har de udviklet en model.", ["Norge"]),
        ("Morten Hoff, chef for Center for Velfærdsteknologi, siger det.",
         ["Morten Hoff", "Center for Velfærdsteknologi"]),
        ("Aarhus og Odense samarbejder.", ["Aarhus", "Odense"]),
        ("Vejen Kommune gav borgere en GPS.", ["Vejen Kommune"]),
    ],
)  # fmt: skip
def test_finds(text, expected):
    assert [text[start:end] for start, end in names(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kommunerne mangler midler.",
        "Hvad er velfærdsteknologi?",
        "Behov ift. implementering af Velfærdsteknologi",
        "Derudover kan Kommunerne have lange processer.",
        "AI, VR og GPS bruges ved KOL.",
        "”Ring til en ven”",
        "Jeg vil gerne tale med Dem.",
        "Mødet holdes en Mandag i Marts.",
        "Resultatet: Borgerne er glade.",
        "Mødet er kl. 10.30 og slutter kl 14.",
        "Robotstøvsugere og skærmbesøg er udbredt.",
        "",
    ],
)
def test_leaves_other_capitals(text):
    assert names(text) == []


def test_spans_are_ordered_and_apart():
    text = "Region Sjælland og Lejre Kommune skrev til Brian Andersen fra KL."
    spans = names(text)
    assert all(first[1] <= second[0] for first, second in zip(spans, spans[1:], strict=False))
    assert len(spans) == 4
