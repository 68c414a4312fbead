"""A hundred documents that attack the page, in titles, file names, publishers and quotes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ask
from web_client import serving
from web_fakes import FakeAssistant, FakeLibrary, answered, citation, document
from web_payloads import PAYLOADS

from assistant.records import AnswerSentence
from assistant.web.render import visible

pytestmark = pytest.mark.browser
_POINTS = [(x, y) for x in (0.1, 0.5, 0.9) for y in (0.1, 0.5, 0.9)]


def hostile(n, payload):
    text = f"Overskrift {n}\n{payload.replace(chr(10), ' ')}\nMere tekst."
    return document(f"{n}/{payload}".replace("\n", " "), text, title=payload, publisher=payload)


class Hostile(FakeAssistant):
    """Cites every document of the library."""

    def ask(self, question, history=(), filters=None):
        held = self.library.held
        cited = tuple(citation(d, d.text.split("\n")[1], n) for n, d in enumerate(held, start=1))
        said = tuple(AnswerSentence(c.quote, (c.n,)) for c in cited)
        found = answered(self.library, question)
        return replace(found, citations=cited, sentences=said, explanation=question)


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    library = FakeLibrary([hostile(n, payload) for n, payload in enumerate(PAYLOADS)])
    settings = {"library": library, "assistant": Hostile, "with_chat": True}
    with serving(tmp_path_factory.mktemp("evil"), **settings) as address:
        yield address


def ours(page):
    """Whether nine points of the window belong to our own page, not to something laid over it."""
    return page.evaluate(
        """(points) => points.every(([x, y]) => {
            const element = document.elementFromPoint(innerWidth * x, innerHeight * y);
            const laid_over = !element || getComputedStyle(element).position === "fixed";
            return !laid_over && !element.textContent.startsWith("OVERLAY");
        })""",
        _POINTS,
    )


def test_every_payload_in_an_answer_is_read_as_text(visit, evil):
    page = visit(address=evil)
    turn = ask(page, PAYLOADS[0])
    titles = turn.locator(".title").evaluate_all("titles => titles.map(title => title.textContent)")
    assert titles == [visible(payload) for payload in PAYLOADS]
    quotes = turn.locator("blockquote").evaluate_all("quotes => quotes.map(q => q.textContent)")
    assert quotes == [visible(payload.replace("\n", " ")) for payload in PAYLOADS]
    assert ours(page)


def test_no_element_of_a_payload_exists(visit, evil):
    page = visit(address=evil)
    ask(page, PAYLOADS[0])
    inside = "#conversation script, #conversation img, #conversation iframe, #conversation style, "
    inside += "#conversation svg, #conversation video, #conversation object, #conversation math, "
    inside += "#conversation dialog, #conversation code, #conversation pre, #conversation table"
    assert page.locator(inside).count() == 0
    addresses = page.locator("#conversation a").evaluate_all("as => as.map(a => a.href)")
    assert {address.split("/")[2] for address in addresses} == {evil.split("/")[2]}
    attributes = page.locator("#conversation *").evaluate_all(
        "all => all.flatMap(e => e.getAttributeNames()).filter(name => name.startsWith('on'))"
    )
    assert attributes == []


@pytest.mark.parametrize("payload", PAYLOADS[::9])
def test_a_payload_as_a_question_is_read_as_text(visit, evil, payload):
    page = visit(address=evil)
    typed = " ".join(visible(payload).split()) or "x"
    page.locator("#question textarea").fill(typed)
    page.locator("#ask-button").click()
    page.locator("#tur-1:not(.searching) .cite").first.wait_for()
    assert page.locator("#tur-1 .question").evaluate("e => e.textContent") == typed
    assert ours(page)


@pytest.mark.parametrize("path", ["/dokumenter?nr=1", "/dokumenter?nr=2", "/dokumenter/temaer",
                                  "/samtaler", "/api/documents"])  # fmt: skip
def test_the_other_pages_show_them_as_text_too(visit, evil, path):
    page = visit(path, address=evil)
    assert page.locator("main img, main iframe, main svg, main video, main script").count() == 0
    assert ours(page)


def test_a_card_opens_its_document_and_shows_its_text(visit, evil):
    page = visit(address=evil)
    turn = ask(page, PAYLOADS[0])
    turn.locator("a.open").first.click()
    mark = page.locator("dialog mark")
    mark.wait_for()
    assert mark.evaluate("e => e.textContent") == visible(PAYLOADS[0])
    assert page.locator("dialog img, dialog script, dialog iframe").count() == 0
