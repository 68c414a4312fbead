import io
import time
from dataclasses import replace

import pytest
from docx import Document as WordDocument
from markdown_it import MarkdownIt
from paper import footnotes
from web_client import USERS, client, log_in
from web_fakes import FakeLibrary, answered
from web_payloads import PAYLOADS

from assistant.plain import visible
from assistant.web import journal
from assistant.web.conversations import Conversations, Turn
from assistant.web.database import Database
from assistant.web.feedback import FeedbackBox
from assistant.web.texts import texts

CPR = "610165-0004"  # a substitute number: nobody has it


def turn(n=1, question="Hvad er barrieren?", asked=1_767_222_000.0):
    return Turn(n, question, asked, answered(FakeLibrary(), question))


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "web.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def store(database):
    return Conversations(database, retention_days=90)


def filled(store, user="lise", question="Hvad er barrieren?"):
    conversation = store.start(user, question)
    store.save(user, conversation, turn(question=question))
    return conversation


def test_a_conversation_comes_back_as_it_was(store):
    conversation = filled(store)
    assert store.turns("lise", conversation) == (turn(),)


def test_a_draft_is_kept_as_if_it_were_done(store):
    draft, conversation = turn(), store.start("lise", "Hvad er barrieren?")
    store.save("lise", conversation, replace(draft, answer=replace(draft.answer, writing=True)))
    assert store.turns("lise", conversation) == (draft,)


def test_it_is_named_after_its_first_question(store):
    long = store.start("lise", "Hvad " + "siger dokumenterne " * 10)
    title = store.title("lise", long)
    assert title.startswith("Hvad siger dokumenterne") and title.endswith("…") and len(title) <= 80


def test_it_follows_its_first_question_until_it_is_given_a_name(store):
    conversation = filled(store)
    store.save("lise", conversation, turn(question="Hvad er gevinsten?"))
    assert store.title("lise", conversation) == "Hvad er gevinsten?"
    store.rename("lise", conversation, "Gevinster")
    store.save("lise", conversation, turn(question="Hvor stor er gevinsten?"))
    assert store.title("lise", conversation) == "Gevinster"


def test_asking_a_turn_again_replaces_it_and_what_followed(store):
    conversation = filled(store)
    store.save("lise", conversation, turn(2, "Og hvor?"))
    store.save("lise", conversation, turn(1, "Noget andet?"))
    assert [held.question for held in store.turns("lise", conversation)] == ["Noget andet?"]


def test_nobody_sees_renames_or_deletes_the_conversation_of_another(store):
    conversation = filled(store)
    assert store.turns("mads", conversation) == () and store.title("mads", conversation) is None
    assert not store.rename("mads", conversation, "Min") and not store.delete("mads", conversation)
    store.save("mads", conversation, turn(1, "Overskrevet?"))
    assert store.turns("lise", conversation)[0].question == "Hvad er barrieren?"


def test_words_are_found_in_questions_and_in_answers(store):
    filled(store)
    filled(store, question="Noget om GPS?")
    assert [found.title for found in store.find("lise", "gps")] == ["Noget om GPS?"]
    assert len(store.find("lise", "62 PROCENT")) == 2
    assert store.find("lise", "findes ikke") == [] == store.find("mads", "gps")


def test_a_cpr_number_is_kept_nowhere(store, tmp_path):
    conversation = filled(store, question=f"Hvad må {CPR} få?")
    store.rename("lise", conversation, f"Om {CPR.replace('-', '')}")
    held = (tmp_path / "web.sqlite").read_bytes()
    assert CPR.encode() not in held and CPR.replace("-", "").encode() not in held
    assert store.turns("lise", conversation)[0].answer.question == "Hvad må ██████-████ få?"


def test_what_is_deleted_is_gone_from_the_file(store, tmp_path):
    conversation = filled(store, question="Et hemmeligt spørgsmål?")
    assert b"hemmeligt" in (tmp_path / "web.sqlite").read_bytes()
    assert store.delete("lise", conversation)
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"hemmeligt" not in left


def test_what_is_older_than_the_retention_is_deleted(database, monkeypatch):
    store = Conversations(database, retention_days=90)
    filled(store)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 89 * 86_400)
    assert store.purge() == 0
    monkeypatch.setattr(time, "time", lambda: now + 91 * 86_400)
    assert (store.purge(), store.find("lise")) == (1, [])


def test_what_a_wrong_clock_dated_to_the_future_is_deleted_in_time_and_not_before(
    database, monkeypatch
):
    store, now = Conversations(database, retention_days=90), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 4_000 * 86_400)
    conversation = filled(store)
    turns = store.turns("lise", conversation)
    FeedbackBox(database).put("lise", conversation, turns, "down", (), "Gammelt tal")
    monkeypatch.setattr(time, "time", lambda: now)
    assert store.purge() == 0
    monkeypatch.setattr(time, "time", lambda: now + 91 * 86_400)
    assert (store.purge(), store.find("lise")) == (2, [])


def test_the_file_is_for_its_owner_only(store, tmp_path):
    assert (tmp_path / "web.sqlite").stat().st_mode & 0o077 == 0


def test_the_page_renames_searches_and_deletes(tmp_path):
    with client(tmp_path) as pages:
        conversation = filled(pages.app.state.site.conversations, "lokal")
        assert "Hvad er barrieren?" in pages.get("/samtaler").text
        pages.post(f"/samtaler/{conversation}/navn", data={"navn": "Til byrådet"})
        assert "Til byrådet" in pages.post("/samtaler", data={"tekst": "byråd"}).text
        assert "Til byrådet" not in pages.post("/samtaler", data={"tekst": "andet"}).text
        pages.post(f"/samtaler/{conversation}/slet")
        assert "Til byrådet" not in pages.get("/samtaler").text


def test_the_addresses_of_anothers_conversation_do_not_exist(tmp_path):
    with client(tmp_path, users=USERS) as pages:
        conversation = filled(pages.app.state.site.conversations, "mads")
        log_in(pages, "lise")
        for action in ("navn", "slet"):
            sent = pages.post(f"/samtaler/{conversation}/{action}", data={"navn": "x"})
            assert sent.status_code == 404
        for form in ("word", "markdown"):
            assert pages.get(f"/samtaler/{conversation}/{form}").status_code == 404


def paragraphs(file):
    return [paragraph.text for paragraph in WordDocument(io.BytesIO(file)).paragraphs]


def test_the_word_document_says_all_that_the_answer_rests_on():
    file = journal.word("Barrierer", [turn()], "lise", 1_767_225_600.0, texts("da"))
    shown = "\n".join(paragraphs(file))
    assert "Hvad er barrieren?" in shown and "62 procent af kommunerne.«" in shown
    assert (
        "Skriver: ingen sprogmodel" in shown and "Bibliotekets udgave: 1. Dokumenter: 1." in shown
    )
    assert "Spurgt: " in shown and "kunstig intelligens" in shown and "Hentet af lise" in shown


def test_each_use_of_a_source_is_a_real_footnote_of_the_word_document():
    found = footnotes(journal.word("Barrierer", [turn()], "lise", 0.0, texts("da")))
    assert len(found) == len(turn().answer.citations)
    assert found[0] == (
        "Barrierer 2023, KL, 2023, afsnittet Barrierer. Fil: rapport.md. Citat: "
        "»Økonomi er den største barriere for 62 procent af kommunerne.«"
    )


def test_what_came_nearest_has_its_sources_in_footnotes_too():
    answer = answered(FakeLibrary(), "Hvad?")
    near = replace(answer, status="not_found", sentences=(), citations=(), nearest=answer.citations)
    file = journal.word("x", [replace(turn(), answer=near)], "lise", 0.0, texts("da"))
    assert len(footnotes(file)) == len(near.nearest) > 0
    assert "Fundet, men ikke brugt" in "\n".join(paragraphs(file))


def test_the_markdown_says_the_same():
    text = journal.markdown("Barrierer", [turn()], "lise", 1_767_225_600.0, texts("da"))
    assert "# Barrierer" in text and "62 procent af kommunerne.«[^1]" in text
    assert "Citat: »Økonomi er den største barriere for 62 procent af kommunerne.«" in text


def test_the_word_document_is_on_a4_and_in_danish():
    file = journal.word("Barrierer", [turn()], "lise", 0.0, texts("da"))
    document = WordDocument(io.BytesIO(file))
    paper = document.sections[0]
    assert (round(paper.page_width.cm, 1), round(paper.page_height.cm, 1)) == (21.0, 29.7)
    assert 'w:val="da-DK"' in document.styles.element.xml


@pytest.mark.parametrize(
    "text",
    [
        *PAYLOADS,
        "# overskrift",
        "- punkt",
        "12. marts",
        "3) x",
        "+ y",
        "=== z",
        "https://x.dk a@b.dk",
    ],
)
def test_markdown_shows_a_text_as_that_text_and_nothing_else(text):
    title, *_ = journal.markdown(text, [], "lise", 0.0, texts("da")).split("\n")
    for line in (title.removeprefix("# "), title):
        (inline,) = [token for token in MarkdownIt("commonmark").parse(line) if token.children]
        assert {child.type for child in inline.children} == {"text"}
        assert "".join(c.content for c in inline.children) == " ".join(visible(text).split())


def test_generated_text_is_labelled_in_the_document_too():
    made = replace(turn().answer, writer="ollama:gemma")
    file = journal.word("x", [replace(turn(), answer=made)], "lise", 0.0, texts("da"))
    assert "skrevet af en sprogmodel (ollama:gemma)" in "\n".join(paragraphs(file))


def test_hostile_text_stays_text_in_both_forms():
    hostile = "\n".join(PAYLOADS)
    file = journal.word(hostile, [turn(question=hostile)], "lise", 0.0, texts("da"))
    assert "<script>alert(1)</script>" in "\n".join(paragraphs(file))
    text = journal.markdown(hostile, [turn(question=hostile)], "lise", 0.0, texts("da"))
    assert "<script" not in text.replace("\\<", "") and "![" not in text.replace("\\!\\[", "")
