"""The summary for the municipality: what of 100 questions went how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evals.wording import (
    STAGES,
    category,
    interval,
    is_plain,
    makeup,
    number,
    of_hundred,
    percent,
    shown,
)


def markdown(report: dict[str, Any], timings: dict[str, Any]) -> str:
    """The report as Danish Markdown."""
    parts = [
        _heading(report),
        _summary(report),
        _table(report),
        _categories(report),
        _funnel(report),
        _gate(report),
        _checks(report),
        _origin(report, timings),
    ]
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def _heading(report: dict[str, Any]) -> Iterator[str]:
    suite = report["suite"]
    yield f"# Måling af svarene: {suite['name']}"
    yield ""
    yield (
        f"{makeup(suite)} Tallene i parentes er det interval, som værdien med 95 % sikkerhed "
        "ligger i, og antallet af spørgsmål (n)."
    )


def _summary(report: dict[str, Any]) -> Iterator[str]:
    rows = {row["name"]: row for row in report["scores"]}
    yield "## Kort fortalt"
    yield ""
    for name, text in (
        (
            "fully_correct",
            "Af 100 spørgsmål, som dokumenterne kan svare på, får {} et helt rigtigt svar",
        ),
        ("false_refusal", "Af 100 spørgsmål, som dokumenterne kan svare på, afvises {} uden grund"),
        ("refusal_recall", "Af 100 spørgsmål, som dokumenterne ikke kan svare på, afvises {}"),
        ("wrong_claim", "Af 100 svar siger {} noget, der er forkert eller forældet"),
        ("citation_validity", "Af 100 henvisninger peger {} præcist på den tekst, de citerer"),
    ):
        if rows[name]["value"] is not None:
            yield f"- {text.format(of_hundred(rows[name]))} ({interval(rows[name])})."
    median = report["length"]["median"]
    if median["value"] is not None:
        yield (
            f"- Halvdelen af svarene er højst {number(median['value'], 1)} gange så lange som "
            f"facit ({interval(median, shares=False)})."
        )


def _table(report: dict[str, Any]) -> Iterator[str]:
    yield "## Alle mål"
    yield ""
    yield "| Mål | Værdi | 95 %-interval og antal |"
    yield "|---|---:|---|"
    for row in report["scores"]:
        if row["n"]:
            yield f"| {row['label']} | {shown(row)} | {interval(row, shares=not is_plain(row))} |"


def _categories(report: dict[str, Any]) -> Iterator[str]:
    yield "## Efter slags spørgsmål"
    yield ""
    yield "| Slags | Rigtige | 95 %-interval og antal |"
    yield "|---|---:|---|"
    for name, row in report["categories"].items():
        yield f"| {category(name)} | {percent(row['value'])} | {interval(row)} |"


def _funnel(report: dict[str, Any]) -> Iterator[str]:
    yield "## Hvor det gik galt"
    yield ""
    lost = [row for row in report["funnel"] if row["questions"]]
    if not lost:
        yield "Ingen spørgsmål gik galt."
        return
    yield "Hvert spørgsmål, der gik galt, er talt én gang: der, hvor svaret først gik tabt."
    yield ""
    yield "| Sted | Spørgsmål |"
    yield "|---|---:|"
    for row in lost:
        yield f"| {STAGES[row['stage']]} | {row['questions']} |"


def _gate(report: dict[str, Any]) -> Iterator[str]:
    gate = report["gate"]
    if gate is None:
        return
    yield "## Kan ændringen udgives?"
    yield ""
    yield "Ja, alle krav er opfyldt." if gate["passed"] else "Nej:"
    yield ""
    for failure in gate["failures"]:
        yield f"- {failure['text']} `{failure['rule']}`"
    if gate["warnings"]:
        yield ""
        yield "Værd at se på:"
        yield ""
        for warning in gate["warnings"]:
            yield f"- {warning['text']} `{warning['rule']}`"
    if gate["flips"]:
        yield ""
        yield "Spørgsmål, der har skiftet udfald siden den forrige måling:"
        yield ""
        for flip in gate["flips"]:
            outcome = "nu rigtigt" if flip["now_right"] else "nu forkert"
            yield f"- {flip['id']} ({outcome}): {flip['question']}"


def _checks(report: dict[str, Any]) -> Iterator[str]:
    if not report["checks"]:
        return
    yield "## Prøver"
    yield ""
    yield "| Prøve | Bestået | Andel | 95 %-interval og antal |"
    yield "|---|---|---:|---|"
    for check in report["checks"]:
        passed = {True: "ja", False: "**nej**", None: "–"}[check["passed"]]
        yield f"| {check['label']} | {passed} | {percent(check['value'])} | {interval(check)} |"


def _origin(report: dict[str, Any], timings: dict[str, Any]) -> Iterator[str]:
    origin = report["provenance"]
    yield "## Grundlag"
    yield ""
    yield f"- Målt: {report['system']}, skriver: {origin['writer']}, indkoder: {origin['encoder']}"
    yield f"- Dokumenter: {origin['corpus']['documents']} (`{origin['corpus']['sha256'][:16]}`)"
    yield f"- Spørgsmål: `{report['suite']['sha256'][:16]}`"
    yield f"- Kode: `{origin['code']['sha256'][:16]}`"
    yield f"- Indstillinger: `{origin['settings']['sha256'][:16]}`"
    if timings.get("p95_ms") is not None:
        yield (
            f"- Tid pr. spørgsmål: halvdelen under {number(timings['p50_ms'], 0)} ms, 95 % under "
            f"{number(timings['p95_ms'], 0)} ms (n = {timings['n']})"
        )
