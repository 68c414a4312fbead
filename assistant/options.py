"""What several commands share: their options, and the library that they open.

Heavy imports stand inside the functions: `--help` answers in half a second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from ingest.errors import UsageError

if TYPE_CHECKING:
    from assistant.answer import Assistant
    from assistant.records import Filters
    from assistant.settings import Settings
    from ingest.library import Library

JsonOption = Annotated[bool, typer.Option("--json", help="Skriv kun JSON på standardoutput.")]
WriterOption = Annotated[
    str | None, typer.Option(help="extractive (dokumenternes ord) eller ollama:MODEL.")
]
KindOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", help="report, survey, workshop_notes, strategy, article, law eller other."
    ),
]
PublisherOption = Annotated[list[str] | None, typer.Option("--publisher", help="Udgiver.")]
DocumentOption = Annotated[list[str] | None, typer.Option("--document", help="Sti i mappen.")]
FromOption = Annotated[int | None, typer.Option("--year-from", help="Første udgivelsesår.")]
ToOption = Annotated[int | None, typer.Option("--year-to", help="Sidste udgivelsesår.")]


def load_settings(**chosen: object) -> Settings:
    """Return the settings, with what the command line chose."""
    from assistant.settings import load

    return load(None, **chosen)


@contextmanager
def open_library(settings: Settings, *, renew: bool = False) -> Iterator[Library]:
    """Open the library that the settings name."""
    from ingest.embed_ollama import encoder_of
    from ingest.library import Library

    encoder = encoder_of(settings.encoder, settings.ollama_url)
    place, url = settings.library, settings.chroma_url
    with Library.open(place, encoder=encoder, chroma_url=url, renew=renew) as library:
        yield library


@contextmanager
def open_assistant(settings: Settings) -> Iterator[Assistant]:
    """Open an assistant over that library, filled first if it is new."""
    from assistant.answer import Assistant
    from assistant.fill import fill
    from assistant.terminal import progress_bar

    with open_library(settings) as library:
        with progress_bar("Læser dokumenterne") as progress:
            fill(library, settings, progress)
        yield Assistant(library, settings)


def filters_of(
    kinds: list[str] | None,
    publishers: list[str] | None,
    documents: list[str] | None,
    year_from: int | None,
    year_to: int | None,
) -> Filters | None:
    """Return the filters of a command line, None where it has none.

    Raises:
        UsageError: There is no such kind.
    """
    from assistant.records import Filters
    from ingest.records import Kind

    if unknown := set(kinds or ()) - set(get_args(Kind)):
        raise UsageError(
            f"Typen {min(unknown)} findes ikke; vælg mellem {', '.join(get_args(Kind))}."
        )
    found = Filters(
        kinds=tuple(kinds or ()),  # type: ignore[arg-type]  # checked above
        publishers=tuple(publishers or ()),
        documents=tuple(documents or ()),
        year_from=year_from,
        year_to=year_to,
    )
    return None if found == Filters() else found


def check_held(library: Library, filters: Filters | None) -> None:
    """Check that the library holds what a search is limited to: else nothing could be found.

    Raises:
        UsageError: It has no such document or publisher.
    """
    from difflib import get_close_matches

    if filters is None:
        return
    held = library.documents()
    paths = {path for info in held for path in (info.path, *info.other_paths)}
    publishers = {info.publisher for info in held if info.publisher}
    for name, wanted, known in (
        ("Dokumentet", filters.documents, paths),
        ("Udgiveren", filters.publishers, publishers),
    ):
        for one in wanted:
            if one not in known:
                near = get_close_matches(one, sorted(known), n=1)
                hint = f"; mente du {near[0]}?" if near else "."
                raise UsageError(f"{name} {one} findes ikke i biblioteket{hint}")


def show(as_json: bool, form: object, text: str) -> None:
    """Print a result: its JSON form or its text."""
    typer.echo(json.dumps(form, ensure_ascii=False) if as_json else text)
