"""Logins: sessions that expire, and failures that are counted."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import defaultdict, deque

from assistant.web.database import Database

_ATTEMPTS = 5  # wrong passwords for one name from one address before it must wait
_ATTEMPTS_PER_ADDRESS = 30  # a whole office may share the address of a proxy
_WAIT_S = 300.0
_CLOCK_S = 60.0  # a clock that is put right by less logs nobody out
_REMEMBERED = 10_000  # names that are counted at a time; the oldest are forgotten first


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Sessions:
    """Who is logged in: the browser holds a random token, the database its digest."""

    def __init__(self, database: Database, hours: float) -> None:
        """Keep sessions for a number of hours from login."""
        self._database = database
        self._seconds = hours * 3600

    def start(self, user: str) -> str:
        """Return a new token for a user."""
        token = secrets.token_urlsafe(32)
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM session WHERE expires < ?", (time.time(),))
            row = (_digest(token), user, time.time() + self._seconds)
            connection.execute("INSERT INTO session VALUES (?, ?, ?)", row)
        return token

    def user(self, token: str) -> str | None:
        """Return whose token it is, None when it is unknown, has expired or is from the future."""
        now = time.time()
        rows = self._database.rows(
            "SELECT user FROM session WHERE token = ? AND expires > ? AND expires <= ?",
            (_digest(token), now, now + self._seconds + _CLOCK_S),
        )
        return str(rows[0]["user"]) if rows else None

    def end(self, token: str) -> None:
        """Forget a token."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM session WHERE token = ?", (_digest(token),))


class Throttle:
    """Counts wrong passwords and says who must wait."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._failures: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    def _recent(self, key: tuple[str, str]) -> int:
        failures = self._failures.get(key, deque())
        while failures and failures[0] < time.monotonic() - _WAIT_S:
            failures.popleft()
        return len(failures)

    def locked(self, name: str, address: str) -> bool:
        """Return whether this name or this address must wait."""
        return (
            self._recent((name.casefold(), address)) >= _ATTEMPTS
            or self._recent(("", address)) >= _ATTEMPTS_PER_ADDRESS
        )

    def failed(self, name: str, address: str) -> None:
        """Count a wrong password."""
        for key in ((name.casefold(), address), ("", address)):
            self._failures[key].append(time.monotonic())
        while len(self._failures) > _REMEMBERED:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, name: str, address: str) -> None:
        """Forget the failures of a name."""
        self._failures.pop((name.casefold(), address), None)
