"""What a command of `velfaerd eval` needs around it: settings, a library, a bar, a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

_DATABASE = "library.sqlite"  # what makes a folder a library
_NAMED = 5  # missing documents that a warning names

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
    others of the library that is named or set. A folder of documents may be named instead: it gets
    a library of its own too, and nothing is written into it.

    Raises:
        UsageError: Neither a library nor documents are there, or the library is empty.
    """
    from assistant.fill import CORPUS
    from ingest.errors import UsageError
    from ingest.library import Library
    from ingest.pipeline import sync

    ours = chosen is None and any(case.spans for case in suite.cases) and _over_ours(suite)
    folder = CORPUS if ours else _folder(chosen)
    place = _place(folder, settings, ours=ours) if folder else chosen or settings.library
    for warning in suite.warnings:
        typer.echo(warning, err=True)
    with Library.open(place, chroma_url=None if folder else settings.chroma_url) as library:
        if folder:
            with progress() as show:
                sync(folder, library, progress=lambda n, all_: show("Læser", n, all_))
        if not library.passages:
            raise UsageError(f"Biblioteket {place} er tomt: kør velfaerd sync MAPPE først.")
        for warning in _missing(suite, library):
            typer.echo(warning, err=True)
        yield library


def _folder(chosen: Path | None) -> Path | None:
    """A folder of documents that was named where a library may stand, or None."""
    from ingest.errors import UsageError
    from ingest.folder import files

    if chosen is None or (chosen / _DATABASE).is_file():
        return None
    if not chosen.is_dir() or next(files(chosen), None) is None:
        raise UsageError(f"{chosen} er hverken et bibliotek eller en mappe med dokumenter.")
    return chosen


def _place(folder: Path, settings: Settings, *, ours: bool) -> Path:
    """Where the library of a folder is kept between runs: beside the user's."""
    from hashlib import sha256

    own = sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return settings.library.with_name("eval-library" if ours else f"eval-{own}")


def _missing(suite: Suite, library: Library) -> Iterator[str]:
    """Warnings on gold documents that the library does not hold."""
    known = {path for info in library.documents() for path in (info.path, *info.other_paths)}
    missing = sorted({path for case in suite.cases for path in case.documents} - known)
    if missing:
        more = f" og {len(missing) - _NAMED} til" if len(missing) > _NAMED else ""
        yield f"Ikke i biblioteket: {', '.join(missing[:_NAMED])}{more}"


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
