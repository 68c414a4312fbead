"""A statement → its verdict: word for word in the library, supported by it, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.candidates import is_reference
from assistant.check.quoting import quotations, without_quotations
from assistant.check.records import Code, Judged, Quotation, Statement
from assistant.check.references import without_inline
from assistant.check.verbatim import Verbatim, cite_span, context_of
from assistant.check.wording import GOOD
from assistant.contract import SECTION_SEPARATOR
from assistant.records import MAX_QUESTION_CHARACTERS, Citation, Filters
from assistant.verify import Source, Verdict, Verifier
from assistant.verify.analysis import APOSTROPHES, analyse
from assistant.verify.coverage import says_little
from assistant.verify.failure import LACKING, Failure
from ingest import danish
from ingest.cpr import MASK

if TYPE_CHECKING:
    from assistant.answer import Assistant

_PASSAGES = 12  # whose sentences a statement is held against
_SOURCES = 16  # sentences nearest to the statement that it is held against
_SHOWN = 2  # of what came nearest
_CONTEXT_CHARACTERS = 300  # around a sentence: far enough back to name what "den" is
_LEADING_TEXT = """
siger skriver hedder fremgår fremhæver konkluderer oplyser viser står lyder nævner mener peger citat
rapporten notatet undersøgelsen artiklen dokumentet kilden teksten strategien referatet afsnittet
"""
# What leads in a quotation without saying who said it.
_LEADING = frozenset(danish.stem(word) for word in _LEADING_TEXT.split())
_ABSENT = 0.5  # share of its weighty words from which a statement is of something else
_CITED = re.compile(  # "[1]", "[2, 4-5]", ", jf. evalueringen s. 1", "(s. 12)", "(side 3)"
    r"\s*\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]"
    r"|\s*\((?:jf\.|se)?\s*(?:s|ss|p|pp|side)\.?\s?\d[\d\s,–-]*\)"
    r"|,?\s*(?:\bjf\.\s[^.,;()]{1,60})?,?\s\b(?:s|ss|p|pp)\.\s?\d+(?:\s?[–-]\s?\d+)?",
    re.I,
)
_Held = tuple[Code, tuple[Citation, ...], tuple[Failure, ...]]


class Judge:
    """Holds statements against one library."""

    def __init__(self, assistant: Assistant, verbatim: Verbatim) -> None:
        """Use an assistant's library and search."""
        self._assistant = assistant
        self._library = assistant.library
        self._verbatim = verbatim

    def judge(self, statement: Statement, documents: Sequence[str] = ()) -> Judged:
        """Return the verdict.

        Args:
            statement: Of the manuscript.
            documents: Paths that its references name: it is to be supported by those.
        """
        text = statement.text.strip()
        if text.startswith("[") and text.endswith("]"):
            return Judged(statement, "remark")
        if text.endswith("?"):
            return Judged(statement, "no_claim")
        if MASK in text:  # a person's number: it is looked for nowhere
            return Judged(statement, "not_found")
        found = self._quotations(statement, documents)
        if lacking := [one.text for one in found if one.source is None]:
            near = self._nearest(" ".join(lacking), documents)
            return Judged(statement, "misquoted", found, sources=near)
        sources = tuple(one.source for one in found if one.source)
        if cut := _cut(text, found):
            return Judged(statement, "unsupported", found, cut, sources)
        if found and _adds_nothing(without_references(text)):
            return Judged(statement, _placed(sources, documents), found, sources=sources)
        if says_little(analyse(text)):
            return Judged(statement, "no_claim", found, sources=sources)
        return self._supported(statement, found, documents)

    def _quotations(self, statement: Statement, documents: Sequence[str]) -> tuple[Quotation, ...]:
        """Return what a statement quotes, looked for in the documents that it names first."""
        found = []
        for start, end in quotations(statement.text):
            text = statement.text[start:end]
            if self._verbatim.is_title(text):
                continue
            source = self._verbatim.find(text, documents) or self._verbatim.find(text)
            context = None
            if source:
                held = self._library.document(source.document)
                context = context_of(held, source.start, source.end)
            place = (statement.start + start, statement.start + end)
            found.append(Quotation(*place, text, source, context))
        return tuple(found)

    def _supported(
        self, statement: Statement, found: tuple[Quotation, ...], documents: Sequence[str]
    ) -> Judged:
        """Hold a statement against what its references name, then against the whole library."""
        text = statement.text
        code, sources, failures = self._held(text, documents)
        if documents and code not in GOOD:
            other, others, _ = self._held(text, ())
            if other in GOOD:
                return Judged(statement, "other_source", found, failures, others)
        return Judged(statement, code, found, failures, sources or self._nearest(text, documents))

    def _held(self, text: str, documents: Sequence[str]) -> _Held:
        """Return the verdict on a text that may rest on some documents, or on all, and why.

        The sources are those that support it, or those that the reasons are of.
        """
        text = without_references(text)
        if whole := self._verbatim.whole(text, documents or None):
            return "verbatim", (whole,), ()
        if len(text) > MAX_QUESTION_CHARACTERS:
            return "unsupported", (), (Failure("long", text[:20]),)
        cited = self._sentences(text, documents)
        in_order = sorted(cited, key=lambda one: (one.document, one.start))
        encoder = self._library.encoder
        sources = [self._source(one) for one in in_order]
        verdict = Verifier(sources, encoder.passages, encoder.name).verify(text)
        if verdict.supported:
            return "supported", tuple(in_order[i] for i in verdict.sources), ()
        nearest = tuple(in_order[i] for i in verdict.held_against)
        if _is_of_something_else(text, verdict):
            return "not_found", (), verdict.failures
        return "unsupported", nearest, verdict.failures

    def _sentences(self, text: str, documents: Sequence[str]) -> list[Citation]:
        """Return the library's sentences that are nearest to a text, nearest first."""
        filters = Filters(documents=tuple(documents)) if documents else None
        passages = self._assistant.search(text, _PASSAGES, filters)
        by_chunk = {passage.chunk.id: passage.document for passage in passages}
        vector = self._library.encoder.query(text)
        stored = [
            one
            for one in self._library.sentences(by_chunk)
            if not is_reference(by_chunk[one.chunk_id], one.sentence)
        ]
        stored.sort(key=lambda one: -float(one.vector @ vector))
        return [
            cite_span(by_chunk[one.chunk_id], one.sentence.start, one.sentence.end, n)
            for n, one in enumerate(stored[:_SOURCES], start=1)
        ]

    def _nearest(self, text: str, documents: Sequence[str]) -> tuple[Citation, ...]:
        return tuple(self._sentences(text[:MAX_QUESTION_CHARACTERS], documents)[:_SHOWN])

    def _source(self, citation: Citation) -> Source:
        whole = self._library.document(citation.document).text
        section = (citation.section or "").split(SECTION_SEPARATOR)
        parts = (citation.title, *section, citation.publisher or "", str(citation.year or ""))
        before = whole[max(0, citation.start - _CONTEXT_CHARACTERS) : citation.start]
        where = "\n".join(filter(None, parts))
        after = whole[citation.end : citation.end + _CONTEXT_CHARACTERS]
        return Source(citation.quote, where, before, citation.document, after)


def without_references(text: str) -> str:
    """Return a statement without what only says where it is from: "[1]", "(KL, 2023)", "s. 4"."""
    plain = _CITED.sub("", without_inline(text)).translate(APOSTROPHES)
    return plain if any(map(str.isalnum, plain)) else text


def _adds_nothing(text: str) -> bool:
    """Say whether a statement is its quotations with what leads them in, and no more."""
    rest = analyse(without_quotations(text))
    return all(item.kind == "light" or item.key in _LEADING for item in rest.items)


def _placed(sources: Sequence[Citation], documents: Sequence[str]) -> Code:
    named = not documents or all(source.document in documents for source in sources)
    return "verbatim" if named else "other_source"


def _cut(text: str, found: Sequence[Quotation]) -> tuple[Failure, ...]:
    """Find a denial that a source has around what is quoted, and the statement has not."""
    ours = len(analyse(text).of("negation"))
    for one in found:
        theirs = analyse(one.context).of("negation") if one.context else []
        if len(theirs) > ours:
            return (Failure("cut", theirs[0].text),)
    return ()


def _is_of_something_else(text: str, verdict: Verdict) -> bool:
    """Say whether so much of a statement is missing that no source speaks of it."""
    weighty = [i for i in analyse(text).items if i.kind in ("term", "name", "value", "pole")]
    missing = {failure.text for failure in verdict.failures if failure.code in LACKING}
    return not verdict.failures or len(missing) >= _ABSENT * len(weighty)
