"""Text → tokens: the likeliest split of each word into pieces.

Source: Kudo, "Subword Regularization", 2018, 3.1.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.e5.weights import Words

BEGIN, END, UNKNOWN = 0, 2, 3  # the tokens around a text, and of what no piece covers
_SPACE = "▁"  # stands before each word; no piece has it further in
_WORD = re.compile(f"{_SPACE}?[^{_SPACE}]*")
_SPACES = re.compile(" {2,}")
_CACHED = 50_000  # words
_PENALTY = 10.0  # what a character that no piece covers costs beyond the rarest piece


class Pieces:
    """The tokenizer."""

    def __init__(self, words: Words) -> None:
        """Take the pieces."""
        known = zip(words.pieces, words.scores.tolist(), strict=True)
        self._pieces = {piece: (score, token) for token, (piece, score) in enumerate(known)}
        del self._pieces[words.pieces[UNKNOWN]]
        self._unknown = float(words.scores.min()) - _PENALTY
        self._longest = max(map(len, words.pieces))
        self._normal = words.normal | {0: " "}
        self._word = lru_cache(_CACHED)(self._split)

    def tokens(self, text: str) -> list[int]:
        """Return the tokens of a text, without those around it."""
        normal = _SPACES.sub(" ", text.translate(self._normal))
        if not normal.startswith(" "):
            normal = " " + normal
        words = _WORD.findall(normal.replace(" ", _SPACE))
        return [token for word in words for token in self._word(word)]

    def _split(self, word: str) -> tuple[int, ...]:
        best = [(0.0, 0, 0)] + [(float("-inf"), 0, 0)] * len(word)  # score, start, token
        for start in range(len(word)):
            score = best[start][0]
            stop = min(start + self._longest, len(word))
            for end in range(start + 1, stop + 1):
                found = self._pieces.get(word[start:end])
                if found and score + found[0] > best[end][0]:
                    best[end] = (score + found[0], start, found[1])
            if score + self._unknown > best[start + 1][0]:
                best[start + 1] = (score + self._unknown, start, UNKNOWN)
        tokens = []
        end = len(word)
        while end:
            _, end, token = best[end]
            tokens.append(token)
        return tuple(reversed(tokens))
