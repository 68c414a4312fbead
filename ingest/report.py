"""What a sync did, as scripts read it and as it is told to people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import NamedTuple

from ingest.cpr import mask
from ingest.folder import File
from ingest.library.records import KnownFile, RejectedFile
from ingest.records import Notice


class Copy(NamedTuple):
    """A file with the bytes of an earlier one: the two are one document."""

    path: str
    of: str


class Renamed(NamedTuple):
    """A new file with the bytes of one that is gone."""

    path: str
    was: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did; its JSON form is the contract of `velfaerd sync --json`.

    Attributes:
        added: Files that are new or readable at last.
        changed: Files with other content, other data in `sources.toml`, or read by newer code.
        removed: Files that are gone or no longer readable.
        unchanged: Files that cost neither parsing nor embedding.
        rejected: Every file in the folder that cannot be read, also from earlier syncs.
        chunks: Passages in the library afterwards.
        seconds: On the clock.
        embedded: Texts that had to be turned into vectors.
        copies: Every readable file whose bytes another one has too.
        renamed: Of the files that count as added and removed, those that only changed their name.
        unmatched_sources: Names in `sources.toml` that no file of the folder has.
        left_out: What the documents hold that is not read: a notice's code and how often.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    rejected: tuple[RejectedFile, ...]
    chunks: int
    seconds: float
    embedded: int
    copies: tuple[Copy, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    unmatched_sources: tuple[str, ...] = ()
    left_out: tuple[Notice, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the contract's form."""
        return asdict(self) | {
            "rejected": [file._asdict() for file in self.rejected],
            "copies": [file._asdict() for file in self.copies],
            "renamed": [file._asdict() for file in self.renamed],
            "seconds": round(self.seconds, 3),
        }


def report_of(
    before: Mapping[str, KnownFile],
    now: Iterable[tuple[File, KnownFile]],
    read_again: set[str],
    rejected: tuple[RejectedFile, ...],
    sources: Iterable[str],
    *,
    chunks: int,
    seconds: float,
    embedded: int,
    left_out: tuple[Notice, ...],
) -> SyncReport:
    """Compare what was known of a folder's files with what is.

    Args:
        before: By path.
        now: Every file of the folder, in order.
        read_again: Paths of those that were new or changed.
        rejected: Every file that cannot be read.
        sources: The names in `sources.toml`.
        chunks: Passages in the library.
        seconds: On the clock.
        embedded: Texts that had to be turned into vectors.
        left_out: What the documents hold that is not read.
    """
    known = {file.path: kept for file, kept in now}
    unread = {file.path for file in rejected}
    after = {path: kept.sha256 for path, kept in known.items() if path not in unread}
    readable, readable_before = set(after), {p for p, kept in before.items() if not kept.rejected}
    gone = {before[path].sha256: path for path in sorted(readable_before - readable, reverse=True)}
    return SyncReport(
        added=len(readable - readable_before),
        changed=len(readable & readable_before & read_again),
        removed=len(readable_before - readable),
        unchanged=len((readable & readable_before) - read_again),
        rejected=rejected,
        chunks=chunks,
        seconds=seconds,
        embedded=embedded,
        copies=tuple(_copies(after)),
        renamed=tuple(
            Renamed(path, gone.pop(sha256))
            for path, sha256 in after.items()
            if path not in readable_before and sha256 in gone
        ),
        unmatched_sources=tuple(mask(name)[0] for name in sources if name not in known),
        left_out=left_out,
    )


def _copies(files: Mapping[str, str]) -> Iterator[Copy]:
    first: dict[str, str] = {}
    for path, sha256 in files.items():
        if (original := first.setdefault(sha256, path)) != path:
            yield Copy(path, original)
