"""What every response carries, and which requests never reach a page."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; "
    "object-src 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}
# Our own pages say `same-origin` in a meta tag: a form sent under `no-referrer` has the origin
# "null", as one from a hostile page may, and would be refused here.
_UNCHANGING = ("/assets/", "/static/", "/web/")  # files of a release; everything else is private
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def _host(value: str) -> str | None:
    try:
        return urlsplit(f"//{value}").hostname
    except ValueError:
        return None


class Guard:
    """Adds the headers; refuses foreign origins, and foreign hosts where nobody logs in.

    Without a login the address is the only key: a foreign host name that resolves to 127.0.0.1
    (DNS rebinding) would otherwise read the page.
    """

    def __init__(self, app: ASGIApp, loopback_only: bool, body_bytes: int, too_large: str) -> None:
        """Wrap an application; a longer body than `body_bytes` is answered with a sentence."""
        self._app = app
        self._loopback_only = loopback_only
        self._body_bytes = body_bytes
        self._too_large = too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "websocket":  # no page uses one
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
                headers.update(_HEADERS)
                unchanging = scope["path"].startswith(_UNCHANGING)
                headers["Cache-Control"] = "private, max-age=3600" if unchanging else "no-store"
            await send(message)

        await self._chosen(scope)(scope, receive, send_guarded)

    def _chosen(self, scope: Scope) -> ASGIApp:
        if not self._allowed(scope):
            return PlainTextResponse("Forbidden", 403)
        length = Headers(scope=scope).get("content-length", "0")
        if not length.isdigit() or int(length) > self._body_bytes:
            return JSONResponse({"detail": self._too_large}, 413)
        return self._app

    def _allowed(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._loopback_only and _host(host) not in _LOOPBACK:
            return False
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site") != "cross-site" or scope["method"] == "GET"
        return scope["method"] in _SAFE_METHODS or urlsplit(origin).netloc == host
