"""`velfaerd eval`: suites run, gated, compared, checked; questions from use taken in.

`velfaerd eval SUITE` is `velfaerd eval run SUITE`: a word that is no command is a suite.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from evals import model_commands, session, suite_commands
from evals.suite_commands import AsJson, SuiteName


class _SuiteFirst(TyperGroup):
    """A group whose default command is `run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer's own
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_SuiteFirst,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Mål svarene på en samling af spørgsmål med facit: velfaerd eval SAMLING.",
)

_Library = Annotated[
    Path | None,
    typer.Option(
        help="Biblioteket eller mappen med dokumenter, der spørges; ellers de medfølgende."
    ),
]


@app.callback()
def group() -> None:
    """Mål svarene på en samling af spørgsmål med facit: velfaerd eval SAMLING."""


@app.command()
def run(
    suite: SuiteName,
    library: _Library = None,
    against: Annotated[
        Path | None, typer.Option(help="En tidligere rapport: dens mappe eller report.json.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Mappen, rapporten skrives i.")] = None,
    writer: Annotated[str | None, typer.Option(help="extractive eller ollama:MODEL.")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Spring prøverne med andre dokumenter over.")
    ] = False,
    case: Annotated[
        list[str] | None,
        typer.Option(help="Kun spørgsmål, hvis id passer, fx 'survey-*'; svarene vises."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Stil spørgsmålene, mål svarene, og skriv en rapport.

    Med gate eller --against afgør kravene udfaldet: exit 1, når et ikke er opfyldt.

    Eksempel: velfaerd eval gate --against reports/gate-sidst

    Et spørgsmål for sig: velfaerd eval dev --case survey-tal-001
    """
    from evals.compare import read_past
    from evals.evaluate import Plan, evaluate
    from evals.foreign import open_suite
    from evals.gates import load_floors
    from evals.report import as_text, write
    from evals.suite import only

    asked = open_suite(suite)
    settings = session.settings(writer)
    ours = session.is_shipped(suite) and not case
    is_gate = ours and asked.name == "gate"
    asked = only(asked, case) if case else asked
    plan = Plan(
        is_shipped=ours,
        gated=is_gate or against is not None,
        thorough=is_gate and not quick,
        floors=load_floors() if is_gate else {},
        past=read_past(against) if against else None,
    )
    with session.opened(asked, library, settings) as opened, session.progress() as progress:
        outcome = evaluate(asked, opened, settings, plan, progress)
    folder = out or session.new_folder(settings, asked.name)
    write(outcome.report, outcome.timings, folder)
    typer.echo(f"Rapporten ligger i {folder}", err=True)
    shown = _outcomes(outcome.report) if case else _summary(folder)
    typer.echo(as_text(outcome.report) if as_json else shown, nl=not as_json)
    failed = outcome.broken or (outcome.verdict is not None and not outcome.verdict.passed)
    raise typer.Exit(1 if failed else 0)


@app.command()
def train(
    target: Annotated[
        Path | None, typer.Option(help="Filen, vægtene skrives i; ellers den medfølgende.")
    ] = None,
) -> None:
    """Lær vægtene, der vælger sætninger og afviser, af samlingerne i evals/collections.

    Eksempel: velfaerd eval train --target /tmp/ranker.json
    """
    import assistant.ranker as ranker
    from evals.train import train as make

    shipped = Path(ranker.__file__).with_name(ranker.FILE)
    make(target or shipped, lambda line: typer.echo(line, err=True))


@app.command()
def beside(suite: SuiteName, library: _Library = None, as_json: AsJson = False) -> None:
    """Stil de samme spørgsmål til LlamaIndex + Chroma, kun ord, kun vektorer og Velfærd.

    Eksempel: velfaerd eval beside gate
    """
    from evals.beside import as_json as plain
    from evals.beside import beside as compare
    from evals.beside import table
    from evals.foreign import open_suite

    asked = open_suite(suite)
    settings = session.settings()
    with session.opened(asked, library, settings) as opened, session.progress() as progress:
        rows = compare(asked, opened, settings, progress)
    typer.echo(json.dumps(plain(rows), ensure_ascii=False, indent=1) if as_json else table(rows))


@app.command()
def defects(
    suite: SuiteName = "gate",
    only: Annotated[list[str] | None, typer.Option(help="Kun fejlen med dette navn.")] = None,
    as_json: AsJson = False,
) -> None:
    """Læg fejl ind i programmet én ad gangen, og se, hvilke kravene fanger.

    Exit 1, når under 90 % fanges. Eksempel: velfaerd eval defects
    """
    from evals.defects import report, sow, table
    from evals.foreign import open_suite
    from evals.seeds import DEFECTS
    from ingest.errors import UsageError

    chosen = [defect for defect in DEFECTS if not only or defect.name in only]
    if not chosen:
        raise UsageError(f"Kendte fejl: {', '.join(defect.name for defect in DEFECTS)}.")
    asked = open_suite(suite)
    settings = session.settings()
    with session.opened(asked, None, settings) as opened, session.progress() as progress:
        findings = sow(chosen, asked, opened, settings, progress)
    values = report(findings)
    typer.echo(json.dumps(values, ensure_ascii=False, indent=1) if as_json else table(findings))
    raise typer.Exit(0 if 10 * values["caught"] >= 9 * values["sown"] else 1)


@app.command()
def raise_floors(
    report: Annotated[Path, typer.Argument(help="Rapporten, gulvene tages fra.")],
    margin: Annotated[
        float, typer.Option(min=0, max=0.1, help="Så meget må den nedre grænse falde.")
    ] = 0.02,
) -> None:
    """Hæv gulvene i evals/floors.json til en målings grænser; de sænkes aldrig.

    Eksempel: velfaerd eval raise-floors reports/gate-nu
    """
    from evals.gates import FLOORS, load_floors, raised
    from evals.report.record import read_scores

    old = load_floors()
    measured, length = read_scores(report)
    new = raised(old, measured, margin, length)
    FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    for name, value in new.items():
        typer.echo(f"{name}: {old.get(name, '–')} → {value}")


def _outcomes(report: dict[str, Any]) -> str:
    from evals.report.outcomes import outcomes

    return outcomes(report)


def _summary(folder: Path) -> str:
    return (folder / "report.md").read_text(encoding="utf-8").rstrip()


for _command in (*suite_commands.COMMANDS, *model_commands.COMMANDS):
    app.command()(_command)


if __name__ == "__main__":
    app()
