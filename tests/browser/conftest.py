"""A real Chromium against a real server; where there is none, the tests fail."""

from __future__ import annotations

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from web_client import serving
from web_fakes import FakeLibrary, document

_SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_PATIENCE_MS = 180_000  # a machine that does much else at once still gets there
expect.set_options(timeout=_PATIENCE_MS)


@pytest.fixture(scope="module")  # Playwright's event loop runs in this thread until it is closed
def browser():
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=_SWITCHES)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a server over two small documents."""
    held = [document(), document("love/lov.md", title="Loven", kind="law", year=2013)]
    with serving(
        tmp_path_factory.mktemp("site"), library=FakeLibrary(held), with_chat=True,
        questions_per_minute=10_000,
    ) as address:  # fmt: skip
        yield address


@pytest.fixture
def visit(browser, site):
    """Open a page in a browser of its own, and see afterwards that nothing went out or broke."""
    contexts = []

    def open_page(path="/", address=site, width=1280, height=850, **options):
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="da-DK", **options
        )
        page = context.new_page()
        page.requests, page.faults = [], []
        context.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("dialog", lambda dialog: (page.faults.append(dialog.message), dialog.dismiss()))
        page.set_default_timeout(_PATIENCE_MS)
        contexts.append((context, page, address))
        page.goto(address + path)
        if path.startswith(("/?", "/")) and path.split("?")[0] == "/":
            page.locator("#question textarea").wait_for()
        return page

    yield open_page
    for context, page, address in contexts:
        own = (address + "/", "data:", "blob:")
        assert [url for url in page.requests if not url.startswith(own)] == []
        assert page.faults == []
        context.close()


def ask(page, question, turn=None):
    """Ask and wait for what comes of it; return the turn."""
    number = turn or page.locator(".turn").count() + 1
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    found = page.locator(f"#tur-{number}:not(.searching)")
    found.get_by_text(question.strip()[:40]).first.wait_for()
    return found


def violations(page):
    """What axe finds against WCAG 2.1 A and AA, rule and element."""
    found = Axe().run(page, options={"runOnly": _RULES}).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]
