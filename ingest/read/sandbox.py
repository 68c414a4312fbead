"""Runs the parsers in processes that can be killed: one file's misfortune stays its own.

The processes are kept for the next file, for starting Python costs more than reading a short text.
One that hangs, crashes or has grown is ended, and its file is not tried again.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from ingest.read.limits import Limits
from ingest.read.reasons import REASONS, rejected

_log = logging.getLogger(__name__)
_COMMAND = (sys.executable, "-s", "-B", "-m", "ingest.read.worker")
_GRACE_S = 2.0  # the process ends itself at the limit; only a stopped one needs the parent
_IDLE_AT_MOST = 2
_RETIRE_KB = 400 * 1024  # a process that once grew seldom gives memory back
_RETIRE_FILES = 2_000
_REPLY_BYTES = 400 * 1024 * 1024
_OUT_OF_TIME = (-signal.SIGALRM, -signal.SIGXCPU)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TESSDATA_PREFIX") if name in os.environ}
    path = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    return kept | {"PYTHONPATH": path, "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}


class _Worker:
    """One parsing process."""

    def __init__(self, command: Sequence[str]) -> None:
        self.files = 0
        self._overdue = False
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def _expire(self) -> None:
        self._overdue = True
        self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def close(self) -> None:
        """End the process and what it started."""
        self._kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, request: dict[str, Any], data: bytes, wall_s: float) -> dict[str, Any]:
        """Return the reply.

        Raises:
            Rejected: The process hung, died or answered something else than a reply.
        """
        self.files += 1
        timer = threading.Timer(wall_s + _GRACE_S, self._expire)
        timer.daemon = True
        timer.start()
        try:
            line = self._exchange(json.dumps(request).encode() + b"\n", data)
            reply = json.loads(line)
        except (OSError, ValueError):
            self._kill()
            status = self._process.wait()
            late = self._overdue or status in _OUT_OF_TIME
            raise rejected("timeout" if late else "crashed") from None
        finally:
            timer.cancel()
        if not isinstance(reply, dict):
            raise rejected("crashed")
        return reply

    def _exchange(self, line: bytes, data: bytes) -> bytes:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line)
        self._process.stdin.write(data)
        self._process.stdin.flush()
        return self._process.stdout.readline(_REPLY_BYTES)


class Sandbox:
    """A few parsing processes; any number of threads may ask.

    Args:
        command: What to start; it speaks the protocol of `ingest.read.worker`.
    """

    def __init__(self, command: Sequence[str] = _COMMAND) -> None:
        """Start nothing yet."""
        self._command = command
        self._idle: list[_Worker] = []
        self._elsewhere: list[_Worker] = []
        self._lock = threading.Lock()

    def run(
        self,
        data: bytes,
        suffix: str,
        limits: Limits,
        ocr_page: int | None = None,
        *,
        notes: bool = False,
    ) -> dict[str, Any]:
        """Parse a file's bytes, with the marks of its notes, or read a page, from 1, by OCR.

        Returns:
            The reply of `Outline.reply`.

        Raises:
            Rejected: The file cannot be read, or the process that tried broke.
        """
        request = {
            "size": len(data),
            "suffix": suffix,
            "limits": asdict(limits),
            "ocr_page": ocr_page,
            "notes": notes,
        }
        worker = self._take()
        try:
            reply = worker.ask(request, data, limits.wall_s)
        except BaseException:
            worker.close()
            raise
        if worker.files >= _RETIRE_FILES or reply.get("peak_kb", 0) > _RETIRE_KB:
            worker.close()
        else:
            self._give_back(worker)
        if "rejected" in reply:
            code = reply["rejected"] if reply["rejected"] in REASONS else "crashed"
            # Only the exception's type: its text may quote the document.
            _log.info("rejected as %s after %r", code, str(reply.get("detail", ""))[:80])
            raise rejected(code)
        return reply

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.close()
        return _Worker(self._command)

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if len(self._idle) < _IDLE_AT_MOST:
                self._idle.append(worker)
                return
        worker.close()

    def close(self) -> None:
        """End the idle processes; a later `run` starts new ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def forget(self) -> None:
        """Drop the processes without ending them: after a fork they are the parent's."""
        # Kept, for a process that is dropped while it runs is warned of.
        self._elsewhere, self._idle = self._idle, []
        self._lock = threading.Lock()


SHARED = Sandbox()
atexit.register(SHARED.close)
os.register_at_fork(after_in_child=SHARED.forget)
