"""The way from a page or the API to the assistant: limits, a queue, a time limit, counters."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from assistant.records import MAX_QUESTION_CHARACTERS, Answer, Filters, Passage
from assistant.settings import Settings
from assistant.web.texts import texts
from ingest.errors import Busy, UsageError

Result = TypeVar("Result")

_MINUTE_S = 60.0
_BUCKETS_S = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 180.0)
_REMEMBERED = 10_000  # readers whose questions are counted at a time


class Asks(Protocol):
    """What the pages need of `assistant.answer.Assistant`."""

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question."""

    def search(self, question: str, k: int, filters: Filters | None = None) -> list[Passage]:
        """Find passages."""


class Times:
    """A histogram of seconds.

    Attributes:
        sum: Seconds in all.
        count: How many were noted.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.sum = 0.0
        self.count = 0
        self._within = dict.fromkeys(_BUCKETS_S, 0)

    def note(self, seconds: float) -> None:
        """Count one."""
        self.sum += seconds
        self.count += 1
        for bound in _BUCKETS_S:
            self._within[bound] += seconds <= bound

    def buckets(self) -> list[tuple[str, int]]:
        """Return (upper bound in seconds, how many were at most that), "+Inf" last."""
        return [(str(bound), n) for bound, n in self._within.items()] + [("+Inf", self.count)]


class Desk:
    """Hands questions to the assistant, a few at a time and in order.

    Attributes:
        counts: Outcomes since the start: a status, or the code of what went wrong.
        times: How long answered questions took, waiting included.
    """

    def __init__(self, assistant: Asks, settings: Settings) -> None:
        """Take the limits from the settings."""
        self._assistant = assistant
        self._texts = texts(settings.language)
        self._settings = settings
        self._threads = ThreadPoolExecutor(settings.concurrent_answers, "answer")
        self._asked: defaultdict[str, deque[float]] = defaultdict(deque)
        self.waiting = 0
        self.counts: Counter[str] = Counter()
        self.times = Times()

    async def ask(
        self, reader: str, question: str, history: Sequence[str], filters: Filters | None
    ) -> Answer:
        """Answer a question when it is its turn; questions of one `reader` are counted together.

        Raises:
            Busy: Too many questions from this reader, a full queue, or the time limit.
            UsageError: The question is empty or too long.
        """
        started = time.monotonic()
        try:
            self._check(question)
            self._count(reader)
            answer = await self._run(partial(self._assistant.ask, question, history, filters))
        except Busy as busy:
            self.counts[busy.code] += 1
            raise
        except Exception:
            self.counts["error"] += 1
            raise
        self.counts[answer.status] += 1
        self.times.note(time.monotonic() - started)
        return answer

    async def quietly(self, question: str, filters: Filters | None) -> Answer:
        """Answer a question that no reader asked: not counted, but in the queue like others."""
        return await self._run(partial(self._assistant.ask, question, (), filters))

    async def search(
        self, reader: str, question: str, k: int, filters: Filters | None
    ) -> list[Passage]:
        """Find passages when it is its turn; the limits are those of `ask`."""
        self._check(question)
        self._count(reader)
        return await self._run(partial(self._assistant.search, question, k, filters))

    def close(self) -> None:
        """Take no more questions."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _check(self, question: str) -> None:
        limit = MAX_QUESTION_CHARACTERS
        if not question.strip():
            raise UsageError(self._texts("problem.empty"))
        if len(question) > limit:
            raise UsageError(self._texts("problem.too_long", length=len(question), limit=limit))

    def _count(self, reader: str) -> None:
        asked, now = self._asked[reader], time.monotonic()
        while asked and asked[0] < now - _MINUTE_S:
            asked.popleft()
        if len(asked) >= self._settings.questions_per_minute:
            raise Busy("too_many")
        asked.append(now)
        while len(self._asked) > _REMEMBERED:
            del self._asked[next(iter(self._asked))]

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self.waiting >= self._settings.concurrent_answers + self._settings.queue_length:
            raise Busy("queue_full")
        self.waiting += 1
        try:
            future = asyncio.get_running_loop().run_in_executor(self._threads, work)
            return await asyncio.wait_for(future, self._settings.answer_timeout_s)
        except TimeoutError as error:
            raise Busy("timeout") from error
        finally:
            self.waiting -= 1
