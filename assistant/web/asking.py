"""The way from a page or the API to the assistant: limits, a queue, a time limit, counters."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from dataclasses import replace
from functools import partial
from typing import Protocol, TypeVar

from assistant.records import MAX_QUESTION_CHARACTERS, Answer, Filters, Passage
from assistant.settings import Settings
from assistant.web.texts import texts
from assistant.web.times import Times
from ingest.errors import Busy, UsageError

Result = TypeVar("Result")

_MINUTE_S = 60.0
_REMEMBERED = 10_000  # readers whose questions are counted at a time


class Asks(Protocol):
    """What the pages need of `assistant.answer.Assistant`."""

    def stream(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """Yield ever better answers, the last of which is done."""

    def search(self, question: str, k: int, filters: Filters | None = None) -> list[Passage]:
        """Find passages."""


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

    async def stream(
        self, reader: str, question: str, history: Sequence[str], filters: Filters | None
    ) -> AsyncGenerator[Answer, None]:
        """Yield ever better answers when it is the question's turn, the last of which is done.

        Questions of one `reader` are counted together.

        Raises:
            Busy: Too many questions from this reader, a full queue, or the time limit.
            UsageError: The question is empty or too long.
        """
        started, answer = time.monotonic(), None
        try:
            self._check(question)
            self._count(reader)
            work = partial(self._assistant.stream, question, history, filters)
            async with aclosing(self._in_time(work)) as answers:
                async for answer in answers:
                    yield answer
        except Busy as busy:
            self.counts[busy.code] += 1
            raise
        except Exception:
            self.counts["error"] += 1
            raise
        assert answer is not None
        self.counts[answer.status] += 1
        self.times.note(time.monotonic() - started)

    async def ask(
        self, reader: str, question: str, history: Sequence[str], filters: Filters | None
    ) -> Answer:
        """Return what `stream` ends with."""
        return await _last(self.stream(reader, question, history, filters))

    async def quietly(self, question: str, filters: Filters | None) -> Answer:
        """Answer in the documents' own words what no reader asked; in the queue like others."""
        work = partial(self._assistant.stream, question, (), filters)
        async with aclosing(self._run(work)) as answers:
            return replace(await anext(answers), writing=False)

    async def search(
        self, reader: str, question: str, k: int, filters: Filters | None
    ) -> list[Passage]:
        """Find passages when it is its turn; the limits are those of `stream`."""
        self._check(question)
        self._count(reader)
        return await _last(self._run(lambda: [self._assistant.search(question, k, filters)]))

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

    async def _in_time(self, work: Callable[[], Iterable[Answer]]) -> AsyncGenerator[Answer, None]:
        """Yield answers; where time runs out after the first, that one stands."""
        first = None
        try:
            async with aclosing(self._run(work)) as answers:
                async for answer in answers:
                    first = first or answer
                    yield answer
        except Busy as busy:
            if first is None or busy.code != "timeout":
                raise
            yield replace(first, writing=False, notice=self._texts("answer.cut_short"))

    async def _run(self, work: Callable[[], Iterable[Result]]) -> AsyncGenerator[Result, None]:
        """Yield what work in a thread gives; it stops at its next piece when nobody listens."""
        if self.waiting >= self._settings.concurrent_answers + self._settings.queue_length:
            raise Busy("queue_full")
        self.waiting += 1
        loop, gone = asyncio.get_running_loop(), threading.Event()
        pieces: asyncio.Queue[tuple[Result, ...]] = asyncio.Queue()
        until = loop.time() + self._settings.answer_timeout_s

        def give() -> None:
            for piece in work():
                if gone.is_set():
                    return
                with suppress(RuntimeError):  # the server has stopped
                    loop.call_soon_threadsafe(pieces.put_nowait, (piece,))

        future = loop.run_in_executor(self._threads, give)
        future.add_done_callback(lambda _: pieces.put_nowait(()))
        try:
            while piece := await asyncio.wait_for(pieces.get(), until - loop.time()):
                yield piece[0]
            await future
        except TimeoutError as error:
            raise Busy("timeout") from error
        finally:
            gone.set()
            future.cancel()
            self.waiting -= 1


async def _last(pieces: AsyncGenerator[Result, None]) -> Result:
    found: list[Result] = []
    async with aclosing(pieces) as given:
        async for piece in given:
            found = [piece]
    return found[0]
