"""The sentences that answer are chosen: all of them, whole, no point twice."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from raw_documents import raw

from assistant import evidence
from assistant.answer import Assistant
from assistant.evidence import answers, choose, nearest, weigh
from assistant.ranker import load_ranker
from assistant.whole import make_whole
from ingest.chunk import sentences
from ingest.library import Library
from ingest.pipeline import sync

_SCHEMES = (("Struer", 45), ("Skive", 80))


@pytest.fixture
def weighed(assistant):
    def _weigh(question):
        vector = assistant.library.encoder.query(question)
        return weigh(question, assistant.search(question, 12), vector, assistant.library)

    return _weigh


def _quotes(evidence):
    return [one.quote for one in evidence]


def test_every_sentence_of_the_passages_is_weighed_once(weighed):
    found = weighed("Hvor mange minutter sparer skærmbesøg?")
    places = [(one.document.sha256, one.sentence.start) for one in found.found]
    assert len(places) == len(set(places)) == len(found.scores)
    assert 0 <= found.probability <= 1


def test_the_sentence_that_answers_is_first(weighed):
    found = weighed("Hvor mange minutter sparer skærmbesøg?")
    assert "11 minutter" in nearest(found, 1)[0].quote


def test_quotations_are_slices_of_their_documents(weighed):
    for one in choose(weighed("Hvilke barrierer er der for velfærdsteknologi?")):
        assert one.document.text[one.start : one.end] == one.quote
        assert 0 < one.probability <= 1


def test_one_document_is_quoted_in_its_own_order(weighed):
    chosen = choose(weighed("Hvad kendetegner et godt velfærdsteknologisk projekt?"))
    starts = [one.start for one in chosen]
    assert starts == sorted(starts)


def test_an_item_brings_its_lead_in_and_the_whole_list(weighed):
    quotes = _quotes(choose(weighed("Hvad kendetegner et godt velfærdsteknologisk projekt?")))
    assert quotes[0].endswith("er kendetegnet ved at have:")
    assert len(quotes) == 5


def test_a_line_without_a_colon_brings_the_list_behind_it(answered):
    text = (
        "# Skærmbesøg\n\nVi begyndte i marts.\n\nFølgende ydelser indgik i afprøvningen\n\n"
        "- påmindelse om medicin\n- guidning ved måltider\n- opkald om aftenen\n\nAlle var glade.\n"
    )
    assert answered(text, "Hvilke ydelser indgik i afprøvningen af skærmbesøg?") == [
        "Følgende ydelser indgik i afprøvningen",
        "påmindelse om medicin",
        "guidning ved måltider",
        "opkald om aftenen",
    ]


def test_the_list_under_a_heading_that_names_what_is_asked_for_comes_whole(answered):
    demands = (
        "Boksen kan låses.",
        "Den kan rumme 14 dage.",
        "Data bliver i EU.",
        "Den tåler vand.",
    )
    text = (
        "# Udbud af medicinbokse\n\n## Genstand\n\nLemvig Kommune vil købe medicinbokse til "
        "borgere i eget hjem.\n\n## Mindstekrav\n\nTilbud, der ikke opfylder alle mindstekrav, "
        "vurderes ikke.\n\n" + "".join(f"- {demand}\n" for demand in demands)
    )
    shown = answered(text, "Hvad er mindstekravene til medicinboksene i Lemvig?")
    assert [line for line in shown if line in demands] == [*demands]


def test_what_was_asked_at_a_meeting_comes_with_what_was_answered(answered):
    text = (
        "# Beboermøde på Egely\n\nSensoren er sat op i loftet. De pårørende har spurgt, om "
        "sensoren optager lyd. Det gør den ikke, den måler kun fugt.\n"
    )
    assert "Det gør den ikke, den måler kun fugt." in answered(text, "Optager sensoren lyd?")


def test_only_what_can_answer_is_weighed_against_refusing(weighed):
    found = weighed("Hvor mange minutter sparer skærmbesøg?")
    assert 0 < found.eligible.sum() < len(found.found)
    assert not weighed("Hvad koster skærmbesøg i Furesø Kommune?").eligible.any()


def test_a_conclusion_comes_with_its_reason(answered):
    text = (
        "# Skærme\n\nHver fjerde stilling stod ledig i 2021. Derfor begyndte Lemvig Kommune "
        "med skærmbesøg i hjemmeplejen.\n"
    )
    shown = " ".join(answered(text, "Hvorfor begyndte Lemvig Kommune med skærmbesøg?"))
    assert "Hver fjerde stilling" in shown and "Derfor begyndte" in shown


def test_a_part_of_a_figure_comes_with_the_whole(answered):
    text = (
        "# Veste\n\nProjektet i Lemvig Kommune har et budget på 1,9 mio. kr. Heraf betaler puljen "
        "med penge til projektet i Lemvig Kommune 1,2 mio. kr.\n"
    )
    shown = " ".join(answered(text, "Hvor mange penge betaler puljen til projektet i Lemvig?"))
    assert shown.index("1,9 mio.") < shown.index("Heraf")


def test_no_point_is_made_twice(weighed):
    quotes = _quotes(choose(weighed("Hvad bruger medarbejderne tiden på?")))
    assert len([quote for quote in quotes if "personlig pleje" in quote]) == 1


def test_points_with_other_figures_are_not_the_same(weighed):
    text = " ".join(_quotes(choose(weighed("Hvad er den største barriere for velfærdsteknologi?"))))
    assert "61 procent" in text
    assert "38 procent" in text


def test_an_unanswerable_question_is_less_probable_than_an_answerable_one(weighed):
    asked = weighed("Hvor mange borgere i Odense har en robotstøvsuger?").probability
    other = weighed("Hvor mange borgere i Randers har en robotstøvsuger?").probability
    assert other < load_ranker().answered_from < asked


def test_a_question_to_other_documents_is_improbable_however_well_a_sentence_answers(
    weighed, monkeypatch
):
    asked = "Hvor mange borgere i Odense har en robotstøvsuger?"
    before = weighed(asked).probability
    stranger = replace(load_ranker(), belonging_bias=-99.0)
    monkeypatch.setattr(evidence, "load_ranker", lambda: stranger)
    assert weighed(asked).probability < 0.01 < load_ranker().answered_from < before


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Hvad hedder velfærdsteknologichefen i Furesø Kommune?", "Mette Krogsgaard"),
        ("Hvor mange penge har Lemvig Kommune afsat til velfærdsteknologi?", "2,4 mio. kr."),
    ],
)
def test_each_sentence_holds_the_value_that_is_asked_for(weighed, question, held):
    quotes = _quotes(choose(weighed(question)))
    assert quotes and all(held in quote for quote in quotes)


@pytest.mark.parametrize(
    "question",
    [
        "Hvad koster skærmbesøg i Furesø Kommune?",
        "Hvornår blev robotstøvsugerne i Odense Kommune købt?",
        "Hvilken paragraf handler strategien i Lemvig Kommune om?",
        "Hvor mange borgere i Randers har en robotstøvsuger?",
        "Hvad sparer skærmbesøg i Esbjerg Kommune?",
        "Hvad er formålet med strategien i Struer Kommune?",
    ],
)
def test_no_other_value_and_no_other_municipality_answers(weighed, question):
    assert not answers(weighed(question))


def test_where_every_sentence_says_the_question_again_none_answers(weighed):
    found = weighed("Hvornår blev robotstøvsugerne i Odense Kommune købt?")
    again = [replace(one, candidate=replace(one.candidate, text="Købt.")) for one in found.found]
    assert not choose(replace(found, found=again))


def test_a_heading_names_the_municipality_for_what_stands_under_it(tmp_path):
    (tmp_path / "mappe").mkdir()
    parts = [f"## {name} Kommune\n\nOrdningen omfatter {n} borgere.\n" for name, n in _SCHEMES]
    (tmp_path / "mappe" / "o.md").write_text("# Skærmbesøg\n\n" + "\n".join(parts), "utf-8")
    with Library.open(tmp_path / "bibliotek") as library:
        sync(tmp_path / "mappe", library)
        answer = Assistant(library).ask("Hvor mange borgere omfatter ordningen i Skive Kommune?")
    assert "Ordningen omfatter 80 borgere." in [one.text for one in answer.sentences]


def _chosen(document, *indexes):
    spans = sentences(document)
    return [
        SimpleNamespace(
            document=document,
            sentence=spans[i],
            block=document.blocks[spans[i].block],
            candidate=SimpleNamespace(text=document.text[spans[i].start : spans[i].end]),
        )
        for i in indexes
    ]


def test_a_sentence_of_an_item_that_stands_whole_is_not_quoted_again():
    items = ("Ro. Borgerne sover.", "Tid. Der er færre besøg.")
    document = raw("Fordelene er:", *items, kinds=["paragraph", "list_item", "list_item"])
    whole = make_whole(_chosen(document, 2, 1, 4), "many")
    assert [document.text[start:end] for _, (start, end) in whole] == ["Fordelene er:", *items]


def test_a_fact_is_one_sentence_of_an_item():
    document = raw("Prisen er:", "Ro. Den koster 39 kr.", kinds=["paragraph", "list_item"])
    [(_, (start, end))] = make_whole(_chosen(document, 2), "fact")
    assert document.text[start:end] == "Den koster 39 kr."


def test_an_item_that_goes_on_from_its_lead_in_never_stands_alone(answered):
    text = (
        "# Strategi\n\nEt apparat kasseres, når det\n\n- er over ti år gammelt,\n"
        "- ikke længere kan repareres, eller\n- larmer mere end en støvsuger.\n"
    )
    shown = " ".join(answered(text, "Hvornår kasserer man et apparat?"))
    assert all(part in shown for part in ("når det", "ti år", "repareres", "larmer"))


@pytest.mark.parametrize(("opening", "closing"), ["»«", "«»", "„“", '""'])
def test_a_quotation_comes_whole_to_who_said_it(answered, opening, closing):
    text = (
        f"# Nyt\n\nVi talte med Tove Mikkelsen om gyngestolen. {opening}Den vugger mig i "
        f"søvn. Om natten sover jeg bedre i gyngestolen,{closing} siger hun. Stolen står i "
        "dagligstuen. Den er grøn.\n"
    )
    shown = answered(text, "Hvad siger Tove Mikkelsen om at sove i gyngestolen?")
    assert shown[-2:] == [
        f"{opening}Den vugger mig i søvn.",
        f"Om natten sover jeg bedre i gyngestolen,{closing} siger hun.",
    ]


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("Hvad mener Tove Mikkelsen om gyngestolen?", "Asger Lind"),
        ("Er gyngestolen godkendt til to personer?", "spørger"),
    ],
)
def test_what_others_say_or_only_ask_does_not_answer(answered, question, other):
    text = (
        "# Gyngestolen\n\nAsger Lind mener, at gyngestolen er for bred.\n\n"
        "Pårørende spørger, om gyngestolen er godkendt til to personer.\n\n"
        "Tove Mikkelsen har bagt kage.\n"
    )
    assert other not in " ".join(answered(text, question))


def test_what_an_office_said_stands_where_the_office_is_spoken_of(answered):
    text = (
        "# Debat om gangbarer\n\nDagen sluttede med en debat om gangbarer. Asger Lind sagde i "
        "debatten, at gangbarerne er for brede.\n"
    )
    assert answered(text, "Hvad sagde sundhedsministeren i debatten om gangbarer?") == []


def test_who_holds_an_office_may_be_called_by_name(answered):
    text = (
        "# Debat om gangbarer\n\nBorgmester Asger Lind åbnede debatten.\n\n"
        "Asger Lind sagde i debatten, at gangbarerne er for brede.\n"
    )
    shown = " ".join(answered(text, "Hvad sagde borgmesteren i debatten om gangbarer?"))
    assert "for brede" in shown


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("Hvor stor en del af udgifterne til gangbarer står kommunerne for?", True),
        ("Hvor stor en del af udgifterne til gangbarer står regionerne for?", False),
        ("Hvor stor en del af udgifterne til gangbarer står staten for?", False),
    ],
)
def test_a_figure_of_the_municipalities_is_none_of_the_regions(answered, question, is_told):
    text = "# Gangbarer\n\nKommunerne står for 25 procent af udgifterne til gangbarer.\n"
    assert bool(answered(text, question)) == is_told


def test_a_value_comes_without_the_rest_of_the_speech_that_it_is_from(answered):
    text = (
        "# Nyt\n\n»Det har været en god dag. Gangbarerne koster 4.500 kr. Vi ses igen,« siger "
        "Tove Mikkelsen.\n"
    )
    assert answered(text, "Hvad koster gangbarerne?") == ["Gangbarerne koster 4.500 kr."]


@pytest.mark.parametrize(("subject", "is_told"), [("gangbarer", True), ("mobning", False)])
def test_all_that_is_said_of_a_subject_names_it(answered, subject, is_told):
    text = (
        "# Møde\n\nGangbarer er for brede til dørene. Naboerne klager over larm om natten.\n\n"
        "Børnene kommer for sent til madpakken.\n"
    )
    assert bool(answered(text, f"Fortæl mig om {subject}")) == is_told


@pytest.mark.parametrize(
    ("question", "is_told"),
    [
        ("Hvad er telefonnummeret til depotet?", True),
        ("Hvad er telefonnummeret til Kranbo?", False),
        ("Hvad er telefonnummeret til Digital Hotline?", True),
        ("Hvad koster en gangbarre?", False),
        ("Hvor mange penge sparer gangbarren?", True),
    ],
)
def test_a_number_is_of_whom_it_is_asked_for_and_a_saving_no_price(answered, question, is_told):
    text = (
        "# Gangbarer\n\nDepotet har telefon 70 20 11 44.\n\n"
        "Digital Hotline kontaktes på 7211 4400.\n\n## Leverandør\n\nKranbo bygger "
        "gangbarren.\n\n## Gevinst\n\nGangbarren sparer 12.000 kr. om året.\n"
    )
    assert bool(answered(text, question)) == is_told


def test_a_row_is_told_from_its_like_by_words_that_say_little_too(answered):
    rows = "| Lyden | Godt | 72 procent |\n| Lyden | Dårligt | 28 procent |\n"
    text = f"# Svar\n\n| Emne | Svar | Andel |\n|---|---|---|\n{rows}"
    shown = answered(text, "Hvor mange procent synes lyden er dårlig?")
    assert shown == ["Emne: Lyden; Svar: Dårligt; Andel: 28 procent"]


def test_the_steps_of_a_procedure_come_whole(answered):
    text = (
        "# Når strømmen går\n\nVed strømsvigt:\n\n1. Se efter, om nabohuset også er mørkt.\n"
        "2. Hent lygterne i skabet.\n3. Gå en runde hos alle beboere.\n"
        "4. Ring til vagten, hvis strømmen er væk længe.\n"
    )
    shown = " ".join(answered(text, "Strømmen er gået, hvad gør vi først?"))
    places = [shown.find(step) for step in ("nabohuset", "lygterne", "runde", "vagten")]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize(("month", "is_told"), [("oktober", True), ("november", False)])
def test_a_figure_of_another_month_does_not_answer(answered, month, is_told):
    text = "# Nødkald\n\nI oktober 2024 var der 5.320 nødkald i Birkeby.\n"
    question = f"Hvor mange nødkald var der i {month} 2024?"
    assert bool(answered(text, question)) == is_told


@pytest.mark.parametrize("often", ["hver onsdag", "to gange om ugen", "månedligt"])
def test_how_often_is_told_by_words_too(answered, often):
    text = (
        f"# Drift\n\nFiltrene i ventilationen skiftes {often}. Der er 14 filtre i "
        "ventilationen på loftet.\n"
    )
    (first, *_) = answered(text, "Hvor tit skiftes filtrene i ventilationen?")
    assert often in first


def test_an_agency_says_what_it_publishes(answered):
    text = (
        "---\ntitel: Forebyggelse af fald hos ældre\nudgiver: Sundhedsstyrelsen\n---\n"
        "# Forebyggelse af fald hos ældre\n\n## Træning\n\nDet anbefales, at ældre med øget risiko "
        "for fald tilbydes balancetræning to gange om ugen. Træningen bør ledes af en "
        "fysioterapeut.\n\n## Medicin\n\nMedicin bør gennemgås af egen læge en gang om året.\n"
    )
    shown = answered(text, "Hvad anbefaler Sundhedsstyrelsen om balancetræning til ældre?")
    assert "tilbydes balancetræning to gange om ugen" in " ".join(shown)


def test_what_a_survey_asked_how_many_is_no_mere_question(answered):
    text = (
        "# Skærmbesøg\n\nI undersøgelsen blev 1.240 borgere spurgt om deres brug af skærmbesøg.\n\n"
        "Skærmbesøg giver tryghed.\n"
    )
    shown = answered(text, "Hvor mange borgere deltog i undersøgelsen af skærmbesøg?")
    assert any("1.240" in one for one in shown)


def test_the_answer_to_a_question_of_the_documents_own_comes_whole(answered):
    text = (
        "# Spørgsmål og svar\n\n## Hvad gør jeg, hvis brandalarmen lyder?\n\nGå ud i gården. Tag "
        "ikke elevatoren. Ring derefter til vagten.\n\n## Må jeg ryge?\n\nKun på altanen.\n"
    )
    shown = answered(text, "Hvad skal jeg gøre, når brandalarmen lyder?")
    assert shown == ["Gå ud i gården.", "Tag ikke elevatoren.", "Ring derefter til vagten."]


def test_a_list_that_begins_without_a_number_announces_the_steps(answered):
    steps = (
        "Fire trin til god implementering",
        "1. Afdæk behov",
        "2. Afprøv",
        "3. Evaluer",
        "4. Skaler op",
    )
    text = "# Temadag\n\n" + "".join(f"- {step}\n" for step in steps)
    shown = " ".join(answered(text, "Hvad er trinene til god implementering?"))
    assert all(step in shown for step in steps)


def test_the_points_that_a_sentence_counts_come_whole_each_with_its_label(answered):
    text = (
        "# Evaluering af fodbadet\n\n## Hvad trak ud?\n\n"
        "Tre forhold har bremset udbredelsen af fodbadet.\n\n"
        "Koldt vand. Varmtvandet slog sjældent til. Det blev først mærket i marts.\n\n"
        "Tunge kar. To skulle løfte hvert kar. Flere fik ondt i ryggen.\n\n"
        "Manglende tid. Fodbadet stod ikke i vagtplanen. Det kommer det fra april.\n"
    )
    shown = answered(text, "Hvad har bremset fodbadet?")
    assert "Koldt vand. Varmtvandet slog sjældent til." in shown
    assert "Tunge kar. To skulle løfte hvert kar." in shown
    assert "Manglende tid. Fodbadet stod ikke i vagtplanen." in shown


def test_headings_are_the_points_that_a_sentence_counts(answered):
    text = (
        "# Strategi for havehold\n\n## Indsatsområder\n\nStrategien har tre indsatsområder.\n\n"
        "### 1. Flere bede i højden\n\nVi bygger højbede.\n\n"
        "### 2. Stier for alle\n\nVi lægger fliser.\n\n### 3. Frivillige med grønne fingre\n\n"
        "Vi holder havedage.\n\n## Penge\n\nDer er afsat 90.000 kr.\n"
    )
    shown = answered(text, "Hvilke indsatsområder har strategien for havehold?")
    assert [one for one in shown if one[0].isdigit()] == [
        "1. Flere bede i højden",
        "2. Stier for alle",
        "3. Frivillige med grønne fingre",
    ]


def test_the_sentence_of_a_paragraph_that_says_all_of_a_fact_answers(answered):
    text = (
        "# Kørestole\n\n## Eftersyn\n\nPå plejehjemmet smøres kørestolen af pedellen. "
        "Borgere i eget hjem eller deres pårørende smører selv kørestolen.\n"
    )
    shown = answered(text, "Hvem smører kørestolen på plejehjemmet?")
    assert shown == ["På plejehjemmet smøres kørestolen af pedellen."]


def test_you_are_the_citizen_that_a_question_speaks_of(answered):
    text = (
        "# Spørgsmål og svar om skærmhjælp\n\n## Hvad koster den?\n\nDet er gratis for dig.\n\n"
        "## Hvornår får jeg hjælp?\n\nDu får hjælp mellem kl. 8 og 20.\n"
    )
    assert answered(text, "Hvad koster skærmhjælp for borgeren?") == ["Det er gratis for dig."]
