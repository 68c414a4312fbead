"""Names of those who publish: municipalities and regions by their form, others by a list."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

OFFICE = re.compile(
    r"\b([A-ZÆØÅ][\wæøåé-]+(?:[ -][A-ZÆØÅ][\w-]+)?s? Kommune|Region [A-ZÆØÅ][a-zæøå]+)\b"
)
_PARTS = re.compile(r" ?[,|·•–] | [-—] |(?<=[a-zæøå])\. | ?[()]")
DATED = re.compile(
    r"(?:^|,? )\(?(?:(?:den|d\.|pr\.) ?)?(?:\d{1,2}[./-] ?\d{1,2}[./-] ?(?:(?:19|20)\d\d|\d\d)"
    r"|(?:(?:\d{1,2}\. ?)?(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.? "
    r"|(?:forår|efterår|sommer|vinter)(?:et|en)? )?(?:19|20)\d\d)\)?\.?$"
)
_BESIDE = re.compile(  # what else a byline holds: authors, addresses, numbers
    r"(?:Udarbejdet|Skrevet|Forfattet|Redigeret) af .+|Forfattere?:? .+|\d{4} [A-ZÆØÅ][\w .-]+"
    r"|[A-ZÆØÅ][\wæøåé .-]+ \d{1,4} ?[A-Za-z]?|(?:[Tt]lf|[Tt]elefon|CVR|EAN|Sagsnr|J\.? ?nr)\b.*"
    r"|\S+@\S+|(?:https?://|www\.)\S+"
    r"|(?:[Rr]evideret|[Oo]pdateret|[Gg]odkendt|[Vv]edtaget|[Gg]ældende|[Vv]ersion)\b.*"
)
_KIND = re.compile(
    r"(?:\w*(?:rapport|notat|evaluering|analyse|undersøgelse|strategi|referat|plan|beretning)"
    r"|Indstilling|Høringssvar|Dagsorden|Bilag|Vejledning|Kvalitetsstandard)(?: \d{4})?",
    re.I,
)
_OFFICES = re.compile(  # parts of an organisation: "Center for Sundhed og Omsorg"
    r"(?:Center|Centret|Forvaltning\w*|Afdeling\w*|Udvalg\w*|Sekretariat\w*) for .{3,60}"
    r"|(?:Sundhed|Social|Ældre|Omsorg|Velfærd|Senior|Handicap|Psykiatri|Børn|Pleje)\w*"
    r"(?:(?:,| og|-) .{3,50})?"
    r"|(?:Myndighed|Visitation|Jobcenter|Borgerservice)\w*(?:,? .{3,50})?"
    r"|\w+(?:forvaltningen|afdelingen|området|sekretariatet|staben|plejen|centret)"
)
_NAME = r"(?P<{}>[A-ZÆØÅ][\wæøåé-]+(?:[ -][A-ZÆØÅ][\w-]+)? [Kk]ommune)"
_COMMITTEE = (
    r"(?:\w+-,? (?:og )?){0,3}[\w-]*"
    r"(?i:råd|udvalg|bestyrelse|nævn|direktion|(?:styre|projekt|arbejds)gruppe)"
)
_FIELD = r"(?: for [\w ,-]{3,50}?)?"
_THEIRS = re.compile(  # "Referat fra møde i Seniorrådet i Lejre Kommune"
    r"(?:.{0,60}\b(?:[Mm]ødet? i|fra|for) )?"
    rf"(?:{_NAME.format('owner')}s {_COMMITTEE}{_FIELD}"
    rf"|{_COMMITTEE}(?:et|en|n){_FIELD} i {_NAME.format('place')})"
)
_MINUTES = re.compile(  # "Referat: Seniorrådet i …", "Seniorrådet i … – referat"
    r"^(?:møde|beslutnings)?referat(?::| [–-]) |(?:,| [–-]) (?:møde|beslutnings)?referat$", re.I
)
_PLACED = re.compile(r"[A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*){0,3}")  # "Skive Rådhus"
_SENTENCE = re.compile(r"(?:(?<=[^\W\d])|(?<=\d{4}))\. ")  # no full stop of a day's number
_LINE_CHARACTERS = 300  # a longer one is a paragraph
_PART_WORDS = 9  # more are a sentence or a list of people
_SEPARATORS = (" | ", " – ", " - ", " :: ", " · ")
_JOINT = re.compile(
    rf"\b[A-ZÆØÅ][\w-]+(?: Kommune)?(?: og | & | ?/ ?){OFFICE.pattern}|\bKommuner\b"
)
_TEXTS = 16  # whose offices are kept: a document's and those of its last lines
_COMMON = 4  # words of the longest name
_SIGNED_LINES = 8  # a longer signature is followed by something else


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Map each listed organisation to its domains."""
    text = files("ingest").joinpath("organisations.toml").read_text(encoding="utf-8")
    return {name: tuple(domains) for name, domains in tomllib.loads(text).items()}


def office_named(text: str) -> str | None:
    """Name whose whole text is that of one that publishes: "MOSEBÆK KOMMUNE" is Mosebæk Kommune.

    None for a text that says anything else, "Vores kommune" or "Plan Vejle Kommune" too.
    """
    from ingest.danish import places

    if text in organisations():
        return text
    if not text[:1].isupper() or len(text.split()) > _COMMON:
        return None
    written = text.title() if text.isupper() else re.sub(" kommune$", " Kommune", text)
    whole = any(place.start == 0 and place.end == len(written) for place in places(written))
    return written if whole and OFFICE.fullmatch(written) else None


def sole_office(text: str) -> str | None:
    """The one municipality or region that a text names; None where two stand side by side."""
    named = offices(text)
    return named[0] if len(named) == 1 and not _JOINT.search(text) else None


def signing_office(lines: list[str]) -> str | None:
    """The organisation in the lines of a signature: "Ærø Kommune, Torvet 1"; None without one."""
    for line in [line.strip() for line in lines if line.strip()][:_SIGNED_LINES]:
        named = map(office_named, name_parts(line))
        if found := next(filter(None, named), None):
            return found
    return None


def owner_of_domain(domain: str, text: str) -> str | None:
    """Whose a domain is: of the list, or an office that the text names as the domain does."""
    domain = domain.casefold().removeprefix("www.")
    for name, domains in organisations().items():
        if any(domain == own or domain.endswith(f".{own}") for own in domains):
            return name
    base = short_name(domain.rsplit(".", 2)[-2]).removesuffix("kommune").rstrip("- ")
    return next((name for name in offices(text) if short_name(name) == base), None)


@lru_cache(_TEXTS)
def offices(text: str) -> tuple[str, ...]:
    """The municipalities and regions that a text names, the most named first."""
    named: Counter[str] = Counter()
    for found, count in Counter(OFFICE.findall(text)).items():
        forms = map(office_named, (found, found.partition(" ")[2]))  # "Fra Ærø Kommune"
        if name := next(filter(None, forms), None):
            named[name] += count
    return tuple(name for name, _ in named.most_common())


def short_name(office: str) -> str:
    """An office's name as domains and files have it: "aeroe" and "Ærø Kommune" are both "ærø"."""
    from ingest.danish import fold

    return fold(office.removesuffix(" Kommune").removeprefix("Region ")).replace("-", " ")


def owner_of_committee(line: str) -> str | None:
    """The municipality whose committee a line is of: "Referat fra Seniorrådet i Lejre Kommune"."""
    if len(line) > _LINE_CHARACTERS:
        return None
    undated = DATED.sub("", line.strip()).rstrip(" ,|·•–—-")
    found = _THEIRS.fullmatch(_MINUTES.sub("", undated))
    if not found or len(re.findall("kommune", line, re.I)) > 1:
        return None
    return office_named(found["owner"] or found["place"])


def split_title(title: str) -> tuple[str, str | None]:
    """A web page's title without its site's name, and that name: "Nødkald | Ærø Kommune".

    A title that would begin in small letters without the name keeps it.
    """
    for separator in _SEPARATORS:
        parts = title.split(separator)
        if len(parts) > 1:
            for own, site in ((parts[:-1], parts[-1]), (parts[1:], parts[0])):
                if office := office_named(site.strip()):
                    rest = separator.join(own).strip()
                    return (title if rest[:1].islower() else rest), office
    return title, None


def is_office(line: str) -> bool:
    """Whether a line is an organisation's or an office's name or address and nothing more."""
    known = sender(line) is not None or not name_parts(line)
    return known or bool(_OFFICES.fullmatch(line.strip()))


def sender(line: str, *, kinds: bool = False) -> str | None:
    """The one organisation of a line that begins with it, or names nothing else but an office.

    Authors, dates and addresses may stand beside it, a clause may not; behind a full stop anything.

    Args:
        line: Of a title page or letterhead.
        kinds: Whether the document's kind may stand before the name: "Rapport, Ærø Kommune".
    """
    first, *rest = _SENTENCE.split(line.strip(), maxsplit=1)
    if rest and (name := _dated(first)) and not OFFICE.search(rest[0]):
        return name
    parts = name_parts(line)
    named = {part: name for part in parts if (name := office_named(part))}
    others = [part for part in parts if part not in named]
    if len(named) != 1 or any(map(OFFICE.search, others)):
        return None
    leads = parts[0] in named and all(_could_stand_beside(part) for part in others)
    known = all(_OFFICES.fullmatch(part) or kinds and _KIND.fullmatch(part) for part in others)
    return next(iter(named.values())) if leads or known else None


def _dated(sentence: str) -> str | None:
    """The organisation that a sentence names with nothing but a place and a date, or alone."""
    name, *others = name_parts(sentence) or [""]
    beside = DATED.search(sentence) and all(map(_PLACED.fullmatch, others))
    return office_named(name) if beside or not others else None


def name_parts(line: str) -> list[str]:
    """The parts of a title or byline, without its dates, authors, addresses and numbers."""
    undated = DATED.sub("", line.strip()).rstrip(" ,|·•–—-")
    parts = [DATED.sub("", part.strip()).strip(" .") for part in _PARTS.split(undated)]
    return [part for part in parts if part and not _BESIDE.fullmatch(part)]


def _could_stand_beside(part: str) -> bool:
    return not part[0].islower() and len(part.split()) <= _PART_WORDS
