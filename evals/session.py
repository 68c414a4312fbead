"""What a command of `velfaerd eval` needs around it: settings, a library, a bar, a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from assistant.settings import Settings
    from evals.run import Progress
    from evals.suite import Suite
    from ingest.library import Library


def settings(writer: str | None = None) -> Settings:
    """The settings as every command takes them."""
    from assistant.settings import load

    return load(None, writer=writer)


def is_shipped(name: str) -> bool:
    """Whether a name stands for the suites that ship, not for a file or folder elsewhere."""
    from evals.suite import SUITES

    path = Path(name)
    return not path.exists() or path.resolve().is_relative_to(SUITES)


@contextmanager
def opened(suite: Suite, chosen: Path | None, settings: Settings) -> Iterator[Library]:
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
            with progress() as show:
                sync(CORPUS, library, progress=lambda n, all_: show("Læser", n, all_))
        yield library


def _over_ours(suite: Suite) -> bool:
    from evals.suite import shipped

    known = {case.id for case in shipped().cases}
    return all(case.id in known for case in suite.cases)


@contextmanager
def progress() -> Iterator[Progress]:
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


def new_folder(settings: Settings, suite: str) -> Path:
    """Where a report goes when nobody says: beside the others, named by suite and time."""
    from datetime import UTC, datetime

    reports = settings.reports or settings.library / "reports"
    return reports / f"{suite}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
