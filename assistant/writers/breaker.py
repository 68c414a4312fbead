"""A model that fails again and again is left alone for a while, so that no reader waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FAILURES = 3  # in a row, after which the model is left alone
_PAUSE_S = 60.0  # about what loading a model takes; then one question tries again


class Breaker:
    """Opens after three failures in a row; one trial a minute closes it again."""

    def __init__(
        self, pause_s: float = _PAUSE_S, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Start closed.

        Args:
            pause_s: How long the model is left alone.
            clock: Seconds that only grow.
        """
        self._pause_s = pause_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self.last = ""

    def admits(self) -> bool:
        """Say whether the model may be asked; of those who ask in a pause's end one is let in."""
        with self._lock:
            if self._failures < _FAILURES:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._pause_s
            return True

    def note(self, failure: str | None) -> None:
        """Note how it went: the code of a failure, or None."""
        with self._lock:
            self._failures = 0 if failure is None else self._failures + 1
            self.last = failure or ""
            self._until = self._clock() + self._pause_s
