"""The spine: a written sentence → the sources that support it, or why none does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.verify import company, denial, details, small_words, stand_in, turned
from assistant.verify.analysis import Analysed, analyse, name_words
from assistant.verify.coverage import absent, by_share, names_only, says_little
from assistant.verify.failure import LACKING, Failure
from assistant.verify.flipped import flip
from assistant.verify.mixture import Passage, mixed
from assistant.verify.polarity import polarity
from ingest import danish

_MOST_SOURCES = 3  # that one sentence draws on; more is a summary of everything
# Least cosine of a sentence and the nearest of its sources, by encoder: half of all sentences
# beside sources of another subject had less, no honest paraphrase of the tuning pairs had. It stops
# what is far off; of what is near, the words decide.
_LEAST_COSINE = {"multilingual-e5-small-q4": 0.84}

_ASKS = re.compile(  # a statement begins with its verb only before a comma ("Er man alene, …")
    r"\?\W*$|^\W*(?:findes|er|var|bliver|blev|har|havde|kan|kunne|skal|skulle|må|vil|ville|is|are|was|"
    r"were|does|did|has|have|can|will|hvad|hvem|hvor|hvornår|hvordan|hvorfor|hvilke[nt]?)\b[^,]*$",
    re.I,
)
_CLAUSE = re.compile(r"[,;:](?!\d)")
_LONG = 5  # words of a clause that means something by itself

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a sentence may rest on.

    Attributes:
        text: The passage.
        where: What names it, a part a line: title, section, publisher, year.
        context: What stands before it: it may give a word, never a figure or a name.
        document: Passages of one document stand in its order.
        after: What stands after it: it may tell what became of a proposal, nothing else.
    """

    text: str
    where: str = ""
    context: str = ""
    document: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown.

    Attributes:
        sources: Indexes of the sources that support it, best first; () when none does.
        failures: Why not.
        held_against: Indexes of the sources that the failures are of, best first.
    """

    sources: tuple[int, ...]
    failures: tuple[Failure, ...] = ()
    held_against: tuple[int, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the sentence may be shown."""
        return bool(self.sources)


class Verifier:
    """Holds sentences against the sources of one answer; each source is looked at once."""

    def __init__(
        self, sources: Sequence[Source], embed: Embed | None = None, encoder: str = ""
    ) -> None:
        """Take the sources.

        Args:
            sources: All that a sentence may rest on, those of one document in its order.
            embed: Gives unit vectors of texts; None leaves meaning to the words alone.
            encoder: Its name; the cosine that is needed is known for the one that ships only.
        """
        self._sources = sources
        named = (name_words(s.text) | name_words(s.where) for s in sources)
        self._names = frozenset().union(*named)
        self._texts = [analyse(source.text, self._names) for source in sources]
        self._wheres = [analyse(source.where, self._names) for source in sources]
        self._contexts = [analyse(source.context, self._names) for source in sources]
        self._foreign = danish.language(" ".join(source.text for source in sources))
        self._least = _LEAST_COSINE.get(encoder)
        self._embed = embed
        self._known: dict[int, NDArray[np.float32]] = {}

    def verify(self, sentence: str, hints: Sequence[int] = ()) -> Verdict:
        """Return which sources support a sentence.

        Args:
            sentence: One sentence.
            hints: Indexes of the sources that its writer names: they break ties, nothing more.
        """
        claim = analyse(sentence, self._names)
        if says_little(claim) or _ASKS.search(sentence):
            return Verdict((), (Failure("little", sentence),))
        if names_only(claim, self._texts, self._wheres):
            return Verdict((), (Failure("where", sentence),))
        order = by_share(claim, self._texts, hints)
        nearest: Verdict | None = None
        for length in range(1, min(_MOST_SOURCES, len(order)) + 1):
            failures = self._failures(claim, order[:length])
            if not failures:
                return self._meant(sentence, order[:length])
            if nearest is None or _distance(failures) < _distance(nearest.failures):
                nearest = Verdict((), failures, tuple(order[:length]))
        return nearest or Verdict(())

    def _failures(self, claim: Analysed, chosen: Sequence[int]) -> tuple[Failure, ...]:
        own = claim
        texts = [flip(self._texts[i], [own]) for i in chosen]
        claim = flip(own, texts)
        wheres = [self._wheres[i] for i in chosen]
        both = [*texts, *wheres]
        foreign = danish.language(claim.text) != self._foreign
        everything = [*both, *(self._contexts[i] for i in chosen)]
        found = [
            *details.values_missing(claim, both),
            *details.names_missing(claim, both),
            *details.bounds_turned(claim, texts),
            *details.figures_turned(claim, texts),
            *company.compared(claim, texts),
            *company.parts_turned(claim, texts),
            *company.swapped(claim, texts),
            *stand_in.stand_ins(claim, self._texts),
            *company.celled(claim, texts),
            *company.counted(claim, texts),
            *company.rest(claim, texts),
            *company.traded(claim, texts),
            *company.apart(claim, texts, wheres),
            *company.opposites(claim, texts),
            *turned.leaning(claim, texts),
            *turned.rivalled(claim, texts),
            *turned.alone(claim, texts),
            *turned.linked(claim, texts),
            *turned.ordered(claim, [self._texts[i] for i in sorted(chosen)]),
            *turned.roles(claim, texts),
            *turned.doers(claim, texts),
            *small_words.shares(claim, texts, [self._contexts[i] for i in chosen]),
            *small_words.votes(claim, self._texts),
            *small_words.decided(claim, texts, [self._sources[i].after for i in chosen]),
            *small_words.directions(claim, texts),
            *small_words.rates(claim, texts),
            *small_words.scaled(claim, texts),
            *small_words.unchanged(claim, texts),
            *small_words.conjoined(claim, texts),
            *denial.denials(claim, texts),
            *denial.narrowed(claim, texts),
            *polarity(claim, texts),
            *self._mixed(claim, chosen),
            *absent(claim, everything, foreign=foreign),
        ]
        return tuple(found)

    def _mixed(self, claim: Analysed, chosen: Sequence[int]) -> list[Failure]:
        placed = [
            Passage(
                self._texts[i],
                self._wheres[i],
                (self._sources[i].document, i),
                goes_on=self._goes_on(i),
            )
            for i in sorted(chosen)
        ]
        return list(mixed(claim, placed))

    def _goes_on(self, index: int) -> bool:
        """Say whether a source stands just behind the one before it, in one paragraph."""
        before = self._sources[index - 1].text if index else ""
        return bool(before) and self._sources[index].context.rstrip(" ").endswith(before)

    def _meant(self, sentence: str, chosen: Sequence[int]) -> Verdict:
        """Check that the sentence means about what its sources do."""
        if self._embed is None or self._least is None:
            return Verdict(tuple(chosen))
        meant = self._embed([sentence])[0]
        cosine = max(float((self._rows(index) @ meant).max()) for index in chosen)
        if cosine < self._least:
            return Verdict((), (Failure("meaning", f"{cosine:.3f}"),), tuple(chosen))
        return Verdict(tuple(chosen))

    def _rows(self, index: int) -> NDArray[np.float32]:
        """Return the vectors of a source and of its longer clauses, (n, d) float32."""
        if index not in self._known:
            assert self._embed is not None
            text = self._sources[index].text
            clauses = [part.strip() for part in _CLAUSE.split(text)]
            parts = [part for part in clauses if len(part.split()) >= _LONG and part != text]
            self._known[index] = self._embed([text, *parts])
        return self._known[index]


def _distance(failures: Sequence[Failure]) -> tuple[int, int]:
    """Return how far sources are from a sentence: by what they lack, then by what is turned."""
    return sum(one.code in LACKING for one in failures), len(failures)
