"""What is derived from the database is kept in step by a seal, and made anew when in doubt.

A seal says which generation an index was made from, how many passages it holds and, for files,
their checksums. It is broken before the index is written and set afterwards, so a kill, a flipped
byte, a lost file or an old copy all look the same: no valid seal, make it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from ingest.library.database import Database

_SEAL = "seal.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """What an index holds.

    Attributes:
        generation: Of the database that it was made from.
        passages: How many it holds.
        recipe: Fingerprint of how text was turned into it.
    """

    generation: int
    passages: int
    recipe: str


class Index(Protocol):
    """A derived index.

    Attributes:
        recipe: Fingerprint of how it would be made now.
    """

    recipe: str

    def seal(self) -> Seal | None:
        """Return what it holds, or None when that cannot be trusted."""

    def rebuild(self) -> None:
        """Make all of it anew beside the old, which is searched until the new takes its place."""

    def extend(self, since: int) -> None:
        """Add the passages of documents that are newer than a generation of the database."""

    def set_seal(self, seal: Seal) -> None:
        """Vouch for what it holds."""


def bring_up_to_date(index: Index, database: Database) -> bool:
    """Make an index hold the database's passages; return whether anything had to be done.

    Passages that were only added are added. When some are gone, all is made anew: neither Chroma
    nor Tantivy takes deleted vectors and words off the disk.
    """
    generation = database.generation
    passages = int(database.rows("SELECT count(*) FROM chunks")[0][0])
    wanted = Seal(generation, passages, index.recipe)
    seal = index.seal()
    if seal == wanted:
        return False
    since = seal.generation if seal else -1
    new = _passages_since(database, since)
    if seal is None or seal.recipe != index.recipe or seal.passages + new != passages:
        index.rebuild()
    elif new:
        index.extend(since)
    index.set_seal(wanted)
    return True


def _passages_since(database: Database, generation: int) -> int:
    rows = database.rows(
        "SELECT count(*) FROM chunks JOIN documents ON documents.id = document "
        "WHERE documents.generation > ?",
        (generation,),
    )
    return int(rows[0][0])


class SealedDirectory:
    """A directory whose files are known by their checksums."""

    def __init__(self, path: Path) -> None:
        """Make the directory if need be."""
        self.path = path
        path.mkdir(exist_ok=True)

    def seal(self) -> Seal | None:
        """Return the seal when every file is as it was sealed."""
        try:
            stored = json.loads((self.path / _SEAL).read_bytes())
            if stored.pop("files") != {n: self._checksum(n) for n in self._names()}:
                return None
            return Seal(**stored)
        except (OSError, ValueError, TypeError, AttributeError, KeyError):
            return None

    def set_seal(self, seal: Seal) -> None:
        """Seal the files as they are now."""
        files = {name: self._checksum(name) for name in self._names()}
        draft = self.path / (_SEAL + ".new")
        with draft.open("w", encoding="ascii") as file:
            json.dump({**asdict(seal), "files": files}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / _SEAL)

    def break_seal(self) -> None:
        """Say that the files are being changed."""
        (self.path / _SEAL).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove every file."""
        self.break_seal()
        shutil.rmtree(self.path)
        self.path.mkdir()

    def aside(self) -> SealedDirectory:
        """Return an empty directory beside this one."""
        fresh = SealedDirectory(self.path.with_name(f"{self.path.name}.new"))
        fresh.clear()
        return fresh

    def take(self, other: SealedDirectory) -> None:
        """Put another directory in this one's place."""
        self.clear()
        self.path.rmdir()
        other.path.rename(self.path)

    def _names(self) -> list[str]:
        """Return the files with content; locks and the seal itself are none."""
        return sorted(
            file.relative_to(self.path).as_posix()
            for file in self.path.rglob("*")
            if file.is_file() and not file.name.startswith((_SEAL, ".tantivy-"))
        )

    def _checksum(self, name: str) -> str:
        with (self.path / name).open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
