"""An extractive answer and the sentences that a model wrote from it → one answer.

Nothing is lost: a passage that no written sentence tells stays as the quotation it was, so that the
answer says at least what it said without a model, from the first written sentence to the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.contract import SECTION_SEPARATOR
from assistant.records import Answer, AnswerSentence, Citation
from assistant.verify.analysis import analyse
from assistant.verify.coverage import is_covered
from assistant.verify.verifier import Source
from assistant.writers.orders import without_orders
from assistant.writers.prompt import Told, where

_TOLD = 0.8  # share of a passage's weighty words that written sentences must hold to replace it
_ALSO = {"da": "Kilderne siger desuden:", "en": "The sources also say:"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of an extractive answer: what a model writes from, and is held against."""

    sentence: AnswerSentence
    citation: Citation

    @property
    def text(self) -> str:
        """What of it a model may read: what it says to its reader, which may be nothing."""
        return without_orders(self.sentence.text)

    def told(self, n: int) -> Told:
        """Return it as a model is told it, as number n."""
        section = (self.citation.section or "").rpartition(SECTION_SEPARATOR)[2]
        named = where(self.citation.title, section, self.citation.year)
        return Told(n, self.text, without_orders(named))

    def source(self, context: str) -> Source:
        """Return it as sentences are held against it."""
        cited = self.citation
        parts = (
            cited.title,
            *(cited.section or "").split(SECTION_SEPARATOR),
            cited.publisher or "",
            str(cited.year or ""),
        )
        named = "\n".join(text for part in parts if (text := without_orders(part)))
        return Source(self.text, named, without_orders(context), cited.document)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a model that may be shown.

    Attributes:
        sources: Indexes of the quotations that support it.
    """

    text: str
    sources: tuple[int, ...]


def quoted(answer: Answer) -> list[Quoted]:
    """Return the quotations of an extractive answer in order."""
    citations = {citation.n: citation for citation in answer.citations}
    return [
        Quoted(sentence, citations[sentence.citations[0]])
        for sentence in answer.sentences
        if sentence.verbatim and sentence.citations
    ]


def weave(
    answer: Answer, quotations: Sequence[Quoted], written: Sequence[Written], language: str
) -> Answer:
    """Return the answer with written sentences first, then the quotations that they do not tell.

    Args:
        answer: Extractive.
        quotations: Its own.
        written: May be empty.
        language: ISO 639-1 code of what frames them.
    """
    if not written:
        return answer
    frames = [s for s in answer.sentences if not s.citations]
    prose = [_shown(one, quotations) for one in written]
    rest = [one.sentence for i, one in enumerate(quotations) if not is_told(i, one, written)]
    also = [AnswerSentence(_ALSO.get(language, _ALSO["da"]), (), verbatim=False)] if rest else []
    return replace(answer, sentences=(*frames, *prose, *also, *rest))


def _shown(one: Written, quotations: Sequence[Quoted]) -> AnswerSentence:
    cited = tuple(dict.fromkeys(quotations[i].citation.n for i in one.sources))
    copied = any(_plain(one.text) in _plain(quotations[i].sentence.text) for i in one.sources)
    return AnswerSentence(one.text, cited, verbatim=copied)


def _plain(text: str) -> str:
    return " ".join(text.split())


def is_told(index: int, quotation: Quoted, written: Sequence[Written]) -> bool:
    """Say whether the sentences that cite a quotation hold its figures, "not"s and most words."""
    citing = [one.text for one in written if index in one.sources]
    if not citing:
        return False
    texts = [analyse(text) for text in citing]
    items = analyse(quotation.sentence.text).items
    marks = [item for item in items if item.kind in ("value", "name")]
    words = [item for item in items if item.kind in ("term", "pole")]
    found = sum(is_covered(word, texts) for word in words)
    denied = sum(item.kind == "negation" for item in items)
    if sum(len(text.of("negation")) for text in texts) < denied:
        return False  # what does not hold for some is not told by "it does not hold"
    return all(is_covered(mark, texts) for mark in marks) and found >= _TOLD * len(words)
