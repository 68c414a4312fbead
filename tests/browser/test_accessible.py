"""WCAG 2.1 A and AA on every page and in every state, narrow and wide, light and dark."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ask, violations
from test_web_conversations import filled
from test_web_documents import report
from web_client import USERS, client, serving
from web_fakes import FakeLibrary, document

from ingest.library import RejectedFile
from ingest.records import Notice

pytestmark = pytest.mark.browser
PAGES = (
    "/samtaler", "/dokumenter", "/dokumenter/temaer",
    "/dokumenter/tema/barrierer?dokument=rapport.md",
    "/dokument/rapport.md?start=32&end=60", "/dokument/notat.pdf?start=6&end=29", "/kvalitet",
    "/tilbagemeldinger", "/tilbagemeldinger/1", "/was", "/api/docs", "/findes-ikke",
)  # fmt: skip
LOOKS = [
    pytest.param({}, id="wide"),
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"width": 320, "height": 640}, id="narrow"),
]


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """The address of a server where every page has something to show."""
    from test_web_sources import PDF

    directory = tmp_path_factory.mktemp("rig")
    notices = (Notice("ocr", 2), Notice("cpr_masked", 1))
    held = [
        document(),
        document("notat.pdf", "Notat\nKommunernes egne puljer", pages=4, notices=notices),
        document("x" * 90 + ".md", title="Et " + "meget" * 30 + " langt ord", year=2011),
    ]  # fmt: skip
    library = FakeLibrary(
        held, {"notat.pdf": PDF}, [RejectedFile("a.docx", "encrypted", "Kræver adgangskode.")]
    )
    run = directory / "reports" / "maaling" / "report.json"
    run.parent.mkdir(parents=True)
    run.write_text(json.dumps(report(0.8)))
    with client(directory, library) as pages:
        site = pages.app.state.site
        conversation = filled(site.conversations, "lokal")
        turns = site.conversations.turns("lokal", conversation)
        site.feedback.put("lokal", conversation, turns, "down", ("wrong",), "Tallet er gammelt")
    with serving(directory, library=library, synchronise=lambda _: None, with_chat=True) as address:
        yield address


def overflow(page):
    """How far the page can be scrolled sideways, in pixels."""
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_a_page(visit, rich, path, look):
    page = visit(path, address=rich, **look)
    assert violations(page) == []
    assert overflow(page) <= 0
    assert page.locator("main").count() == 1 and page.locator("h1").count() == 1


@pytest.mark.parametrize("look", LOOKS)
def test_the_chat_in_every_state(visit, rich, look):
    page = visit(address=rich, **look)
    page.locator("#examples button").first.wait_for()
    states = {"start": (violations(page), overflow(page))}
    for n, question in enumerate(("Hvad?", "ukendt", "delvist", "personnummer", "brud"), start=1):
        ask(page, question, turn=n)
        states[question] = (violations(page), overflow(page))
    page.locator("#filters-toggle").click()
    page.get_by_label("Rapport (3)").check()
    page.get_by_text("Afgrænset til:").first.wait_for()
    page.locator("#tur-1").get_by_role("button", name="Nej").click()
    page.locator("#tur-1 .why").get_by_label("Forkert", exact=True).wait_for()
    states["filters and feedback"] = (violations(page), overflow(page))
    page.locator("#tur-1 a.open").first.click()
    page.locator("dialog mark").wait_for()
    states["panel"] = (violations(page), overflow(page))
    assert {name: found for name, found in states.items() if found[0] or found[1] > 0} == {}


def test_the_chat_keeps_its_heading_and_each_region_its_own_name(visit, rich):
    page = visit(address=rich)
    for n in (1, 2):
        ask(page, "Hvad er den største barriere?", turn=n)
    page.locator("#tur-1 a.open").first.click()
    page.locator("dialog mark").wait_for()
    rules = ["page-has-heading-one", "landmark-unique"]
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    assert [rule["id"] for rule in found] == []


def test_in_forced_colours_a_button_has_a_border(visit, rich):
    page = visit(address=rich, forced_colors="active")
    width = page.locator("#ask-button").evaluate("(button) => getComputedStyle(button).borderWidth")
    assert width == "1px"


@pytest.mark.parametrize("look", LOOKS)
def test_the_login_with_a_wrong_password(visit, tmp_path, look):
    with serving(tmp_path, users=USERS) as address:
        page = visit("/login", address=address, **look)
        assert violations(page) == []
        page.get_by_label("Brugernavn").fill("lise")
        page.get_by_label("Adgangskode").fill("forkert")
        page.get_by_role("button", name="Log ind").click()
        assert page.get_by_role("alert").inner_text().endswith("er forkert.")
        assert violations(page) == [] and overflow(page) <= 0


def test_at_four_hundred_per_cent_the_box_and_the_answer_are_reached(visit, rich):
    page = visit(address=rich, width=320, height=256)
    turn = ask(page, "Hvad er den største barriere?")
    for part in (turn.locator(".cite"), page.locator("#question textarea")):
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 320


def test_focus_is_not_hidden_behind_the_question_box(visit, rich):
    page = visit(address=rich, height=800, reduced_motion="reduce")  # no scrolling under way
    for n in range(1, 4):
        ask(page, f"Spørgsmål nummer {n}?", turn=n)
    for link in page.locator(".cite").all():
        link.focus()
        covered = link.evaluate(
            """(link) => {
                const box = link.getBoundingClientRect();
                const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
                const top = document.elementFromPoint(x, y);
                return !(link === top || link.contains(top));
            }"""
        )
        assert not covered


def test_with_reduced_motion_nothing_moves(visit, rich):
    page = visit(address=rich, reduced_motion="reduce")
    ask(page, "Hvad er den største barriere?")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const seconds = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
            return seconds(style.animationDuration) && style.animationName !== "none"
                || seconds(style.transitionDuration);
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []
