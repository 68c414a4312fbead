"""Who published a document: only when a name and where it stands agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ingest.letters import CLOSING
from ingest.metadata.front import FRONT, LAST_BLOCKS, by_authority, by_byline, by_front, text_of
from ingest.offices import (
    OFFICE,
    name_parts,
    office_named,
    offices,
    organisations,
    owner_of_committee,
    owner_of_domain,
    sender,
    short_name,
    signing_office,
    sole_office,
)
from ingest.records import Document

_IMPRINT = re.compile(
    r"(?:\b(?:[Uu]dgivet af|[Uu]darbejdet af|[Pp]ublished by)|^Udgiver:|^©(?: \d{4})?) "
    r"(?:[a-zæøå]+ ){0,2}"
    r"((?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af|Kommune)(?: (?:[A-ZÆØÅ][\w.&æøå-]*|og|for|i|af))*)"
)
_CLAUSE_END = re.compile(
    r"(?<=[a-zæøå])\.(?: |$)|\b(?:i (?:tæt )?(?:samarbejde|dialog)|sammen|med (?:støtte|bidrag)) "
)
_DOMAIN = re.compile(r"(?:https?://|www\.)((?:[\wæøå-]+\.)+(?:dk|care|org|nu|com|eu))", re.I)
_MAIL_DOMAIN = re.compile(r"[\w.+-]+@((?:[\wæøå-]+\.)+[a-z]{2,10})\b", re.I)
_OWN_WORK = re.compile(
    r"plan\b|planen\b|strategi|politik\b|kvalitetsstandard|regulativ|budget|årsberetning|årsrapport"
    r"|referat|dagsorden",
    re.I,
)
_SENDER = re.compile(r"(?:Fra|Afsender|Udgiver|From): ?")
_LABEL = re.compile(
    r"(?:[IVX\d]+[.)] ?)*(?:Ordregiver|Ordregivende myndighed|Udgiver|Udgivet af|Udarbejdet af"
    r"|Afsender|Kommune|Organisation|Myndighed|Ansvarlig (?:kommune|myndighed)|Dataansvarlig):?",
    re.I,
)
_LABELLED = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3} ?:")  # "Til stede: Bo Lund, Ældrerådet i …"
_AUTHOR = re.compile(r"Udarbejdet|Udgivet|Afsender|Udgiver", re.I)  # may be a person
_COLOPHON = re.compile(r"\b(?:Udgivet|Tryk(?:t|keri)?|Oplag|Layout|ISBN|ISSN)\b")
_STRANGER = re.compile(  # who writes of a municipality and is not it
    r"\b(?:udført af|(?:udført|udarbejdet|skrevet) for|evaluator|journalist|redaktion"
    r"|redaktør|revisor)",
    re.I,
)
_QUOTED = re.compile(r"\b(?:siger|fortæller|udtaler)\b")
_ITSELF = ("kommunen", "Kommunen")
_ENDS = 2500  # characters at either end in which a colophon stands
_OFTEN = 3  # mentions that make an organisation the one that speaks


def publisher_of(document: Document) -> str | None:
    """Name the publisher, or None: a wrong one would be shown with each citation.

    A municipality's name is also what the document's sentences are about, so none is named where
    two compete, and none for being mentioned.
    """
    return (
        _by_address(document)
        or _by_imprint(document)
        or _by_title(document)
        or _by_title_page(document)
        or by_authority(document)
        or _by_margin(document)
        or by_byline(document)
        or _by_folder_or_name(document)
        or _by_label(document)
        or _by_signature(document)
        or by_front(document)
        or _by_only_office(document)
        or _by_own_address(document)
        or _by_committee(document)
        or _by_author(document)
    )


def _by_address(document: Document) -> str | None:
    found = _DOMAIN.match(document.address or "")
    return owner_of_domain(found[1], document.text) if found else None


def _by_folder_or_name(document: Document) -> str | None:
    """An organisation that the path begins with and the text names."""
    from ingest.danish import fold

    stem = document.path.rsplit(".", 1)[0]
    starts = [
        " ".join(fold(part).replace("-", " ").replace("_", " ").split()) for part in stem.split("/")
    ]
    for name in [*organisations(), *offices(document.text)]:
        forms = {fold(name).replace("-", " "), short_name(name)}
        begins = any(
            start == form or start.startswith(f"{form} ") for start in starts for form in forms
        )
        if begins and re.search(rf"(?<!\w){re.escape(name)}", document.text):
            return name
    return None


def _imprints(document: Document) -> Iterator[re.Match[str]]:
    """Clauses of a colophon; a table's column of publishers is about other works."""
    size = len(document.text)
    for block in document.blocks:
        if block.kind == "table_row" or _ENDS < block.start < size - _ENDS:
            continue
        line = text_of(document, block)
        if begun := _IMPRINT.search(line):
            end = _CLAUSE_END.search(line, begun.end(1) - 1)
            if found := _IMPRINT.search(line, begun.start(), end.start() if end else len(line)):
                yield found


def _by_imprint(document: Document) -> str | None:
    """The organisation that a colophon names, or that a line at the end with its words is of."""
    for found in _imprints(document):
        name = _trimmed(found[1])
        if listed := next(
            (one for one in (name, name.partition(" for ")[0]) if one in organisations()), None
        ):
            return listed
        if office := sole_office(found.string[found.start() : found.endpos]):
            return office
    lines = (text_of(document, b) for b in document.blocks[-LAST_BLOCKS:] if b.kind != "table_row")
    named = {sender(line) for line in lines if _COLOPHON.search(line)} - {None}
    return named.pop() if len(named) == 1 else None


def _by_author(document: Document) -> str | None:
    """Who else a colophon names, a person too, when there is no organisation."""
    for found in _imprints(document):
        name = _trimmed(found[1])
        if len(name) > 1 and name[0].isupper() and not OFFICE.search(name):
            return name
    return None


def _trimmed(name: str) -> str:
    return re.sub(r"(?: (?:og|for|i|af))+$", "", name)


def _by_title(document: Document) -> str | None:
    """The one office that is a part of the title: "Referat, Ærø Kommune, maj 2024 (udkast)"."""
    return _office_of_part(document.title)


def _office_of_part(line: str) -> str | None:
    parts = name_parts(line)
    named = [name for part in parts if (name := office_named(part))]
    return named[0] if len(named) == 1 and len(parts) > 1 and sole_office(line) else None


def _by_title_page(document: Document) -> str | None:
    """The one sender among the first lines, alone or with an office, a date or the kind."""
    named: dict[str, None] = {}
    for block in document.blocks:
        if block.start > FRONT:
            break
        line = text_of(document, block)
        if found := _SENDER.match(line):
            if name := sender(line[found.end() :]):
                return name
        elif name := sender(line, kinds=True):
            named[name] = None
    return next(iter(named)) if len(named) == 1 else None


def _by_margin(document: Document) -> str | None:
    """The one organisation that the heads and feet of the pages name."""
    named = {
        sender(line, kinds=True) or _office_of_part(line) or owner_of_committee(line)
        for line in document.margins
    } - {None}
    return named.pop() if len(named) == 1 else None


def _by_label(document: Document) -> str | None:
    """The one office under "Ordregivende myndighed", or in a table's column or cell beside it."""
    named = set()
    for above, block in pairwise(document.blocks):
        if block.kind != "table_row" and _LABEL.fullmatch(text_of(document, above)):
            named.add(office_named(next(iter(name_parts(text_of(document, block))), "")))
    for block in document.blocks:
        if block.kind == "table_row":
            cells = [
                cell for pair in text_of(document, block).split("; ") for cell in pair.split(": ")
            ]
            for label, value in [*pairwise(cells), *zip(cells[1::2], cells[3::2], strict=False)]:
                if not _LABEL.fullmatch(label):
                    continue
                if (name := sender(value)) or not _AUTHOR.match(label):
                    named.add(name)
    return named.pop() if len(named) == 1 else None


def _by_signature(document: Document) -> str | None:
    lines = [text_of(document, block) for block in document.blocks[-LAST_BLOCKS:]]
    closings = [i for i, line in enumerate(lines) if CLOSING.match(line)]
    return signing_office(lines[closings[-1] :]) if closings else None


def _by_only_office(document: Document) -> str | None:
    """The only municipality that a text names, when title or text speak of it as their own.

    A plan or minutes are of the one whose name the title has. Of others the title must have the
    whole name, or the text say what it does and call it "kommunen" from then on.
    """
    title, text = document.title, f"{document.title}\n{document.text}"
    name = sole_office(text)
    if name is None:
        return None
    if _OWN_WORK.search(title) and re.search(rf"\b{_bare(name)}\b", title):
        return name
    others = [one for one in organisations() if one != name]
    if _STRANGER.search(text) or _mentions(others, text[:FRONT]):
        return None
    if _mentions([name, f"{name}s"], title) or re.search(rf"^{name} [–-] ", text[:FRONT], re.M):
        return name
    told = re.search(rf"(?:^|[.!?] ){name} [a-zæøå]", text, re.M) and _mentions(_ITSELF, text)
    return name if told and not _QUOTED.search(text) and not _mentions(others, text) else None


def _by_committee(document: Document) -> str | None:
    """The one municipality whose committee the title or a first line names, and no sentence."""
    front = [text_of(document, block) for block in document.blocks if block.start <= FRONT]
    lines = [document.title, *(line for line in front if not _LABELLED.match(line))]
    named = set(map(owner_of_committee, lines)) - {None}
    return named.pop() if len(named) == 1 else None


def _mentions(names: Iterable[str], text: str) -> int:
    either = "|".join(map(re.escape, names))
    return len(re.findall(rf"(?<!\w)(?:{either})(?!\w)", text))


def _bare(office: str) -> str:
    return re.escape(office.removesuffix(" Kommune"))


def _by_own_address(document: Document) -> str | None:
    """The one known site or mail that the text sends to, when it also speaks of its owner.

    Of a mail address one mention is enough where the text names no other municipality.
    """
    text = "\n".join((document.text, *document.margins))
    mails = {owner_of_domain(domain, text) for domain in {*_MAIL_DOMAIN.findall(text)}}
    if len(mails) == 1 and (name := mails.pop()) and name == sole_office(text):
        return name
    named = {owner_of_domain(domain, text) for domain in {*_DOMAIN.findall(text)}} - {None}
    if len(named) != 1:
        return None
    name = named.pop()
    assert name is not None
    return name if _mentions([name], text) >= _OFTEN else None
