"""Which passages are about which theme, counted with the words that search knows."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.web.site import Shelf
from ingest.library import DocumentInfo
from ingest.records import Chunk

_FILE = Path(__file__).with_name("themes.toml")
_EVERYTHING = 100_000  # passages that one theme may have
_DIGEST = 16  # characters of the document's digest that a passage's id begins with


@cache
def themes() -> Mapping[str, tuple[str, ...]]:
    """Return the words of each theme."""
    with _FILE.open("rb") as file:
        return {name: tuple(theme["words"]) for name, theme in tomllib.load(file).items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A document's passages in each theme, in the order of `themes`."""

    info: DocumentInfo
    passages: tuple[int, ...]

    def level(self, theme: int) -> int:
        """Return how much of the document is about a theme, 0 (nothing) to 4 (most of it)."""
        if not self.passages[theme]:
            return 0
        share = self.passages[theme] / max(self.info.chunks, 1)
        return 1 + (share > 0.15) + (share > 0.35) + (share > 0.6)


def found(library: Shelf, theme: str) -> list[str]:
    """Return the ids of the passages that hold a word of a theme."""
    from ingest.danish import terms

    stems = dict.fromkeys(stem for word in themes()[theme] for stem in terms(word))
    return [name for name, _ in library.search_words([(s, 1.0) for s in stems], _EVERYTHING)]


def heat_map(library: Shelf, documents: Sequence[DocumentInfo]) -> list[Row]:
    """Return how many passages each document has in each theme."""
    counts = [
        Counter(name.partition("-")[0] for name in found(library, theme)) for theme in themes()
    ]
    return [
        Row(info, tuple(count[info.sha256[:_DIGEST]] for count in counts)) for info in documents
    ]


def passages(library: Shelf, theme: str, info: DocumentInfo) -> list[Chunk]:
    """Return a document's passages in a theme, in reading order."""
    wanted = set(found(library, theme))
    return [chunk for chunk in library.chunks(info.sha256) if chunk.id in wanted]
