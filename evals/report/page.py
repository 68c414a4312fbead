"""One HTML page without outside resources; every text from outside is escaped."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from evals.report.figures import bar, count_bar, risk_coverage
from evals.wording import (
    FAMILIES,
    STAGES,
    STATUSES,
    category,
    interval,
    is_plain,
    makeup,
    number,
    percent,
    shown,
)

_STYLE = Path(__file__).parent / "page.css"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHOWN = 12  # details of a check; more stand in report.json


def page(report: dict[str, Any], timings: dict[str, Any]) -> str:
    """The report as a page."""
    title = f"Måling af svarene: {escape(report['suite']['name'])}"
    sections = [
        _headline(report, title),
        _gate(report),
        _funnel(report),
        _categories(report),
        _risk(report),
        _scores(report),
        _checks(report),
        _failed(report),
        _origin(report, timings),
    ]
    return (
        '<!doctype html>\n<html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{title}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main>{''.join(sections)}</main></body></html>\n"
    )


def _headline(report: dict[str, Any], title: str) -> str:
    rows = {row["name"]: row for row in report["scores"]}
    cards = [
        ("fully_correct", "helt rigtige svar"),
        ("refusal_recall", "afvist, når svaret ikke findes"),
        ("false_refusal", "afvist uden grund"),
        ("wrong_claim", "svar med noget forkert"),
        ("citation_validity", "henvisninger, der holder"),
    ]
    drawn = "".join(
        f"<li><strong>{percent(rows[name]['value'])}</strong><span>{label}</span>"
        f"<small>{interval(rows[name])}</small></li>"
        for name, label in cards
        if rows[name]["n"]
    )
    return (
        f"<header><h1>{title}</h1><p>{makeup(report['suite'])} Målt: {escape(report['system'])}. "
        "Under hvert tal står 95 %-intervallet og antallet af spørgsmål.</p>"
        f'<ul class="cards">{drawn}</ul></header>'
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{title}</h2>{body}</section>"


def _gate(report: dict[str, Any]) -> str:
    gate = report["gate"]
    if gate is None:
        return ""
    verdict = "Alle krav er opfyldt" if gate["passed"] else "Ændringen må ikke udgives"
    mark = "ok" if gate["passed"] else "bad"
    body = f'<p class="verdict {mark}">{verdict}</p>'
    body += _list([f"{row['text']} <code>{row['rule']}</code>" for row in _safe(gate["failures"])])
    if gate["warnings"]:
        body += "<h3>Værd at se på</h3>" + _list([row["text"] for row in _safe(gate["warnings"])])
    if gate["flips"]:
        body += "<h3>Skiftet udfald siden forrige måling</h3>" + _list(
            [
                f'<span class="{"ok" if row["now_right"] else "bad"}">'
                f"{'nu rigtigt' if row['now_right'] else 'nu forkert'}</span> "
                f"<code>{escape(row['id'])}</code> {escape(row['question'])}"
                for row in gate["flips"]
            ]
        )
    return _section("Kan ændringen udgives?", body)


def _safe(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{key: escape(str(value)) for key, value in row.items()} for row in rows]


def _list(items: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>" if items else ""


def _funnel(report: dict[str, Any]) -> str:
    lost = [row for row in report["funnel"] if row["questions"]]
    if not lost:
        return _section("Hvor det gik galt", "<p>Ingen spørgsmål gik galt.</p>")
    most = max(row["questions"] for row in lost)
    drawn = "".join(
        f'<tr><th scope="row">{STAGES[row["stage"]]}</th><td class="n">{row["questions"]}</td><td>'
        f"{count_bar(row['questions'] / most)}</td></tr>"
        for row in lost
    )
    note = "<p>Hvert spørgsmål, der gik galt, er talt én gang: hvor svaret først gik tabt.</p>"
    return _section("Hvor det gik galt", f'{note}<table class="funnel">{drawn}</table>')


def _categories(report: dict[str, Any]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(category(name))}</th>'
        f'<td class="n">{percent(row["value"])}</td>'
        f"<td>{bar(row)}</td><td>{interval(row)}</td></tr>"
        for name, row in report["categories"].items()
    )
    return _section("Efter slags spørgsmål", f"<table>{rows}</table>")


def _risk(report: dict[str, Any]) -> str:
    risk = report["risk_coverage"]
    if not risk["points"]:
        body = "<p>Svarene har ingen sikkerhed, så kurven kan ikke tegnes.</p>"
    else:
        body = (
            "<p>Hvis kun de sikreste svar gives, hvor mange af dem er så ikke helt rigtige?</p>"
            + risk_coverage(risk)
        )
    return _section("Risiko og dækning", body)


def _scores(report: dict[str, Any]) -> str:
    body = ""
    for family, label in FAMILIES.items():
        rows = [row for row in report["scores"] if row["family"] == family and row["n"]]
        body += (
            f'<tr class="family"><th colspan="4" scope="rowgroup">{label}</th></tr>' if rows else ""
        )
        for row in rows:
            drawn = "" if row["name"] == "utility" else bar(row)
            body += (
                f'<tr><th scope="row">{escape(row["label"])}</th><td class="n">{shown(row)}</td>'
                f"<td>{drawn}</td><td>{interval(row, shares=not is_plain(row))}</td></tr>"
            )
    median, p90 = report["length"]["median"], report["length"]["p90"]
    note = (
        f"<p>Svarets længde i forhold til facit: median {number(median['value'], 1)} "
        f"({interval(median, shares=False)}), 90 %-fraktil {number(p90['value'], 1)} "
        f"({interval(p90, shares=False)}).</p>"
    )
    return _section("Alle mål", f"<table>{body}</table>{note}")


def _checks(report: dict[str, Any]) -> str:
    if not report["checks"]:
        return ""
    body = ""
    for check in report["checks"]:
        mark = {True: "ok", False: "bad", None: ""}[check["passed"]]
        word = {True: "bestået", False: "ikke bestået", None: "kun til orientering"}[
            check["passed"]
        ]
        details = "".join(f"<li>{escape(text)}</li>" for text in check["details"][:_SHOWN])
        more = (
            f"<details><summary>Se hvorfor</summary><ul>{details}</ul></details>" if details else ""
        )
        body += (
            f'<tr><th scope="row">{escape(check["label"])}{more}</th>'
            f'<td class="{mark}">{word}</td><td class="n">{percent(check["value"])}</td>'
            f"<td>{interval(check)}</td></tr>"
        )
    return _section("Prøver", f"<table>{body}</table>")


def _failed(report: dict[str, Any]) -> str:
    rows = [row for row in report["questions"] if not row["right"]]
    rows.sort(key=lambda row: row["utility"])  # what is wrong before what lacks
    legend = (
        '<p class="legend"><mark class="gold">facit</mark> <mark class="cited">henvist til</mark> '
        '<mark class="gold cited">begge dele</mark></p>'
    )
    body = "".join(_failed_question(row) for row in rows) or "<p>Ingen.</p>"
    order = "<p>De, der svarede forkert, står først.</p>" if rows else ""
    return _section(f"Spørgsmål, der gik galt ({len(rows)})", legend + order + body)


def _failed_question(row: dict[str, Any]) -> str:
    history = "".join(f"<p>Tidligere: {escape(text)}</p>" for text in row.get("history", ()))
    sentences = row["answer"]["sentences"] if row["answer"] else []
    said = "".join(f"<li>{escape(sentence['text'])}</li>" for sentence in sentences)
    wanted = ", ".join(escape(text) for text in row.get("expected", ()))
    lacking = ", ".join(escape(text) for text in row.get("lacking", ()))
    facts = "".join(
        f"<p>{text}</p>"
        for text in (
            f"Fejl: {escape(row['error'])}" if row["error"] else "",
            f"Skulle sige: {wanted}" if wanted else "",
            f"Mangler: {lacking}" if lacking and row["answer"] else "",
            f"Forkert: {escape(', '.join(row['nuggets']['forbidden']))}"
            if row["nuggets"]["forbidden"]
            else "",
            f"Forældet kilde: {escape(', '.join(row['outdated']))}" if row["outdated"] else "",
        )
        if text
    )
    status = escape(STATUSES.get(str(row["status"]), str(row["status"])))
    reason = f" ({escape(row['reason'])})" if row["reason"] else ""
    return (
        f'<details class="question"><summary><code>{escape(row["id"])}</code> '
        f"{escape(row['question'])} <small>{STAGES[row['stage']]}</small></summary>{history}"
        f"<p>{escape(category(row['category']))}. Udfald: {status}{reason}</p>{facts}"
        f"{f'<ol>{said}</ol>' if said else ''}{''.join(map(_excerpt, row['excerpts']))}</details>"
    )


def _excerpt(excerpt: dict[str, Any]) -> str:
    year = f" ({excerpt['year']})" if excerpt["year"] else ""
    pieces = "".join(_piece(piece) for piece in excerpt["pieces"])
    return f"<h3>{escape(excerpt['document'])}{year}</h3><blockquote>{pieces}</blockquote>"


def _piece(piece: dict[str, Any]) -> str:
    kinds = [kind for kind in ("gold", "cited") if piece[kind]]
    text = escape(piece["text"])
    return f'<mark class="{" ".join(kinds)}">{text}</mark>' if kinds else text


def _origin(report: dict[str, Any], timings: dict[str, Any]) -> str:
    origin = report["provenance"]
    rows = [
        ("Dokumenter", f"{origin['corpus']['documents']} ({origin['corpus']['sha256'][:16]})"),
        ("Spørgsmål", report["suite"]["sha256"][:16]),
        ("Indkoder", origin["encoder"]),
        ("Skriver", origin["writer"]),
        ("Indstillinger", origin["settings"]["sha256"][:16]),
        ("Kode", origin["code"]["sha256"][:16]),
    ]
    if timings.get("p95_ms") is not None:
        rows.append(
            (
                "Tid pr. spørgsmål",
                f"median {number(timings['p50_ms'], 0)} ms, 95 % under "
                f"{number(timings['p95_ms'], 0)} ms (n = {timings['n']})",
            )
        )
    body = "".join(
        f'<tr><th scope="row">{label}</th><td>{escape(text)}</td></tr>' for label, text in rows
    )
    return _section("Grundlag", f"<table>{body}</table>")
