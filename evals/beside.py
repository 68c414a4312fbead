"""The same suite over ours and the others, side by side, with paired intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evals.baselines import plain_llama_index
from evals.compare import as_past, compare
from evals.measures import BY_NAME
from evals.report.record import estimate
from evals.run import Progress, Run, run
from evals.scores import lengths, score
from evals.statistics import Difference
from evals.suite import Suite
from evals.systems import Ours, one_leg, world_of
from evals.wording import is_plain, number, percent
from ingest.library import Library

if TYPE_CHECKING:
    from assistant.settings import Settings

# The two that a claim may rest on come first.
SHOWN = (
    "fully_correct",
    "concise_correct",
    "utility",
    "vital_recall",
    "wrong_claim",
    "gold_precision",
    "word_f1",
    "refusal_recall",
    "false_refusal",
    "retrieval_nDCG@10",
    "retrieval_R@10",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """One system's run and how ours differs from it.

    Attributes:
        ahead: Ours minus theirs by measure; empty for ours.
    """

    run: Run
    ahead: dict[str, Difference]


def beside(
    suite: Suite, library: Library, settings: Settings, progress: Progress | None = None
) -> tuple[Beside, ...]:
    """Run a suite through ours, ours with half of the search, and plain LlamaIndex on Chroma."""
    from assistant.answer import Assistant

    world = world_of(library)
    ours = run(suite, Ours(Assistant(library, settings)), world, progress)
    others = [
        run(suite, one_leg(library, settings, leg), world, progress) for leg in ("words", "vectors")
    ]
    with plain_llama_index(library, world) as plain:
        others.append(run(suite, plain, replace(world, chunks_of=plain.chunks_of), progress))
    compared = [
        Beside(other, compare(ours.scored, as_past(other.scored), SHOWN)) for other in others
    ]
    return (Beside(ours, {}), *compared)


def table(rows: Sequence[Beside]) -> str:
    """The runs as a Danish Markdown table: value, and what ours has more of with its interval."""
    head = ["Mål", *(row.run.system for row in rows)]
    lines = [f"| {' | '.join(head)} |", "|---|" + "---:|" * len(rows)]
    for name in SHOWN:
        cells = [_cell(name, row) for row in rows]
        lines.append(f"| {BY_NAME[name].label} | {' | '.join(cells)} |")
    medians = [number(lengths(row.run.scored)[0].value, 1) for row in rows]
    lines.append(f"| længde mod facit, median | {' | '.join(medians)} |")
    n = len(rows[0].run.scored)
    note = (
        f"n = {n} spørgsmål. Under hver værdi: hvor meget højere vores er, med 95 %-interval, "
        "parvis og efter dokumentfamilie; fed, når intervallet ikke rummer nul."
    )
    return "\n".join([*lines, "", note])


def _cell(name: str, row: Beside) -> str:
    measured = score(BY_NAME[name], row.run.scored)
    plain = is_plain({"name": name})
    value = number(measured.estimate.value) if plain else percent(measured.estimate.value)
    ahead = row.ahead.get(name)
    if ahead is None:
        return value
    shown = f"{number(ahead.value)} [{number(ahead.low)}; {number(ahead.high)}]"
    return f"{value}<br>{f'**{shown}**' if ahead.low > 0 or ahead.high < 0 else shown}"


def as_json(rows: Sequence[Beside]) -> dict[str, Any]:
    """The same as plain values."""
    return {
        row.run.system: {
            name: estimate(score(BY_NAME[name], row.run.scored).estimate)
            | (
                {"ours_minus": [row.ahead[name].value, row.ahead[name].low, row.ahead[name].high]}
                if name in row.ahead
                else {}
            )
            for name in SHOWN
        }
        for row in rows
    }
