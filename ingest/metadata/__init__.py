"""What a document is and where it comes from: `sources.toml`, then the file, then its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace

from ingest.metadata.kind import kind_of
from ingest.metadata.publisher import publisher_of
from ingest.metadata.sources import Source, load_sources
from ingest.metadata.title import title_of
from ingest.metadata.year import year_of
from ingest.offices import split_title
from ingest.records import Document

__all__ = ["Source", "describe", "load_sources"]

_WORDS = 20  # fewer tell no language
_ADDRESS = re.compile(r"(?:kilde|source|url|link|hentet fra) ?:? ?(https?://[^\s<>\"]+)", re.I)
_EDGE = 300  # characters at either end in which a page's own address stands


def describe(document: Document, sources: Mapping[str, Source]) -> Document:
    """Fill in title, kind, publisher, year, language and address.

    What the file itself said stays; what nobody said is told by the text, or stays None.
    """
    source = sources.get(document.path, Source())
    title, site = split_title(document.title)
    document = replace(document, title=title, address=document.address or _address(document.text))
    document = replace(document, title=title_of(document), language=_language(document))
    document = replace(
        document,
        kind=kind_of(document),
        publisher=document.publisher or site or publisher_of(document),
        year=document.year or year_of(document),
    )
    given = {field.name: getattr(source, field.name) for field in fields(source)}
    given.pop("sources")
    return replace(document, **{name: value for name, value in given.items() if value is not None})


def _language(document: Document) -> str:
    from ingest.danish import language

    return language(document.text) if len(document.text.split()) >= _WORDS else document.language


def _address(text: str) -> str | None:
    for edge in (text[:_EDGE], text[-_EDGE:]):
        if found := _ADDRESS.search(edge):
            return found[1].rstrip(".,;)")
    return None
