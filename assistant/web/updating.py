"""A sync that a maintainer starts from the page: one at a time, with progress."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from ingest.errors import VelfaerdError
from ingest.report import SyncReport

_log = logging.getLogger(__name__)

Synchronise = Callable[[Callable[[float, int], None]], SyncReport]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is.

    Attributes:
        done: Files read, fractions included.
        files: Files to read.
        report: What it did, when it is done.
        reason: A Danish sentence, when it failed.
    """

    state: Literal["idle", "running", "done", "failed"] = "idle"
    done: float = 0.0
    files: int = 0
    report: SyncReport | None = None
    reason: str | None = None


class Updating:
    """Runs `synchronise` in the background; None when there is no folder to sync."""

    def __init__(self, synchronise: Synchronise | None) -> None:
        """Start nothing yet."""
        self._synchronise = synchronise
        self._lock = threading.Lock()
        self.progress = Progress()

    @property
    def possible(self) -> bool:
        """Whether there is a folder to sync."""
        return self._synchronise is not None

    def start(self) -> bool:
        """Start a sync; False when one is running or there is no folder."""
        with self._lock:
            if self._synchronise is None or self.progress.state == "running":
                return False
            self.progress = Progress("running")
        threading.Thread(target=self._run, args=(self._synchronise,), daemon=True).start()
        return True

    def _run(self, synchronise: Synchronise) -> None:
        try:
            report = synchronise(self._note)
        except VelfaerdError as error:
            self.progress = replace(self.progress, state="failed", reason=str(error))
        except Exception:  # noqa: BLE001 - the edge of this thread: the log has the cause
            _log.exception("a sync failed")
            self.progress = replace(self.progress, state="failed", reason=None)
        else:
            self.progress = replace(self.progress, state="done", report=report)

    def _note(self, done: float, files: int) -> None:
        self.progress = Progress("running", done, files)
