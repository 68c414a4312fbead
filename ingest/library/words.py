"""The word index on Tantivy: derived from the database, searched with BM25.

The analysis is ours (`ingest.danish.terms`); Tantivy only splits at spaces. It holds terms and
chunk ids, no text.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.library.database import Database
from ingest.library.derived import Seal, SealedDirectory

if TYPE_CHECKING:
    import tantivy

_HEAP_BYTES = 32_000_000  # Tantivy asks for at least 15 MB a thread
# Of a term in title, publisher or headings beside 1.0 in the passage. Of the gold of the training
# collections 98.7 % is among 12 passages with 0.3 to 1.0, ranked best with 0.3; 98.2 % with 0.
_CONTEXT_WEIGHT = 0.3


class WordIndex:
    """Search terms → passages."""

    def __init__(self, database: Database, directory: Path, analysis: str) -> None:
        """Name the place; nothing is opened yet.

        Args:
            database: Where it is made from.
            directory: Of the index alone.
            analysis: Fingerprint of the code that makes terms.
        """
        self.recipe = f"words 2 tantivy {version('tantivy')} {analysis}"
        self._database = database
        self._directory = SealedDirectory(directory)
        self._opened: tantivy.Index | None = None
        self._vocabulary: tuple[str, ...] | None = None
        self._lock = threading.RLock()

    def seal(self) -> Seal | None:
        """Return what the index holds, or None when that cannot be trusted."""
        return self._directory.seal()

    def set_seal(self, seal: Seal) -> None:
        """Vouch for what it holds."""
        self._directory.set_seal(seal)

    def rebuild(self) -> None:
        """Make all of it anew beside the old, which is searched until the new takes its place."""
        fresh = self._directory.aside()
        self._write(_open(fresh), since=-1)
        with self._lock:
            self._opened = self._vocabulary = None
            self._directory.take(fresh)

    def extend(self, since: int) -> None:
        """Add the passages of documents that are newer than a generation."""
        self._directory.break_seal()
        self._write(self._index(), since)
        with self._lock:
            self._index().reload()
            self._vocabulary = None

    def _write(self, index: tantivy.Index, since: int) -> None:
        import tantivy

        writer = index.writer(_HEAP_BYTES, 1)
        for identifier, document, terms, title, publisher, section in self._database.each(
            "SELECT chunks.id, document, terms, documents.title, (SELECT publisher FROM files "
            "WHERE files.document = documents.id ORDER BY path LIMIT 1), section_terms FROM chunks "
            "JOIN documents ON documents.id = document WHERE documents.generation > ? "
            "ORDER BY document, start",
            (since,),
        ):
            writer.add_document(
                tantivy.Document(
                    id=identifier,
                    document=document,
                    terms=terms,
                    context=f"{_terms_of(title)} {_terms_of(publisher or '')} {section}",
                )
            )
        writer.commit()
        writer.wait_merging_threads()

    def search(
        self, terms: Iterable[tuple[str, float]], k: int, documents: Collection[int] | None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, BM25 score), best first.

        Args:
            terms: Search terms with weights above 0.
            k: At least 1.
            documents: Row ids of the documents to search in; None searches all.
        """
        from tantivy import Occur, Query

        schema = self._index().schema
        should = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, field, term), weight * part))
            for term, weight in terms
            for field, part in (("terms", 1.0), ("context", _CONTEXT_WEIGHT))
        ]
        query = Query.boolean_query(should)
        if documents is not None:
            inside = Query.term_set_query(schema, "document", list(documents))
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(inside, 0.0))]
            )
        searcher = self._index().searcher()
        hits = searcher.search(query, k, count=False).hits
        found = [(searcher.doc(address)["id"][0], score) for score, address in hits]
        # Tantivy keeps equal scores in the order of storing, which must not decide an answer.
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def document_frequency(self, stem: str) -> int:
        """Return the number of passages with the term."""
        return int(self._index().searcher().doc_freq("terms", stem))

    def vocabulary(self) -> Sequence[str]:
        """Return every term that stands in a passage."""
        with self._lock:
            if self._vocabulary is None:
                found = self._index().searcher().terms_with_prefix("terms", "")
                self._vocabulary = tuple(term for term, _ in found)
            return self._vocabulary

    def close(self) -> None:
        """Let go of the files."""
        self._opened = None

    def _index(self) -> tantivy.Index:
        with self._lock:
            if self._opened is None:
                self._opened = _open(self._directory)
            return self._opened


@lru_cache(1024)
def _terms_of(name: str) -> str:
    from ingest.danish import terms

    return " ".join(terms(name))


def _open(directory: SealedDirectory) -> tantivy.Index:
    import tantivy

    return tantivy.Index(_schema(), path=str(directory.path))


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("document", indexed=True)
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
