"""What a folder holds: its files in order, under names that may be stored.

A file's name in the library is its path in the folder in NFC, CPR numbers in it masked; hidden
files, those that programs leave behind and `sources.toml` are none of the documents, and links that
lead out are not followed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ingest.cpr import MASK, mask
from ingest.errors import UsageError
from ingest.read.file import is_inside
from ingest.read.reasons import rejected

_SOURCES = "sources.toml"
# Hidden files; what Windows keeps of a folder's look; the lock of a document that Office has open.
_NO_DOCUMENT = re.compile(r"\..*|~\$.*|(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini", re.I | re.S)
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_SETTLED_NS = 2_000_000_000  # a file written later than this ago may change again in the same tick


@dataclass(frozen=True, slots=True)
class File:
    """A file of the folder.

    Attributes:
        path: Its name in the library.
        file: Where it is.
        folder: What it must lie in, links followed.
    """

    path: str
    file: Path
    folder: Path


def check_folder(folder: Path) -> None:
    """Say what is wrong with a folder that is none.

    Raises:
        UsageError: It is not there, or is a file.
    """
    if folder.is_dir():
        return
    if folder.exists():
        raise UsageError(f"{folder} er en fil; angiv den mappe, som dokumenterne ligger i.")
    raise UsageError(f"Mappen {folder} findes ikke.")


def files(folder: Path) -> Iterator[File]:
    """Yield the files below a folder, directory by directory, each name once."""
    taken: set[str] = set()
    for directory, names, members in os.walk(folder):
        hidden_out = [name for name in sorted(names) if not name.startswith(".")]
        names[:] = [name for name in hidden_out if not Path(directory, name).is_symlink()]
        links = [name for name in hidden_out if name not in names]
        outward = [name for name in links if not is_inside(folder, Path(directory, name))]
        for name in sorted([*members, *outward]):
            file = Path(directory, name)
            relative = file.relative_to(folder).as_posix()
            if not _NO_DOCUMENT.fullmatch(name) and relative != _SOURCES:
                path = _free(_stored_name(relative), taken)
                taken.add(path)
                yield File(path, file, folder)


def find(folder: Path, path: str) -> File | None:
    """Return the file that has a name in the library, or None when it is gone."""
    direct = folder / path
    if direct.is_file():
        return File(path, direct, folder)
    return next((file for file in files(folder) if file.path == path), None)


def state(file: File) -> str:
    """Return size, times and inode as text: the same text means the same bytes.

    Raises:
        Rejected: It is no readable file of this folder.
    """
    try:
        status = file.file.stat()
    except OSError as error:
        raise rejected(_unreachable(file, error)) from None
    if not is_inside(file.folder, file.file):
        raise rejected("outside_folder")
    if not stat.S_ISREG(status.st_mode):
        raise rejected("not_a_file")
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _unreachable(file: File, error: OSError) -> str:
    """Why a file has no state; what a link leads to outside the folder is nobody's to know."""
    leads_to = os.path.realpath(file.file)
    if not Path(leads_to).is_relative_to(os.path.realpath(file.folder)):
        return "outside_folder"
    return "dead_link" if file.file.is_symlink() and error.errno in _NOWHERE else "unreadable"


def is_settled(state: str, now_ns: int) -> bool:
    """Say whether a state was old enough at a time to vouch for the bytes."""
    times = state.split()[1:3]
    return len(times) == 2 and all(now_ns - int(time) > _SETTLED_NS for time in times)


def digest(file: Path) -> str:
    """Return the SHA-256 of a file's bytes.

    Raises:
        Rejected: It cannot be read.
    """
    try:
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        raise rejected("unreadable") from None


def _stored_name(relative: str) -> str:
    name = unicodedata.normalize("NFC", os.fsencode(relative).decode("utf-8", "replace"))
    masked, _ = mask(name.replace("_", " "))  # an underscore would count as part of the number
    return "".join(new if new == MASK else old for old, new in zip(name, masked, strict=True))


def _free(path: str, taken: set[str]) -> str:
    found, number = path, 1
    while found in taken:
        number += 1
        pure = PurePosixPath(path)
        found = pure.with_name(f"{pure.stem} ({number}){pure.suffix}").as_posix()
    return found
