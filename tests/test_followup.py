"""A follow-up is made standalone from the questions before it."""

import time

import pytest

from assistant.corrections import corrected
from assistant.followup import make_standalone
from assistant.topic import topic


@pytest.mark.parametrize(
    ("before", "question", "standalone"),
    [
        (
            "Hvornår bliver konferencen holdt igen?",
            "Og hvor bliver den holdt?",
            "Hvor bliver konferencen holdt?",
        ),
        (
            "Hvor lang er ventetiden på en kørestol?",
            "Og for badebænke?",
            "Hvor lang er ventetiden for badebænke?",
        ),
        (
            "Hvor mange værelser har Enghaven?",
            "Og Kildebo?",
            "Hvor mange værelser har Kildebo?",
        ),
        (
            "Hvem er tovholder for Skærm før hjul?",
            "Hvad med Medicin til tiden?",
            "Hvem er tovholder for Medicin til tiden?",
        ),
        (
            "Hvem kan søge om at få en kørestol?",
            "Og for pårørende?",
            "Hvem kan søge om at få en kørestol for pårørende?",
        ),
        (
            "Hvor ofte får borgerne besøg om ugen?",
            "Og for demente?",
            "Hvor ofte får borgerne besøg om ugen for demente?",
        ),
        (
            "Hvad siger loven om magtanvendelse?",
            "Og i Norge?",
            "Hvad siger loven om magtanvendelse i Norge?",
        ),
        (
            "Hvad fylder mest i store kommuner?",
            "Hvad med små kommuner?",
            "Hvad fylder mest i små kommuner?",
        ),
        (
            "Hvad viste undersøgelsen i 2013?",
            "Hvad med 2023?",
            "Hvad viste undersøgelsen i 2023?",
        ),
        (
            "Hvor mange penge har Lemvig Kommune afsat?",
            "Hvad med Struer?",
            "Hvor mange penge har Struer afsat?",
        ),
        (
            "Hvor mange penge har Lemvig Kommune afsat?",
            "Og i 2022?",
            "Hvor mange penge har Lemvig Kommune afsat i 2022?",
        ),
        (
            "Hvad siger Jens Holmgård om standarder?",
            "Hvad er hans forslag?",
            "Hvad er Jens Holmgårds forslag?",
        ),
        (
            "Hvor mange borgere har en robotstøvsuger?",
            "Hvad koster den?",
            "Hvad koster en robotstøvsuger?",
        ),
        (
            "Hvor mange skærmbesøg var der i distrikt Nord i Lyngsø?",
            "Og i Vest?",
            "Hvor mange skærmbesøg var der i distrikt Vest i Lyngsø?",
        ),
        (
            "Hvor mange skærmbesøg var der i distrikt Nord i Lyngsø?",
            "Hvad med distrikt Havnen?",
            "Hvor mange skærmbesøg var der i distrikt Havnen i Lyngsø?",
        ),
        (
            "Hvor mange skærmbesøg var der i distrikt Nord i Lyngsø?",
            "Og i Åbjerg?",
            "Hvor mange skærmbesøg var der i distrikt Nord i Åbjerg?",
        ),
        (
            "Hvor mange fald var der på Birkehaven i 2021?",
            "Og på Solgården?",
            "Hvor mange fald var der på Solgården i 2021?",
        ),
        (
            "Hvad laver visitatoren i et rehabiliteringsforløb i Åbjerg?",
            "Hvad med hjemmetræneren?",
            "Hvad laver hjemmetræneren i et rehabiliteringsforløb i Åbjerg?",
        ),
        (
            "Hvad koster oplæringen for sygeplejerskerne?",
            "Og for visitatorerne?",
            "Hvad koster oplæringen for visitatorerne?",
        ),
        (
            "Hvad koster robotten?",
            "Hvad med oplæringen?",
            "Hvad koster oplæringen for robotten?",
        ),
        (
            "Hvor mange borgere fik skærm i 2022?",
            "Og hvor mange i 2023?",
            "Hvor mange borgere fik skærm i 2023?",
        ),
        (
            "Hvor mange svarede i hjemmeplejen?",
            "Hvor mange i sygeplejen?",
            "Hvor mange svarede i sygeplejen?",
        ),
        (
            "Hvor lang tid tog et besøg før skærmen?",
            "Og hvor lang tid efter?",
            "Hvor lang tid tog et besøg efter skærmen?",
        ),
        (
            "Hvor meget faldt antallet på Engly?",
            "Hvor meget efter udvidelsen?",
            "Hvor meget faldt antallet på Engly efter udvidelsen?",
        ),
        (
            "Hvornår begyndte forsøget i Odense?",
            "Hvornår i 2023 sluttede forsøget i Vejle?",
            "Hvornår i 2023 sluttede forsøget i Vejle?",
        ),
        (
            "Hvad siger strategien om skærmbesøg?",
            "Hvad med loftlifte?",
            "Hvad siger strategien om loftlifte?",
        ),
        (
            "Hvad koster et vasketoilet?",
            "Hvad med en loftlift?",
            "Hvad koster en loftlift?",
        ),
        (
            "Hvad sagde Ældrerådet om robotstøvsugere?",
            "Hvem betaler dem?",
            "Hvem betaler robotstøvsugere?",
        ),
        (
            "Hvor mange fald var der på Egely i 2023?",
            "Hvad var tallet året efter?",
            "Hvor mange fald var der på Egely i 2024?",
        ),
        (
            "Hvor mange fald var der på Egely i 2023?",
            "Hvor mange ansatte var der i Lyngsø året før?",
            "Hvor mange ansatte var der i Lyngsø i 2022?",
        ),
        (
            "Hvor mange nye robotter har Odense Kommune købt?",
            "Hvor mange har Vejle Kommune købt?",
            "Hvor mange nye robotter har Vejle Kommune købt?",
        ),
        (
            "Kan man få en GPS til en person med demens?",
            "Hvor tit skal den lades op?",
            "Hvor tit skal en GPS lades op?",
        ),
        (
            "What are the barriers in large municipalities?",
            "What about small municipalities?",
            "What are the barriers in small municipalities?",
        ),
    ],
)
def test_what_is_left_unsaid_is_filled_in(before, question, standalone):
    assert make_standalone(question, [before]) == standalone


def test_he_is_who_answers_the_question_before():
    found = make_standalone(
        "Hvad pegede han på?", ["Hvem holdt oplæg?"], person_of=lambda question: "Jens Holmgård"
    )
    assert found == "Hvad pegede Jens Holmgård på?"


def test_a_chain_of_follow_ups_goes_back_to_the_first_question():
    history = ["Hvad gør Aarhus Kommune for at oplære medarbejdere?", "Hvad med Odense?"]
    found = make_standalone("Og i København?", history)
    assert found == "Hvad gør København for at oplære medarbejdere?"


def test_a_question_that_stands_alone_is_left_as_it_is():
    question = "Hvor mange borgere bruger robotstøvsugere?"
    assert make_standalone(question, ["Hvornår bliver konferencen holdt?"]) == question


def test_a_bare_why_leans_on_the_question_before():
    assert "barrierer" in make_standalone("Hvorfor?", ["Hvilke barrierer nævner kommunerne?"])


def test_without_history_nothing_changes():
    assert make_standalone("Hvad med små kommuner?", []) == "Hvad med små kommuner?"


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Hvornår afholdes velfærdsteknologikonferencen igen?", "velfærdsteknologikonferencen"),
        ("Hvornår bliver konferencen holdt igen?", "konferencen"),
        ("Hvad er et godt projekt?", "et godt projekt"),
    ],
)
def test_a_topic_stands_behind_the_question_phrase_and_its_verb(question, about):
    assert topic(question) == about


def test_a_question_of_weak_words_leans_on_the_one_before_it():
    asked = make_standalone("Hvor lang tid tager det?", ["Skal ansatte på kursus i GPS?"])
    assert asked == "Hvor lang tid tager det (Skal ansatte på kursus i GPS)?"


@pytest.mark.parametrize("question", ["Hvad med ?", "Og hvad med …", "Hvor mange i ?", "Og ?"])
def test_what_is_broken_off_is_asked_without_an_error(question):
    assert make_standalone(question, ["Hvad koster en lift i 2023?"])


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Hvor mange fik tilbudt skærmbesøg i Lemvig?", "skærmbesøg i Lemvig"),
        ("Hvor mange har skærmbesøg i Lemvig?", "skærmbesøg i Lemvig"),
        ("Hvor mange ansatte har Egely?", "ansatte har Egely"),
        ("Hvor lang tid sparer loftlifte?", "loftlifte"),
        ("Hvor meget sparer skærmbesøg?", "skærmbesøg"),
        ("Hvor meget strøm bruger robotten?", "strøm bruger robotten"),
    ],
)
def test_a_topic_begins_with_no_verb(question, about):
    assert topic(question) == about


@pytest.mark.parametrize("question", ["Hvad med Engly?", "Og Engly?", "Og på Engly?"])
def test_one_house_is_exchanged_for_another(question):
    asked = make_standalone(question, ["Hvor mange boliger har sensorgulv på Lindely?"])
    assert asked == "Hvor mange boliger har sensorgulv på Engly?"


def test_no_house_is_exchanged_for_a_person():
    asked = make_standalone("Hvad med Mette?", ["Hvad sagde Karl Hansen på Lindely?"])
    assert "Lindely" in asked and "Mette" in asked


@pytest.mark.parametrize(
    ("question", "previous", "asked"),
    [
        (
            "hvad siger Struer?",
            "Hvad siger Lemvig om skærmbesøg?",
            "Hvad siger Struer om skærmbesøg?",
        ),
        (
            "Hvor mange borgere fik det i Odense?",
            "Hvor mange borgere fik skærmbesøg i Vejle?",
            "Hvor mange borgere fik skærmbesøg i Odense?",
        ),
        ("Hvem er Karl Hansen?", "Hvem er Mette Skov fra Vejle?", "Hvem er Karl Hansen?"),
    ],
)
def test_what_was_asked_of_one_is_asked_of_another(question, previous, asked):
    assert make_standalone(question, [previous]) == asked


@pytest.mark.parametrize(
    ("question", "previous", "asked"),
    [
        (
            "Hvad med vasketoilettet?",
            "Hvem har ansvaret for den nye rengøringsrobot?",
            "Hvem har ansvaret for vasketoilettet?",
        ),
        ("Og hjulene?", "Hvor ofte skal senge smøres?", "Hvor ofte skal hjulene smøres?"),
        ("Og en plejeseng?", "Hvad koster en gangsimulator?", "Hvad koster en plejeseng?"),
        ("Og sædet?", "Hvor står det grønne badekar?", "Hvor står sædet?"),
        (
            "Hvad med bad?",
            "Hvor meget tid sparer vi pr. morgenpleje?",
            "Hvor meget tid sparer vi pr. bad?",
        ),
        ("Og i 2. halvår?", "Hvem faldt i 1. halvår?", "Hvem faldt i 2. halvår?"),
        ("og i Hadsten by?", "Hvem er leder på Birkelund?", "Hvem er leder i Hadsten by?"),
        ("Og rengøringen?", "Hvem har ansvar for madservice?", "Hvem har ansvar for rengøringen?"),
        (
            "What about a walker?",
            "How long is the waiting list for a wheelchair?",
            "How long is the waiting list for a walker?",
        ),
        ("Hvad med Projekt Ro?", "Hvem leder Projekt Lys?", "Hvem leder Projekt Ro?"),
        (
            "What about the floor?",
            "Who is responsible for the night sensors?",
            "Who is responsible for the floor?",
        ),
        ("And a fall alarm?", "What does a bed sensor cost?", "What does a fall alarm cost?"),
    ],
)
def test_what_a_question_is_about_gives_way_to_what_is_asked_next(question, previous, asked):
    assert make_standalone(question, [previous]) == asked


@pytest.mark.parametrize(
    ("question", "previous", "asked"),
    [
        ("Og garantien?", "Hvad koster en ståstol?", "Hvad er garantien for en ståstol?"),
        ("Hvad med driften?", "Hvad koster en seng?", "Hvad koster driften for en seng?"),
        ("hvad med mad?", "Hvornår mødes strikkeklubben?", "Hvad med mad (strikkeklubben)?"),
    ],
)
def test_what_a_thing_has_is_asked_of_that_thing(question, previous, asked):
    assert make_standalone(question, [previous]) == asked


def asked(question, previous):
    return make_standalone(question, [previous])


def test_what_a_question_said_is_said_again_in_full():
    over_50 = "Hvor stor en andel af medarbejderne over 50 er stressede?"
    assert asked("og blandt dem under 30?", over_50) == (
        "Hvor stor en andel af medarbejderne under 30 er stressede?"
    )
    unhappy = "Hvor mange pårørende er utilfredse?"
    assert asked("hvorfor er de det?", unhappy) == "Hvorfor er pårørende utilfredse?"
    assert asked("Hvad gør ledelsen ved det?", unhappy) == (
        "Hvad gør ledelsen ved, at pårørende er utilfredse?"
    )


def test_they_are_those_of_whom_something_was_asked():
    tried = "Hvor mange borgere afprøvede vaskestolen?"
    assert asked("Hvor gamle var de i gennemsnit?", tried) == (
        "Hvor gamle var de borgere, der afprøvede vaskestolen, i gennemsnit?"
    )
    lamp = "Hvilken lampe anbefales til natten?"
    assert asked("Hvem forhandler den?", lamp) == (
        "Hvem forhandler den lampe, der anbefales til natten?"
    )


def test_it_is_the_thing_and_not_in_what_regard_the_thing_was_asked_about():
    assert asked("Hvad koster den?", "Hvad er status på rollatoren?") == "Hvad koster rollatoren?"
    assert asked("Og hvem er ansvarlig?", "Hvilke krav er der til natlamper?") == (
        "Hvem er ansvarlig for natlamper?"
    )


def test_she_is_the_holder_of_an_office_in_the_definite():
    assert asked("og hvornår møder hun?", "Hvem er terapeut på Solbakken?") == (
        "Hvornår møder terapeuten på Solbakken?"
    )


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("Hvem kan komme der?", "Hvem kan komme der (Åhuset)?"),
        ("Hvad kræver det at få job der?", "Hvad kræver det at få job der (Åhuset)?"),
        ("Og hvis det sner?", "Hvad hvis det sner (Åhuset)?"),
        ("Hvor lang er ventetiden?", "Hvor lang er ventetiden for Åhuset?"),
        ("Tak. Og hvem leder det?", "Hvem leder det (Åhuset)?"),
        ("Er der en stigning blandt de yngste?", "Er der en stigning blandt de yngste (Åhuset)?"),
    ],
)
def test_what_names_no_thing_is_asked_of_the_one_before(question, standalone):
    assert asked(question, "Hvad er Åhuset?") == standalone


def test_a_deed_of_its_own_is_kept_with_those_counted_before():
    unhappy = "Hvor mange pårørende er utilfredse?"
    assert asked("Hvor mange svarede i 2024?", unhappy) == "Hvor mange pårørende svarede i 2024?"
    assert (
        asked("Hvor mange ansatte i 2024?", unhappy) == "Hvor mange pårørende er utilfredse i 2024?"
    )


@pytest.mark.parametrize("question", ["Er du sikker?", "Hvilken kilde er det fra?"])
def test_one_who_doubts_an_answer_is_shown_it_with_its_sources_again(question):
    assert asked(question, "Hvad koster en seng?") == "Hvad koster en seng?"


@pytest.mark.parametrize(
    ("question", "previous", "standalone"),
    [
        (
            "Hvor længe holder pumpen?",
            "Hvor mange elektroniske senge har Viborg?",
            "Hvor længe holder pumpen (elektroniske senge i Viborg)?",
        ),
        (
            "Hvad viste forsøget?",
            "Hvem leder indkøb af gulvlamper på Solhøj?",
            "Hvad viste forsøget (indkøb af gulvlamper på Solhøj)?",
        ),
        (
            "Hvem renser skærmene?",
            "Hvad gør vi, når skærmen går i sort i Skive?",
            "Hvem renser skærmene i Skive?",
        ),
        (
            "Hvad koster spiserobotten?",
            "Hvad er formålet med loftliften i Skive?",
            "Hvad koster spiserobotten i Skive?",
        ),
        (
            "Hvem er formand for Ældrerådet?",
            "Hvad er formålet med loftliften i Skive?",
            "Hvem er formand for Ældrerådet?",
        ),
        (
            "Hvad siger loven om magtanvendelse?",
            "Hvad er formålet med loftliften i Skive?",
            "Hvad siger loven om magtanvendelse?",
        ),
        (
            "Hvem er leverandøren i Vejle?",
            "Hvad koster en ståstol i Skive?",
            "Hvem er leverandøren i Vejle (en ståstol)?",
        ),
        (
            "Hvor tit sker det?",
            "Hvem får skærmbesøg i Skive?",
            "Hvor tit sker det (skærmbesøg i Skive)?",
        ),
    ],
)
def test_what_names_no_thing_or_place_keeps_those_asked_about(question, previous, standalone):
    assert asked(question, previous) == standalone


@pytest.mark.parametrize(
    ("question", "previous", "standalone"),
    [
        ("Nej, jeg mente Fjordby", "Hvad koster en seng i Søby?", "Hvad koster en seng i Fjordby?"),
        ("Ikke Søby, men Fjordby", "Hvem leder Søby?", "Hvem leder Fjordby?"),
        ("Jeg mente en lampe", "Hvad koster en seng i Søby?", "Hvad koster en lampe i Søby?"),
        (
            "Nej, jeg mente 2021",
            "Hvad kostede det nye gulv i 2022?",
            "Hvad kostede det nye gulv i 2021?",
        ),
        ("Jeg mente pr. uge", "Hvad koster maden om måneden?", "Hvad koster maden pr. uge?"),
        ("Jeg mente uden moms", "Hvad koster en seng?", "Hvad koster en seng uden moms?"),
        (
            "Undskyld, jeg mente sengen i Fjordby",
            "Hvad er prisen (skærmen i Søby)?",
            "Hvad er prisen (sengen i Fjordby)?",
        ),
        ("Jeg mente pårørende", "Hvor mange borgere svarede?", "Hvor mange pårørende svarede?"),
        ("Nej, jeg mente hvem ejer Søhuset?", "Hvem leder Søhuset?", "Hvem ejer Søhuset?"),
    ],
)
def test_what_was_meant_takes_its_place_in_the_question_before(question, previous, standalone):
    assert asked(question, previous) == standalone


@pytest.mark.parametrize(
    ("question", "previous", "standalone"),
    [
        ("Hvor?", "Hvornår samles netværket igen?", "Hvor samles netværket igen?"),
        ("Hvornår?", "Blev planen vedtaget?", "Hvornår blev planen vedtaget?"),
        ("Hvornår?", "Hvem ringede til borgeren?", "Hvornår ringede nogen til borgeren?"),
        ("Hvem?", "Hvornår samles netværket igen?", "Hvem (samles netværket igen)?"),
    ],
)
def test_a_bare_question_word_keeps_the_verb_of_the_question_before(question, previous, standalone):
    assert asked(question, previous) == standalone


@pytest.mark.parametrize(
    "question", ["Hvilken kommune er det?", "Hvem siger det?", "Kan du uddybe det?"]
)
def test_one_who_asks_of_the_answer_is_shown_it_with_its_sources_again(question):
    assert asked(question, "Hvad koster en seng?") == "Hvad koster en seng?"


@pytest.mark.parametrize(
    ("question", "previous", "standalone"),
    [
        ("Og mødet?", "Hvornår er fristen for puljen i Ry?", "Hvornår er mødet for puljen i Ry?"),
        ("Og for klager?", "Hvem svarer for vejene i Ry?", "Hvem svarer for klager i Ry?"),
        ("Og om natten?", "Hvem svarer telefonen om dagen?", "Hvem svarer telefonen om natten?"),
        ("Og ferien?", "Hvornår kan man få et bad?", "Hvornår kan man få et bad i ferien?"),
        (
            "Og de pårørende?",
            "Hvad siger beboerne (den nye lampe på Solhøj)?",
            "Hvad siger de pårørende (den nye lampe på Solhøj)?",
        ),
    ],
)
def test_what_is_alike_gives_way_and_the_rest_stays(question, previous, standalone):
    assert asked(question, previous) == standalone


def test_a_noun_that_looks_like_a_verb_is_no_verb():
    locks = "Hvor mange digitale låse har Skive?"
    assert asked("Hvad har de betalt?", locks) == "Hvad har de betalt (digitale låse i Skive)?"
    assert asked("Hvad koster de?", "Hvad blev besluttet om gulvlamper?") == (
        "Hvad koster gulvlamper?"
    )
    assert asked("Hvad er den samlede værdi?", "Hvor mange lamper vil Skive købe?") == (
        "Hvad er den samlede værdi (lamper i Skive)?"
    )


@pytest.mark.parametrize("unit", ["a", "-", ".", "a ", "  ", "a.", "- "])
def test_a_long_reply_that_begins_with_no_is_read_at_once(unit):
    started = time.process_time()
    for opening in ("Nej ", "Ikke "):
        corrected(f"{opening}{(unit * 2000)[:2000]};", "Hvad koster en lift?")
    assert time.process_time() - started < 0.5
