"""`velfaerd eval`: suites checked, run, compared and gated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Mål svarene på en samling af spørgsmål med facit.")


@app.callback()
def group() -> None:
    """Mål svarene på en samling af spørgsmål med facit."""


@app.command()
def lint(
    suites: Annotated[
        list[Path] | None, typer.Argument(help="YAML- eller JSONL-filer; ellers de medfølgende.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Mappen med dokumenter; ellers de medfølgende.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Skriv JSON.")] = False,
) -> None:
    """Tjek en samling: citater findes, mønstre passer, intet lækker mellem delene."""
    from assistant.fill import CORPUS
    from evals.agreement import suite_agreement
    from evals.folder import read_folder
    from evals.lint import lint as check
    from evals.suite import load, shipped

    cases = load(*suites) if suites else shipped().cases
    findings = check(cases, read_folder(folder or CORPUS))
    if as_json:
        rows = [{"case": f.case, "rule": f.rule, "text": f.text} for f in findings]
        typer.echo(json.dumps({"cases": len(cases), "findings": rows}, ensure_ascii=False))
    else:
        for finding in findings:
            typer.echo(f"{finding.case}: {finding.text} [{finding.rule}]")
        agreed = suite_agreement(cases)
        suffix = f", enighed α = {agreed[0]:.2f} af {agreed[1]}" if agreed else ""
        typer.echo(f"{len(cases)} sager, {len(findings)} fejl{suffix}", err=True)
    raise typer.Exit(1 if findings else 0)


if __name__ == "__main__":
    app()
