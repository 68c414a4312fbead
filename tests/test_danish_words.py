"""Tokens keep their places; the search form unites spellings; terms carry what is searched."""

import pytest

from ingest.danish import content_terms, fold, is_stop, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Det kostede 1.250,50 kr.", ["Det", "kostede", "1.250,50", "kr"]),
        ("kl. 10.30 den 3. oktober", ["kl", "10.30", "den", "3", "oktober"]),
        ("2011-2015", ["2011", "2015"]),
        ("e-mail og KL's A/S", ["e-mail", "og", "KL's", "A/S"]),
        ("CO2, COVID-19 og 5G", ["CO2", "COVID-19", "og", "5G"]),
        ("sundheds- og velfærd", ["sundheds", "og", "velfærd"]),
        ("Danish.Care", ["Danish", "Care"]),
        ("(jf. § 4)", ["jf", "4"]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    found = words(text)
    assert [word.text for word in found] == expected
    assert all(text[word.start : word.end] == word.text for word in found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aarhus", "Århus"),
        ("AABENRAA", "åbenrå"),
        ("velfaerdsteknologi", "velfærdsteknologi"),
        ("Koebenhavn", "København"),
        ("Soeren", "Søren"),
        ("vaerktoej", "værktøj"),
        ("aeldre", "ældre"),
        ("idé", "ide"),
        ("Malmö", "Malmø"),
        ("skærmbeso\u0308g", "skærmbesøg"),
        ("plejehjemsbeboere", "PLEJEHJEMSBEBOERE"),
    ],
)
def test_spellings_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["poesi", "michael", "israel", "does", "koefficient", "boer"])
def test_words_that_never_had_another_letter_keep_theirs(word):
    assert fold(word) == word


@pytest.mark.parametrize(
    "word",
    [
        "og",
        "Hvad",
        "den",
        "VED",
        "eller",
        "the",
        "bliver",
    ],
)
def test_function_words_are_stop_words(word):
    assert is_stop(word)


@pytest.mark.parametrize("word", ["kommune", "hjælp", "pris", "ældre", "KL", "2023", "tid"])
def test_subject_words_are_none(word):
    assert not is_stop(word)


def test_terms_hold_stem_parts_and_family():
    assert terms("Finansieringen af velfærdsteknologi") == [
        "finansiering",
        "finansi",
        "velfærdsteknologi",
        "velfærd",
        "teknologi",
    ]


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("chef for velfærdsteknologi", "velfærdsteknologichefen"),
        ("skærm besøg", "skærmbesøgene"),
        ("hjemmeplejeskærm", "skærmbesøg i hjemmeplejen"),
        ("e-mail", "E-mails"),
        ("opi", "OPI-projekter"),
        ("koebenhavn", "Københavns Kommune"),
        ("hvad finansierede de", "finansieringen"),
        ("sundhedsteknologi", "sundheds- og velfærdsteknologi"),
        ("velfærdsudfordringer", "velfærdsopgaver og -udfordringer"),
        ("socialområdet", "børne-, social- og sundhedsområdet"),
        ("municipality", "How the municipalities and their technologies work"),
    ],
)
def test_question_and_passage_share_terms(question, passage):
    assert set(terms(question)) & set(terms(passage))


def test_content_terms_leave_out_what_questions_are_made_of():
    question = "Kan du fortælle, hvad dokumenterne siger om robotstøvsugere i Odense?"
    found = content_terms(question)
    assert [term.text for term in found] == ["robotstøvsugere", "Odense"]
    assert all(question[term.start : term.end] == term.text for term in found)


def test_english_words_are_stemmed_as_english_in_english_text():
    (term,) = content_terms("What are the technologies?")
    assert term.stem == content_terms("What is technology?")[0].stem
