"""The spine: a written sentence → the sources that support it, or why none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.verify import support
from assistant.verify.analysis import Analysed, analyse, name_words
from assistant.verify.coverage import absent, by_share
from assistant.verify.mixture import mixed
from assistant.verify.support import Failure

_MOST_SOURCES = 3  # that one sentence draws on; more is a summary of everything


@dataclass(frozen=True, slots=True)
class Source:
    """A passage that a sentence may rest on.

    Attributes:
        text: The passage.
        where: What names it: title, section, publisher, year.
    """

    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence may be shown.

    Attributes:
        sources: Indexes of the sources that support it, best first; () when none does.
        failures: Why not.
    """

    sources: tuple[int, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether the sentence may be shown."""
        return bool(self.sources)


def verify(sentence: str, sources: Sequence[Source], hints: Sequence[int] = ()) -> Verdict:
    """Return which sources support a sentence.

    Args:
        sentence: One sentence.
        sources: All that it may rest on.
        hints: Indexes of the sources that its writer names: they break ties, nothing more.
    """
    names = frozenset().union(*(name_words(s.text) | name_words(s.where) for s in sources))
    claim = analyse(sentence, names)
    texts = [analyse(source.text, names) for source in sources]
    wheres = [analyse(source.where, names) for source in sources]
    order = by_share(claim, texts, hints)
    chosen: list[int] = []
    fewest: tuple[Failure, ...] | None = None
    for index in order[:_MOST_SOURCES]:
        chosen.append(index)
        failures = _failures(claim, [texts[i] for i in chosen], [wheres[i] for i in chosen], chosen)
        if not failures:
            return Verdict(tuple(chosen))
        if fewest is None or len(failures) < len(fewest):
            fewest = failures
    return Verdict((), fewest or ())


def _failures(
    claim: Analysed,
    texts: Sequence[Analysed],
    wheres: Sequence[Analysed],
    order: Sequence[int],
) -> tuple[Failure, ...]:
    both = [*texts, *wheres]
    place = sorted(range(len(texts)), key=lambda i: order[i])
    found = [
        *mixed(claim, [texts[i] for i in place], [wheres[i] for i in place]),
        *support.values_missing(claim, both),
        *support.names_missing(claim, both),
        *support.bounds_turned(claim, texts),
        *support.figures_turned(claim, texts),
        *support.compared(claim, texts),
        *support.parts_turned(claim, texts),
        *support.swapped(claim, texts),
        *support.apart(claim, texts, wheres),
        *support.opposites(claim, texts),
        *support.denials(claim, texts),
        *absent(claim, both),
    ]
    return tuple(found)
