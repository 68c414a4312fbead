"""One value has one canonical form, however it is written."""

import pytest

from ingest.danish import values


def canonical(text):
    return [value.canonical for value in values(text)]


@pytest.mark.parametrize(
    ("spellings", "expected"),
    [
        (["1.250,50 kr.", "1250,5 kroner", "kr. 1.250,50", "1250,50 DKK"], "amount:1250.5"),
        (["11,2 millioner kroner", "11,2 mio. kr.", "DKK 11.2 million"], "amount:11200000"),
        (["5 mia. kr.", "5 milliarder kroner"], "amount:5000000000"),
        (["250 t.kr.", "250.000 kr.", "250 000 kroner", "250 tusind kroner"], "amount:250000"),
        (["500 euro", "€ 500", "500 €"], "amount:500eur"),
        (["53,1 procent", "53,1 %", "53,1%", "53,1 pct.", "53.1 percent"], "percent:53.1"),
        (["halvdelen", "50 procent", "50 %"], "percent:50"),
        (["hver femte", "20 pct.", "to ud af ti", "en femtedel"], "percent:20"),
        (["otte ud af ti", "8 ud af 10", "80 %"], "percent:80"),
        (["to tredjedele", "66,6667 %"], "percent:66.6667"),
        (["17 procentpoint", "17 procent point"], "percentpoint:17"),
        (["kl. 14", "klokken 14", "14.00", "14:00", "kl. 14.00"], "time:14:00"),
        (["kl. 14.30", "14:30"], "time:14:30"),
        (["tyve minutter", "20 minutter", "20 min."], "duration:20min"),
        (["en time", "60 minutter", "1 time"], "duration:60min"),
        (["to uger", "14 dage", "2 weeks"], "duration:14day"),
        (["halvandet år", "18 måneder"], "duration:18month"),
        (["§ 128 a", "§128a", "paragraf 128 a"], "paragraph:128a"),
        (["1 million borgere", "1.000.000 borgere", "en million borgere"], "number:1000000"),
        (["femogtyve borgere", "25 borgere"], "number:25"),
        (["tre hundrede borgere", "300 borgere", "trehundrede borgere"], "number:300"),
        (["tlf. 7235 4000", "+45 72 35 40 00", "telefon: 7235 4000"], "phone:72354000"),
        (["den 3. kortlægning", "den tredje kortlægning"], "ordinal:3"),
        (["nr. 402", "402"], "number:402"),
        (["2.843 robotstøvsugere", "2843 robotstøvsugere"], "number:2843"),
    ],
)
def test_spellings_of_one_value_are_equal(spellings, expected):
    assert {text: canonical(text) for text in spellings} == {t: [expected] for t in spellings}


@pytest.mark.parametrize(
    "text",
    ["1. juli 2026", "01.07.26", "01.07.2026", "1/7-2026", "1/7 2026", "1. jul. 2026", "2026-07-01",
     "July 1, 2026", "1 July 2026", "1st of July 2026", "01-07-2026"],
)  # fmt: skip
def test_spellings_of_a_date_are_equal_and_give_its_year(text):
    assert sorted(canonical(text)) == ["date:2026-07-01", "year:2026"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("juli 2026", ["date:2026-07", "year:2026"]),
        ("1. juli", ["date:--07-01"]),
        ("2011-2015", ["year:2011", "year:2015"]),
        ("2011–2015", ["year:2011", "year:2015"]),
        ("fem til otte år", ["duration:60month", "duration:96month"]),
        ("10-15 medarbejdere", ["number:10", "number:15"]),
        ("5-10 mio. kr.", ["amount:5000000", "amount:10000000"]),
        ("mellem 5 og 10 procent", ["percent:5", "percent:10"]),
        ("kl. 10-14", ["time:10:00", "time:14:00"]),
        ("§ 128 a, stk. 3", ["paragraph:128a", "stk:3"]),
        ("I 2023 svarede 82", ["year:2023", "number:82"]),
        ("2000 borgere", ["number:2000"]),
        ("82 ud af 98 kommuner", ["number:82", "number:98"]),
        ("hvert tiende år", ["ordinal:10"]),
        ("COVID-19, CO2 og FEV1", []),
        ("en kommune og et projekt", []),
        ("how to get to the top of it", []),
        ("", []),
    ],
)
def test_reads(text, expected):
    assert canonical(text) == expected


def test_what_is_counted_is_given_by_its_stem():
    (value,) = values("Ordningen hjalp 276 borgere.")
    assert (value.kind, value.canonical, value.unit) == ("number", "number:276", "borg")


def test_an_adjective_is_not_what_is_counted():
    assert [value.unit for value in values("30 kommunale nøglepersoner")] == ["nøgleperson"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("64 beboere deltog i forsøget", "bebo"),
        ("19 medarbejdere tilknyttet", "medarbejd"),
        ("40 pårørende svarede", "pårør"),
        ("Tre lærere underviser", "lær"),
        ("fire større byer", "by"),
        ("to hurtigere biler", "bil"),
    ],
)
def test_those_who_do_something_are_counted_and_not_what_they_do(text, unit):
    assert [value.unit for value in values(text)] == [unit]


def test_a_part_of_a_whole_counts_the_same_things():
    assert [value.unit for value in values("82 af de 98 kommuner svarede")] == ["kommun", "kommun"]


def test_spans_cover_number_and_unit():
    text = "Det kostede 11,2 mio. kr. i alt og 53,1 procent af tiden."
    assert [text[v.start : v.end] for v in values(text)] == ["11,2 mio. kr", "53,1 procent"]


def test_english_groups_of_thousands():
    assert canonical("The budget of the municipality is DKK 1,250,000.") == ["amount:1250000"]
