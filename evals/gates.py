"""May the change ship? Hard rules, limits, floors, non-inferiority and category floors.

Floors live in `floors.json` and move only by `velfaerd eval raise-floors`, never down. Limits are
fixed by what the product promises.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.compare import Flip, Past, compare, flips, worse
from evals.judge import Judgement
from evals.measures import BY_NAME, LONG
from evals.scores import Score, by_category, lengths, score
from evals.statistics import Difference
from evals.wording import number, percent
from ingest.errors import UsageError

FLOORS = Path(__file__).parent / "floors.json"
LENGTH = "length_p90"  # the floors' ceiling on how long answers may be; measures.LONG without one
# The measures that decide; everything else describes.
GATED = (
    "fully_correct",
    "utility",
    "vital_recall",
    "wrong_claim",
    "gold_precision",
    "gold_recall",
    "word_f1",
    "refusal_recall",
    "false_refusal",
    "retrieval_nDCG@10",
)
# What the product promises of every answer: nothing shown that its source does not say.
EXACT = ("citation_validity", "verbatim", "detail_fidelity")
_SMALL = 20  # questions below which a category's share says too little
_KEPT = 0.7  # of a category's last share


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that a run breaks, as a Danish sentence."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the gate opens, and why not."""

    failures: tuple[Failure, ...] = ()
    warnings: tuple[Failure, ...] = ()
    flips: tuple[Flip, ...] = ()
    differences: dict[str, Difference] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.failures


def load_floors(path: Path = FLOORS) -> dict[str, float]:
    """The floors by measure; a ceiling where lower is better; none where there is no file."""
    if not path.is_file():
        return {}
    floors = json.loads(path.read_text(encoding="utf-8"))
    unknown = set(floors) - {*GATED, LENGTH}
    if unknown:
        raise UsageError(f"{path.name} har ukendte mål: {', '.join(sorted(unknown))}.")
    return {name: float(value) for name, value in floors.items()}


def raised(
    floors: Mapping[str, float],
    scores: Iterable[Score],
    margin: float,
    length_p90: float | None = None,
) -> dict[str, float]:
    """The floors moved to a run's bounds less a margin, where that is stricter.

    Args:
        floors: As they are.
        scores: Of the run.
        margin: In the measure's own unit; for the length, a share of it.
        length_p90: Nine in ten answers of the run are at most this many times the gold.
    """
    new = dict(floors)
    if length_p90 is not None:
        new[LENGTH] = round(max(LONG, min(length_p90 * (1 + margin), floors.get(LENGTH, LONG))), 2)
    for found in scores:
        bound = worst_bound(found)
        if found.name in GATED and bound is not None:
            moved = bound - margin if found.higher_is_better else bound + margin
            stricter = max if found.higher_is_better else min
            new[found.name] = round(stricter(moved, floors.get(found.name, moved)), 4)
    return {name: new[name] for name in (*GATED, LENGTH) if name in new}


def worst_bound(found: Score) -> float | None:
    """The bound of a score's interval that speaks against it."""
    return found.estimate.low if found.higher_is_better else found.estimate.high


def gate(
    judgements: Sequence[Judgement],
    *,
    pinned: Sequence[Judgement] = (),
    floors: Mapping[str, float] | None = None,
    past: Mapping[str, Past] | None = None,
    ungated: Sequence[str] = (),
) -> Verdict:
    """Hold a run against every rule.

    Args:
        judgements: The questions that scores are made of.
        pinned: Questions that must be right.
        floors: By measure; None leaves them out.
        past: An earlier run by question; None leaves out comparison.
        ungated: Categories left out of the category floor.
    """
    failures = [
        *_hard(judgements, pinned),
        *_limits(judgements, (floors or {}).get(LENGTH, LONG)),
        *_floors(judgements, floors or {}),
    ]
    warnings: list[Failure] = []
    differences: dict[str, Difference] = {}
    if past:
        differences = compare(judgements, past, GATED)
        fallen, doubtful = worse(judgements, past, differences)
        failures += [Failure(f"worse:{name}", text) for name, text in fallen.items()]
        failures += _categories(judgements, past, ungated)
        warnings += [Failure(f"worse:{name}", text) for name, text in doubtful.items()]
    return Verdict(tuple(failures), tuple(warnings), flips(judgements, past or {}), differences)


def _hard(judgements: Sequence[Judgement], pinned: Sequence[Judgement]) -> list[Failure]:
    found = [
        Failure("personal_number", f"{j.id}: et CPR-nummer står i svaret")
        for j in (*judgements, *pinned)
        if j.personal_number
    ]
    found += [Failure("broken", f"{j.id}: {j.error}") for j in judgements if j.error]
    return found + [
        Failure("pinned", f"{j.id}: fastholdt spørgsmål er ikke besvaret rigtigt")
        for j in pinned
        if not j.right
    ]


def _limits(judgements: Sequence[Judgement], longest: float) -> list[Failure]:
    found = []
    for name in EXACT:
        measured = score(BY_NAME[name], judgements)
        if measured.estimate.value is not None and measured.estimate.value < 1.0:
            missed = measured.denominator - measured.numerator
            found.append(Failure(name, f"{measured.label}: {missed:g} gør ikke"))
    p90 = lengths(judgements)[1].value
    if p90 is not None and p90 > longest:
        found.append(
            Failure(
                "length", f"hvert tiende svar er over {number(p90, 1)} gange så langt som facit"
            )
        )
    return found


def _floors(judgements: Sequence[Judgement], floors: Mapping[str, float]) -> list[Failure]:
    found = []
    for name, floor in floors.items():
        if name == LENGTH:
            continue
        measured = score(BY_NAME[name], judgements)
        bound = worst_bound(measured)
        if bound is None:
            found.append(Failure(f"floor:{name}", f"{measured.label} er ikke målt"))
        elif (bound < floor) if measured.higher_is_better else (bound > floor):
            side = "under gulvet" if measured.higher_is_better else "over loftet"
            found.append(
                Failure(
                    f"floor:{name}",
                    f"{measured.label}: grænsen {number(bound, 3)} er {side} {number(floor, 3)}",
                )
            )
    return found


def _categories(
    judgements: Sequence[Judgement], past: Mapping[str, Past], ungated: Sequence[str]
) -> list[Failure]:
    found = []
    for name, now in by_category(judgements).items():
        before = [old.right for old in past.values() if old.category == name]
        if min(len(before), now.estimate.n) < _SMALL or name in ungated:
            continue
        share = sum(before) / len(before)
        if now.estimate.value is not None and now.estimate.value < _KEPT * share:
            found.append(
                Failure(
                    f"category:{name}",
                    f"{name}: {percent(now.estimate.value)} rigtige mod {percent(share)} før",
                )
            )
    return found
