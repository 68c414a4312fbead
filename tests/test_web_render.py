from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from web_client import client
from web_fakes import FakeLibrary, answered, citation, document
from web_payloads import PAYLOADS

from assistant.guard import _patterns
from assistant.records import AnswerSentence
from assistant.web.conversations import Turn
from assistant.web.render import escape, visible
from assistant.web.texts import texts
from assistant.web.turns import (
    age,
    by_document,
    by_year,
    copy_text,
    heading,
    lead,
    place,
    stated,
    turn_html,
)  # fmt: skip

TODAY = date(2026, 6, 1)
CALM = turn_html(Turn(1, "Hvad?", 0.0, answered(FakeLibrary(), "Hvad?")), "c", "da", today=TODAY)


class Elements(HTMLParser):
    """The names of the elements with their attributes, and the text."""

    def __init__(self, html):
        super().__init__()
        self.names, self.words = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.names.append((tag, tuple(sorted(name for name, _ in attributes))))

    def handle_data(self, data):
        self.words.append(data)


def turn_of(text):
    """A turn in which a text stands everywhere that a document or a reader can put it."""
    source = replace(document(), title=text, publisher=text, path=text.replace("\n", " ") or "x")
    found = answered(FakeLibrary([source]), text)
    cited = replace(found.citations[0], quote=text, section=text)
    sentences = (AnswerSentence(text, verbatim=True), AnswerSentence(text, (1,)))
    found = replace(found, citations=(cited,), sentences=sentences, explanation=text)
    return Turn(1, text, 0.0, found, limits=(text,))


def test_there_are_a_hundred_payloads():
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_adds_no_element_and_no_attribute(payload):
    calm = replace(turn_of("rolig"), n=1)
    html = turn_html(turn_of(payload), "c", "da", today=TODAY)
    expected = Elements(turn_html(calm, "c", "da", today=TODAY))
    assert Elements(html).names == expected.names


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_leaves_no_markdown_and_no_line_break(payload):
    html = turn_html(turn_of(payload), "c", "da", today=TODAY)
    assert "\n" not in html
    assert not any(mark in html for mark in ("![", "](", "`", "$", "**", "~~"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_is_still_read_as_what_it_says(payload):
    shown = "".join(Elements(str(escape(payload))).words)
    assert shown == visible(payload)


def test_characters_that_show_nothing_are_gone():
    assert visible("a\u200bb\u202ec\U000e0041d\x1b[0m\r") == "abcd[0m"


def test_markup_of_our_own_is_not_escaped_twice():
    assert escape(escape("<b>")) == "&lt;b&gt;"


def test_a_sentence_links_to_its_card():
    assert 'href="#kilde-1-1"' in CALM and 'id="kilde-1-1"' in CALM


def test_a_document_has_one_card_with_its_passages():
    old, new = document("a.md", title="Gammelt"), document("b.md", title="Nyt")
    cited = (citation(old, "Økonomi", 1), citation(new, "Økonomi", 2), citation(old, "Medar", 3))
    assert [[c.n for c in group] for group in by_document(cited)] == [[1, 3], [2]]
    found = replace(answered(FakeLibrary(), "?"), citations=cited)
    html = turn_html(Turn(1, "Hvad?", 0.0, found), "c", "da", today=TODAY)
    assert html.count('class="card"') == 2 and "2 kilder, 3 steder" in html


def test_the_title_is_not_repeated_as_the_outermost_heading():
    cited = replace(citation(document(), "Økonomi"), section="Barrierer 2023 › Økonomi", page=4)
    assert place(cited, texts("da")) == "s. 4 · Økonomi"
    assert place(replace(cited, document="oplaeg.pptx"), texts("da")) == "dias 4 · Økonomi"


def test_the_documents_words_stand_in_quotation_marks_and_a_models_do_not():
    assert stated(AnswerSentence("Økonomi.", (1,))) == "»Økonomi.«"
    assert stated(AnswerSentence("»Økonomi.«", (1,))) == "»Økonomi.«"
    assert stated(AnswerSentence("Penge mangler.", (1,), verbatim=False)) == "Penge mangler."
    assert stated(AnswerSentence("Dokumenterne siger:")) == "Dokumenterne siger:"


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_reason_for_a_refusal_has_a_heading_of_its_own(language):
    reasons = {*_patterns(), "empty", "too_long", "unclear"}
    headings = {texts(language)(f"refused.{reason}") for reason in reasons}
    assert len(headings) == len(reasons) >= 8


def test_each_text_says_which_language_it_is_in():
    found = answered(FakeLibrary(), "What is the greatest barrier to new technology?")
    frame = AnswerSentence("The documents say:", verbatim=True)
    found = replace(found, sentences=(frame, found.sentences[1]))
    html = turn_html(Turn(1, found.question, 0.0, found), "c", "en", today=TODAY)
    assert '<span lang="da">»Økonomi er den største' in html
    assert '<p class="title" lang="da">' in html and '<blockquote lang="da">' in html
    assert '<p class="frame" lang="en">' in html and '<span class="question" lang="en">' in html


def test_a_follow_up_is_shown_as_it_was_understood():
    found = replace(answered(FakeLibrary(), "Og i Vejle?"), standalone_question="Hvad i Vejle?")
    html = turn_html(Turn(2, "Og i Vejle?", 0.0, found), "c", "da", today=TODAY)
    assert "Forstået som:" in html and "Hvad i Vejle?" in html
    assert "Forstået som:" not in CALM


def test_the_copy_names_file_and_address():
    found = answered(FakeLibrary(), "Hvad?")
    cited = replace(found.citations[0], address="https://kl.dk/rapport")
    copied = copy_text(Turn(1, "Hvad?", 0.0, replace(found, citations=(cited,))), texts("da"))
    assert "rapport.md https://kl.dk/rapport" in copied


def test_a_refusal_says_what_it_is_once():
    nothing = replace(answered(FakeLibrary(), "?"), status="not_found", sentences=(), citations=())
    told = replace(nothing, explanation="Det står ikke i dokumenterne. Prisen er ikke nævnt.")
    turn = Turn(1, "Hvad?", 0.0, told)
    assert heading(turn, texts("da")) == "Det står ikke i dokumenterne"
    assert lead(turn, texts("da")) == "Prisen er ikke nævnt."


def test_generated_text_is_labelled():
    made = replace(answered(FakeLibrary(), "Hvad?"), writer="ollama:gemma")
    html = turn_html(Turn(1, "Hvad?", 0.0, made), "c", "da", today=TODAY)
    assert "skrevet af en sprogmodel" in html and "ordret" not in html


def test_an_old_source_carries_its_age_and_a_new_one_does_not():
    assert age(citation(document(year=2013), "Økonomi"), TODAY) == 13
    assert age(citation(document(year=2023), "Økonomi"), TODAY) is None
    assert age(citation(document(year=None), "Økonomi"), TODAY) is None


def test_sources_grow_older_while_the_server_runs(tmp_path, monkeypatch):
    class Later(date):
        @classmethod
        def today(cls):
            return cls(2090, 1, 1)

    with client(tmp_path) as pages:
        monkeypatch.setattr("assistant.web.site.date", Later)
        assert age(citation(document(year=2023), "Økonomi"), pages.app.state.site.today) == 67


def test_sources_of_different_years_stand_side_by_side_newest_first():
    old, new = document("a.md", year=2013), document("b.md", year=2023)
    cited = (citation(old, "Økonomi", 1), citation(new, "Økonomi", 2))
    sentences = (AnswerSentence("Flere:"), AnswerSentence("før", (1,)), AnswerSentence("nu", (2,)))
    found = replace(answered(FakeLibrary(), "?"), citations=cited, sentences=sentences)
    assert [(year, [s.text for s in group]) for year, group in by_year(found)] == [
        (2023, ["nu"]), (2013, ["før"]),
    ]  # fmt: skip


def test_one_document_is_not_set_against_itself():
    assert by_year(answered(FakeLibrary(), "?")) == []


def test_the_clipboard_gets_the_answer_with_its_references():
    turn = Turn(1, "Hvad?", 0.0, answered(FakeLibrary(), "Hvad?"))
    text = copy_text(turn, texts("da"))
    assert "62 procent af kommunerne.« [1]" in text
    assert "[1] Barrierer 2023, Rapport · 2023 · KL, Barrierer" in text
