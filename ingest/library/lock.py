"""One process holds a library: a lock of the operating system, which dies with its holder."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import IO

from ingest.errors import LibraryLocked

_WAIT_S = 0.5  # a holder that is just closing gets this long; the refusal must come within 2 s
_PAUSE_S = 0.05
_PID_BYTES = 32  # on Windows the byte after these is locked, so that the pid stays readable


class Lock:
    """Holds a library's directory for this process until `release`.

    The file only carries the pid for the message: who holds is the kernel's word, so that neither
    a left-over file nor a reused pid can lock anybody out.
    """

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            LibraryLocked: Another process (or another `Library` here) holds it.
        """
        self._file: IO[bytes] = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        deadline = time.monotonic() + _WAIT_S
        while not _try_lock(self._file):
            if time.monotonic() >= deadline:
                pid = _read_pid(self._file)
                self._file.close()
                raise LibraryLocked(pid)
            time.sleep(_PAUSE_S)
        self._file.seek(0)
        self._file.write(str(os.getpid()).encode().ljust(_PID_BYTES))
        self._file.flush()

    def release(self) -> None:
        """Let go; closing the file releases the lock."""
        self._file.close()


def _read_pid(file: IO[bytes]) -> int | None:
    file.seek(0)
    text = file.read(_PID_BYTES).strip()
    return int(text) if text.isdigit() else None


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> bool:
        file.seek(_PID_BYTES)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
