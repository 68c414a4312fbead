"""What is measured: ours, and ours with half of the search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, cast

from assistant.records import Answer, Filters, Passage
from evals.metrics.abstention import abstained
from evals.records import DEPTH, Trace
from evals.run import World
from ingest.library import Library
from ingest.records import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.answer import Assistant
    from assistant.settings import Settings

    Hits = list[tuple[str, float]]

Leg = Literal["words", "vectors"]


class LibraryDocuments(Mapping[str, Document]):
    """A library's documents by path, other paths of the same content included."""

    def __init__(self, library: Library) -> None:
        """List the paths; documents are read when asked for."""
        infos = library.documents()
        self._paths = sorted({p for info in infos for p in (info.path, *info.other_paths)})
        self._known = frozenset(self._paths)
        self._read = cache(library.document)

    def __getitem__(self, path: str) -> Document:
        """Return a document; a path that no file has is a KeyError."""
        if path not in self._known:
            raise KeyError(path)
        return self._read(path)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths in order."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the paths."""
        return len(self._paths)


def world_of(library: Library) -> World:
    """The library as answers are judged against it."""
    documents = LibraryDocuments(library)
    return World(documents, cache(lambda path: library.chunks(documents[path].sha256)))


class Ours:
    """The assistant itself."""

    def __init__(self, assistant: Assistant, name: str = "velfaerd") -> None:
        """Measure an assistant."""
        self.name = name
        self._assistant = assistant

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer a question."""
        return self._assistant.ask(question, history, filters)

    def trace(self, answer: Answer, filters: Filters | None = None) -> Trace:
        """Search and weigh again: what they give is the same each time.

        What was chosen is only asked for where it was not shown, since it is what an answer cites.
        """
        from assistant.answer import PASSAGES
        from assistant.evidence import choose, weigh
        from assistant.parts import split_parts

        if answer.status == "refused" or not answer.standalone_question.strip():
            return Trace()
        library = self._assistant.library
        known = library.municipalities()
        parts = [part.standalone for part in split_parts(answer.standalone_question, known)]
        read = [self._assistant.search(part, PASSAGES, filters) for part in parts]
        deeper = [self._assistant.search(part, DEPTH, filters) for part in parts]
        first = _in_turn(read)
        passages = tuple({p.chunk.id: p for p in (*first, *_in_turn(deeper))}.values())[:DEPTH]
        if not abstained(answer):
            chosen = tuple((c.document, c.start, c.end) for c in answer.citations)
            return Trace(passages, len(first), chosen)
        weighed = [
            weigh(part, found, library.encoder.query(part), library)
            for part, found in zip(parts, read, strict=True)
        ]
        evidence = [one for found in weighed if found.found for one in choose(found)]
        selected = tuple((one.document.path, one.start, one.end) for one in evidence)
        return Trace(passages, len(first), selected)


def _in_turn(rankings: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """The passages of several rankings, each once: all firsts, then all seconds."""
    turns = [passage for turn in zip_longest(*rankings) for passage in turn if passage is not None]
    return tuple({passage.chunk.id: passage for passage in turns}.values())


class _OneLeg:
    """A library in which one of the two searches finds nothing."""

    def __init__(self, library: Library, leg: Leg) -> None:
        self._library = library
        self._leg = leg

    def __getattr__(self, name: str) -> object:
        return getattr(self._library, name)

    def search_words(
        self, terms: Sequence[tuple[str, float]], k: int, filters: Filters | None = None
    ) -> Hits:
        return self._library.search_words(terms, k, filters) if self._leg == "words" else []

    def search_vectors(
        self, vector: NDArray[np.float32], k: int, filters: Filters | None = None
    ) -> Hits:
        return self._library.search_vectors(vector, k, filters) if self._leg == "vectors" else []


def one_leg(library: Library, settings: Settings, leg: Leg) -> Ours:
    """Ours, searching by words alone or by vectors alone."""
    from assistant.answer import Assistant

    half = cast("Library", _OneLeg(library, leg))
    return Ours(Assistant(half, settings), f"kun {'ord' if leg == 'words' else 'vektorer'}")
