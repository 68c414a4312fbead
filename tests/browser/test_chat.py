"""What a caseworker does on the chat page."""

from __future__ import annotations

import re
import threading

import pytest
from conftest import ask
from playwright.sync_api import expect
from web_client import USERS, serving
from web_fakes import FakeAssistant, FakeLibrary, Writing, document

from assistant.web.chat import Chat

pytestmark = pytest.mark.browser
CPR = "610165-0004"


def box(page):
    return page.locator("#question textarea")


def spoken(page):
    """Count what every live region says from now on."""
    page.evaluate(
        """() => {
            window.spoken = [];
            const live = "[role=status],[role=alert],[role=log],[aria-live]";
            new MutationObserver((changes) => changes.forEach(({ target }) => {
                const element = target.nodeType === 1 ? target : target.parentElement;
                const region = element && element.closest(live);
                if (region && region.textContent.trim()) window.spoken.push(region.textContent);
            })).observe(document.body, { childList: true, subtree: true, characterData: true });
        }"""
    )


def test_the_notice_stands_there_before_the_first_question(visit):
    page = visit()
    assert page.get_by_text("Du skriver med en maskine").is_visible()
    assert page.get_by_text("En kilde kan være overset").is_visible()
    expect(box(page)).to_be_focused()
    expect(box(page)).to_have_accessible_description(re.compile("Du skriver med en maskine"))
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.title() == "Velfærd – spørg i dokumenterne"


def test_on_a_narrow_screen_the_notice_is_what_is_seen_first(visit):
    page = visit(width=390, height=844)
    page.locator("#examples button").first.wait_for()
    expect(page.get_by_text("Du skriver med en maskine")).to_be_in_viewport()


def test_an_answer_shows_its_sources(visit):
    turn = ask(visit(), "Hvad er den største barriere?")
    assert "62 procent af kommunerne" in turn.locator(".points").inner_text()
    card = turn.locator(".card").first.inner_text()
    assert "Barrierer 2023" in card and "Rapport · 2023 · KL" in card


@pytest.mark.parametrize(
    ("question", "heading"),
    [("Hvad koster den ukendte?", "Det står ikke i dokumenterne"),
     ("Kun delvist?", "Dokumenterne svarer kun på en del"),
     ("Hans personnummer?", "Spørgsmålet rummer personoplysninger"),
     ("vrøvl vrøvl", "Spørgsmålet er uklart"), ("brud", "Der skete en teknisk fejl")],
)  # fmt: skip
def test_each_outcome_has_words_of_its_own(visit, question, heading):
    page = visit()
    assert ask(page, question).locator(".state").inner_text() == heading
    assert "hemmelig" not in page.content()


def test_a_refusal_shows_what_is_nearest_and_what_is_missing(visit):
    turn = ask(visit(), "Hvad koster den ukendte?")
    assert "Prisen er ikke nævnt." in turn.inner_text()
    assert turn.locator("details[open] .card").count() == 1


def test_after_a_failure_the_question_is_still_in_the_box(visit):
    page = visit()
    ask(page, "brud")
    assert box(page).input_value() == "brud"


def test_an_answer_is_announced_once(visit):
    page = visit()
    spoken(page)
    ask(page, "Hvad er den største barriere?")
    page.wait_for_timeout(500)
    said = page.evaluate("window.spoken")
    assert len([text for text in said if "62 procent" in text]) == 1
    assert len(said) <= 2 and "Søger i dokumenterne" in said[0]


def test_the_whole_way_by_keyboard(visit):
    page = visit()
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "indhold"
    box(page).focus()
    page.keyboard.type("Hvad er den største barriere?")
    page.keyboard.press("Enter")
    page.locator("#tur-1:not(.searching) .cite").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "kilde-1-1"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("dialog mark").wait_for()
    assert page.evaluate("document.activeElement.id") == "passage"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "open"
    page.locator("#kilde-1-1 [data-back]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "cite"


def test_everything_that_takes_focus_shows_it(visit):
    page = visit()
    ask(page, "Hvad er den største barriere?")
    page.locator("#filters-toggle").click()
    page.evaluate("document.activeElement.blur()")
    unseen, reached = [], set()
    for _ in range(60):
        page.keyboard.press("Tab")
        name, width = page.evaluate(
            "[document.activeElement.outerHTML.slice(0, 120),"
            " getComputedStyle(document.activeElement).outlineWidth]"
        )
        reached.add(name)
        if width == "0px" and not name.startswith("<body"):
            unseen.append(name)
    assert unseen == [] and len(reached) > 20


def test_the_passage_opens_beside_the_answer_and_leads_back(visit):
    page = visit()
    turn = ask(page, "Hvad er den største barriere?")
    turn.locator("a.open").first.click()
    assert page.locator("dialog mark").inner_text().startswith("Økonomi er den største")
    page.locator("dialog").get_by_role("button", name="Luk").click()
    assert page.locator("dialog[open]").count() == 0


def test_the_copy_holds_the_references(visit, site):
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "Hvad er den største barriere?").get_by_text("Kopiér svar").click()
    page.get_by_text("Kopieret").first.wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "62 procent af kommunerne.« [1]" in copied and "[1] Barrierer 2023" in copied


def test_a_question_is_edited_and_asked_again_in_its_place(visit):
    page = visit()
    ask(page, "Først?")
    ask(page, "Dernæst?")
    page.locator("#tur-1").get_by_text("Ret spørgsmålet").click()
    assert box(page).input_value() == "Først?"
    ask(page, "Først og bedre?", turn=1)
    assert page.locator(".turn .question").all_inner_texts() == ["Først og bedre?"]


def test_an_example_fills_the_box_and_is_not_asked_by_itself(visit):
    page = visit()
    example = page.locator("#examples button").first
    words = example.inner_text()
    example.click()
    assert box(page).input_value() == words and page.locator(".turn").count() == 0


def test_the_search_is_narrowed_and_what_is_active_is_seen(visit):
    page = visit()
    assert page.get_by_text("Der søges i alle dokumenter.").is_visible()
    page.locator("#filters-toggle").click()
    page.get_by_label("Lov og vejledning (1)").check()
    page.get_by_text("Afgrænset til:").wait_for()
    turn = ask(page, "Hvad siger loven?")
    assert "Afgrænset til: Lov og vejledning" in turn.locator(".meta").inner_text()
    page.get_by_text("Fjern afgrænsning").click()
    page.get_by_text("Der søges i alle dokumenter.").wait_for()
    assert not page.get_by_label("Lov og vejledning (1)").is_checked()


@pytest.mark.parametrize(("width", "height"), [(1280, 850), (1600, 1000), (320, 640)])
def test_what_the_search_can_be_narrowed_to_stands_below_its_button(visit, width, height):
    page = visit(width=width, height=height)
    page.locator("button[data-filters]").click()
    first = page.locator("#filters label").first
    expect(first).to_be_in_viewport()
    page.evaluate(  # what comes late above it, as the examples do, does not push it away
        "() => new Promise(done => { const late = document.createElement('div');"
        " late.style.height = '150vh'; document.querySelector('.intro').append(late);"
        " setTimeout(done, 300); })"
    )
    expect(first).to_be_in_viewport()
    button, choice = page.evaluate(
        "() => ['#filters-toggle', '#filters label'].map("
        "each => document.querySelector(each).getBoundingClientRect().toJSON())"
    )
    assert choice["top"] >= button["bottom"]
    assert choice["left"] < button["right"]


def test_nothing_typed_is_not_asked(visit):
    page = visit()
    page.locator("#examples button").first.wait_for()
    box(page).press("Enter")
    page.get_by_text("Skriv et spørgsmål.", exact=True).wait_for()
    page.evaluate(  # what the page draws anew meanwhile does not take the words away
        "() => new Promise(done => { document.getElementById('conversation').append("
        "document.createElement('span')); setTimeout(done, 300); })"
    )
    expect(page.get_by_text("Skriv et spørgsmål.", exact=True)).to_be_visible()
    page.locator("#ask-button").click()
    assert page.locator(".turn").count() == 0
    expect(page.locator(".intro .messages")).to_be_visible()
    expect(box(page)).to_be_focused()


def test_how_much_is_left_is_told_until_the_question_is_sent(visit):
    page = visit()
    box(page).fill("hvad " * 390)
    page.get_by_text("tegn tilbage").wait_for()
    box(page).press("Enter")
    turn = page.locator("#tur-1:not(.searching)")
    expect(turn.locator("h2")).to_have_css("font-weight", "400")
    assert turn.locator("h2").bounding_box()["height"] < 150
    expect(page.locator("#left")).to_have_text("")


def test_the_way_back_closes_the_source_and_stays_in_the_chat(visit):
    page = visit()
    turn = ask(page, "Hvad er den største barriere?")
    turn.locator("a.open").click()
    page.locator("dialog mark").wait_for()
    page.go_back()
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "samtale=" in page.url and turn.is_visible()
    turn.locator("a.open").click()
    page.locator("dialog mark").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_function("history.state === null")


def test_no_list_is_a_drop_down(visit):
    page = visit()
    assert page.locator("select, [role=combobox], [role=listbox]").count() == 0


def test_a_conversation_is_there_again_under_its_address(visit):
    page = visit()
    ask(page, "Husk mig til i morgen?")
    page.wait_for_url(re.compile(r"\?samtale="))
    page.reload()
    page.get_by_role("heading", name="Husk mig til i morgen?").wait_for()
    assert page.locator("#recent").get_by_text("Husk mig").is_visible()


def test_feedback_goes_from_thumb_to_chips_to_text(visit):
    page = visit()
    turn = ask(page, "Hvad er den største barriere?")
    turn.get_by_role("button", name="Nej").click()
    turn.get_by_label("Forkert kilde").check()
    turn.get_by_label("Uddyb gerne").fill("Tallet er fra 2013")
    turn.get_by_role("button", name="Send").click()
    turn.get_by_text("Tak for din tilbagemelding.").wait_for()
    assert turn.get_by_role("button", name="Nej").get_attribute("aria-pressed") == "true"
    page.goto(page.url.split("/?")[0] + "/tilbagemeldinger?grund=wrong_source")
    assert page.get_by_text("Tallet er fra 2013").first.is_visible()


def test_what_was_found_and_not_used_is_shown_apart(visit):
    turn = ask(visit(), "Hvad er den største barriere?")
    turn.get_by_text("Fundet, men ikke brugt").click()
    turn.locator(".unused .card").first.wait_for()
    assert "Medarbejdernes kompetencer" in turn.locator(".unused").inner_text()


def test_a_cpr_number_is_shown_masked_and_stored_nowhere(visit, site, tmp_path):
    page = visit()
    turn = ask(page, "Hvad med ")
    box(page).fill(f"Hvad må {CPR} få?")
    box(page).press("Enter")
    page.get_by_role("heading", name="██████-████").wait_for()
    assert CPR not in page.content() and turn.is_visible()


class Slow(FakeAssistant):
    """Waits until it may answer."""

    def __init__(self, library):
        super().__init__(library)
        self.go = threading.Event()

    def ask(self, question, history=(), filters=None):
        if "langsomt" in question:
            self.go.wait(20)
        return super().ask(question, history, filters)


class Go(Writing):
    """Writes when the tests let it."""

    go = threading.Event()

    def __init__(self, library):
        FakeAssistant.__init__(self, library)


def test_stop_gives_the_question_back_and_the_page_goes_on(visit, tmp_path):
    with serving(tmp_path, assistant=Slow, with_chat=True, concurrent_answers=4) as address:
        page = visit(address=address)
        box(page).fill("Svar langsomt")
        box(page).press("Enter")
        page.get_by_role("heading", name="Søger i dokumenterne").wait_for()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".turn")).to_have_count(0)
        assert box(page).input_value() == "Svar langsomt"
        ask(page, "Svar hurtigt")


def test_the_documents_own_words_are_read_while_a_model_writes(visit, tmp_path):
    Go.go.clear()
    with serving(tmp_path, assistant=Go, with_chat=True) as address:
        page = visit(address=address)
        spoken(page)
        box(page).fill("Hvad er den største barriere?")
        box(page).press("Enter")
        page.locator(".turn.writing .points").wait_for()
        assert "62 procent" in page.locator(".points").inner_text()
        assert "En sprogmodel skriver" in page.locator(".made").inner_text()
        page.locator(".cite").focus()
        Go.go.set()
        page.locator(".points", has_text="Penge er det, der oftest mangler.").wait_for()
        assert page.evaluate("document.activeElement.className") == "cite"
        assert "skrevet af en sprogmodel (ollama:lille)" in page.locator(".made").inner_text()
        page.wait_for_timeout(300)
        said = page.evaluate("window.spoken")
        assert len([text for text in said if "Penge er det" in text]) == 1
        assert not [text for text in said if "62 procent" in text]


def test_stop_while_a_model_writes_leaves_the_documents_own_words(visit, tmp_path):
    Go.go.clear()
    with serving(tmp_path, assistant=Go, with_chat=True) as address:
        page = visit(address=address)
        box(page).fill("Hvad er den største barriere?")
        box(page).press("Enter")
        page.locator(".turn.writing .points").wait_for()
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".turn.answered:not(.writing) .points")).to_contain_text("62 procent")
        assert box(page).input_value() == ""
        Go.go.set()


def test_a_full_queue_says_try_again_and_keeps_the_question(visit, tmp_path):
    limits = {"concurrent_answers": 1, "queue_length": 0}
    with serving(tmp_path, assistant=Slow, with_chat=True, **limits) as address:
        first, second = visit(address=address), visit(address=address)
        box(first).fill("Svar langsomt")
        box(first).press("Enter")
        first.get_by_role("heading", name="Søger i dokumenterne").wait_for()
        turn = ask(second, "Kan jeg komme til?")
        assert turn.locator(".state").inner_text() == "Der er travlt lige nu"
        assert (
            "Prøv igen" in turn.inner_text() and box(second).input_value() == "Kan jeg komme til?"
        )


def test_a_question_asked_before_the_page_is_filled_stays(visit, tmp_path, monkeypatch):
    may, facets = threading.Event(), Chat.facets
    monkeypatch.setattr(Chat, "facets", lambda *given: may.wait(20) and facets(*given))
    with serving(tmp_path, with_chat=True) as address:
        page = visit(address=address)
        ask(page, "Hvad er den største barriere?")
        may.set()
        expect(page.locator("#filter-kinds label")).to_have_count(1)
        assert page.locator(".turn .cite").count() == 1


def test_english_is_a_setting(visit, tmp_path):
    with serving(tmp_path, with_chat=True, language="en") as address:
        page = visit(address=address)
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_label("Your question").is_visible()


def test_a_login_stands_before_the_chat(visit, tmp_path):
    with serving(tmp_path, with_chat=True, users=USERS) as address:
        page = visit("/login?til=/", address=address)
        page.get_by_label("Brugernavn").fill("lise")
        page.get_by_label("Adgangskode").fill("hest-ko-gris")
        page.get_by_role("button", name="Log ind").click()
        page.locator("#question textarea").wait_for()
        assert page.get_by_text("lise (læser)").is_visible()
        assert page.get_by_role("link", name="Kvalitet").count() == 0
        ask(page, "Hvad er den største barriere?")


def test_a_conversation_is_renamed_searched_and_deleted_in_the_browser(visit):
    page = visit()
    ask(page, "Skal denne slettes?")
    page.get_by_role("link", name="Alle samtaler").click()
    item = page.locator("article", has=page.get_by_role("link", name="Skal denne slettes?"))
    item.locator("summary").click()
    item.get_by_label("Navn").fill("Et nyt navn")
    item.get_by_role("button", name="Omdøb").click()
    page.get_by_label("Søg i dine samtaler").fill("nyt navn")
    page.get_by_role("button", name="Søg").click()
    item = page.locator("article")
    item.locator("summary").click()
    item.get_by_role("button", name="Slet samtalen").click()
    assert page.get_by_text("Et nyt navn").count() == 0


def test_a_long_list_of_documents_is_searched(visit, tmp_path):
    held = [document(f"{n}.md", title=f"Notat {n:02d} om æbler") for n in range(14)]
    with serving(tmp_path, library=FakeLibrary(held), with_chat=True) as address:
        page = visit(address=address)
        page.locator("#filters-toggle").click()
        page.get_by_label("Notat 03").check()
        page.get_by_label("Find dokument i listen").fill("07 ÆBLER")
        shown = page.locator("#filter-documents label:visible")
        assert [text[:8] for text in shown.all_inner_texts()] == ["Notat 03", "Notat 07"]
