"""What a document records under a heading of its own: what was decided, and on what grounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.analysis import analyse_lines
from assistant.candidates import Found, first_of_each
from assistant.enumerated import Span, sentences_of
from assistant.focus import Focus
from assistant.meetings import unheld
from assistant.whole import pieces_of
from ingest.records import Document

_DECIDED = re.compile(
    r"[\d. ]*((det |hvad |vi )*(beslutning(er|en|erne)?|besluttede?|vedtagelse(n|r)?|vedtaget|"
    r"konklusion(er|en)?|aftaler?|aftalt|aftalte( vi)?)( og (aftaler|opfølgning|næste skridt))?"
    r"( (på|fra|ved) \w*(møde|workshop|seminar|dag)\w*)?|"
    r"beslutning (i|fra|truffet) .+|decisions?|what we decided|agreed)\W*",
    re.I,
)
_GROUNDS = re.compile(r"[\d. ]*(\w+ og )?(begrundelse[nr]?|reasons?)( for [\w ]+)?\W*", re.I)
_PROPOSED = re.compile(r"(\w+ )?(indstilling(en)?|anbefaling|forslag|proposal)\W*", re.I)
_AS_PROPOSED = re.compile(r"indstilling|indstillet|som foreslået|forslaget|tiltr|as proposed", re.I)
_LABEL = re.compile(r"(beslutning|vedtagelse|konklusion|decision)\w{0,3} ?: ?(?=\S)", re.I)
_PROPOSES = re.compile(
    r"\b(indstille[rs]?|indstilling|anbefale[rs]?|foreslå[rs]?|proposes?)\b", re.I
)
_MOST = 20  # more are a register of decisions, not one
_DECIDES = re.compile(
    r"beslutte|vedt[oa]g|godkend|tiltr|afvist|udsat|enige om|aftalt|decided", re.I
)
_DECIDED_THEN = re.compile(
    r"\b(besluttede|vedtog|godkendte|tiltrådte|aftalte|blev (det )?(besluttet|vedtaget|aftalt))\b",
    re.I,
)
_ATTENDANCE = re.compile(r"\W*(fraværende|afbud|til stede|deltog|absent)\b[^.]*:", re.I)


def decision_of(best: Found) -> list[Span]:
    """Return the spans in which a sentence's document records what was decided of its point.

    A decision that follows the proposal is told with it: "Indstillingen blev tiltrådt" says nothing
    alone. Where no part of the document records decisions there is none.
    """
    document = best.document
    decided = _part_for(best, _DECIDED)
    if not decided:
        return _labelled(best)
    spans = _spans(document, decided)
    if any(_AS_PROPOSED.search(document.text[start:end]) for start, end in spans):
        over = _over(document, decided)
        before = [part for part in _parts(document, _PROPOSED) if part[-1] < decided[0]]
        proposed = [part for part in before if _over(document, part) == over]
        return [span for part in proposed[-1:] for span in _spans(document, part)] + spans
    return spans


def decisions_asked_for(
    question: str, focus: Focus, found: Sequence[Found]
) -> list[tuple[Found, Span]]:
    """Return what minutes record as decided, of the point that a question names or of all.

    Args:
        question: Standalone; asks what was decided.
        focus: What it is about.
        found: Sentences, best first.

    Returns:
        A sentence of the first document whose head and decisions name all that the question does,
        with [start, end) in its text of each decision.
    """
    for one in first_of_each(found):
        lacking = unheld(question, focus, one.document)
        if lacking is None:
            continue
        lacking = [i for i in lacking if not _DECIDES.search(focus.terms[i].text)]
        decided = _decided(one.document)
        spans = [span for span, said in decided if _holds(focus, lacking, said)]
        if spans and (lacking or len(spans) <= _MOST):
            return [(one, span) for span in spans]
    return []


def _decided(document: Document) -> list[tuple[Span, str]]:
    """Return each decision that a document records, with its headings and its own words."""
    recorded = {index for part in _parts(document, _DECIDED) for index in part}
    told: list[tuple[Span, str]] = []
    for index, block in enumerate(document.blocks):
        if index in recorded or _LABEL.match(document.text, block.start):
            spans = [(block.start, block.end)]
        else:
            told_here = block.kind == "paragraph" and _DECIDED_THEN.search(
                document.text, block.start, block.end
            )
            sentences = sentences_of(document, block) if told_here else []
            spans = [span for span in sentences if _DECIDED_THEN.search(document.text, *span)]
        texts = [document.text[start:end] for start, end in spans]
        told += [
            (span, "\n".join((*block.section, text)))
            for span, text in zip(spans, texts, strict=True)
            if not (_ATTENDANCE.match(text) or text.endswith("?"))
        ]
    return told


def _holds(focus: Focus, needed: Sequence[int], text: str) -> bool:
    return bool(focus.held_in(analyse_lines(text))[list(needed)].all())


def lacks_decision(best: Found) -> bool:
    """Tell whether a document records what was decided, but not of a sentence's point."""
    if tells_of_decision(best.candidate.text) or decision_of(best):
        return False
    document = best.document
    labelled = any(_LABEL.match(document.text, block.start) for block in document.blocks)
    return labelled or bool(_parts(document, _DECIDED))


def _labelled(best: Found) -> list[Span]:
    """Return what the paragraph "Beslutning: …" of a sentence's point tells, with its proposal."""
    document, blocks = best.document, best.document.blocks
    point = [i for i, block in enumerate(blocks) if block.section == best.block.section]
    decided = [i for i in point if _LABEL.match(document.text, blocks[i].start)]
    if not decided:
        return []
    own = next((i for i in decided if i >= best.sentence.block), decided[-1])
    spans = _spans(document, [own])
    if not any(_AS_PROPOSED.search(document.text[start:end]) for start, end in spans):
        return spans
    before = max((i for i in decided if i < own), default=-1)
    said = _spans(document, [i for i in point if before < i < own and blocks[i].kind != "heading"])
    proposes = [bool(_PROPOSES.search(document.text[start:end])) for start, end in said]
    return (said[proposes.index(True) :] if any(proposes) else []) + spans


def grounds_of(best: Found) -> list[Span]:
    """Return the spans in which a sentence's document gives the grounds for a decision."""
    return _spans(best.document, _part_for(best, _GROUNDS))


def _part_for(best: Found, heading: re.Pattern[str]) -> list[int]:
    """Return the blocks under a heading of a kind, of the point that a sentence belongs to."""
    document, index = best.document, best.sentence.block
    point = document.blocks[index].section
    parts = [part for part in _parts(document, heading) if _is_of(document, part, point)]
    deepest = max((len(_over(document, part)) for part in parts), default=0)
    parts = [part for part in parts if len(_over(document, part)) == deepest]
    return next((part for part in parts if part[-1] >= index), parts[-1] if parts else [])


def tells_of_decision(text: str) -> bool:
    """Tell whether a sentence says that something was decided."""
    return bool(_DECIDES.search(text))


def _parts(document: Document, heading: re.Pattern[str]) -> list[list[int]]:
    """Return the indexes of the blocks below each heading of a kind."""
    runs = groupby(enumerate(document.blocks), key=lambda each: each[1].section)
    return [
        found
        for section, blocks in runs
        if section and heading.fullmatch(section[-1])
        if (found := [i for i, block in blocks if block.kind != "heading"])
    ]


def _over(document: Document, part: list[int]) -> tuple[str, ...]:
    """Return the headings over a part's own."""
    return document.blocks[part[0]].section[:-1]


def _is_of(document: Document, part: list[int], point: tuple[str, ...]) -> bool:
    over = _over(document, part)
    return point[: len(over)] == over


def _spans(document: Document, part: list[int]) -> list[Span]:
    spans = [span for i in part for span in pieces_of(document, document.blocks[i])]
    told = [span for span in spans if not _ATTENDANCE.match(document.text[slice(*span)])]
    return told[:_MOST]
