"""A citation's record → the text of its footnote; there is no other way to a footnote."""

from __future__ import annotations

from dataclasses import replace

from assistant.contract import SECTION_SEPARATOR
from assistant.plain import line
from assistant.records import Citation

_WORDS = {
    "da": {
        "page": "s. {n}",
        "slide": "slide {n}",
        "section": "afsnittet {section}",
        "no_year": "u.å.",
        "file": "Fil: {file}",
        "quote": "Citat: »{quote}«",
    },
    "en": {
        "page": "p. {n}",
        "slide": "slide {n}",
        "section": "section {section}",
        "no_year": "n.d.",
        "file": "File: {file}",
        "quote": "Quote: »{quote}«",
    },
}
_SLIDES = (".pptx", ".odp")


def footnote(citation: Citation, language: str) -> tuple[str, str | None, str]:
    """Return what a footnote says in order: the source, its addresses, its words.

    The newlines of the quotation are its only ones.
    """
    words = _WORDS[language]["quote"].format(quote=citation.quote.strip())
    return _named(citation, language), citation.address, words


def reference(citation: Citation, language: str) -> str:
    """Return a source as a list of references names it, without a place in it."""
    return _named(replace(citation, page=None, section=None), language)


def _named(citation: Citation, language: str) -> str:
    """Return what a source is, and its file in the library."""
    file = _WORDS[language]["file"].format(file=citation.document)
    return " ".join(_stopped(line(part)) for part in (source(citation, language), file))


def source(citation: Citation, language: str) -> str:
    """Return title, publisher, year and place: what tells one source from another."""
    words = _WORDS[language]
    year = str(citation.year) if citation.year else words["no_year"]
    parts = (citation.title, citation.publisher, year, *_place(citation, words))
    return ", ".join(part for part in parts if part)


def _place(citation: Citation, words: dict[str, str]) -> list[str]:
    places = []
    if citation.page:
        slides = citation.document.lower().endswith(_SLIDES)
        places.append(words["slide" if slides else "page"].format(n=citation.page))
    headings = (citation.section or "").split(SECTION_SEPARATOR)
    if section := SECTION_SEPARATOR.join(headings[headings[0] == citation.title :]):
        places.append(words["section"].format(section=section))
    return places


def _stopped(part: str) -> str:
    return part if part.endswith((".", "?", "!")) else f"{part}."
