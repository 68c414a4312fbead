"""The word index on Tantivy: derived from the database, searched with BM25.

The analysis is ours (`ingest.danish.terms`); Tantivy only splits at spaces. It holds terms and
chunk ids, no text.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from ingest.library.database import Database

_HEAP_BYTES = 32_000_000  # Tantivy asks for at least 15 MB a thread


class WordIndex:
    """Search terms → passages."""

    def __init__(self, directory: Path) -> None:
        """Open what stands in the directory, or an empty index."""
        import tantivy

        self._directory = directory
        directory.mkdir(exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(directory))

    @property
    def passages(self) -> int:
        """Number of passages."""
        return int(self._index.searcher().num_docs)

    def rebuild(self, database: Database) -> None:
        """Make the index anew from the database."""
        import tantivy

        shutil.rmtree(self._directory)
        self._directory.mkdir()
        self._index = tantivy.Index(_schema(), path=str(self._directory))
        writer = self._index.writer(_HEAP_BYTES, 1)
        for identifier, sha256, terms in database.rows(
            "SELECT chunks.id, sha256, terms FROM chunks JOIN documents ON documents.id = document "
            "ORDER BY document, start"
        ):
            writer.add_document(tantivy.Document(id=identifier, document=sha256, terms=terms))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def search(
        self, terms: Sequence[tuple[str, float]], k: int, documents: Collection[str] | None
    ) -> list[tuple[str, float]]:
        """Return at most k (chunk id, BM25 score), best first.

        Args:
            terms: Search terms with weights above 0.
            documents: Digests of the documents to search in; None searches all.
        """
        from tantivy import Occur, Query

        schema = self._index.schema
        should = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, "terms", term), weight))
            for term, weight in terms
        ]
        if not should or k < 1:
            return []
        query = Query.boolean_query(should)
        if documents is not None:
            inside = Query.term_set_query(schema, "document", list(documents))
            query = Query.boolean_query(
                [(Occur.Must, query), (Occur.Must, Query.const_score_query(inside, 0.0))]
            )
        searcher = self._index.searcher()
        return [
            (searcher.doc(address)["id"][0], score)
            for score, address in searcher.search(query, k, count=False).hits
        ]

    def document_frequency(self, stem: str) -> int:
        """Return the number of passages with the term."""
        return int(self._index.searcher().doc_freq("terms", stem))

    def vocabulary(self) -> list[str]:
        """Return every term."""
        return [_term(found) for found in self._index.searcher().terms_with_prefix("terms", "")]


def _term(found: Any) -> str:
    return str(found[0] if isinstance(found, tuple) else found)


def _schema() -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return builder.build()
