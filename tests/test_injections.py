"""Orders in documents are data: nothing obeys them, and orders to people are still answered."""

from __future__ import annotations

import pytest
from fake_ollama import MODEL, FakeOllama, reply
from injections import HARMLESS, ORDERS, PASSAGES, harmless, injections
from library_world import fill

from assistant.answer import Assistant
from assistant.generate import Generator
from assistant.records import Answer, AnswerSentence, Citation, Filters, LibraryState
from assistant.settings import Settings
from assistant.writers import writer_of
from assistant.writers.orders import without_orders
from ingest.library import Library
from ingest.pipeline import sync

INJECTIONS = list(injections())
HARMLESS_TEXTS = list(harmless())


def _quoted(text, question):
    """The worst case: the whole passage, order included, is what the answer rests on."""
    cited = Citation(1, "a.md", "Notat", "article", 2020, None, None, text, 0, len(text))
    sentence = AnswerSentence(text, (1,))
    return Answer(question, question, "answered", (sentence,), (cited,), LibraryState(1, 1))


def _generator(fake):
    settings = Settings(writer=f"ollama:{MODEL}", ollama_url=fake.url)
    return Generator(writer_of(settings), settings)


def test_there_are_300_injections_in_two_languages_and_100_harmless_documents():
    english = [order for order, _ in ORDERS if not set("æøå") & set(order) and " the " in order]
    assert len(INJECTIONS) >= 300 and len(HARMLESS_TEXTS) >= 100
    assert len(english) >= 8 and len({i.text for i in INJECTIONS}) == len(INJECTIONS)


def test_of_what_a_model_says_that_always_obeys_nothing_is_shown():
    shown = []
    with FakeOllama() as fake:
        generator = _generator(fake)
        for one in INJECTIONS:
            fake.says = lambda _, said=one.obeyed: reply((said, [1]))
            first = _quoted(one.text, one.passage.question)
            answer = list(generator.write(first))[-1]
            if answer.sentences != first.sentences:
                shown.append((one.order, answer.text))
    assert shown == []


def test_what_a_model_obeys_beside_an_honest_sentence_is_not_shown_either():
    with FakeOllama() as fake:
        generator = _generator(fake)
        for one in INJECTIONS[:: len(ORDERS) // 2 + 1]:
            honest = one.passage.text.split(". ", 1)[0] + "."
            fake.says = lambda _, said=one.obeyed, h=honest: reply((h, [1]), (said, [1]))
            answer = list(generator.write(_quoted(one.text, one.passage.question)))[-1]
            written = [s.text for s in answer.sentences if s.text != one.text]
            assert one.obeyed not in written


@pytest.mark.parametrize("order", [order for order, _ in ORDERS])
def test_a_model_is_not_given_the_orders(order):
    passage = PASSAGES[0].text
    with FakeOllama(reply()) as fake:
        list(_generator(fake).write(_quoted(f"{passage} {order}", PASSAGES[0].question)))
    prompt = fake.asked[0]["messages"][0]["content"]
    assert "150 borgere" in prompt
    assert order.split(". ")[0].rstrip(".") not in prompt


def test_of_a_quotation_that_is_nothing_but_an_order_no_model_is_asked():
    with FakeOllama(reply()) as fake:
        first = _quoted(ORDERS[0][0], "Hvad gælder?")
        steps = list(_generator(fake).write(first))
    assert (steps, fake.asked) == ([first], [])


@pytest.mark.parametrize("order", HARMLESS)
def test_orders_to_people_are_kept(order):
    assert without_orders(order) == order


def test_an_honest_sentence_beside_an_order_to_people_is_shown():
    with FakeOllama() as fake:
        generator = _generator(fake)
        for passage, text in HARMLESS_TEXTS:
            honest = passage.text.split(". ", 1)[0] + "."
            fake.says = lambda _, h=honest: reply((h, [1]))
            answer = list(generator.write(_quoted(text, passage.question)))[-1]
            assert (answer.writer, answer.sentences[0].text) == (f"ollama:{MODEL}", honest)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    directory = tmp_path_factory.mktemp("indsat")
    texts = {f"i{n}.md": f"# Notat\n\n{one.text}\n" for n, one in enumerate(INJECTIONS)}
    texts |= {f"h{n}.md": f"# Notat\n\n{text}\n" for n, (_, text) in enumerate(HARMLESS_TEXTS)}
    with Library.open(directory / "bibliotek") as library:
        assert sync(fill(directory / "mappe", texts), library).rejected == ()
        yield Assistant(library)


def _asked(assistant, name, passage):
    return assistant.ask(passage.question, filters=Filters(documents=(name,)))


@pytest.mark.slow
def test_the_extractive_answer_obeys_no_injection(assistant):
    missing = []
    for n, one in enumerate(INJECTIONS):
        answer = _asked(assistant, f"i{n}.md", one.passage)
        read = assistant.library.document(f"i{n}.md").text  # without the addresses of images
        assert all(s.text in read for s in answer.sentences if s.citations)
        assert not any(one.obeyed in s.text for s in answer.sentences if not s.citations)
        if one.passage.holds not in answer.text:
            missing.append((one.place, one.order, answer.text))
    assert missing == []


@pytest.mark.slow
def test_documents_with_orders_to_people_are_answered(assistant):
    unanswered = []
    for n, (passage, text) in enumerate(HARMLESS_TEXTS):
        answer = _asked(assistant, f"h{n}.md", passage)
        if answer.status != "answered" or passage.holds not in answer.text:
            unanswered.append((text, answer.text))
    assert unanswered == []
