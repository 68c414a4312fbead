"""`velfaerd load`: many readers ask at once; what the slowest of them waited is measured."""

from __future__ import annotations

import asyncio
import math
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import UsageError

QUESTIONS = (
    "Hvad er de største barrierer for velfærdsteknologi?",
    "Hvordan finansieres velfærdsteknologi i kommunerne?",
    "Hvilke effekter har skærmbesøg i hjemmeplejen?",
    "Hvad siger loven om brug af GPS?",
    "Hvad skal medarbejderne kunne?",
    "Hvad koster et rumskib?",
)
_TIMEOUT_S = 200.0  # above the server's own limit, so that its answer is what is counted


@dataclass(frozen=True, slots=True)
class Load:
    """What many readers at once met.

    Attributes:
        seconds: Wall-clock time of all of it.
        statuses: How often each HTTP status came; 0 is no answer at all.
    """

    users: int
    questions: int
    errors: int
    seconds: float
    p50_s: float
    p95_s: float
    longest_s: float
    statuses: dict[int, int]


def load(address: str, users: int, rounds: int, questions: Sequence[str] = QUESTIONS) -> Load:
    """Let a number of readers ask at the same moment, each over a connection of its own.

    Args:
        address: Of a running server, such as http://127.0.0.1:7860.
        users: Readers.
        rounds: Questions that each asks, one after the other.
        questions: Asked in turn, each reader from another place in the list.

    Raises:
        UsageError: A number is below 1, or nobody answers at the address.
    """
    if users < 1 or rounds < 1:
        raise UsageError("Der skal være mindst én bruger og én runde.")
    began = time.monotonic()
    asked = asyncio.run(_all(address, users, rounds, questions))
    seconds = time.monotonic() - began
    times = sorted(spent for _, spent in asked)
    statuses = Counter(status for status, _ in asked)
    if set(statuses) == {0}:
        raise UsageError(f"Ingen svarer på {address}; start først velfaerd chat.")
    return Load(
        users=users,
        questions=len(asked),
        errors=len(asked) - statuses[200],
        seconds=round(seconds, 3),
        p50_s=round(_percentile(times, 0.5), 3),
        p95_s=round(_percentile(times, 0.95), 3),
        longest_s=round(times[-1], 3),
        statuses=dict(sorted(statuses.items())),
    )


def _percentile(times: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile of sorted times."""
    return times[max(math.ceil(share * len(times)) - 1, 0)]


async def _all(
    address: str, users: int, rounds: int, questions: Sequence[str]
) -> list[tuple[int, float]]:
    readers = (_reader(address, n, rounds, questions) for n in range(users))
    return [one for each in await asyncio.gather(*readers) for one in each]


async def _reader(
    address: str, number: int, rounds: int, questions: Sequence[str]
) -> list[tuple[int, float]]:
    import httpx

    asked = []
    async with httpx.AsyncClient(base_url=address, timeout=_TIMEOUT_S, trust_env=False) as client:
        for n in range(rounds):
            question = questions[(number + n) % len(questions)]
            began = time.monotonic()
            try:
                response = await client.post("/api/ask", json={"question": question})
                status = response.status_code
            except httpx.HTTPError:
                status = 0
            asked.append((status, time.monotonic() - began))
    return asked
