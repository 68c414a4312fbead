"""Gradio's page gets the language, header and footer of the other pages.

Gradio writes its page from a template of its own that says `lang="en"` and names outside
addresses in its meta tags; there is no setting for either.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.chat_page import allowed

_META = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>|<link rel="manifest"[^>]*>')
_LANGUAGE = re.compile(r'lang="en"')
_BODY = re.compile(r"<body[^>]*>")
_HEAD = (
    '<meta name="referrer" content="same-origin">'
    '<meta name="color-scheme" content="light dark">'
    '<link rel="icon" href="/web/icon.svg" type="image/svg+xml">'
    '<link rel="stylesheet" href="/web/page.css"><link rel="stylesheet" href="/web/chat.css">'
    '<script src="/web/page.js" defer></script><script src="/web/chat.js" defer></script>'
)


class Shell:
    """Wraps the mounted Gradio application."""

    def __init__(self, app: ASGIApp, language: str, frame: Callable[[str, Request], str]) -> None:
        """Put `frame("header.html")` and `frame("footer.html")` around the page."""
        self._app = app
        self._language = language
        self._frame = frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        path = scope["path"]
        if scope["type"] == "http" and not allowed(path):
            raise HTTPException(404)
        elif scope["type"] == "http" and path == "/":
            await self._page(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if message["type"] != "http.response.body":
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            page = bytes(body)
            if "text/html" in Headers(scope=start).get("content-type", ""):
                page = self._dressed(page.decode(), Request(scope)).encode()
            headers = MutableHeaders(scope=start)
            if scope["method"] != "HEAD":
                headers["Content-Length"] = str(len(page))
            await send(start)
            await send({"type": "http.response.body", "body": page})

        # A compressed page could not be read here.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, collect)

    def _dressed(self, page: str, request: Request) -> str:
        page = _LANGUAGE.sub(f'lang="{self._language}"', _META.sub("", page), count=1)
        page = page.replace("</head>", _HEAD + "</head>", 1)
        header, footer = self._frame("header.html", request), self._frame("footer.html", request)
        page = _BODY.sub('<body class="chat">' + header.replace("\\", "\\\\"), page, count=1)
        start, end, rest = page.rpartition("</body>")
        return start + footer + end + rest
