"""The drawings of the page, as inline SVG with a text for those who do not see them."""

from __future__ import annotations

from math import ceil
from typing import Any

from evals.wording import interval, number, percent

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM = 560, 260, 54, 26, 40
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def bar(row: dict[str, Any]) -> str:
    """A share from 0 to 1 as a bar with its interval as a line across."""
    if row["value"] is None:
        return ""
    value, low, high = (
        100 * max(0.0, min(1.0, row[key] or 0.0)) for key in ("value", "low", "high")
    )
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="rail" width="100" height="10"/>'
        f'<rect class="fill" width="{value:.2f}" height="10"/>'
        f'<line class="whisker" x1="{low:.2f}" x2="{high:.2f}" y1="5" y2="5"/></svg>'
    )


def count_bar(share: float) -> str:
    """A count as a bar of its share of the largest, 0 to 1."""
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="lost" width="{100 * share:.1f}" height="10"/></svg>'
    )


def risk_coverage(risk: dict[str, Any]) -> str:
    """The risk–coverage curve with the point where the assistant stands now."""
    points = [(0.0, risk["points"][0][1]), *map(tuple, risk["points"])]
    highest = max(max(value for _, value in points), risk["now"]["risk"] or 0.0)
    top = max(2, ceil(5 * highest)) / 5  # quarters of it are whole per cents
    path = " ".join(
        f"{'L' if i else 'M'}{_x(coverage):.1f} {_y(value / top):.1f}"
        for i, (coverage, value) in enumerate(points)
    )
    now = risk["now"]
    dot = ""
    if now["risk"] is not None:
        x, y = _x(now["coverage"]), _y(now["risk"] / top)
        dot = (
            f'<circle class="now" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
            f'<text class="now" x="{x - 10:.1f}" y="{y - 10:.1f}" text-anchor="end">nu</text>'
        )
    text = (
        f"Risiko efter dækning. Nu besvares {percent(now['coverage'])} af spørgsmålene "
        f"({interval(now['answered'])}), og {percent(now['risk'])} af svarene er ikke helt rigtige "
        f"({interval(now['wrong'])}). Areal under kurven "
        f"{number(risk['aurc']['value'], 3)} ({interval(risk['aurc'], shares=False)})."
    )
    return (
        f'<svg class="curve" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{text}">'
        f'{_axes(top)}<path class="line" d="{path}"/>{dot}</svg><p class="note">{text}</p>'
    )


def _axes(top: float) -> str:
    parts = []
    for tick in _TICKS:
        x, y = _x(tick), _y(tick)
        parts.append(
            f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        parts.append(
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent(tick * top)}</text>'
        )
        parts.append(
            f'<text x="{x:.1f}" y="{_HEIGHT - 23}" text-anchor="middle">{percent(tick)}</text>'
        )
    parts.append(
        f'<text x="{(_WIDTH + _LEFT) / 2}" y="{_HEIGHT - 6}" text-anchor="middle">'
        "andel af spørgsmålene, der besvares</text>"
    )
    return "".join(parts)


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return 10 + (1 - share) * (_HEIGHT - _BOTTOM - 10)
