"""A model server that the settings name, spoken to with hard limits on time and size.

Python's own HTTP client, because the usual ones follow redirects, take proxies from the environment
and have no limit on the whole: a server that sends a byte now and then holds them for ever.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import ServerFailed, SettingsError

_MOST_BYTES = 64 * 1024 * 1024  # of one reply: the vectors of a batch are the largest
_MOST_ERROR_BYTES = 4_096
_PIECE_BYTES = 16_384
_GONE = (OSError, http.client.HTTPException, ValueError)  # ValueError: read from a closed socket


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a request may take.

    Attributes:
        connect_s: Until the server has accepted the connection.
        first_s: From then until the first byte of the answer's body.
        total_s: Of all of it.
    """

    connect_s: float = 3.0
    first_s: float = 60.0
    total_s: float = 180.0


class ModelServer:
    """One address; every request is a connection of its own."""

    def __init__(self, url: str, key: str | None = None) -> None:
        """Take the address apart.

        Args:
            url: http or https, with the path that all requests begin with.
            key: Sent as a bearer token; None sends none.

        Raises:
            SettingsError: The address is not an http(s) address.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(f"Adressen {url} er ikke en http- eller https-adresse.")
        self.url = url.rstrip("/")
        self._host, self._port = parts.hostname, parts.port
        self._secure = parts.scheme == "https"
        self._base = parts.path.rstrip("/")
        self._key = key

    def get(self, path: str, limits: Limits) -> dict[str, Any]:
        """Return the JSON object at a path.

        Raises:
            ServerFailed: There is none within the limits.
        """
        return self._object("GET", path, None, limits)

    def post(self, path: str, body: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
        """Send an object and return the one that comes back.

        Raises:
            ServerFailed: There is none within the limits.
        """
        return self._object("POST", path, body, limits)

    def lines(self, path: str, body: Mapping[str, Any], limits: Limits) -> Iterator[str]:
        """Send an object and yield the lines of the answer as they come, without empty ones.

        Closing the iterator closes the connection, which makes the server stop.

        Raises:
            ServerFailed: The answer did not come, or not to its end, within the limits.
        """
        with self._request("POST", path, body, limits) as request:
            rest = b""
            for piece in request.pieces():
                *whole, rest = (rest + piece).split(b"\n")
                yield from (text for line in whole if (text := _text(line)))
            if text := _text(rest):
                yield text

    def _object(
        self, method: str, path: str, body: Mapping[str, Any] | None, limits: Limits
    ) -> dict[str, Any]:
        with self._request(method, path, body, limits) as request:
            content = b"".join(request.pieces())
        try:
            value = json.loads(content)
        except ValueError as error:
            raise ServerFailed("invalid", "no JSON") from error
        if not isinstance(value, dict):
            raise ServerFailed("invalid", "no JSON object")
        return value

    def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None, limits: Limits
    ) -> _Request:
        kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
        connection = kind(self._host, self._port, timeout=limits.connect_s)
        headers = {"Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            headers["Content-Type"] = "application/json"
        return _Request(connection, (method, self._base + path, content, headers), limits)


class _Request:
    """A request under way; a timer cuts the socket when a limit is reached."""

    def __init__(
        self,
        connection: http.client.HTTPConnection,
        message: tuple[str, str, bytes | None, dict[str, str]],
        limits: Limits,
    ) -> None:
        self._connection = connection
        self._message = message
        self._limits = limits
        self._end = time.monotonic() + limits.total_s
        self._timer: threading.Timer | None = None
        self._expired = False
        self._sockets: list[socket.socket] = []
        self._response: http.client.HTTPResponse | None = None

    def __enter__(self) -> _Request:
        try:
            self._connection.connect()
        except (OSError, ssl.SSLError) as error:
            self._connection.close()
            raise ServerFailed("unreachable", str(error)) from error
        self._sockets = [self._connection.sock]
        self._connection.sock.settimeout(self._limits.total_s)
        self._arm(min(self._limits.first_s, self._left()))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._disarm()
        if self._response is not None:  # the connection has let go of one that it was to close
            self._response.close()
        self._connection.close()

    def pieces(self) -> Iterator[bytes]:
        """Send the request and yield the body as it comes."""
        try:
            method, path, content, headers = self._message
            self._connection.request(method, path, content, headers)
            self._response = self._connection.getresponse()
            self._check(self._response)
            yield from self._body(self._response)
        except _GONE as error:
            code = "timeout" if self._expired or isinstance(error, TimeoutError) else "cut"
            raise ServerFailed(code, f"{type(error).__name__}: {error}") from error

    def _body(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        size = 0
        while piece := response.read1(_PIECE_BYTES):
            if size == 0:
                self._arm(self._left())
            size += len(piece)
            if size > _MOST_BYTES:
                raise ServerFailed("invalid", f"more than {_MOST_BYTES} bytes")
            yield piece
        if self._expired:
            raise ServerFailed("timeout", f"nothing more within {self._limits}")

    def _check(self, response: http.client.HTTPResponse) -> None:
        status = response.status
        if status == http.client.OK:
            return
        if 300 <= status < 400:
            raise ServerFailed("redirect", f"to {response.getheader('Location')}")
        detail = response.read(_MOST_ERROR_BYTES).decode("utf-8", "replace")
        codes = {404: "missing", 400: "refused", 401: "refused", 403: "refused", 422: "refused"}
        codes |= {429: "busy", 503: "busy"}
        raise ServerFailed(codes.get(status, "failed"), f"{status}: {detail}")

    def _left(self) -> float:
        return max(self._end - time.monotonic(), 0.001)

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        self._timer.start()

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _expire(self) -> None:
        self._expired = True
        for one in self._sockets:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


def _text(line: bytes) -> str:
    return line.decode("utf-8", "replace").strip()
