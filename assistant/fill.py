"""A new library is filled with the documents that ship: the first question has an answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.pipeline import Progress

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def fill(library: Library, settings: Settings, progress: Progress | None = None) -> None:
    """Sync the configured folder, or the shipped one, unless a folder was ever synced to its end.

    A first filling that was interrupted goes on where it stopped.
    """
    from ingest.pipeline import sync

    folder = (settings.corpus or CORPUS).resolve()
    if not library.is_filled and library.folder in (None, folder) and folder.is_dir():
        sync(folder, library, progress=progress)
