"""What a web page says of itself in its head."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ingest.offices import OFFICE, split_title
from ingest.read.outline import Outline
from ingest.read.properties import note_language, note_publisher, note_title, note_year

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_SEPARATOR = re.compile(r" [-–—|·] ")
_SITE_WORDS = 4  # a longer rest is a title's second half
_OUTSIDE = "[not(ancestor::main or ancestor::article)]"
_OWN_PLACES = (  # where a page says whose it is, the surest first
    f"//header{_OUTSIDE} | //*[@role='banner']{_OUTSIDE}",
    f"//footer{_OUTSIDE} | //*[@role='contentinfo']{_OUTSIDE}",
    f"//address{_OUTSIDE} | //*[contains(concat(' ', @class, ' '), ' vcard ')]",
    "//*[@id='footer' or @id='colophon' or @id='site-footer']",
)
_NAMED = re.compile(  # by its form: "Ældreforeningen Bakken", "Foreningen Fodslaw"
    r"(?:[A-ZÆØÅ][\w-]* )*[\w-]*(?:[Ff]orening|[Ff]orbund|[Ss]elskab|[Ff]ond|[Mm]use|[Ll]aug)"
    r"(?:en|et|s|um|ums)?(?: [A-ZÆØÅ][\w-]*| (?:for|af|i|og))*"
)

_CHANGED = re.compile(  # wherever it stands: most often in a footer, which is not read
    r"\b(?:opdateret|revideret|ændret|updated|revised):?\s(?:[^.\n]|(?<=\d)\.){0,30}?"
    r"(?:19|20)\d\d(?!\d)",
    re.I,
)


def note_page(outline: Outline, root: Element) -> None:
    """Keep title, publisher, year, language and address, and when it says that it was changed."""
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            metas.setdefault(name, meta.get("content"))
    for linked in _linked_data(root):
        metas.setdefault("article:published_time", str(linked.get("datePublished") or ""))
        metas.setdefault("dc.publisher", _organisation(linked.get("publisher")))
    note_title(outline, metas.get("og:title") or metas.get("dc.title"))
    title = root.find(".//head/title")
    heading = root.find(".//h1")
    if heading is not None:
        note_title(outline, heading.text_content())
    if title is not None:
        note_title(outline, title.text_content())
    note_publisher(outline, metas.get("og:site_name") or metas.get("dc.publisher"))
    _note_owner(outline, root)
    note_language(outline, root.get("lang") or metas.get("dc.language") or metas.get("og:locale"))
    names = (
        "article:published_time",
        "datepublished",
        "dc.date",
        "dcterms.issued",
        "date",
        "pubdate",
    )
    for name in names:
        note_year(outline, metas.get(name))
    for time in root.xpath("//time[@pubdate or @itemprop='datePublished']"):
        note_year(outline, time.get("datetime"))
    _note_change(outline, root)
    address = metas.get("og:url")
    canonical = root.xpath("//link[@rel='canonical']/@href")
    found = canonical[0] if canonical else address
    if found and re.match(r"https?://\S+$", found):
        outline.metadata.setdefault("address", found)


def _note_change(outline: Outline, root: Element) -> None:
    for text in root.itertext():
        if changed := _CHANGED.search(text):
            outline.margin(changed[0])


def _note_owner(outline: Outline, root: Element) -> None:
    """Keep who the page's title ends with, else whom its frame names."""
    title = " ".join((root.findtext(".//head/title") or "").split())
    note_publisher(outline, split_title(title)[1])
    for place in _OWN_PLACES:
        note_publisher(outline, _owner(root.xpath(place)))
    note_publisher(outline, _site(root, title))


def _site(root: Element, title: str) -> str | None:
    """The name that the page's title ends with, or what of it the frame says after the heading."""
    last = _SEPARATOR.split(title)[-1]
    if last != title and _NAMED.fullmatch(last) and len(last.split()) <= _SITE_WORDS:
        return last
    heading = root.find(".//h1")
    own = " ".join(heading.text_content().split()) if heading is not None else ""
    site = title.removeprefix(own).strip(" -–|·:") if own and title.startswith(own) else ""
    frame = [
        text for place in _OWN_PLACES for part in root.xpath(place) for text in part.itertext()
    ]
    said = any(site in " ".join(text.split()) for text in frame)
    return site if said and 0 < len(site.split()) <= _SITE_WORDS else None


def _owner(places: list[Element]) -> str | None:
    """The one office that these parts of a page name."""
    texts = [text for place in places for text in (*place.itertext(), *place.xpath(".//img/@alt"))]
    named = {name for text in texts for name in OFFICE.findall(" ".join(text.split()))}
    return named.pop() if len(named) == 1 else None


def _organisation(publisher: object) -> str:
    """The name of an organisation in a page's linked data; "" for a person or none."""
    if not isinstance(publisher, dict) or "Organization" not in str(publisher.get("@type")):
        return ""
    return str(publisher.get("name") or "")


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        graph = found.get("@graph", [found]) if isinstance(found, dict) else found
        for item in graph if isinstance(graph, list) else []:
            if isinstance(item, dict) and item.get("datePublished"):
                yield item
