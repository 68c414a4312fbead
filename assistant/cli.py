"""The command `velfaerd`: one function a command, each as thin as its options allow.

Heavy imports stand inside the commands: `--help` answers in half a second. JSON alone goes to
standard output; what people read while they wait goes to standard error. Exit codes: 0 done, 1 it
broke, 2 wrong use.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.options import (
    DocumentOption,
    FromOption,
    JsonOption,
    KindOption,
    PublisherOption,
    ToOption,
    WriterOption,
    check_held,
    filters_of,
    load_settings,
    open_assistant,
    open_library,
    show,
)
from assistant.text_commands import check, draft
from evals.cli import app as suites
from ingest.errors import SettingsError, UsageError, VelfaerdError

if TYPE_CHECKING:
    from assistant.batch import Line

# The matrices are small: threads of theirs would only take the cores that the encoder works on.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(
    name="velfaerd",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # Rich would take half of the half second that help may take
)

_Batch = Annotated[
    Path | None,
    typer.Option(
        help='JSON-linjer {"id", "question", "history"}; én linje ud for hver. - er stdin.'
    ),
]
_INTERRUPTED = 130  # what Typer makes of Ctrl-C


def _show_version(wanted: bool) -> None:
    """Show the version before a command is asked for."""
    if wanted:
        from importlib.metadata import version

        typer.echo(version("velfaerd"))
        raise typer.Exit


@app.callback()
def options(
    library: Annotated[
        Path | None,
        typer.Option(help="Bibliotekets mappe; ellers VELFAERD_LIBRARY eller brugerens datamappe."),
    ] = None,
    version: Annotated[
        bool,
        typer.Option("--version", help="Vis versionen.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Svar med kilder fra kommunens dokumenter om velfærdsteknologi.

    Eksempel: velfaerd ask "Hvad koster et nødkald?"
    """
    if library:
        os.environ["VELFAERD_LIBRARY"] = str(library)  # where `settings.load` looks for it


@app.command()
def sync(
    folder: Annotated[Path, typer.Argument(help="Mappen med dokumenter.")],
    as_json: JsonOption = False,
    renew: Annotated[
        bool, typer.Option("--renew", help="Kassér biblioteket, og begynd forfra.")
    ] = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Tøm biblioteket, når mappen er tom.")
    ] = False,
) -> None:
    """Lad biblioteket indeholde netop mappens dokumenter.

    Eksempel: velfaerd sync ~/dokumenter
    """
    from assistant.terminal import progress_bar, report_text
    from ingest.folder import check_folder, files
    from ingest.pipeline import sync as run

    check_folder(folder)
    if renew and not allow_empty and not any(files(folder)):
        raise UsageError(f"Mappen {folder} er tom; biblioteket kasseres kun med --allow-empty.")
    with (
        open_library(load_settings(), renew=renew) as library,
        progress_bar("Læser filer") as progress,
    ):
        report = run(folder, library, progress=progress, allow_empty=allow_empty)
    show(as_json, report.to_json(), report_text(report))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="Spørgsmålet.")] = None,
    batch: _Batch = None,
    history: Annotated[
        list[str] | None,
        typer.Option("--history", help="Et tidligere spørgsmål; det ældste først."),
    ] = None,
    writer: WriterOption = None,
    kind: KindOption = None,
    publisher: PublisherOption = None,
    document: DocumentOption = None,
    year_from: FromOption = None,
    year_to: ToOption = None,
    as_json: JsonOption = False,
) -> None:
    """Svar på et spørgsmål med kilder.

    Eksempel: velfaerd ask "Hvad er de største barrierer for velfærdsteknologi?"
    """
    from assistant.contract import answer_to_json
    from assistant.terminal import answer_text

    filters = filters_of(kind, publisher, document, year_from, year_to)
    lines = _lines(question, batch, history)
    with open_assistant(load_settings(writer=writer)) as assistant:
        check_held(assistant.library, filters)
        for line in lines:
            answer = assistant.ask(line.question, line.history, filters)
            _show_line(line, bool(batch), as_json, answer_to_json(answer), answer_text(answer))


@app.command()
def search(
    question: Annotated[str | None, typer.Argument(help="Det, der søges efter.")] = None,
    k: Annotated[int, typer.Option("--k", min=1, max=1000, help="Antal passager.")] = 10,
    batch: _Batch = None,
    kind: KindOption = None,
    publisher: PublisherOption = None,
    document: DocumentOption = None,
    year_from: FromOption = None,
    year_to: ToOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passager uden at svare.

    Eksempel: velfaerd search "skærmbesøg i hjemmeplejen" --k 5 --year-from 2020
    """
    from assistant.contract import hits_to_json
    from assistant.guard import searched
    from assistant.reasons import explain
    from assistant.terminal import hits_text

    filters = filters_of(kind, publisher, document, year_from, year_to)
    lines = _lines(question, batch, None)
    with open_assistant(load_settings()) as assistant:
        check_held(assistant.library, filters)
        for line in lines:
            shown, reason = searched(line.question)
            if reason:
                text = explain(reason, "da")
                form = {**hits_to_json(shown, ()), "notice": text}
            else:
                passages = assistant.search(line.question, k, filters)
                form, text = hits_to_json(line.question, passages), hits_text(passages)
            _show_line(line, bool(batch), as_json, form, text)


app.command()(draft)
app.command()(check)


@app.command()
def chat(
    host: Annotated[str | None, typer.Option(help="Adresse; ellers 127.0.0.1.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; ellers 7860.")] = None,
) -> None:
    """Åbn chatten i browseren.

    Eksempel: velfaerd chat --port 8080
    """
    from assistant.terminal import progress_bar
    from assistant.web.serve import chat as serve

    with progress_bar("Læser dokumenterne") as progress:
        serve(load_settings(host=host, port=port), progress)


app.add_typer(suites, name="eval")


@app.command()
def doctor(as_json: JsonOption = False) -> None:
    """Undersøg, om alt er, som det skal være.

    Eksempel: velfaerd doctor
    """
    from assistant.doctor import examine

    findings = examine(load_settings())
    rows = [f"{'ok  ' if f.ok else 'FEJL'}  {f.name}: {f.text}" for f in findings]
    show(as_json, {f.name: {"ok": f.ok, "text": f.text} for f in findings}, "\n".join(rows))
    raise typer.Exit(0 if all(f.ok for f in findings) else 1)


@app.command()
def load(
    address: Annotated[str, typer.Argument(help="Adressen på en kørende chat.")],
    users: Annotated[int, typer.Option(help="Brugere, der spørger på samme tid.")] = 30,
    rounds: Annotated[int, typer.Option(help="Spørgsmål fra hver af dem.")] = 1,
    as_json: JsonOption = False,
) -> None:
    """Mål svartiden, når mange spørger på samme tid.

    Eksempel: velfaerd load http://127.0.0.1:7860 --users 30
    """
    from dataclasses import asdict

    from assistant.web.load import load as run

    found = run(address, users, rounds)
    show(
        as_json,
        asdict(found),
        f"{found.questions} spørgsmål fra {found.users} brugere på {found.seconds} s: "
        f"{found.errors} fejl, median {found.p50_s} s, p95 {found.p95_s} s.",
    )
    raise typer.Exit(1 if found.errors else 0)


@app.command()
def password() -> None:
    """Lav »password_hash« til en bruger i indstillingsfilen.

    Eksempel: velfaerd password
    """
    from assistant.web.password import hash_password

    typed = typer.prompt("Adgangskode", hide_input=True, confirmation_prompt="Gentag den", err=True)
    typer.echo(hash_password(typed))


@app.command()
def bench(
    quick: Annotated[bool, typer.Option("--quick", help="Kun 1.000 passager.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Mål hastighed og hukommelse på denne maskine.

    Eksempel: velfaerd bench --json > bench.json
    """
    from assistant.bench import run, table

    figures = run(quick=quick)
    show(as_json, figures, table(figures))


def _lines(question: str | None, batch: Path | None, history: list[str] | None) -> list[Line]:
    from assistant.batch import Line, read_batch

    if (question is None) == (batch is None):
        raise UsageError("Giv enten et spørgsmål eller en fil med --batch.")
    return read_batch(batch) if batch else [Line(None, question or "", tuple(history or ()))]


def _show_line(line: Line, in_batch: bool, as_json: bool, form: dict[str, Any], text: str) -> None:
    show(as_json or in_batch, {"id": line.id, **form} if in_batch else form, text)
    sys.stdout.flush()


def _usage(error: Exception) -> str:
    """Return what was wrong with the command line; Typer says it in English only."""
    kind, hint = type(error).__name__, " Se »velfaerd --help«."
    parameter = str(getattr(getattr(error, "param", None), "name", "noget")).upper()
    if kind == "NoArgsIsHelpError":
        return str(error)
    if kind == "MissingParameter":
        return f"Der mangler {parameter}.{hint}"
    if kind == "BadParameter":
        return f"Værdien for {parameter} kan ikke bruges.{hint}"
    if kind == "NoSuchOption":
        return f"Valget {getattr(error, 'option_name', '')} findes ikke.{hint}"
    return f"Kommandoen kan ikke forstås.{hint}"


def main() -> None:
    """Run the command line; every error is one Danish sentence on standard error."""
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        # Paths and questions would come in pieces that Chroma and Tantivy cannot take.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = int(app(arguments, prog_name="velfaerd", standalone_mode=False) or 0)
        return _say("Afbrudt.", 1) if code == _INTERRUPTED else code
    except (UsageError, SettingsError) as error:
        return _say(str(error), 2)
    except VelfaerdError as error:
        return _say(str(error), 1)
    except BrokenPipeError:
        sys.stdout = sys.__stderr__  # nobody reads any longer; the interpreter must not flush there
        return 1
    except Exception as error:  # the edge: nobody above can use a traceback
        if hasattr(error, "format_message"):  # of the command line itself
            return _say(_usage(error), 2)
        logging.getLogger(__name__).debug("unexpected", exc_info=True)
        return _say(f"Uventet fejl ({type(error).__name__}): {error}", 1)


def _say(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code


if __name__ == "__main__":
    main()
