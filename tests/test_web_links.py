"""A document's links are text; what can be followed on a page leads to our own pages only."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from test_web_access import addresses
from test_web_conversations import filled
from web_client import client
from web_fakes import FakeLibrary, answered, document

from assistant.web.conversations import Turn
from assistant.web.turns import turn_html
from ingest.library import RejectedFile

_AWAY = "http://evil.example/side"
_LINKS = (
    f"Se [her]({_AWAY}), <a href={_AWAY} target=_blank>her</a>, {_AWAY} og www.evil.example og "
    "[her](javascript:alert(1)) og mail@evil.example"
)
_FOLLOWED = {"a": "href", "form": "action", "button": "formaction", "link": "href", "area": "href"}
_FETCHED = ("src", "srcset", "data", "poster", "ping", "background")


class Links(HTMLParser):
    """Every address that a page follows or fetches, and the links that open windows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: set[str] = set()
        self.windows: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        held = dict(attributes)
        names = [name for name in held if name == _FOLLOWED.get(tag) or name in _FETCHED]
        self.addresses |= {held[name] or "" for name in names}
        if held.get("target", "_self") != "_self" and "noopener" not in held.get("rel", ""):
            self.windows.append(held.get("href"))


def outward(html: str) -> set[str]:
    """The addresses that lead to others, and the links that hand our window to what they open."""
    links = Links(html)
    own = {a for a in links.addresses if a.startswith(("/", "#", "?")) and a[:2] != "//"}
    return links.addresses - own | set(map(str, links.windows))


@pytest.fixture
def library():
    linked = document(
        "a.md", f"Links\n{_LINKS}", title=_LINKS, publisher=_LINKS, address="javascript:alert(1)"
    )
    plain = document("b.md", address=_AWAY)
    return FakeLibrary([linked, plain], failed=[RejectedFile(_LINKS, "encrypted", _LINKS)])


def test_every_page_leads_to_our_own_pages_only(tmp_path, library):
    with client(tmp_path, library, synchronise=lambda _: None) as pages:
        site = pages.app.state.site
        conversation = filled(site.conversations, "lokal", _LINKS)
        turns = site.conversations.turns("lokal", conversation)
        site.feedback.put("lokal", conversation, turns, "down", (), _LINKS)
        more = ("dokument/a.md", "dokument/b.md", f"fundet/{conversation}/1", "tilbagemeldinger/1")
        given = {path: pages.get(path) for path in (*addresses(pages.app), *more)}
    shown = {path: page.text for path, page in given.items() if page.text.startswith("<")}
    assert sum("evil.example" in page for page in shown.values()) >= 6
    assert {path: found for path, page in shown.items() if (found := outward(page))} == {}


def test_a_turn_leads_to_its_sources_only(library):
    turn = Turn(1, _LINKS, 0.0, answered(library, _LINKS), limits=(_LINKS,))
    html = turn_html(turn, "c", "da", today=date(2026, 6, 1))
    assert "evil.example" in html and outward(html) == set()
