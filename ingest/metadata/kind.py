"""The kind of a document, told by its title, file name and first lines."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import get_args

from ingest.letters import CLOSING
from ingest.records import Document, Kind

_LEAD = 600  # characters: the first lines
_NAMED = 3  # weight of a cue in the title or file name
_ENOUGH = 3  # weight that a kind needs: words in passing are not a kind
_SPOKEN = re.compile(
    r"[”\"»],? ?(?:siger|fortæller|udtaler|mener|forklarer)\b|^- "
    r"|\b(?:siger|udtaler|fortæller) [A-ZÆØÅ]",
    re.M,
)
_PARAGRAPHS = 3  # of running text make a page without a sharper cue an article
_RUNNING = 120  # characters of such a paragraph
_TOLD = _PARAGRAPHS * _RUNNING  # characters that a site's page tells, in paragraphs of any length
_HEADINGS = 4  # and so many headings make a document without one a report
_OWN_FORM = re.compile(  # neither articles nor reports, however much they tell
    r"\b(?:notat|retningslinje|procedure|instruks|vejledning|håndbog)(?:en)?\b", re.I
)
_FRONT_FORM = re.compile(r"^(?:ansøgningsfrist|stillingsopslag)\b", re.I | re.M)
_NEWS = re.compile(r"^(?:nyhedsbrev|personaleblad|beboerblad)\b", re.I | re.M)
_DOCUMENTS = (".pdf", ".docx", ".odt")
_PAGES = (".html", ".htm", ".txt", ".md", ".mhtml")
_SITES = (".html", ".htm", ".mhtml")
_SECTION_SIGN = re.compile(r"^(?:§ ?\d+|Stk\. ?\d+|Kapitel \d+)\b", re.M)
_LAW_SIGNS = 4  # paragraphs that begin as a law's do
_BEFORE: dict[Kind, int] = {"workshop_notes": 2, "other": 1}  # of kinds that weigh the same
_SHEETS = (".xlsx", ".ods", ".csv")
_REPORT_PAGES = 4
_REPORT = 1000  # characters; less is a leaflet
_LAST = 12  # blocks in which a letter is signed


def kind_of(document: Document) -> Kind:
    """The kind with the most weight; where none has enough, what the form tells."""
    text = document.text
    if len(_SECTION_SIGN.findall(text)) >= _LAW_SIGNS:
        return "law"
    if document.path.casefold().endswith(".eml"):
        return "other"  # whatever report or plan it is about
    name = re.sub(r"[_\-/.]+", " ", document.path)
    weights = {kind: _weight(kind, f"{document.title}\n{name}", text[:_LEAD]) for kind in _kinds()}
    weights["article"] += min(len(_SPOKEN.findall(text)), 2)
    if document.path.casefold().endswith(_SHEETS):
        weights["survey"] += 1 if "pct" in text or "%" in text or "procent" in text else 0
    if document.pages is not None and document.pages >= _REPORT_PAGES:
        weights["report"] += 1
    best = max(weights, key=lambda kind: (weights[kind], _BEFORE.get(kind, 0)))
    if weights[best] >= _ENOUGH:
        return best
    return _by_form(document)


@cache
def _kinds() -> dict[Kind, re.Pattern[str]]:
    text = files("ingest.metadata").joinpath("cues.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    kinds = [kind for kind in get_args(Kind) if kind in tables]
    return {kind: re.compile("|".join(tables[kind]["cues"])) for kind in kinds}


def _weight(kind: Kind, named: str, lead: str) -> int:
    cues = _kinds()[kind]
    in_name = len({match.group() for match in cues.finditer(named.casefold())})
    in_lead = len({match.group() for match in cues.finditer(lead.casefold())})
    return _NAMED * in_name + in_lead


def _by_form(document: Document) -> Kind:
    """A page of running text is an article, a document with headings over it a report."""
    lengths = [b.end - b.start for b in document.blocks if b.kind == "paragraph"]
    running = sum(length >= _RUNNING for length in lengths)
    headings = sum(block.kind == "heading" for block in document.blocks)
    path = document.path.casefold()
    if any(CLOSING.match(document.text[b.start : b.end]) for b in document.blocks[-_LAST:]):
        return "other"  # a letter
    if _NEWS.search(document.text[:_LEAD]):
        return "article"
    if _OWN_FORM.search(document.title) or _FRONT_FORM.search(document.text[:_LEAD]):
        return "other"
    told = running >= _PARAGRAPHS or path.endswith(_SITES) and sum(lengths) >= _TOLD
    if path.endswith(_PAGES) and told:
        return "article"
    if path.endswith(_DOCUMENTS) and running >= _PARAGRAPHS and headings >= _HEADINGS:
        return "report" if len(document.text) >= _REPORT else "other"
    return "other"
