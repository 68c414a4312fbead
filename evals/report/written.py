"""What a model's writing changed, as a Danish table and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

from evals.compare import as_past, compare
from evals.measures import BY_NAME
from evals.report.record import estimate
from evals.scores import Score, score
from evals.statistics import Difference
from evals.wording import number, percent
from evals.writer import Told, Written, draft_fidelity

HEADLINES = (
    "fully_correct",
    "vital_recall",
    "wrong_claim",
    "citation_validity",
    "citation_coverage",
    "refusal_recall",
    "false_refusal",
    "utility",
)
_ALSO = ("detail_fidelity", "word_fidelity")
_LAPS = {"first_source": "første kilde", "first_word": "første ord", "total": "slut"}


def worse(written: Written) -> list[str]:
    """Return the headline measures that are lower with the model than without, by name."""
    return [name for name, row in _rows(written).items() if name in HEADLINES and _is_worse(*row)]


def _is_worse(before: Score, after: Score) -> bool:
    one, other = before.estimate.value, after.estimate.value
    if one is None or other is None:
        return False
    return other < one if before.higher_is_better else other > one


def _rows(written: Written) -> dict[str, tuple[Score, Score]]:
    return {
        name: (
            score(BY_NAME[name], written.extractive.scored),
            score(BY_NAME[name], written.written.scored),
        )
        for name in (*HEADLINES, *_ALSO)
    }


def table(written: Written) -> str:
    """Return every measure without and with the model, and how the model did."""
    ahead = _ahead(written)
    lines = [
        f"| mål | {written.extractive.system} | {written.written.system} | forskel |",
        "|---|---:|---:|---:|",
    ]
    for name, (before, after) in _rows(written).items():
        values = " | ".join(_value(name, one) for one in (before, after))
        lines.append(f"| {after.label} | {values} | {_difference(ahead.get(name))} |")
    n = len(written.told)
    note = f"n = {n} spørgsmål; forskellen er parvis, med 95 %-interval efter dokumentfamilie."
    return "\n".join([*lines, "", note, *_model_lines(written.told)])


def _ahead(written: Written) -> dict[str, Difference]:
    return compare(written.written.scored, as_past(written.extractive.scored), HEADLINES)


def _value(name: str, one: Score) -> str:
    value = number if name == "utility" else percent
    return f"{value(one.estimate.value)} (n = {one.estimate.n})"


def _difference(one: Difference | None) -> str:
    return "–" if one is None else f"{number(one.value)} [{number(one.low)}; {number(one.high)}]"


def _model_lines(told: Sequence[Told]) -> list[str]:
    wrote = [one for one in told if one.drafts]
    drafts = sum(len(one.drafts) for one in told)
    supported, details = draft_fidelity(told)
    lines = [
        f"Modellen skrev {drafts} sætninger til {len(wrote)} spørgsmål; "
        f"{_kept(told)} blev bekræftet, og {supported} af deres {details} tal og navne står i "
        "kilderne."
    ]
    shown = sum(one.last.writer != "extractive" for one in told)
    lines.append(f"Modellens tekst vises i {shown} svar af {len(told)}.")
    reasons = Counter(one.last.notice for one in told if one.last.notice)
    lines += [f"- {count} gange: {notice}" for notice, count in reasons.most_common()]
    times = _times(told)
    if times:
        ratio = "; ".join(
            f"{_LAPS[lap]} {number(value / times['first_source'], 1)}"
            for lap, value in times.items()
        )
        lines.append(f"Median af tider, hvor første kilde er 1: {ratio}.")
    return lines


def _kept(told: Sequence[Told]) -> int:
    """Count the drafted sentences that are shown."""
    return sum(
        text in [sentence.text for sentence in one.last.sentences]
        for one in told
        if one.last.writer != "extractive"
        for text in one.drafts
    )


def _times(told: Sequence[Told]) -> dict[str, float]:
    """Return the median milliseconds of each lap, over the questions that the model wrote to."""
    timed = [one.last.timings_ms for one in told if "first_word" in one.last.timings_ms]
    return {lap: median(laps[lap] for laps in timed) for lap in _LAPS} if timed else {}


def as_json(written: Written) -> dict[str, Any]:
    """Return the same as plain values."""
    ahead = _ahead(written)
    supported, details = draft_fidelity(written.told)
    return {
        "questions": len(written.told),
        "drafts": sum(len(one.drafts) for one in written.told),
        "drafts_kept": _kept(written.told),
        "draft_details": [supported, details],
        "median_ms": _times(written.told),
        "worse": worse(written),
        "measures": {
            name: {
                "extractive": estimate(before.estimate),
                "written": estimate(after.estimate),
                "difference": [d.value, d.low, d.high] if (d := ahead.get(name)) else None,
            }
            for name, (before, after) in _rows(written).items()
        },
    }
