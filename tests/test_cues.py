"""What a sentence holds of what is asked for, sentence by sentence."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.asks import asks_for, asks_of_documents, demand_of, topics_of
from assistant.cues import (
    adds_nothing,
    hold_topic,
    holds,
    lacks_another_figure,
    says_untold,
    stands_under_untold,
)
from assistant.focus import Candidate, Focus
from assistant.frame import is_beside_the_point
from ingest import danish


def _candidate(text, kind="paragraph"):
    return Candidate(text, "", "", "", "", 0.9, 0.9, 0.9, 0.9, 0, kind)


def _focus(question):
    terms = tuple(danish.content_terms(question))
    none = frozenset()
    return Focus(
        terms,
        np.ones(len(terms)),
        np.ones(len(terms), bool),
        tuple(none for _ in terms),
        asks_for(question),
        none,
        none,
        none,
        none,
        many=False,
        demand=demand_of(question),
        topics=topics_of(question),
        of_documents=asks_of_documents(question),
    )


@pytest.mark.parametrize(
    ("question", "text", "held"),
    [
        ("Hvad kostede liften?", "Liften kostede 12.000 kr.", True),
        ("Hvad kostede liften?", "Liften sparer ryggen.", False),
        ("Hvor mange fik en lift?", "40 borgere fik en lift.", True),
        ("Hvor mange lifte er der?", "Den første af de lifte kom i brug.", False),
        ("Hvor mange lifte er der?", "Liften står 7 km derfra.", False),
        ("Hvad er gennemsnitsalderen?", "De er i snit 82 år.", True),
        ("Hvad er gennemsnitsalderen?", "De er glade for liften.", False),
        ("Hvor mange km er der?", "Liften står 7 km derfra.", True),
        ("Hvornår blev liften købt?", "Liften blev købt sidste forår.", True),
        ("Hvornår blev liften købt?", "Liften blev købt af kommunen.", False),
        ("Hvem er leder af centret?", "Centret ledes af Karen Holm.", True),
        ("Hvem er leder af centret?", "Lederen holder til i Odense.", False),
        ("Hvem er leder af centret?", "Leder af centret: Kaj Vestbjerg", True),
        ("Hvem er rektor på skolen?", "Skolens leder er Karen Holm.", False),
        ("Hvem er rektor på skolen?", "Skolens rektor er Karen Holm.", True),
        ("Hvilket firma leverede liften?", "Liften blev leveret af Karm og Falk.", True),
        ("Hvilket firma leverede liften?", "Liften blev leveret for sent.", False),
        ("Hvem er leverandør af liften i Viborg?", "Viborg Kommune, Social og Sundhed.", False),
        ("Hvad hedder liften i Viborg?", "Liften i Viborg hedder løfter.", True),
        ("Hvad hedder liften i Viborg?", "Liften i Viborg kom i brug i 2020.", False),
        ("Hvad bliver huslejen?", "Huslejen er ikke for høj.", False),
        ("Hvor stor var svarprocenten?", "82 af 111 svarede: en svarprocent på 74.", True),
        ("Hvor mange nøgler er der?", "De koster årligt 310.000 kr.", False),
        ("Hvor mange lifte er i brug?", "Erfaringer fra de første 2 år.", False),
        ("Hvor lang tid har man?", "Svaret gives inden ti kalenderdage.", True),
        ("Hvor meget sparer badet?", "Badet sparer 1,9 millioner om året.", True),
        ("Hvilken paragraf gælder?", "Efter § 113 ydes støtte.", True),
        ("Hvad er telefonnummeret?", "Ring på 72 20 15 25.", True),
        ("Hvad er mailadressen?", "Skriv til os.", False),
    ],
)
def test_a_value_of_the_kind_that_is_asked_for_is_there_or_not(question, text, held):
    focus = _focus(question)
    assert holds(focus.demand, focus, _candidate(text)) == held


def test_what_is_not_told_is_told_from_what_is_not_so():
    focus = _focus("Hvad koster en lift?")
    assert says_untold(focus, _candidate("Prisen er ikke oplyst."))
    assert says_untold(focus, _candidate("Notatet kan ikke fortælle, om det lykkedes."))
    assert says_untold(focus, _candidate("Priser indgår ikke i opgørelsen."))
    assert not says_untold(focus, _candidate("Prisen er ikke høj."))
    assert not says_untold(focus, _candidate("Lifte indgår ikke fast i visitationen."))
    assert not says_untold(focus, _candidate("Sted: Odense; Pris: Ikke oplyst", "table_row"))


@pytest.mark.parametrize(
    ("question", "lacks_another"),
    [
        ("Hvad koster en lift?", False),
        ("Hvilke udgifter er der til lifte?", False),
        ("Hvad bruges lifte til?", True),
        ("Hvem er lifte for?", True),
    ],
)
def test_a_figure_that_is_not_told_keeps_no_answer_back_from_who_asks_for_another_thing(
    question, lacks_another
):
    focus, lacking = _focus(question), _candidate("Prisen på lifte er ikke oplyst.")
    assert lacks_another_figure(focus, lacking) == lacks_another
    assert says_untold(focus, lacking) == (not lacks_another)


def test_the_question_said_again_adds_nothing_unless_it_is_yes_or_no():
    again = _candidate("Borgeren trykker på knappen.")
    assert adds_nothing(_focus("Hvad sker der, når borgeren trykker på knappen?"), again)
    assert not adds_nothing(_focus("Hvem trykker på knappen?"), _candidate("Anna gør."))
    assert not adds_nothing(_focus("Kan borgeren trykke på knappen?"), again)


def test_a_bare_yes_answers_the_question_that_it_stands_under_and_no_other():
    yes = replace(_candidate("Ja."), heading="Må kommunen henvise til en robot?")
    assert not adds_nothing(_focus("Må kommunen henvise borgeren til en robot?"), yes)
    assert adds_nothing(_focus("Sender robotstøvsugeren data til kommunen?"), yes)
    assert adds_nothing(_focus("Sender robotstøvsugeren data til kommunen?"), _candidate("Nej!"))


@pytest.mark.parametrize(
    ("heading", "untold"),
    [
        ("Det kan oplægget ikke svare på", True),
        ("Hvad er ikke med?", True),
        ("Det ved vi ikke endnu", True),
        ("Det må du ikke", False),
        ("Hvis beboeren ikke svarer", False),
        ("Hvad gør du, når anlægget ikke svarer?", False),
        ("Hvad fungerer ikke", False),
    ],
)
def test_a_heading_says_that_what_stands_under_it_is_not_told(heading, untold):
    item = replace(
        _candidate("Hvad en skærm koster.", "list_item"), heading=f"Oplæg › {heading}\nOm skærme"
    )
    assert stands_under_untold(item) == untold
    assert says_untold(_focus("Hvad koster en skærm?"), item) == untold
    assert not says_untold(_focus("Hvem bruger robotter i hjemmeplejen?"), item)


def test_a_barrier_shows_by_what_is_lacking():
    focus = _focus("Hvilke barrierer er der for skærme?")
    assert focus.topics == ("barrier",)
    assert hold_topic(focus, _candidate("Der mangler midler til skærme.")) == (1.0, 0.0)
    assert hold_topic(focus, _candidate("Skærmene er sorte.")) == (0.0, 1.0)
    assert hold_topic(_focus("Hvem leverer skærme?"), _candidate("Firmaet X.")) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("question", "text", "beside"),
    [
        ("Hvordan finansieres lifte?", "Hvor kommer pengene til lifte fra?", True),
        ("Hvordan finansieres lifte?", "Notatet samler svar fra 12 kommuner.", True),
        ("Hvordan finansieres lifte?", "Notatet er gratis.", False),
        ("Hvordan finansieres lifte?", "Lifte betales af en pulje.", False),
        ("Hvad bygger notatet på?", "Notatet bygger på to undersøgelser.", False),
        ("Hvilke spørgsmål blev stillet?", "Hvem betaler?", False),
        ("Hvad foreslår rådet?", "Rådet takker for muligheden for at udtale sig.", True),
        ("Hvad foreslår rådet?", "Dato: 12. september 2024", True),
        ("Hvornår holdt rådet møde?", "Dato: 12. september 2024", False),
        ("Hvornår holder rådet møde?", "Næste møde er den 11. juni.", False),
        ("Hvad kan man få hjælp til?", "Godkendt af Socialudvalget den 16. januar 2024.", True),
        ("Hvem godkendte tilbuddet?", "Godkendt af Socialudvalget den 16. januar 2024.", False),
        ("Hvad er planen?", "Godkendt plan skal følges.", False),
    ],
)
def test_what_asks_or_tells_of_its_own_document_answers_only_who_asks_for_that(
    question, text, beside
):
    assert is_beside_the_point(_focus(question), _candidate(text)) == beside


@pytest.mark.parametrize(
    ("text", "kind", "beside"),
    [
        ("Siden er opdateret i februar 2024.", "paragraph", True),
        ("Siden har fået en ny opgave i februar 2024.", "paragraph", False),
        ("Kilde: Faldregistrering i journalen, 24 boliger", "paragraph", True),
        ("Kilde: Billigere husleje; Besparelse (kr.): 650.000", "table_row", False),
        ("Nordby har fulgt forsøget og samler i denne rapport op på tid og økonomi.", "x", True),
        ("Nordby har fulgt forsøget og samler hjælpemidlerne i dette depot.", "x", False),
        ("Her kommer svarene, så godt jeg kan give dem.", "paragraph", True),
        ("Her kommer nattevagten kun én gang.", "paragraph", False),
        ("Kan du ikke finde svar, er du velkommen til at ringe til os.", "paragraph", True),
        ("Nye opgaver er velkomne, og personalet ringer til de pårørende.", "paragraph", False),
    ],
)
def test_what_tells_where_a_text_is_from_answers_nothing(text, kind, beside):
    assert is_beside_the_point(_focus("Hvilke opgaver er nye?"), _candidate(text, kind)) == beside


def test_an_invitation_to_call_answers_who_asks_whom_to_turn_to():
    line = _candidate("Kan du ikke finde svar, er du velkommen til at ringe til os.")
    for question in ("Hvordan kontakter jeg hjemmeplejen?", "Hvem kan jeg ringe til?"):
        assert not is_beside_the_point(_focus(question), line)


@pytest.mark.parametrize(
    ("text", "kind", "held"),
    [
        ("Vesten vejer 1,7 kilo.", "paragraph", True),
        ("Vesten koster 1.700 kr. og bæres i 14 uger.", "paragraph", False),
        ("Lift: Guldmann; Største brugervægt: 250; Antal: 4", "table_row", True),
        ("Lift: Guldmann; Pris: 250; Antal: 4", "table_row", False),
    ],
)
def test_what_something_weighs_is_said_in_kilos(text, kind, held):
    assert demand_of("Hvad vejer tungest, når vesten vælges?") is None
    for question in ("Hvor tung er vesten?", "Hvad er liftens maksimale brugervægt?"):
        assert holds(demand_of(question), _focus(question), _candidate(text, kind)) == held


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ("Enhed: Egely; Antal svar: 16; Tilfredshed: 3,6", False),
        ("Enhed: Egely; Antal boliger: 16; Tilfredshed: god", True),
        ("Enhed: Egely; Boliger: 16; Tilfredshed: god", True),
        ("Enhed: Egely; Antal plejeboliger: 16; Tilfredshed: god", True),
    ],
)
def test_a_column_that_counts_something_else_counts_nothing(row, held):
    focus = _focus("Hvor mange boliger har sensorgulv?")
    assert holds("count", focus, _candidate(row, "table_row")) == held


@pytest.mark.parametrize(
    ("question", "text", "beside"),
    [
        (
            "Hvilke opgaver er nye?",
            "Lindeborg Kommune · marts 2023 · Udarbejdet af Anja Holst",
            True,
        ),
        ("Hvilke opgaver er nye?", "Sårtilsyn er nyt i 2023.", False),
        ("Hvor mange deltog?", "Fjordskolen, 18. januar. 62 forældre", False),
        ("Hvem har skrevet den?", "Lindeborg Kommune · Udarbejdet af Anja Holst", False),
    ],
)
def test_a_line_under_the_title_says_nothing_of_the_matter(question, text, beside):
    first = replace(_candidate(text), before=0, depth=1)
    assert is_beside_the_point(_focus(question), first) == beside
    assert not is_beside_the_point(_focus(question), replace(first, before=2))


@pytest.mark.parametrize(
    ("text", "near", "held"),
    [
        ("Projektleder Mette Skov er glad.", "", True),
        ("Mette Skov er glad.", "Projektleder", True),
        ("Karl Erik Holm skyller pillerne ned.", "", False),
        ("Karl Erik Holm er 84 år.", "Boksen\n\nDen kan meget, siger projektlederen.", False),
    ],
)
def test_who_holds_an_office_is_said_where_the_office_is_named(text, near, held):
    focus = _focus("Hvem er projektleder for medicinbokse?")
    assert focus.demand == "name"
    assert holds("name", focus, replace(_candidate(text), near=near)) == held


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ("Sted: Lyngparken; Start: 01-03-2024; Budget (kr.): 620.000", False),
        ("Sted: Lyngparken; Beboere: 48; Budget (kr.): 620.000", True),
        ("Sted: Lyngparken; Andel: 15 %; Nr.: 4", False),
        ("Sted: Lyngparken; Plan: Huset får 48 beboere over tre år", True),
    ],
)
def test_a_sum_or_a_date_in_a_row_counts_nothing(row, held):
    focus = _focus("Hvor mange beboere er der på Lyngparken?")
    assert holds("count", focus, _candidate(row, "table_row")) == held


def test_a_line_that_announces_a_list_says_something_though_it_repeats_the_question():
    focus = _focus("Hvem kan få et nødkald?")
    assert adds_nothing(focus, _candidate("Du kan få et nødkald."))
    assert not adds_nothing(focus, _candidate("Du kan få et nødkald, hvis du:"))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Fra august havde plejehjemmene Poppelgården og Kildevang en sensor.", False),
        ("Sensorerne er taget godt imod på Strandlunden.", False),
        ("Udarbejdet af Anja Holst", False),
        ("Lindeborg Kommune, Center for Ældre og Sundhed, marts 2023", False),
        ("Sensorerne koster 4.000 kr. om året.", False),
        ("Sensorerne er leveret af Klarluft.", True),
        ("Leverandøren Nordpose har været forsinket.", True),
        ("Notat fra rådgivningsfirmaet Hjul & Vej, januar 2023", True),
        ("Nordbad vandt på kvalitet.", True),
        ("Udvikler: Vestavind A/S.", True),
    ],
)
def test_a_person_or_a_house_delivers_nothing(text, held):
    focus = _focus("Hvilket firma leverer sengesensorerne?")
    assert holds("firm", focus, _candidate(text)) == held


def test_a_row_names_a_firm_under_the_heading_for_one():
    focus = _focus("Hvilken leverandør har OmsorgsNet?")
    row = "System: OmsorgsNet; Leverandør: Valmue Data; Område: Ældre"
    assert holds("firm", focus, _candidate(row, "table_row"))
    without = "System: OmsorgsNet; Leverandør: ; Område: Ældre Nord"
    assert not holds("firm", focus, _candidate(without, "table_row"))


@pytest.mark.parametrize(
    ("text", "near", "held"),
    [
        ("Et seniorjob er et job på særlige vilkår.", "", True),
        ("Det er et job på særlige vilkår.", "Seniorjob\n\n", True),
        ("Et fleksjob er et job på særlige vilkår.", "Fleksjob\n\n", False),
    ],
)
def test_what_is_explained_is_named(text, near, held):
    focus = _focus("Hvad er et seniorjob?")
    assert holds("defined", focus, replace(_candidate(text), near=near)) == held


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Kommunernes svar i 2023", True),
        ("Fakta om Mejerihaven", True),
        ("Kommunerne mangler penge i 2023", False),
        ("85 procent af alle børn i idræt", False),
        ("oftere rengøring", False),
    ],
)
def test_a_caption_or_title_within_a_document_answers_nothing(text, beside):
    line = replace(_candidate(text), before=2, entitles=True)
    assert is_beside_the_point(_focus("Hvilke barrierer er der?"), line) == beside
    assert not is_beside_the_point(
        _focus("Hvilke barrierer er der?"), replace(line, entitles=False)
    )


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("Lemvig Kommune · Storegade 5 · 7620 Lemvig · Udgivet 2021 · Oplag: 2.000", True),
        ("Lemvig · Struer · Skive · Viborg har 2.000 nødkald", False),
    ],
)
def test_a_colophon_counts_nothing(text, beside):
    assert is_beside_the_point(_focus("Hvor mange nødkald er der?"), _candidate(text)) == beside
    assert not is_beside_the_point(_focus("Hvad er telefonnummeret?"), _candidate(text))
