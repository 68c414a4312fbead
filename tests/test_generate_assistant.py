"""A model that writes behind the assistant: follow-ups, refusals, settings, the doctor."""

import pytest
from answer_world import open_assistant
from fake_ollama import MODEL, FakeOllama, reply

from assistant.answer import Assistant
from assistant.contract import answer_to_json
from assistant.doctor import examine
from assistant.settings import Settings
from assistant.terminal import answer_text
from assistant.writers.rewrite import keeps_to
from ingest.errors import SettingsError

PURPOSE = "Hvad er formålet med strategien?"
WRITTEN = "Strategien har til formål, at borgerne kan klare sig selv i længere tid."


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with open_assistant(tmp_path_factory.mktemp("skriver")) as assistant:
        yield assistant.library


def _assistant(library, url):
    return Assistant(library, Settings(writer=f"ollama:{MODEL}", ollama_url=url))


def test_the_answer_is_what_the_stream_ends_with(library):
    with FakeOllama(reply((WRITTEN, [1]))) as fake:
        assistant = _assistant(library, fake.url)
        steps = list(assistant.stream(PURPOSE))
        answer = assistant.ask(PURPOSE)
    assert (steps[0].writer, steps[0].writing) == ("extractive", True)
    assert [s.text for s in answer.sentences] == [WRITTEN]
    assert answer.sentences == steps[-1].sentences
    assert answer_to_json(answer)["writer"] == f"ollama:{MODEL}"
    assert {"first_source", "first_word", "write", "total"} <= answer.timings_ms.keys()


def test_the_terminal_tells_what_ai_wrote_and_what_is_quoted(library):
    quoted = "Pengene går til skærmbesøg og vasketoiletter."
    said = "Lemvig Kommune afsatte 2,4 mio. kr. til velfærdsteknologi i 2021."
    with FakeOllama(reply((said, [1]))) as fake:
        question = "Hvor mange penge har Lemvig Kommune afsat til velfærdsteknologi i 2021?"
        answer = _assistant(library, fake.url).ask(question)
    shown = answer_text(answer)
    assert said in shown and f"»{said}«" not in shown
    assert f"Skrevet af AI (ollama:{MODEL})" in shown
    assert quoted not in answer.text or f"»{quoted}«" in shown
    assert "Skrevet af AI" not in answer_text(Assistant(library).ask(question))


def test_what_is_not_in_the_documents_is_never_asked_of_a_model(library):
    with FakeOllama(reply((WRITTEN, [1]))) as fake:
        assistant = _assistant(library, fake.url)
        found = [assistant.ask(q).status for q in ("Hvad er hovedstaden i Peru?", "Hej")]
    assert found == ["not_found", "refused"]
    assert fake.asked == []


def test_a_follow_up_is_made_standalone_by_the_model(library):
    said = '{"question": "Hvor bliver konferencen holdt?"}'
    with FakeOllama(lambda p: said if "Tidligere:" in p else reply()) as fake:
        asked = ("Og hvor bliver den holdt?", ["Hvornår bliver konferencen holdt igen?"])
        answer = _assistant(library, fake.url).ask(*asked)
    assert answer.standalone_question == "Hvor bliver konferencen holdt?"
    assert answer.question == "Og hvor bliver den holdt?"
    assert "Hotel Storebælt" in answer.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Hvor bliver konferencen i Nyborg holdt?", True),
        ("Hvor bliver konferencen i Odense holdt?", False),
        ("Hvornår er konferencen i Nyborg?", False),
        ("Konferencen bliver holdt på Hotel Storebælt.", False),
        ("", False),
    ],
)
def test_a_wording_that_adds_or_forgets_is_left_to_the_rules(text, kept):
    history = ["Hvem holdt oplæg på konferencen i Nyborg?"]
    assert keeps_to(text, "Hvor bliver den holdt?", history) == kept


def test_a_follow_up_that_the_model_fails_is_understood_by_the_rules(library):
    with FakeOllama(mode="failed") as fake:
        answer = _assistant(library, fake.url).ask(
            "Og hvor bliver den holdt?", ["Hvornår bliver konferencen holdt igen?"]
        )
    assert "Hotel Storebælt" in answer.text
    assert "meldte fejl" in answer.notice


def test_a_writer_on_no_address_is_refused_at_the_start(library):
    with pytest.raises(SettingsError, match="openai_url"):
        Assistant(library, Settings(writer="openai:gpt"))


def test_without_a_writer_no_model_is_asked(library, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    monkeypatch.setenv("IS_TESTING", "1")
    answer = Assistant(library, Settings()).ask(PURPOSE)
    assert (answer.writer, answer.notice, answer.writing) == ("extractive", None, False)


@pytest.mark.parametrize(
    ("mode", "ok", "text"),
    [("well", True, "kontekst 4096 tokens"), ("missing", False, f"ollama pull {MODEL}")],
)
def test_the_doctor_tells_whether_the_model_is_there(tmp_path, mode, ok, text):
    with FakeOllama(mode=mode) as fake:
        settings = Settings(writer=f"ollama:{MODEL}", ollama_url=fake.url, library=tmp_path / "b")
        found = {finding.name: finding for finding in examine(settings)}
    assert (found["skriver"].ok, text in found["skriver"].text) == (ok, True)
