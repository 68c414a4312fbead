"""`velfaerd eval`: suites run, gated, compared, checked; questions from use taken in.

`velfaerd eval SUITE` is `velfaerd eval run SUITE`: a word that is no command is a suite.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.run import Progress
    from evals.suite import Suite
    from ingest.library import Library


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

_Suite = Annotated[
    str,
    typer.Argument(
        help="dev, gate, canary eller alle; en YAML- eller JSONL-fil; en mappe, også en BEIR-mappe."
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Skriv kun JSON på standardoutput.")]
_Library = Annotated[
    Path | None,
    typer.Option(help="Biblioteket, der spørges; ellers laves et af de medfølgende dokumenter."),
]


@app.callback()
def group() -> None:
    """Mål svarene på en samling af spørgsmål med facit: velfaerd eval SAMLING."""


@app.command()
def run(
    suite: _Suite,
    library: _Library = None,
    against: Annotated[
        Path | None, typer.Option(help="En tidligere rapport: dens mappe eller report.json.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Mappen, rapporten skrives i.")] = None,
    writer: Annotated[str | None, typer.Option(help="extractive eller ollama:MODEL.")] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Spring prøverne med andre dokumenter over.")
    ] = False,
    as_json: _Json = False,
) -> None:
    """Stil spørgsmålene, mål svarene, og skriv en rapport.

    Med gate eller --against afgør kravene udfaldet: exit 1, når et ikke er opfyldt.

    Eksempel: velfaerd eval gate --against reports/gate-sidst
    """
    from evals.compare import read_past
    from evals.evaluate import Plan, evaluate
    from evals.foreign import open_suite
    from evals.gates import load_floors
    from evals.report import as_text, write

    asked = open_suite(suite)
    settings = _settings(writer)
    is_shipped = _is_shipped(suite)
    is_gate = is_shipped and asked.name == "gate"
    plan = Plan(
        is_shipped=is_shipped,
        gated=is_gate or against is not None,
        thorough=is_gate and not quick,
        floors=load_floors() if is_gate else {},
        past=read_past(against) if against else None,
    )
    with _opened(asked, library, settings) as opened, _progress() as progress:
        outcome = evaluate(asked, opened, settings, plan, progress)
    folder = out or _new_folder(settings, asked.name)
    write(outcome.report, outcome.timings, folder)
    typer.echo(f"Rapporten ligger i {folder}", err=True)
    typer.echo(as_text(outcome.report) if as_json else _summary(folder), nl=not as_json)
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
def lint(
    suites: Annotated[
        list[Path] | None, typer.Argument(help="YAML- eller JSONL-filer; ellers de medfølgende.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Mappen med dokumenter; ellers de medfølgende.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Tjek en samling: citater findes, mønstre passer, intet lækker mellem delene.

    Eksempel: velfaerd eval lint
    """
    from assistant.fill import CORPUS
    from evals.agreement import category_agreement, suite_agreement
    from evals.folder import read_folder
    from evals.lint import lint as check
    from evals.suite import load, shipped

    cases = load(*suites) if suites else shipped().cases
    with _progress() as progress:
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
        typer.echo(f"{len(cases)} sager, {len(findings)} fejl{suffix}", err=True)
    raise typer.Exit(1 if findings else 0)


@app.command()
def beside(suite: _Suite, library: _Library = None, as_json: _Json = False) -> None:
    """Stil de samme spørgsmål til LlamaIndex + Chroma, kun ord, kun vektorer og Velfærd.

    Eksempel: velfaerd eval beside gate
    """
    from evals.beside import as_json as plain
    from evals.beside import beside as compare
    from evals.beside import table
    from evals.foreign import open_suite

    asked = open_suite(suite)
    settings = _settings()
    with _opened(asked, library, settings) as opened, _progress() as progress:
        rows = compare(asked, opened, settings, progress)
    typer.echo(json.dumps(plain(rows), ensure_ascii=False, indent=1) if as_json else table(rows))


@app.command()
def defects(
    suite: _Suite = "gate",
    only: Annotated[list[str] | None, typer.Option(help="Kun fejlen med dette navn.")] = None,
    as_json: _Json = False,
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
    settings = _settings()
    with _opened(asked, None, settings) as opened, _progress() as progress:
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
    new = raised(old, read_scores(report), margin)
    FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
    for name, value in new.items():
        typer.echo(f"{name}: {old.get(name, '–')} → {value}")


@app.command()
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
    from evals.adopt import as_yaml, draft
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
    secret = [p for p in found.personal if not (names_checked and p.startswith("et navn"))]
    if secret:
        raise VelfaerdError(f"Teksten ser ud til at rumme {', '.join(secret)}; ret den først.")
    if to is None:
        typer.echo(as_yaml(found), nl=False)
    else:
        with to.open("a", encoding="utf-8") as file:
            file.write("\n" + as_yaml(found))


@app.command()
def build(suite: _Suite) -> None:
    """Skriv en samling som JSON-linjer.

    Eksempel: velfaerd eval build gate > gate.jsonl
    """
    from evals.foreign import open_suite
    from evals.suite import json_lines

    for line in json_lines(open_suite(suite).cases):
        typer.echo(line)


@app.command()
def beir(
    folder: Annotated[Path, typer.Argument(help="BEIR-mappen med corpus.jsonl.")],
    target: Annotated[Path, typer.Argument(help="Mappen, dokumenterne lægges i.")],
) -> None:
    """Læg dokumenterne i en BEIR-mappe ud som filer, så de kan synkroniseres.

    Eksempel: velfaerd eval beir scifact scifact-dokumenter
    """
    from evals.beir import write_beir_corpus

    typer.echo(f"{write_beir_corpus(folder, target)} dokumenter i {target}", err=True)


def _settings(writer: str | None = None) -> Settings:
    from assistant.settings import load

    return load(None, writer=writer)


def _is_shipped(name: str) -> bool:
    from evals.suite import SUITES

    path = Path(name)
    return not path.exists() or path.resolve().is_relative_to(SUITES)


@contextmanager
def _opened(suite: Suite, chosen: Path | None, settings: Settings) -> Iterator[Library]:
    """Open the library that a suite is asked of.

    Ours are asked of a library of their own beside the user's, synced with the shipped documents;
    others of the library that is named or set.
    """
    from assistant.fill import CORPUS
    from ingest.library import Library
    from ingest.pipeline import sync

    ours = chosen is None and any(case.spans for case in suite.cases) and _over_ours(suite)
    place = settings.library.with_name("eval-library") if ours else chosen or settings.library
    for warning in suite.warnings:
        typer.echo(warning, err=True)
    with Library.open(place, chroma_url=None if ours else settings.chroma_url) as library:
        if ours:
            with _progress() as progress:
                sync(CORPUS, library, progress=lambda n, all_: progress("Læser", n, all_))
        yield library


def _over_ours(suite: Suite) -> bool:
    from evals.suite import shipped

    known = {case.id for case in shipped().cases}
    return all(case.id in known for case in suite.cases)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on standard error for each thing that is gone through."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def show(label: str, done: float, total: float) -> None:
            if label not in tasks:
                tasks[label] = bar.add_task(label, total=total)
            bar.update(tasks[label], completed=done, total=total)

        yield show


def _new_folder(settings: Settings, suite: str) -> Path:
    from datetime import datetime

    reports = settings.reports or settings.library / "reports"
    return reports / f"{suite}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


def _summary(folder: Path) -> str:
    return (folder / "report.md").read_text(encoding="utf-8").rstrip()


if __name__ == "__main__":
    app()
