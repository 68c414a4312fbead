"""What a question asks for is read from its wording."""

import pytest

from assistant.asks import (
    asks_about,
    asks_for,
    degree_asked,
    demand_of,
    is_weak,
    several_asked,
    wants_many,
)
from ingest import danish


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("Hvor mange procent af kommunerne svarede?", "share"),
        ("Hvor stor en andel bruger GPS?", "share"),
        ("Hvad koster en robotstøvsuger?", "money"),
        ("Hvad gav Birkenæs for spiserobotterne?", "money"),
        ("Hvad giver mest mening for borgerne?", "open"),
        ("Hvad gav projektet for kommunen?", "open"),
        ("Hvad er der afsat?", "open"),
        ("Hvor mange penge er der afsat?", "money"),
        ("Hvor mange borgere fik en skærm?", "count"),
        ("Hvor længe varede forsøget?", "duration"),
        ("Hvornår trådte loven i kraft?", "date"),
        ("Hvem holdt oplægget?", "person"),
        ("Hvem er leder af projektet for ældre?", "person"),
        ("Hvem er skærmbesøg for?", "open"),
        ("Hvem er målgruppen for tilbuddet?", "open"),
        ("Hvor bliver konferencen holdt?", "place"),
        ("Hvor afleveres hjælpemidlet?", "place"),
        ("Hvor foregår næste møde?", "place"),
        ("Hvor tilfredse er borgerne?", "open"),
        ("Hvorfor gik projektet i stå?", "reason"),
        ("Hvad er formålet med puljen?", "purpose"),
        ("Hvordan oplæres medarbejderne?", "way"),
        ("Må kommunen bruge GPS?", "yes_no"),
        ("Optager sensoren lyd eller billeder?", "yes_no"),
        ("Mister borgeren sin støtte, hvis han siger nej?", "yes_no"),
        ("Regler for leje?", "open"),
        ("How many citizens got a screen?", "count"),
        ("When did the law take effect?", "date"),
    ],
)
def test_the_wording_tells_what_is_asked_for(question, ask):
    assert asks_for(question)[0] == ask


@pytest.mark.parametrize(
    ("question", "demand"),
    [
        ("hvad gav Kolding for én gangbarre", "money"),
        ("hvad skal vi give for et toilet med vask", "money"),
        ("Hvad står en loftlift i?", "money"),
        ("Hvad løb regningen op i?", "money"),
        ("Hvad har kommunen brugt på sensorer?", "money"),
        ("Hvor meget må en hjælper få i timen?", "money"),
        ("budget robotstøvsugere 2024", "money"),
        ("startdato skærmbesøg Birkeby", None),
        ("dato værksted partnerskab", "date"),
        ("Hvilken dag kom svaret om sengen?", "date"),
        ("hvilken dag kan man møde op", None),
        ("hvor lang var forsøgsperioden", "duration"),
        ("leveringstid dispenser", "duration"),
        ("andel der er bange for fald", "share"),
        ("Hvornår har depotet åbent?", "clock"),
        ("Hvad giver skærme for en effekt?", None),
        ("Er budgettet overskredet?", None),
        ("epinion egenbetaling holdning", None),
    ],
)
def test_the_value_that_is_asked_for_in_everyday_words_and_in_keywords(question, demand):
    assert demand_of(question) == demand


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("startdato skærmbesøg Birkeby", "date"),
        ("kontaktperson tryghedsalarm", "person"),
        ("projektleder Sikker Nat", "person"),
        ("adresse hjælpemiddeldepot", "place"),
        ("digital træning frekvens", "count"),
    ],
)
def test_keywords_tell_what_is_asked_for(question, ask):
    assert asks_for(question)[0] == ask


def test_an_amount_of_money_is_no_count_of_things():
    assert "count" not in asks_for("Hvor mange millioner kroner er der afsat?")
    assert "money" not in asks_for("Hvor mange sensorer er der købt?")


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("Hvilke barrierer nævner kommunerne?", True),
        ("Hvordan får man medarbejderne med?", True),
        ("Hvad er de største udfordringer?", True),
        ("Hvornår udkom rapporten?", False),
        ("Hvor mange kommuner svarede?", False),
    ],
)
def test_a_question_wants_every_point_or_one_fact(question, many):
    assert wants_many(question) is many


def test_words_of_asking_are_weak_and_words_of_the_subject_are_not():
    terms = {
        term.text: is_weak(term) for term in danish.content_terms("Hvad koster vasketoiletter?")
    }
    assert terms["vasketoiletter"] is False
    assert all(is_weak(term) for term in danish.content_terms("koster prisen"))


@pytest.mark.parametrize(
    ("question", "demand"),
    [
        ("Hvad koster en loftlift?", "money"),
        ("Hvad er holdt ude af priserne?", None),
        ("What can towns do about the high cost of lifts?", None),
        ("Hvornår blev strategien vedtaget?", "date"),
        ("Hvornår er en løsning for dyr?", None),
        ("Hvem er formand for udvalget?", "name"),
        ("Hvem betaler for batterierne?", None),
        ("Hvilken paragraf handler om GPS?", "paragraph"),
        ("Hvilke årsager var der til forsinkelsen?", None),
        ("Hvad er telefonnummeret til Lemvig Kommune?", "phone"),
        ("Hvad er åbningstiden om mandagen?", "clock"),
        ("Hvor mange borgere har en medicinhusker?", "count"),
        ("Hvad kommer det til at koste at lægge nyt tag?", "money"),
        ("Hvad får en teknologivejleder i løn?", "money"),
        ("Hvor høj er egenbetalingen, og hvad er gebyret?", "money"),
        ("Hvad må puljen bruges til?", None),
        ("Hvilket firma leverede liftene?", "firm"),
        ("Hvad hedder leverandøren af liftene?", "firm"),
        ("Who supplies the screens?", "firm"),
        ("Hvad hedder systemet?", "named"),
        ("Hvem har bygget robotten?", "named"),
        ("Which company built the robot?", "firm"),
        ("Hvad er et seniorjob?", "defined"),
        ("Hvad dækker ordet døgnrytmelys over?", "defined"),
        ("Hvad er formålet?", None),
        ("Hvad er indskuddet for en bolig?", "money"),
        ("Hvad er ventetiden til et høreapparat?", "duration"),
        ("Hvilke firmaer og kommuner er med, og hvorfor?", "named"),
        ("Hvilken kommune har sparet mest?", "named"),
        ("Hvilke kommunale mærkedage fejres?", None),
    ],
)
def test_some_questions_have_no_answer_without_a_value(question, demand):
    assert demand_of(question) == demand


@pytest.mark.parametrize(
    ("question", "demand"),
    [
        ("indkøbspris gps viborg", "money"),
        ("Hvad tjener en chauffør?", "money"),
        ("Hvad var genbrugsprocenten i 2021?", "share"),
        ("svarprocent 2023", "share"),
        ("Hvorfor er svarprocenten lav?", None),
        ("Hvor gammel er borgeren?", "duration"),
        ("Hvad er holdt ude af priserne?", None),
    ],
)
def test_what_is_typed_in_haste_or_in_one_word_demands_its_value(question, demand):
    assert demand_of(question) == demand


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Hvad er mindstekravene til boksene?", "mindstekravene"),
        ("Hvilke konkrete anbefalinger gives der?", "anbefalinger"),
        ("Hvilke krav stilles der?", "krav"),
        ("Hvad er prisen på boksene?", None),
        ("Hvor mange anbefalinger er der?", None),
    ],
)
def test_what_several_of_are_asked_for_is_known(question, asked):
    terms = danish.content_terms(question)
    index = several_asked(question, terms)
    assert (index if index is None else terms[index].text) == asked


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Hvor tung må boksen være?", "tung"),
        ("Og hvor gammel skal man være for at få en?", "gammel"),
        ("Hvor ligger boksen?", ""),
        ("Hvilket projekt var det, hvor sensorer kan måle?", ""),
    ],
)
def test_the_word_of_which_the_degree_is_asked_is_known(question, word):
    assert degree_asked(question) == word


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Hvad siger dokumenterne om skærmbesøg i hjemmeplejen?", True),
        ("hvad står der om GPS", True),
        ("Fortæl om erfaringerne med robotstøvsugere", True),
        ("What do the documents say about screen visits?", True),
        ("Hvad siger borgmesteren om skærmbesøg?", False),
        ("Hvad siger rapporten om prisen på et nødkald?", False),
        ("Hvad står der på skiltet?", False),
        ("Hvorfor blev skærmbesøg indført?", False),
    ],
)
def test_a_subject_alone_is_told_from_what_is_asked_of_it(question, about):
    assert asks_about(question) == about
