"""`velfaerd eval` on the questions themselves: checked, taken in, written out."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evals import session

if TYPE_CHECKING:
    from evals.case import Case

SuiteName = Annotated[
    str,
    typer.Argument(
        help="dev, gate, canary eller alle; en YAML- eller JSONL-fil; en mappe, også en BEIR-mappe."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Skriv kun JSON på standardoutput.")]


def lint(
    suites: Annotated[
        list[Path] | None, typer.Argument(help="YAML- eller JSONL-filer; ellers de medfølgende.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Mappen med dokumenter; ellers de medfølgende.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tjek en samling: citater findes, mønstre passer, intet lækker mellem delene.

    Eksempel: velfaerd eval lint
    """
    from assistant.fill import CORPUS
    from evals.agreement import category_agreement, suite_agreement
    from evals.folder import read_folder
    from evals.lint import lint as check
    from evals.lint import ungated_categories
    from evals.suite import load, shipped

    cases = load(*suites) if suites else shipped().cases
    with session.progress() as progress:
        documents = read_folder(folder or CORPUS, lambda n, all_: progress("Læser", n, all_))
    findings = check(cases, documents)
    agreed = suite_agreement(cases)
    if as_json:
        rows = [{"case": f.case, "rule": f.rule, "text": f.text} for f in findings]
        values = {
            "cases": len(cases),
            "findings": rows,
            "alpha": agreed and {"value": agreed[0], "n": agreed[1]},
            "agreement": category_agreement(cases),
        }
        typer.echo(json.dumps(values, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{finding.case}: {finding.text} [{finding.rule}]")
        suffix = f", enighed α = {agreed[0]:.2f} (n = {agreed[1]})" if agreed else ""
        left_out = ungated_categories(cases)
        suffix += f"; for uenige til egne krav: {', '.join(left_out)}" if left_out else ""
        typer.echo(f"{_counted(cases)}: {len(findings)} fejl{suffix}", err=True)
    raise typer.Exit(1 if findings else 0)


def adopt(
    record: Annotated[Path, typer.Argument(help="Tilbagemeldingen som JSON; - er stdin.")],
    to: Annotated[Path | None, typer.Option(help="YAML-filen, udkastet føjes til.")] = None,
    names_checked: Annotated[
        bool, typer.Option("--names-checked", help="Navnene i teksten må gerne stå der.")
    ] = False,
) -> None:
    """Gør et spørgsmål fra brug til et udkast til en sag, når det er uden persondata.

    Eksempel: velfaerd eval adopt tilbagemelding.json --to egne.yaml
    """
    from evals.adopt import as_yaml, draft, unsettled
    from evals.suite import read_text
    from ingest.errors import UsageError, VelfaerdError

    text = sys.stdin.read() if str(record) == "-" else read_text(record)
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(f"{record} er ikke JSON: {error}.") from error
    if not isinstance(values, dict):
        raise UsageError(f"{record} er ikke ét JSON-objekt.")
    found = draft(values)
    secret = unsettled(found.personal, names_checked=names_checked)
    if secret:
        told = ", ".join(map(str, secret))
        raise VelfaerdError(f"Teksten ser ud til at rumme {told}; ret den først.")
    if to is None:
        typer.echo(as_yaml(found), nl=False)
    else:
        with to.open("a", encoding="utf-8") as file:
            file.write("\n" + as_yaml(found))


def build(suite: SuiteName) -> None:
    """Skriv en samling som JSON-linjer.

    Eksempel: velfaerd eval build gate > gate.jsonl
    """
    from evals.foreign import open_suite
    from evals.suite import json_lines

    for line in json_lines(open_suite(suite).cases):
        typer.echo(line)


def beir(
    folder: Annotated[Path, typer.Argument(help="BEIR-mappen med corpus.jsonl.")],
    target: Annotated[Path, typer.Argument(help="Mappen, dokumenterne lægges i.")],
) -> None:
    """Læg dokumenterne i en BEIR-mappe ud som filer, så de kan synkroniseres.

    Eksempel: velfaerd eval beir scifact scifact-dokumenter
    """
    from evals.beir import write_beir_corpus

    typer.echo(f"{write_beir_corpus(folder, target)} dokumenter i {target}", err=True)


def _counted(cases: Sequence[Case]) -> str:
    from collections import Counter

    splits = Counter(case.split for case in cases)
    parts = ", ".join(f"{name} {count}" for name, count in sorted(splits.items()))
    return f"{len(cases)} sager ({parts}; {sum(c.answerable for c in cases)} kan besvares)"


COMMANDS = (lint, adopt, build, beir)
