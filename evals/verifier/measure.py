"""Labelled pairs of sentence and sources → what the verifier lets through and what it catches.

The pairs of split "tune" were looked at while the verifier was made. Those of "report" were written
by another hand, who did not know the verifier, on passages that no pair of "tune" has; only their
totals by kind were seen. A figure that is told without its split is of "report".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

from assistant.verify import Source, Verifier
from assistant.verify.verifier import Embed
from evals.statistics import Estimate, proportion
from evals.wording import percent

SPLITS = ("report", "tune")
HONEST = "honest"
_LABELS = {
    HONEST: "ærlige omskrivninger sluppet igennem",
    "number": "tal ændret",
    "quantity": "mængde i ord ændret",
    "unit": "enhed eller periode ændret",
    "date": "dato ændret",
    "year": "andet år",
    "municipality": "anden kommune",
    "name": "navn ændret",
    "negation": "nægtet",
    "direction": "retning vendt",
    "swap": "byttet om",
    "absent": "sandsynligt, men fraværende",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the passages it claims to rest on.

    Attributes:
        group: Pairs with the same sources; they are not independent.
        kind: "honest", or how it was made wrong.
        where: Title, publisher and section of the sources, a part a line.
        before: What stands before them in their document, as an answer has it; "" of those that
            were made up.
    """

    group: str
    split: str
    kind: str
    supported: bool
    sentence: str
    where: str
    before: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A pair and what the verifier said of it.

    Attributes:
        failures: Codes of why not; () where it was let through.
    """

    pair: Pair
    shown: bool
    failures: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it was let through, or caught, as it should be."""
        return self.shown == self.pair.supported


@dataclass(frozen=True, slots=True)
class Tally:
    """A count over pairs with Wilson's 95 % interval."""

    name: str
    label: str
    right: int
    estimate: Estimate


def load() -> tuple[Pair, ...]:
    """Return the pairs that ship.

    Raises:
        ValueError: A pair's label and kind disagree.
    """
    text = files("evals.verifier").joinpath("pairs.jsonl").read_text("utf-8")
    return tuple(_pair(json.loads(line)) for line in text.splitlines())


def _pair(row: dict[str, Any]) -> Pair:
    pair = Pair(**{**row, "sources": tuple(row["sources"])})
    if pair.kind not in _LABELS or pair.split not in SPLITS:
        raise ValueError(f"{pair.group}: no kind {pair.kind} or split {pair.split}")
    if pair.supported != (pair.kind == HONEST):
        raise ValueError(f"{pair.group}: {pair.kind} cannot be supported={pair.supported}")
    return pair


def measure(
    pairs: Sequence[Pair],
    embed: Embed | None = None,
    encoder: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Finding]:
    """Yield what the verifier says of each pair; sources that pairs share are read once.

    Args:
        pairs: Those of one group beside each other.
        embed: Gives unit vectors of texts; None leaves meaning to the words.
        encoder: Its name.
        progress: Called with (pairs done, pairs).
    """
    done = 0
    for _, same in groupby(pairs, key=lambda pair: (pair.where, pair.sources)):
        group = list(same)
        verifier = Verifier(_sources(group[0]), embed, encoder)
        for pair in group:
            verdict = verifier.verify(pair.sentence)
            codes = tuple(dict.fromkeys(failure.code for failure in verdict.failures))
            yield Finding(pair, verdict.supported, codes)
            done += 1
            if progress:
                progress(done, len(pairs))


def _sources(pair: Pair) -> list[Source]:
    return [
        Source(text, pair.where, " ".join((pair.before, *pair.sources[:n])), "1")
        for n, text in enumerate(pair.sources)
    ]


def tallies(findings: Sequence[Finding]) -> list[Tally]:
    """Return precision and recall of what is shown and of what is caught, then every kind."""
    honest = [f for f in findings if f.pair.supported]
    changed = [f for f in findings if not f.pair.supported]
    shown = [f for f in findings if f.shown]
    caught = [f for f in findings if not f.shown]
    whole = [
        _tally("caught", "ændrede sætninger fanget (genkaldelse)", changed),
        _tally("caught_precision", "- af det fangede er ændret (præcision)", caught),
        _tally("let_through", "ærlige sætninger sluppet igennem (genkaldelse)", honest),
        _tally("shown_supported", "- af det viste er dækket (præcision)", shown),
    ]
    kinds = [
        _tally(kind, label, [f for f in findings if f.pair.kind == kind])
        for kind, label in _LABELS.items()
    ]
    return [*whole, *kinds]


def _tally(name: str, label: str, findings: Sequence[Finding]) -> Tally:
    right = sum(finding.right for finding in findings)
    return Tally(name, label, right, proportion(right, len(findings)))


def table(found: Sequence[Tally]) -> str:
    """Return the tallies as a Danish Markdown table."""
    lines = ["| mål | rigtige | andel | 95 %-interval |", "|---|---:|---:|---:|"]
    for one in found:
        estimate = one.estimate
        bounds = f"{percent(estimate.low)} til {percent(estimate.high)}"
        n = f"{one.right} af {estimate.n}"
        lines.append(f"| {one.label} | {n} | {percent(estimate.value)} | {bounds} |")
    return "\n".join(lines)


def as_json(found: Sequence[Tally]) -> dict[str, Any]:
    """Return the same as plain values."""
    return {
        one.name: {
            "right": one.right,
            "n": one.estimate.n,
            "value": one.estimate.value,
            "low": one.estimate.low,
            "high": one.estimate.high,
        }
        for one in found
    }
