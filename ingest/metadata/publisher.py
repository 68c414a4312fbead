"""Who published a document: only when a name and where it stands agree."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files

from ingest.records import Document

_OFFICE = re.compile(
    r"\b([A-ZÆØÅ][\wæøåé-]+(?:[ -][A-ZÆØÅ][\w-]+)?s? Kommune|Region [A-ZÆØÅ][a-zæøå]+)\b"
)
_IMPRINT = re.compile(
    r"(?:\b(?:[Uu]dgivet af|[Uu]darbejdet af|[Pp]ublished by)|^Udgiver:|^©(?: \d{4})?) "
    r"((?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af|Kommune)(?: (?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af))*)"
)
_DOMAIN = re.compile(r"(?:https?://|www\.)((?:[\wæøå-]+\.)+(?:dk|care|org|nu|com|eu))", re.I)
_PARTS = re.compile(r" ?[,|·•–] ")
_LINE_WORDS = 9  # more are a sentence or a list of people
_FRONT = 400  # characters of a title page or byline
_ENDS = 2500  # characters at either end in which a colophon stands
_OFTEN = 3  # mentions that make an organisation the one that speaks


def publisher_of(document: Document) -> str | None:
    """Name the publisher, or None: a wrong one would be shown with each citation."""
    return (
        _by_address(document)
        or _by_folder_or_name(document)
        or _by_imprint(document)
        or _by_title_page(document)
        or _by_own_address(document)
    )


def split_title(title: str) -> tuple[str, str | None]:
    """A web page's title without its site's name, and that name: "Nødkald | Ærø Kommune"."""
    for separator in (" | ", " – ", " - ", " :: ", " · "):
        parts = title.split(separator)
        if len(parts) > 1:
            for own, site in ((parts[:-1], parts[-1]), (parts[1:], parts[0])):
                if _OFFICE.fullmatch(site.strip()) or site.strip() in _organisations():
                    return separator.join(own).strip(), site.strip()
    return title, None


@cache
def _organisations() -> dict[str, tuple[str, ...]]:
    text = files("ingest.metadata").joinpath("organisations.toml").read_text(encoding="utf-8")
    return {name: tuple(domains) for name, domains in tomllib.loads(text).items()}


def _by_address(document: Document) -> str | None:
    found = _DOMAIN.match(document.address or "")
    return _of_domain(found[1], document.text) if found else None


def _of_domain(domain: str, text: str) -> str | None:
    from ingest.danish import fold

    domain = domain.casefold().removeprefix("www.")
    for name, domains in _organisations().items():
        if any(domain == own or domain.endswith(f".{own}") for own in domains):
            return name
    base = fold(domain.rsplit(".", 2)[-2]).removesuffix("kommune").rstrip("-")
    return next((name for name in _offices(text) if _short(name) == base), None)


def _by_folder_or_name(document: Document) -> str | None:
    """An organisation that the path begins with and the text names."""
    from ingest.danish import fold

    stem = document.path.rsplit(".", 1)[0]
    starts = [
        " ".join(fold(part).replace("-", " ").replace("_", " ").split()) for part in stem.split("/")
    ]
    for name in [*_organisations(), *_offices(document.text)]:
        forms = {fold(name).replace("-", " "), _short(name)}
        begins = any(
            start == form or start.startswith(f"{form} ") for start in starts for form in forms
        )
        if begins and re.search(rf"(?<!\w){re.escape(name)}", document.text):
            return name
    return None


def _by_imprint(document: Document) -> str | None:
    """Who a colophon names; a table's column of publishers is about other works."""
    size = len(document.text)
    for block in document.blocks:
        if block.kind == "table_row" or _ENDS < block.start < size - _ENDS:
            continue
        if found := _IMPRINT.search(document.text[block.start : block.end]):
            name = re.sub(r"(?: (?:og|for|i|af))+$", "", found[1])
            return name if len(name) > 1 and name[0].isupper() else None
    return None


def _by_title_page(document: Document) -> str | None:
    """Among the first lines one that is an organisation's name, alone or with a date or office."""
    for block in document.blocks:
        if block.start > _FRONT:
            break
        line = document.text[block.start : block.end].strip()
        name, *others = _PARTS.split(line)
        alone = not others or (len(line.split()) <= _LINE_WORDS and not line.endswith("."))
        if alone and (_OFFICE.fullmatch(name) or name in _organisations()):
            return None if any(map(_OFFICE.search, others)) else name
    return None


def _by_own_address(document: Document) -> str | None:
    """The one known site that the text sends its readers to, when it also speaks of its owner."""
    text = document.text
    named = {_of_domain(domain, text) for domain in _DOMAIN.findall(text)} - {None}
    if len(named) != 1:
        return None
    name = named.pop()
    assert name is not None
    mentions = len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return name if mentions >= _OFTEN else None


def _offices(text: str) -> list[str]:
    return [name for name, _ in Counter(_OFFICE.findall(text)).most_common()]


def _short(office: str) -> str:
    from ingest.danish import fold

    return fold(office.removesuffix(" Kommune").removeprefix("Region ")).replace("-", " ")
