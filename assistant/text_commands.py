"""The commands for whole texts: `velfaerd draft` and `velfaerd check`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    show,
)
from ingest.errors import UsageError


def draft(
    topics: Annotated[
        list[str] | None, typer.Argument(help="Emner eller spørgsmål; ét afsnit til hvert.")
    ] = None,
    outline: Annotated[
        Path | None,
        typer.Option(
            help="Disposition: en overskrift eller et spørgsmål pr. linje; »# Titel« øverst, og "
            "indrykkede linjer er spørgsmål til overskriften."
        ),
    ] = None,
    title: Annotated[str | None, typer.Option(help="Titlen.")] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="Fil, der ender på .docx, .odt eller .md; ellers vises Markdown."),
    ] = None,
    writer: WriterOption = None,
    kind: KindOption = None,
    publisher: PublisherOption = None,
    document: DocumentOption = None,
    year_from: FromOption = None,
    year_to: ToOption = None,
    as_json: JsonOption = False,
) -> None:
    """Skriv et udkast med fodnoter til dokumenterne.

    Eksempel: velfaerd draft "Barrierer" "Skærmbesøg" --out strategi.docx
    """
    from dataclasses import replace
    from datetime import datetime

    from assistant import draft as drafts
    from assistant.outline import outline_of, read_outline
    from assistant.terminal import progress_bar
    from ingest.cpr import mask

    if bool(topics) == (outline is not None):
        raise UsageError("Giv enten emner eller en disposition med --outline.")
    wanted = read_outline(outline) if outline else outline_of(topics or [])
    wanted = replace(wanted, title=mask(title, typed=True)[0]) if title else wanted
    if out:
        drafts.check_suffix(out)
    filters = filters_of(kind, publisher, document, year_from, year_to)
    with (
        open_assistant(load_settings(writer=writer)) as assistant,
        progress_bar("Skriver udkastet") as progress,
    ):
        check_held(assistant.library, filters)
        made = drafts.write_draft(
            assistant, wanted, filters, made=datetime.now(), progress=progress
        )
    paper = drafts.paper_of(made)
    form = drafts.draft_to_json(made, paper)
    if out:
        drafts.save(paper, out)
    show(as_json, form, drafts.summary(made, paper, out) if out else form["markdown"])


def check(
    file: Annotated[Path, typer.Argument(help="Teksten: .docx, .odt, .md, .txt, .pdf …")],
    as_json: JsonOption = False,
) -> None:
    """Hold en færdig tekst op mod dokumenterne: citater, tal, påstande og henvisninger.

    Eksempel: velfaerd check strategi.docx
    """
    from assistant.check import check as run
    from assistant.check import report_text, report_to_json
    from assistant.terminal import progress_bar

    if not file.is_file():
        raise UsageError("Filen findes ikke.")
    with (
        open_assistant(load_settings(writer="extractive")) as assistant,
        progress_bar("Kontrollerer") as progress,
    ):
        report = run(assistant, file, progress=progress)
    show(as_json, report_to_json(report), report_text(report))
