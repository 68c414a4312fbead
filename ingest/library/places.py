"""Where the collection of vectors lives: in the library's directory, or on a Chroma server.

Chroma's embedding functions stay out (the default one downloads a model), its telemetry is off, and
the server is Chroma's Rust one (`chroma run`): the older one in Python can be made to run code
before it asks who calls (CVE-2026-45829). The server knows no login: loopback only, or behind a
proxy that does.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from ingest.errors import LibraryError
from ingest.library.derived import Seal, SealedDirectory

_NEIGHBOURS_SEEN = 400  # HNSW's ef_search: the best 100 of 10,000 E5 vectors all found, in 10 ms
_CONFIGURATION = {"hnsw": {"space": "cosine", "ef_search": _NEIGHBOURS_SEEN}}
_NAME = "passages"
_HEADER = "<iQQQQ"  # of HNSW: version, offset, vectors allowed, vectors written, bytes of each
_HEADER_VERSION = 1
_LENGTH_BYTES = 4
_CONNECT_S = 3.0
_ANSWER_S = 60.0  # adding 2,000 passages takes a few seconds


class Place(Protocol):
    """Where a collection lives."""

    def collection(self) -> AbstractContextManager[Any]:
        """Lend the opened collection of Chroma.

        Raises:
            LibraryError: Chroma cannot do what is asked of it inside.
        """

    def seal(self) -> Seal | None:
        """Return what it holds, or None when that cannot be trusted."""

    def set_seal(self, seal: Seal) -> None:
        """Vouch for what it holds."""

    def break_seal(self) -> None:
        """Say that it is being changed."""

    def aside(self) -> Place:
        """Return an empty place beside this one."""

    def take(self, other: Place) -> None:
        """Put what another place of this kind holds in the place of what this one does."""

    def close(self) -> None:
        """Let go of it."""


class EmbeddedPlace:
    """The library's own directory, opened at the first search only: Chroma takes a second."""

    def __init__(self, directory: SealedDirectory) -> None:
        """Open nothing yet."""
        self._directory = directory
        self._sealed: Seal | None = None
        self._client: Any = None
        self._collection: Any = None

    @contextmanager
    def collection(self) -> Iterator[Any]:
        """Lend the collection, made if need be; what it cannot do is mended at the next start.

        Opening and the first search write a little into Chroma's own files, so the seal is renewed
        after that: a kill while questions are answered then costs nothing.
        """
        import chromadb
        from chromadb.errors import ChromaError

        try:
            is_first = self._client is None
            if is_first:
                self._client = chromadb.PersistentClient(str(self._directory.path), _settings())
                self._collection = _collection(self._client, _NAME)
            yield self._collection
            if is_first and self._sealed:
                self._seal_files(self._sealed)
        except ChromaError as error:
            self.break_seal()
            raise LibraryError(f"Vektorerne kan ikke læses; start Velfærd igen: {error}") from error

    def seal(self) -> Seal | None:
        """Return the seal when every file is as it was sealed."""
        self._sealed = self._directory.seal()
        return self._sealed

    def set_seal(self, seal: Seal) -> None:
        """Seal the files; they are whole only once Chroma has let go of them."""
        self.close()
        self._seal_files(seal)
        self._sealed = seal

    def break_seal(self) -> None:
        """Say that it is being changed."""
        self._directory.break_seal()
        self._sealed = None

    def aside(self) -> EmbeddedPlace:
        """Return an empty directory beside this one."""
        return EmbeddedPlace(self._directory.aside())

    def take(self, other: Place) -> None:
        """Put the other's files in the place of these."""
        assert isinstance(other, EmbeddedPlace)
        self.close()
        other.close()
        self._directory.take(other._directory)
        self._sealed = None

    def close(self) -> None:
        """Close the files."""
        if self._client is not None:
            self._client.close()
            self._client = self._collection = None
            if self._sealed:
                self._seal_files(self._sealed)

    def _seal_files(self, seal: Seal) -> None:
        for header in self._directory.path.glob("*/header.bin"):
            _blank_unused(header)
        self._directory.set_seal(seal)


class ServedPlace:
    """A Chroma server; the seal is kept as the collection's metadata."""

    def __init__(self, url: str, library: str) -> None:
        """Open nothing yet.

        Args:
            url: Such as `http://127.0.0.1:8000`.
            library: Name of the library, so that several can share a server.

        Raises:
            LibraryError: The address is none.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LibraryError(f"Adressen på Chroma-serveren kan ikke bruges: {url}.")
        self._url = url
        self._library = library
        self._parts = parts
        self._name = f"{_NAME}-{library}"
        self._client: Any = None
        self._collection: Any = None

    @contextmanager
    def collection(self) -> Iterator[Any]:
        """Lend the collection, made if need be."""
        import httpx
        from chromadb.errors import ChromaError

        try:
            if self._client is None:
                self._client = self._connect()
                self._collection = _collection(self._client, self._name)
            yield self._collection
        except (ChromaError, httpx.HTTPError, ValueError) as error:
            raise LibraryError(f"Chroma-serveren på {self._url} svarer ikke: {error}") from error

    def _connect(self) -> Any:  # noqa: ANN401
        """Return a client; Chroma's own would wait for ever for a server that does not answer."""
        import chromadb
        import httpx

        httpx.get(f"{self._url.rstrip('/')}/api/v2/heartbeat", timeout=_CONNECT_S)
        secure = self._parts.scheme == "https"
        port = self._parts.port or (443 if secure else 80)
        host = str(self._parts.hostname)
        client: Any = chromadb.HttpClient(host, port, ssl=secure, settings=_settings())
        client._server._session.timeout = httpx.Timeout(_ANSWER_S, connect=_CONNECT_S)
        return client

    def seal(self) -> Seal | None:
        """Return the seal when the server holds as many passages as it says."""
        with self.collection() as collection:
            stored, count = collection.metadata or {}, collection.count()
        try:
            seal = Seal(stored["generation"], stored["passages"], stored["recipe"])
        except KeyError:
            return None
        return seal if seal.passages == count else None

    def set_seal(self, seal: Seal) -> None:
        """Write the seal into the collection's metadata."""
        with self.collection() as collection:
            collection.modify(metadata=asdict(seal))

    def break_seal(self) -> None:
        """Say that it is being changed."""
        with self.collection() as collection:
            collection.modify(metadata={"passages": -1})

    def aside(self) -> ServedPlace:
        """Return a place with an empty collection beside this one."""
        fresh = ServedPlace(self._url, f"{self._library}-new")
        with fresh.collection():
            fresh._client.delete_collection(fresh._name)
            fresh._collection = _collection(fresh._client, fresh._name)
        return fresh

    def take(self, other: Place) -> None:
        """Delete this collection and give its name to the other."""
        assert isinstance(other, ServedPlace)
        with self.collection(), other.collection() as fresh:
            self._client.delete_collection(self._name)
            fresh.modify(name=self._name)
        other.close()
        self.close()

    def close(self) -> None:
        """Let go of the connection; Chroma's `close` leaves the sockets open."""
        if self._client is not None:
            for client in (self._client, self._client._admin_client):
                client._server._session.close()
            self._client.close()
            self._client = self._collection = None


def _settings() -> Any:  # noqa: ANN401
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]


def _collection(client: Any, name: str) -> Any:  # noqa: ANN401
    return client.get_or_create_collection(
        name, embedding_function=None, configuration=_CONFIGURATION
    )


def _blank_unused(header: Path) -> None:
    """Blank the room that HNSW keeps for more vectors: it writes there what memory held before."""
    data = header.read_bytes()
    if len(data) < struct.calcsize(_HEADER):
        return
    written_as, _, _, used, row_bytes = struct.unpack_from(_HEADER, data)
    if written_as != _HEADER_VERSION:
        return
    for name, each in (("data_level0.bin", row_bytes), ("length.bin", _LENGTH_BYTES)):
        file = header.with_name(name)
        unused = file.stat().st_size - used * each
        if unused > 0:
            with file.open("r+b") as stream:
                stream.seek(used * each)
                stream.write(bytes(unused))
