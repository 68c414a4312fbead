"""A folder's documents without a library: enough to check the quotations of a suite."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.errors import Rejected, UsageError
from ingest.records import Document

_READERS = 2  # child processes that parse at once


def read_folder(
    folder: Path, progress: Callable[[int, int], None] | None = None
) -> dict[str, Document]:
    """The readable documents of a folder by path; rejected files are left out.

    Args:
        folder: As it would be synced.
        progress: Called with (files done, files).

    Raises:
        UsageError: The folder does not exist.
    """
    from ingest.folder import File, files
    from ingest.read import read

    if not folder.is_dir():
        raise UsageError(f"Mappen {folder} findes ikke.")
    found = list(files(folder))
    documents: dict[str, Document] = {}

    def read_one(file: File) -> Document | None:
        try:
            return read(file.file, file.path)
        except Rejected:
            return None

    with ThreadPoolExecutor(_READERS) as pool:
        for done, document in enumerate(pool.map(read_one, found), 1):
            if document is not None:
                documents[document.path] = document
            if progress:
                progress(done, len(found))
    return documents
