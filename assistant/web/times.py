"""How long answers took, as a histogram."""

from __future__ import annotations

_BUCKETS_S = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 180.0)


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
