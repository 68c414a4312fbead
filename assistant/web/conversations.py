"""Conversations on the server: kept per user, renamed, searched, deleted, and gone when old."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.records import Answer, Filters
from assistant.web.database import Database

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_TITLE_CHARACTERS = 80
_DAY_S = 86_400.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with what came of it.

    Attributes:
        n: Place in the conversation, from 1.
        question: As asked, CPR numbers masked.
        asked: Seconds since 1970.
        answer: None when there was a problem.
        problem: Code of what went wrong, such as `busy`; None when there is an answer.
        filters: What the search was limited to.
        limits: The same in the reader's words.
        verdict: "up" or "down" when the reader gave feedback.
    """

    n: int
    question: str
    asked: float
    answer: Answer | None = None
    problem: str | None = None
    filters: Filters = field(default_factory=Filters)
    limits: tuple[str, ...] = ()
    verdict: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a list of conversations shows; `turns` is a number."""

    id: str
    title: str
    changed: float
    turns: int


@cache
def _adapter() -> TypeAdapter[Turn]:
    from pydantic import TypeAdapter

    return TypeAdapter(Turn)


def to_json(turn: Turn) -> str:
    """Return a turn as it is stored."""
    return _adapter().dump_json(turn).decode()


def from_json(record: str) -> Turn:
    """Return a stored turn."""
    return _adapter().validate_json(record)


def _turn(row: sqlite3.Row) -> Turn:
    return replace(from_json(row["record"]), verdict=row["verdict"])


def masked(text: str) -> str:
    """Return what a reader typed with the digits of CPR numbers masked."""
    from ingest.cpr import mask

    return mask(text, typed=True)[0]


def _named_after(question: str) -> str:
    title = masked(" ".join(question.split()))
    if len(title) <= _TITLE_CHARACTERS:
        return title
    return title[: _TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"


def without_personal_data(turn: Turn) -> Turn:
    """Return a turn as it may be stored: CPR numbers masked wherever the reader's words stand."""
    answer = turn.answer and replace(
        turn.answer,
        question=masked(turn.answer.question),
        standalone_question=masked(turn.answer.standalone_question),
    )
    return replace(turn, question=masked(turn.question), answer=answer, verdict=None)


class Conversations:
    """The conversations of every user; each method sees one user's only."""

    def __init__(self, database: Database, retention_days: int) -> None:
        """Keep conversations for a number of days after their last question."""
        self._database = database
        self._retention_s = retention_days * _DAY_S

    def start(self, user: str, question: str) -> str:
        """Create a conversation named after its first question and return its id."""
        identifier, now = secrets.token_urlsafe(12), time.time()
        with self._database.transaction() as connection:
            row = (identifier, user, _named_after(question), now, now)
            connection.execute("INSERT INTO conversation VALUES (?, ?, ?, ?, ?)", row)
        return identifier

    def save(self, user: str, identifier: str, turn: Turn) -> None:
        """Store a turn in its place; turns from there on are replaced.

        A conversation named after its first question follows that one when it is edited. A draft is
        stored as if it were done: nobody writes on after a stop or a restart.
        """
        stored = without_personal_data(turn)
        if stored.answer:
            stored = replace(stored, answer=replace(stored.answer, writing=False))
        with self._database.transaction() as connection:
            owned = connection.execute(
                "UPDATE conversation SET changed = ? WHERE id = ? AND user = ?",
                (time.time(), identifier, user),
            )
            if not owned.rowcount:
                return  # deleted in another window while the answer was on its way
            if turn.n == 1:
                self._follow(connection, identifier, turn.question)
            connection.execute(
                "DELETE FROM turn WHERE conversation = ? AND n >= ?", (identifier, turn.n)
            )
            row = (identifier, turn.n, turn.asked, to_json(stored))
            connection.execute("INSERT INTO turn VALUES (?, ?, ?, ?)", row)

    def _follow(self, connection: sqlite3.Connection, identifier: str, question: str) -> None:
        for row in self._database.rows(
            "SELECT record FROM turn WHERE conversation = ? AND n = 1", (identifier,)
        ):
            old = _named_after(from_json(row["record"]).question)
            connection.execute(
                "UPDATE conversation SET title = ? WHERE id = ? AND title = ?",
                (_named_after(question), identifier, old),
            )

    def turns(self, user: str, identifier: str) -> tuple[Turn, ...]:
        """Return a conversation's turns in order; none for another's or an unknown one."""
        rows = self._database.rows(
            "SELECT turn.record, feedback.verdict FROM turn "
            "JOIN conversation ON conversation.id = turn.conversation LEFT JOIN feedback "
            "ON feedback.conversation = turn.conversation AND feedback.turn = turn.n "
            "WHERE conversation.id = ? AND conversation.user = ? ORDER BY turn.n",
            (identifier, user),
        )
        return tuple(_turn(row) for row in rows)

    def find(self, user: str, containing: str = "", limit: int = 200) -> list[Conversation]:
        """Return a user's conversations whose title or text holds some words, latest first."""
        rows = self._database.rows(
            "SELECT id, title, changed, (SELECT count(*) FROM turn WHERE conversation = id) turns "
            "FROM conversation WHERE user = ? ORDER BY changed DESC",
            (user,),
        )
        sought = containing.casefold().strip()
        found = [Conversation(**row) for row in rows if not sought or self._holds(row, sought)]
        return found[:limit]

    def _holds(self, row: sqlite3.Row, sought: str) -> bool:
        if sought in row["title"].casefold():
            return True
        turns = self._database.rows("SELECT record FROM turn WHERE conversation = ?", (row["id"],))
        for turn in turns:
            found = from_json(turn["record"])
            answer = found.answer.text if found.answer else ""
            if sought in f"{found.question}\n{answer}".casefold():
                return True
        return False

    def title(self, user: str, identifier: str) -> str | None:
        """Return a conversation's name, None for another's or an unknown one."""
        rows = self._database.rows(
            "SELECT title FROM conversation WHERE id = ? AND user = ?", (identifier, user)
        )
        return str(rows[0]["title"]) if rows else None

    def rename(self, user: str, identifier: str, title: str) -> bool:
        """Give a conversation another name; False when the user has no such conversation."""
        name = masked(" ".join(title.split()))[:_TITLE_CHARACTERS]
        if not name:
            return False
        with self._database.transaction() as connection:
            return bool(
                connection.execute(
                    "UPDATE conversation SET title = ? WHERE id = ? AND user = ?",
                    (name, identifier, user),
                ).rowcount
            )

    def delete(self, user: str, identifier: str) -> bool:
        """Delete a conversation for good, its turns and the feedback on them too."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM feedback WHERE conversation = ? AND user = ?", (identifier, user)
            )
            gone = connection.execute(
                "DELETE FROM conversation WHERE id = ? AND user = ?", (identifier, user)
            ).rowcount
        if gone:
            self._database.compact()
        return bool(gone)

    def purge(self) -> int:
        """Delete what is older than the retention, feedback too; return how many.

        What a clock that was ahead has dated to the future counts as made now: it would never go.
        """
        now = time.time()
        oldest = now - self._retention_s
        with self._database.transaction() as connection:
            connection.execute("UPDATE conversation SET changed = ? WHERE changed > ?", (now, now))
            connection.execute("UPDATE feedback SET created = ? WHERE created > ?", (now, now))
            gone = connection.execute(
                "DELETE FROM conversation WHERE changed < ?", (oldest,)
            ).rowcount
            gone += connection.execute("DELETE FROM feedback WHERE created < ?", (oldest,)).rowcount
            connection.execute("DELETE FROM session WHERE expires < ?", (now,))
        if gone:
            self._database.compact()
        return gone
