"""What readers say of answers, kept with everything that is needed to see what they saw."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal, get_args

from assistant.web.conversations import Turn, from_json, masked, to_json
from assistant.web.database import Database

Verdict = Literal["up", "down"]
Reason = Literal["wrong", "missing", "wrong_source", "should_not_have_answered"]
State = Literal["new", "adopted", "closed"]
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The settings that an answer was made with."""

    writer: str
    language: str
    generation: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one reader said of one answer; `history` are the questions before it."""

    id: int
    created: float
    user: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    comment: str
    turn: Turn
    history: tuple[str, ...]
    circumstances: Circumstances
    state: State


def _feedback(row: sqlite3.Row) -> Feedback:
    kept = json.loads(row["settings"])
    return Feedback(
        id=row["id"],
        created=row["created"],
        user=row["user"],
        verdict=row["verdict"],
        reasons=tuple(json.loads(row["reasons"])),
        comment=row["comment"],
        turn=from_json(row["record"]),
        history=tuple(kept.pop("history")),
        circumstances=Circumstances(**kept),
        state=row["state"],
    )


class FeedbackBox:
    """Takes feedback from readers and shows it to maintainers."""

    def __init__(self, database: Database) -> None:
        """Use the pages' database."""
        self._database = database

    def put(
        self,
        user: str,
        conversation: str,
        turns: Sequence[Turn],
        verdict: Verdict,
        reasons: Sequence[Reason],
        comment: str,
        language: str = "da",
    ) -> None:
        """Keep feedback on the last of some turns; what was said of it before is replaced.

        Args:
            user: Who says it.
            conversation: Id of the conversation.
            turns: The conversation up to the answer; every text is free of CPR numbers already.
            verdict: Whether it was useful.
            reasons: What was wrong; nothing is with a useful answer.
            comment: Free text on that; CPR numbers are masked.
            language: Of the pages.
        """
        if verdict == "up":
            reasons, comment = (), ""
        turn = turns[-1]
        assert turn.answer is not None
        held = Circumstances(turn.answer.writer, language, turn.answer.library.generation)
        settings = {**asdict(held), "history": [earlier.question for earlier in turns[:-1]]}
        row = (
            time.time(), user, conversation, turn.n, verdict, json.dumps(list(reasons)),
            masked(comment.strip()), turn.question, to_json(turn), json.dumps(settings),
        )  # fmt: skip
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM feedback WHERE conversation = ? AND turn = ?", (conversation, turn.n)
            )
            connection.execute(
                "INSERT INTO feedback (created, user, conversation, turn, verdict, reasons, "
                "comment, question, record, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def find(
        self, verdict: str | None = None, reason: str | None = None, state: str | None = None
    ) -> list[Feedback]:
        """Return feedback, latest first; None limits nothing."""
        rows = self._database.rows(
            "SELECT * FROM feedback WHERE (? IS NULL OR verdict = ?) AND (? IS NULL OR state = ?) "
            "ORDER BY created DESC",
            (verdict, verdict, state, state),
        )
        found = [_feedback(row) for row in rows]
        return [item for item in found if reason is None or reason in item.reasons]

    def get(self, identifier: int) -> Feedback | None:
        """Return one piece of feedback."""
        rows = self._database.rows("SELECT * FROM feedback WHERE id = ?", (identifier,))
        return _feedback(rows[0]) if rows else None

    def mark(self, identifier: int, state: State) -> bool:
        """Note what became of feedback; False when there is none with this id."""
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE feedback SET state = ? WHERE id = ?", (state, identifier)
            )
        return bool(changed.rowcount)
