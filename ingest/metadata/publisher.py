"""Who published a document: only when a name and where it stands agree."""

from __future__ import annotations

import re
from collections import Counter

from ingest.offices import OFFICE, is_publisher, organisations
from ingest.records import Document

_IMPRINT = re.compile(
    r"(?:\b(?:[Uu]dgivet af|[Uu]darbejdet af|[Pp]ublished by)|^Udgiver:|^©(?: \d{4})?) "
    r"((?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af|Kommune)(?: (?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af))*)"
)
_DOMAIN = re.compile(r"(?:https?://|www\.)((?:[\wæøå-]+\.)+(?:dk|care|org|nu|com|eu))", re.I)
_OFFICE_FIRST = re.compile(rf"{OFFICE.pattern}[,.:]")
_PARTS = re.compile(r" ?[,|·•–] ")
_DATED = re.compile(
    r"(?:^|,? )\(?(?:(?:\d{1,2}\. ?)?"
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.? )?(?:19|20)\d\d\)?$"
)
_SENDER = re.compile(r"(?:Fra|Afsender|Udgiver|From): ?")
_OFFICES = re.compile(  # parts of an organisation: "Center for Sundhed og Omsorg"
    r"(?:Center|Centret|Forvaltning\w*|Afdeling\w*|Udvalg\w*|Sekretariat\w*) for .{3,60}"
    r"|(?:Sundhed|Social|Ældre|Omsorg|Velfærd|Senior|Handicap|Psykiatri|Børn|Pleje)\w*"
    r"(?:(?:,| og|-) .{3,50})?"
    r"|\w+(?:forvaltningen|afdelingen|området|sekretariatet|staben|plejen|centret)"
)
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
        or _by_title(document)
        or _by_title_page(document)
        or _by_own_address(document)
    )


def _by_address(document: Document) -> str | None:
    found = _DOMAIN.match(document.address or "")
    return _of_domain(found[1], document.text) if found else None


def _of_domain(domain: str, text: str) -> str | None:
    from ingest.danish import fold

    domain = domain.casefold().removeprefix("www.")
    for name, domains in organisations().items():
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
    for name in [*organisations(), *_offices(document.text)]:
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
            line = document.text[block.start : block.end]
            if office := OFFICE.search(line, found.start()):
                return office[1]
            name = re.sub(r"(?: (?:og|for|i|af))+$", "", found[1])
            client = name.partition(" for ")[0]
            name = client if client in organisations() else name
            if name not in organisations() and (office := _OFFICE_FIRST.match(line)):
                return office[1]  # "Ærø Kommune, Sundhed. Udarbejdet af Analyseenheden"
            return name if len(name) > 1 and name[0].isupper() else None
    return None


def _by_title(document: Document) -> str | None:
    """An office that ends the title, alone or before a date: "Referat, Ærø Kommune, maj 2024"."""
    parts = _DATED.sub("", document.title).split(", ")
    return parts[-1] if len(parts) > 1 and OFFICE.fullmatch(parts[-1]) else None


def _by_title_page(document: Document) -> str | None:
    """Among the first lines one that is an organisation's name, alone or with a date or office.

    Or one that such a name begins as a sentence of its own: "Ærø Kommune. Gælder fra 2024."
    """
    for block in document.blocks:
        if block.start > _FRONT:
            break
        line = document.text[block.start : block.end].strip()
        if found := _SENDER.match(line):
            line = line[found.end() :]
        if name := sender(line):
            return name
        if (begun := line.partition(". ")[0]) != line and is_publisher(begun):
            return begun
    return None


def is_office(line: str) -> bool:
    """Whether a line is an organisation's or an office's name and nothing more."""
    return sender(line) is not None or bool(_OFFICES.fullmatch(line.strip()))


def sender(line: str) -> str | None:
    """The one organisation of a line that holds nothing else but an office or a date."""
    if len(line.split()) > _LINE_WORDS or line.endswith("."):
        return None
    parts = [_DATED.sub("", part) for part in _PARTS.split(line.strip())]
    parts = [part for part in parts if part]
    names = [part for part in parts if is_publisher(part)]
    others = [part for part in parts if part not in names]
    leads = bool(parts) and parts[0] in names and not any(map(OFFICE.search, others))
    known = all(map(_OFFICES.fullmatch, others))
    return names[0] if len(names) == 1 and (leads or known) else None


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
    return [name for name, _ in Counter(OFFICE.findall(text)).most_common()]


def _short(office: str) -> str:
    from ingest.danish import fold

    return fold(office.removesuffix(" Kommune").removeprefix("Region ")).replace("-", " ")
