import asyncio
import json
import threading

import pytest
from web_client import USERS, client, log_in, serving
from web_fakes import FakeAssistant, FakeLibrary, Writing, document

from assistant.settings import load as settings
from assistant.web.asking import Desk
from assistant.web.load import load
from assistant.web.times import Times
from ingest.errors import Busy, UsageError


@pytest.fixture
def pages(tmp_path):
    with client(tmp_path) as opened:
        yield opened


def ask(pages, question="Hvad er barrieren?", **body):
    return pages.post("/api/ask", json={"question": question} | body)


def test_an_answer_has_the_form_of_the_command_line(pages):
    found = ask(pages).json()
    assert found["status"] == "answered" and found["writer"] == "extractive"
    assert found["answer"].endswith("62 procent af kommunerne. [1]")
    (citation,) = found["citations"]
    assert (citation["n"], citation["document"], citation["year"]) == (1, "rapport.md", 2023)


def test_history_and_filters_reach_the_assistant(pages):
    ask(pages, history=["Hvem?"], filters={"kinds": ["report"], "year_from": 2020})
    asked = {q: rest for q, *rest in pages.app.state.site.desk._assistant.asked}
    history, filters = asked["Hvad er barrieren?"]
    assert history == ("Hvem?",) and filters.kinds == ("report",) and filters.year_from == 2020


def test_a_stream_gives_the_sentences_and_then_the_whole(pages):
    events = [part.split("\n") for part in ask(pages, stream=True).text.strip().split("\n\n")]
    names = [event[0].removeprefix("event: ") for event in events]
    assert names == ["status", "sentence", "sentence", "answer"]
    assert json.loads(events[-1][1].removeprefix("data: ")) == ask(pages).json()


def test_a_stream_gives_the_documents_own_words_before_what_a_model_makes_of_them(tmp_path):
    with client(tmp_path, assistant=Writing) as pages:
        pages.app.state.site.desk._assistant.go.set()
        events = [part.split("\n") for part in ask(pages, stream=True).text.strip().split("\n\n")]
    names = [event[0].removeprefix("event: ") for event in events]
    assert names == ["status", "draft", "sentence", "answer"]
    draft, answer = (json.loads(events[n][1].removeprefix("data: ")) for n in (1, 3))
    assert (draft["writing"], draft["writer"]) == (True, "extractive")
    assert (answer["writing"], answer["writer"]) == (False, "ollama:lille")


def test_a_stream_that_breaks_says_so_without_a_stack(pages):
    text = ask(pages, "brud", stream=True).text
    assert "event: problem" in text and "teknisk fejl" not in text and "hemmelig" not in text
    assert "Fejlen er ikke din" in text


@pytest.mark.parametrize(
    ("question", "told"),
    [("", "Skriv et spørgsmål."), (" \n", "Skriv et spørgsmål."),
     ("x" * 2001, "Spørgsmålet er på 2001 tegn. Det må højst være 2000.")],
)  # fmt: skip
def test_a_question_out_of_bounds_is_refused_in_danish(pages, question, told):
    answer = ask(pages, question)
    assert (answer.status_code, answer.json()["detail"]) == (400, told)


def test_an_unknown_key_is_refused(pages):
    assert ask(pages, filter={}).status_code == 422


def test_a_failure_is_told_without_path_or_stack(pages):
    pages._transport.raise_server_exceptions = False
    answer = ask(pages, "brud")
    assert answer.status_code == 500 and "hemmelig" not in answer.text


def test_the_log_has_what_broke_and_no_question(pages, caplog):
    caplog.set_level("INFO")
    asked = "Kvadratrodsbakken\r\nINFO: alt er vel"
    for word in ("", "ukendt", "delvist", "personnummer", "vrøvl", "brud", "x" * 2000):
        ask(pages, f"{asked} {word}", history=[asked], stream=True)
        pages.post("/api/search", json={"question": f"{asked} {word}"})
    assert caplog.messages.count("a question failed") == 1 and "RuntimeError" in caplog.text
    assert "Kvadratrodsbakken" not in caplog.text and "alt er vel" not in caplog.text


def test_a_search_hides_the_scores(pages):
    found = pages.post("/api/search", json={"question": "barriere", "k": 1}).json()
    assert [hit["rank"] for hit in found["hits"]] == [1]
    assert not {"score", "similarity", "words"} & set(found["hits"][0])


def test_the_documents_are_listed(pages):
    (held,) = pages.get("/api/documents").json()["documents"]
    assert (held["path"], held["passages"], held["year"]) == ("rapport.md", 2, 2023)


def test_more_than_twenty_questions_a_minute_from_one_reader_must_wait(pages):
    statuses = [ask(pages).status_code for _ in range(21)]
    assert statuses == [200] * 20 + [429]
    refused = ask(pages)
    assert "Vent et minut" in refused.json()["detail"] and refused.headers["retry-after"] == "60"


def test_readers_are_counted_one_by_one(tmp_path):
    with client(tmp_path, users=USERS, questions_per_minute=1) as pages:
        log_in(pages, "lise")
        assert [ask(pages).status_code for _ in range(2)] == [200, 429]
        log_in(pages, "mads")
        assert ask(pages).status_code == 200


class Slow(FakeAssistant):
    """Answers when it is told to."""

    def __init__(self):
        super().__init__(FakeLibrary())
        self.go, self.running = threading.Event(), 0

    def ask(self, question, history=(), filters=None):
        self.running += 1
        self.go.wait(10)
        return super().ask(question, history, filters)


def test_a_full_queue_refuses_at_once_and_takes_questions_again_later(tmp_path):
    slow = Slow()
    desk = Desk(slow, settings(library=tmp_path, concurrent_answers=1, queue_length=1))

    async def crowd():
        waiting = [asyncio.create_task(desk.ask(str(n), "Hvad?", (), None)) for n in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            await desk.ask("3", "Hvad?", (), None)
        slow.go.set()
        await asyncio.gather(*waiting)
        await desk.ask("4", "Hvad?", (), None)
        return refused.value.code

    assert asyncio.run(crowd()) == "queue_full"
    assert desk.counts == {"queue_full": 1, "answered": 3} and desk.waiting == 0
    desk.close()


def test_a_question_that_is_stopped_while_it_waits_is_never_asked(tmp_path):
    slow = Slow()
    desk = Desk(slow, settings(library=tmp_path, concurrent_answers=1))

    async def stop():
        first = asyncio.create_task(desk.ask("1", "Hvad?", (), None))
        second = asyncio.create_task(desk.ask("2", "Hvorfor?", (), None))
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.wait([second])
        slow.go.set()
        await first

    asyncio.run(stop())
    desk.close()
    assert [question for question, _, _ in slow.asked] == ["Hvad?"]


def test_an_answer_that_takes_too_long_is_given_up(tmp_path):
    slow = Slow()
    desk = Desk(slow, settings(library=tmp_path, answer_timeout_s=0.01))
    with pytest.raises(Busy) as refused:
        asyncio.run(desk.ask("1", "Hvad?", (), None))
    slow.go.set()
    desk.close()
    assert refused.value.code == "timeout"


def test_where_a_model_takes_too_long_the_documents_own_words_stand(tmp_path):
    writing = Writing(FakeLibrary())
    desk = Desk(writing, settings(library=tmp_path, answer_timeout_s=0.1))
    answer = asyncio.run(desk.ask("1", "Hvad?", (), None))
    writing.go.set()
    desk.close()
    assert (answer.writer, answer.writing) == ("extractive", False)
    assert "dokumenternes egne ord" in answer.notice and desk.counts == {"answered": 1}


def test_times_are_counted_below_their_bounds():
    times = Times()
    for seconds in (0.05, 0.3, 400.0):
        times.note(seconds)
    buckets = dict(times.buckets())
    assert (buckets["0.1"], buckets["0.25"], buckets["0.5"], buckets["180.0"]) == (1, 1, 2, 2)
    assert buckets["+Inf"] == 3 and times.sum == pytest.approx(400.35)


def test_metrics_count_outcomes_and_hold_no_question(pages):
    ask(pages, "Et hemmeligt spørgsmål?")
    ask(pages, "ukendt")
    text = pages.get("/metrics").text
    assert 'velfaerd_questions_total{outcome="answered"} 1' in text
    assert 'velfaerd_questions_total{outcome="not_found"} 1' in text
    assert "velfaerd_answer_seconds_count 2" in text and "hemmelig" not in text


def test_the_description_is_a_page_of_our_own(pages):
    page = pages.get("/api/docs").text
    assert "POST /api/ask" in page and "AskRequest" in page
    assert "http://" not in page and "https://" not in page and "cdn" not in page


def test_healthz_needs_no_login(tmp_path):
    with client(tmp_path, users=USERS) as pages:
        assert pages.get("/healthz").json() == {"status": "ok"}


def test_examples_are_only_what_the_library_answers(tmp_path):
    with client(tmp_path, FakeLibrary([document(title="Ukendt")])) as pages:
        page = pages.get("/eksempler").text
        assert page.count("data-fill=") == 9 and "I sagsarbejdet" in page
        pages.app.state.site.library.generation = 2
        pages.app.state.site.desk._assistant.refuse = True
        assert pages.get("/eksempler").text.count("data-fill=") == 0


def test_thirty_readers_at_once_all_get_an_answer(tmp_path):
    with serving(tmp_path) as address:
        found = load(address, users=30, rounds=2)
    assert (found.questions, found.errors, found.statuses) == (60, 0, {200: 60})
    assert 0 < found.p50_s <= found.p95_s <= found.longest_s <= found.seconds


def test_a_load_on_nobody_says_so():
    with pytest.raises(UsageError, match="Ingen svarer"):
        load("http://127.0.0.1:9", users=1, rounds=1)
