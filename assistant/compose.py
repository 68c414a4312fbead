"""Evidence → an answer in the documents' own words, framed by a few of ours."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.contract import SECTION_SEPARATOR
from assistant.records import AnswerSentence, Citation, Evidence
from ingest import danish
from ingest.records import Block

_FRAMES = {
    "da": {
        "years": "Kilderne er fra forskellige år ({years}):",
        "disagree": "Kilderne er fra forskellige år ({years}), og deres tal er ikke ens:",
        "several": "Flere dokumenter svarer på det:",
    },
    "en": {
        "years": "The sources are from different years ({years}):",
        "disagree": "The sources are from different years ({years}), and their figures differ:",
        "several": "Several documents answer this:",
    },
}
_FIGURES = frozenset({"amount", "percent", "count", "duration"})


def cite(evidence: Evidence, n: int, end: int | None = None) -> Citation:
    """Return where evidence stands, as number n; `end` stretches it over what follows directly."""
    document = evidence.document
    end = evidence.end if end is None else end
    return Citation(
        n=n,
        document=document.path,
        title=document.title,
        kind=document.kind,
        year=document.year,
        page=evidence.page,
        section=_section(evidence, end),
        quote=document.text[evidence.start : end],
        start=evidence.start,
        end=end,
        publisher=document.publisher,
        address=document.address,
        ocr=any(block.ocr for block in _blocks(evidence, end)),
        language=document.language,
    )


def _section(evidence: Evidence, end: int) -> str | None:
    """Return the heading path that evidence stands under, of a sheet also its name and the rows."""
    path = list(evidence.section)
    blocks = _blocks(evidence, end)
    sheet = blocks[0].sheet if blocks else None
    if sheet is not None:
        rows = [block.row for block in blocks if block.row is not None]
        numbers = "–".join(map(str, sorted({min(rows), max(rows)}))) if rows else ""
        names = (sheet, numbers and f"række {numbers}")
        path = [*(p for p in path if p != sheet), ", ".join(filter(None, names))]
    return SECTION_SEPARATOR.join(filter(None, path)) or None


def _blocks(evidence: Evidence, end: int) -> list[Block]:
    """Return the blocks that a span from evidence's start holds text of."""
    return [b for b in evidence.document.blocks if b.start < end and evidence.start < b.end]


def compose(
    evidence: Sequence[Evidence], language: str
) -> tuple[tuple[AnswerSentence, ...], tuple[Citation, ...]]:
    """Return the sentences with their citations; what stands together shares one citation."""
    sentences: list[AnswerSentence] = []
    citations: list[Citation] = []
    for run in _runs(evidence):
        number = len(citations) + 1
        citations.append(cite(run[0], number, run[-1].end))
        sentences += [AnswerSentence(one.quote, (number,)) for one in run]
    frame = _frame(evidence, language)
    if frame is not None:
        sentences.insert(0, AnswerSentence(frame, (), verbatim=False))
    return tuple(sentences), tuple(citations)


def _runs(evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    runs: list[list[Evidence]] = []
    for one in evidence:
        if runs and _follows(runs[-1][-1], one):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _follows(one: Evidence, other: Evidence) -> bool:
    if one.document.sha256 != other.document.sha256 or one.page != other.page:
        return False
    if len({block.sheet for block in _blocks(one, other.end)}) > 1:
        return False
    between = one.document.text[one.end : other.start]
    return one.end <= other.start and not any(letter.isalnum() for letter in between)


def _frame(evidence: Sequence[Evidence], language: str) -> str | None:
    texts = _FRAMES.get(language, _FRAMES["da"])
    if len({one.document.sha256 for one in evidence}) < 2:
        return None
    years = sorted({one.document.year for one in evidence if one.document.year is not None})
    if len(years) > 1:
        last = " og " if texts is _FRAMES["da"] else " and "
        key = "disagree" if _figures_differ(evidence) else "years"
        return texts[key].format(years=", ".join(map(str, years[:-1])) + last + str(years[-1]))
    return texts["several"]


def _figures_differ(evidence: Sequence[Evidence]) -> bool:
    """Tell whether documents of different years give figures of one kind, none of them the same."""
    by_kind: dict[str, dict[int, set[str]]] = {}
    for one in evidence:
        for value in danish.values(one.quote):
            if value.kind in _FIGURES and one.document.year is not None:
                by_year = by_kind.setdefault(value.kind, {})
                by_year.setdefault(one.document.year, set()).add(value.canonical)
    return any(
        len(by_year) > 1 and not set.intersection(*by_year.values()) for by_year in by_kind.values()
    )
