"""Do the citations resolve, and do they point at the gold?

Citation recall and precision as in ALCE (Gao et al. 2023, arXiv 2305.14627), with gold spans in
place of its entailment model, and one difference: a reference that resolves to nothing stays in
every denominator, where ALCE leaves it out of precision.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.records import Answer, AnswerSentence, Citation
from evals.gold import Documents, GoldSpan, cited_words, is_covered, is_same
from evals.quotes import comparable, page_of
from ingest.danish import content_terms, values, words

_COMPLETE = 1.0
_TELLING = 3  # one or two words of a quotation may name the subject; three say something of it


@dataclass(frozen=True, slots=True)
class CitationCounts:
    """Counts of one answer.

    Attributes:
        total: Citations listed, and marks in the text that no listed citation answers to.
        valid: Those whose quotation stands where they point, on the page they name.
        precise: Those that share a passage with an acceptable span.
        statements: Sentences that state something.
        covered: Statements with at least one valid citation.
        verbatim: Sentences that claim to be the document's own words.
        quoted: Those that are.
    """

    total: int
    valid: int
    precise: int
    statements: int
    covered: int
    verbatim: int
    quoted: int


def count(
    answer: Answer, alternatives: tuple[tuple[GoldSpan, ...], ...], documents: Documents
) -> CitationCounts:
    """Count the citations of an answer against the documents and the gold."""
    valid = {c.n for c in answer.citations if is_valid(c, documents)}
    spans = [gold.words for option in alternatives for gold in option]
    precise = [
        c for c in answer.citations if any(is_same(cited_words(c, documents), s) for s in spans)
    ]
    statements = [s for s in answer.sentences if is_statement(s, answer)]
    verbatim = [s for s in answer.sentences if s.verbatim and s.citations]
    return CitationCounts(
        total=len(answer.citations) + len(dangling(answer)),
        valid=sum(is_valid(c, documents) for c in answer.citations),
        precise=len(precise),
        statements=len(statements),
        covered=sum(bool(valid.intersection(s.citations)) for s in statements),
        verbatim=len(verbatim),
        quoted=sum(is_quoted(s, answer) for s in verbatim),
    )


def is_valid(citation: Citation, documents: Documents) -> bool:
    """Whether the quotation stands where the citation points, on the page it names."""
    document = documents.get(citation.document)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return False
    same = document.text[citation.start : citation.end] == citation.quote
    return same and citation.page == page_of(document, citation.start)


def dangling(answer: Answer) -> set[int]:
    """Marks in the text that no citation answers to."""
    known = {citation.n for citation in answer.citations}
    return {n for sentence in answer.sentences for n in sentence.citations} - known


def is_statement(sentence: AnswerSentence, answer: Answer) -> bool:
    """Whether a sentence states something that needs a citation.

    A frame in the assistant's own words ("Ifølge to kilder:") does not, unless it brings a number,
    amount or date, or several words of the quotations, that neither the question nor the cited
    documents' titles and years hold; how many sources there are it may count.
    """
    if sentence.citations:
        return True
    known = [answer.question, answer.standalone_question]
    known += [f"{c.title} {c.year or ''} {c.section or ''}" for c in answer.citations]
    known.append(f"{len({c.document for c in answer.citations})} {len(answer.citations)}")
    given = {value.canonical for text in known for value in values(text)}
    if any(value.canonical not in given for value in values(sentence.text)):
        return True
    quoted = _stems(c.quote for c in answer.citations)
    return len((_stems([sentence.text]) & quoted) - _stems(known)) >= _TELLING


def _stems(texts: Iterable[str]) -> set[str]:
    return {term.stem for text in texts for term in content_terms(text)}


def is_quoted(sentence: AnswerSentence, answer: Answer) -> bool:
    """Whether a sentence's words stand, in this order and unbroken, in what it cites."""
    quotes = [c.quote for c in answer.citations if c.n in sentence.citations]
    own = _flat(sentence.text)
    return bool(own.strip()) and any(own in _flat(quote) for quote in [*quotes, " ".join(quotes)])


def _flat(text: str) -> str:
    return f" {' '.join(word.text for word in words(comparable(text)))} "


def recall(cited: frozenset[tuple[str, int]], option: tuple[GoldSpan, ...]) -> float:
    """Share of an alternative's essential spans that are cited, 0 to 1; 1 where none is needed."""
    essential = [gold for gold in option if gold.essential]
    if not essential:
        return _COMPLETE
    return sum(is_covered(gold, cited) for gold in essential) / len(essential)


def document_recall(answer: Answer, paths: tuple[str, ...], documents: Documents) -> float:
    """1 when a gold document is cited, else 0: for foreign cases without marked quotations."""
    cited = {documents[c.document].sha256 for c in answer.citations if c.document in documents}
    return float(any(documents[p].sha256 in cited for p in paths if p in documents))


def outdated(answer: Answer, distractors: tuple[str, ...], documents: Documents) -> tuple[str, ...]:
    """Distractors cited as current: no frame of the answer names the document's year."""
    frames = " ".join(s.text for s in answer.sentences if not s.citations)
    return tuple(
        dict.fromkeys(
            c.document
            for c in answer.citations
            if c.document in distractors
            and not (c.year and re.search(rf"(?<!\d){c.year}(?!\d)", frames))
        )
    )
