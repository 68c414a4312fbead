"""A report as JSON for scripts and as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from assistant.check.records import Judged, Reference, Report
from assistant.check.wording import (
    GOOD,
    VERDICTS,
    explained,
    reference_name,
    reference_verdict,
    verdict,
)
from assistant.export.footnote import source

_SHOWN = 300  # characters: a line or three


def report_to_json(report: Report) -> dict[str, Any]:
    """Return the form of `velfaerd check --json`; offsets are in `text`."""
    return {
        "file": report.file,
        "text": report.manuscript.text,
        "sentences": [_sentence(n, one) for n, one in enumerate(report.judged, start=1)],
        "references": [_reference(one) for one in report.references],
        "counts": _counts(report),
        "headings_not_judged": report.manuscript.headings,
        "cpr_numbers": report.manuscript.cpr_numbers,
        "library": asdict(report.library),
    }


def _sentence(n: int, judged: Judged) -> dict[str, Any]:
    said = judged.statement
    return {
        "n": n,
        "start": said.start,
        "end": said.end,
        "text": said.text,
        "verdict": judged.code,
        "explanation": verdict(judged),
        "failures": [asdict(one) for one in judged.failures],
        "reasons": explained(judged.failures),
        "quotations": [
            {
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "verbatim": one.source is not None,
                "source": asdict(one.source) if one.source else None,
                "context": one.context,
            }
            for one in judged.quotations
        ],
        "footnotes": list(said.notes),
        "sources": [asdict(one) for one in judged.sources],
    }


def _reference(reference: Reference) -> dict[str, Any]:
    return {
        "n": reference.note.name,
        "kind": reference.note.kind,
        "text": reference.note.text,
        "is_reference": reference.is_reference,
        "found": reference.document is not None,
        "document": reference.document,
        "problems": list(reference.problems),
        "explanation": reference_verdict(reference),
    }


def _counts(report: Report) -> dict[str, int]:
    counted = Counter(one.code for one in report.judged)
    named = [one for one in report.references if one.is_reference]
    return {
        **{code: counted[code] for code in VERDICTS},  # type: ignore[index]  # the codes
        "references": len(named),
        "unknown_references": sum(one.document is None for one in named),
    }


def report_text(report: Report) -> str:
    """Return a report with every statement in order, then the references, then the sum."""
    parts = [_said(n, one) for n, one in enumerate(report.judged, start=1)]
    named = [_named(one) for one in report.references]
    if named:
        parts.append("\n".join(["Henvisninger:", *named]))
    return "\n\n".join([*parts, "\n".join(_sum(report))])


def _said(n: int, judged: Judged) -> str:
    mark = "   " if judged.code in GOOD else "!! "
    notes = "".join(f" [{name}]" for name in judged.statement.notes)
    lines = [f"{mark}{n}. {verdict(judged)}", f"      {_short(judged.statement.text)}{notes}"]
    nearest = "" if judged.code in (*GOOD, "other_source") else "Nærmest: "
    for one in judged.sources:
        lines.append(f"      {nearest}{_line(source(one, 'da'))} ({one.document})")
        context = next((q.context for q in judged.quotations if q.source == one), None)
        if context:
            lines.append(f"        Et uddrag af: »{_short(context)}«")
        elif judged.code != "verbatim":
            lines.append(f"        »{_short(one.quote)}«")
    return "\n".join(lines)


def _named(reference: Reference) -> str:
    good = not reference.is_reference or (reference.document and not reference.problems)
    told = f"{reference_name(reference)}: {reference_verdict(reference)}"
    return f"{'   ' if good else '!! '}{told}\n      {_short(reference.note.text)}"


def _sum(report: Report) -> Iterator[str]:
    counts = _counts(report)
    found = [f"{counts[code]} {name}" for code, name in VERDICTS.items() if counts[code]]
    yield f"{report.file}: {_number(report.judged, 'sætning')}: {', '.join(found) or 'ingen'}."
    named = [one for one in report.references if one.is_reference]
    yield (
        f"{_number(named, 'henvisning')}, {counts['unknown_references']} findes ikke i "
        f"biblioteket (udgave {report.library.generation}, {report.library.documents} dokumenter)."
    )
    if headings := report.manuscript.headings:
        yield f"{_number(range(headings), 'overskrift')} er ikke bedømt: uden tal og udsagnsord."
    if numbers := report.manuscript.cpr_numbers:
        yield f"CPR-numre i filen: {numbers}. De er skjult her, men står stadig i filen."


def _number(things: Sequence[object], name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 'er'}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    line = _line(text)
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"
