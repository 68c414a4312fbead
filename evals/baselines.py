"""Plain LlamaIndex on Chroma with our encoder: what one gets without doing anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, AnswerSentence, Filters, LibraryState, Passage
from evals.canaries import cite_passage
from evals.records import DEPTH, Trace
from evals.run import World
from ingest.library import Library
from ingest.records import Chunk, Document

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever

_TOP = 2  # llama_index's default similarity_top_k


class PlainLlamaIndex:
    """Its defaults: the two top passages of 1024 tokens are the answer, and it never declines.

    Filters are applied to what it finds.
    """

    name = "LlamaIndex + Chroma"

    def __init__(
        self, retriever: BaseRetriever, chunks: Mapping[str, list[Chunk]], world: World
    ) -> None:
        """Use `plain_llama_index`."""
        self._retriever = retriever
        self._documents = world.documents
        self._chunks = chunks
        self._by_id = {c.id: (path, c) for path, found in chunks.items() for c in found}

    def chunks_of(self, path: str) -> Sequence[Chunk]:
        """Its passages of a document."""
        return self._chunks[path]

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer with the top passages."""
        passages = self._search(" ".join([*history, question]), filters)[:_TOP]
        citations = tuple(
            replace(cite_passage(passage), n=n) for n, passage in enumerate(passages, 1)
        )
        return Answer(
            question=question,
            standalone_question=" ".join([*history, question]),
            status="answered",
            sentences=tuple(AnswerSentence(c.quote, (c.n,)) for c in citations),
            citations=citations,
            library=LibraryState(0, len(self._documents)),
            confidence=passages[0].similarity if passages else None,
        )

    def trace(self, answer: Answer, filters: Filters | None = None) -> Trace:
        """Search again, deeper."""
        return Trace(tuple(self._search(answer.standalone_question, filters)), _TOP)

    def _search(self, question: str, filters: Filters | None) -> list[Passage]:
        if not question.strip():
            return []
        found = []
        for hit in self._retriever.retrieve(question):
            node: Any = hit.node
            path, chunk = self._by_id[f"{node.ref_doc_id}#{node.start_char_idx}"]
            document, score = self._documents[path], float(hit.score or 0.0)
            if filters is None or _accepts(filters, document):
                found.append(Passage(chunk, document, score, similarity=score))
        return found


def _accepts(filters: Filters, document: Document) -> bool:
    year = document.year
    return (
        (not filters.kinds or document.kind in filters.kinds)
        and (not filters.publishers or document.publisher in filters.publishers)
        and (not filters.documents or document.path in filters.documents)
        and (filters.year_from is None or (year is not None and year >= filters.year_from))
        and (filters.year_to is None or (year is not None and year <= filters.year_to))
    )


@contextmanager
def plain_llama_index(library: Library, world: World) -> Iterator[PlainLlamaIndex]:
    """Index the library's documents as LlamaIndex does by default, in memory."""
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import Document as Text
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.vector_stores.chroma import ChromaVectorStore

    from ingest.embed import as_llama_index

    texts = [
        Text(text=document.text, id_=path)
        for path, document in world.documents.items()
        if document.text
    ]
    nodes: list[Any] = list(SentenceSplitter().get_nodes_from_documents(texts))
    chunks: dict[str, list[Chunk]] = {path: [] for path in world.documents}
    for node in nodes:
        path, start, end = node.ref_doc_id, node.start_char_idx, node.end_char_idx
        document = world.documents[path]
        chunks[path].append(
            Chunk(f"{path}#{start}", document.sha256, start, end, document.text[start:end])
        )
    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    collection = client.create_collection("plain", metadata={"hnsw:space": "cosine"})
    try:
        index = VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(
                vector_store=ChromaVectorStore(chroma_collection=collection)
            ),
            embed_model=as_llama_index(library.encoder),
        )
        yield PlainLlamaIndex(index.as_retriever(similarity_top_k=DEPTH), chunks, world)
    finally:
        client.delete_collection("plain")
