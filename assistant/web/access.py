"""Who asks: nobody logs in on the machine itself, everybody does on a network."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
import secrets
import time
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import HTTPException
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.settings import Role, Settings, User
from assistant.web.password import matches
from assistant.web.sessions import Sessions, Throttle
from assistant.web.texts import texts
from ingest.errors import SettingsError

COOKIE = "velfaerd_session"
LOCAL = User(name="lokal", role="vedligeholder")
PUBLIC = ("/login", "/was", "/healthz")
_PUBLIC_FOLDERS = ("/web/",)
_RANK: dict[Role, int] = {"laeser": 0, "skribent": 1, "vedligeholder": 2}
_REMEMBER_S = 300.0  # a checked API password is believed this long: scrypt costs 0.2 s a time


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach an address to serve on."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check(settings: Settings) -> None:
    """Refuse an open page on a network.

    Raises:
        SettingsError: The host is not this machine alone, and nobody is set up to log in.
    """
    by_proxy = settings.trusted_header and settings.single_sign_on_role
    if is_loopback(settings.host) or settings.users or by_proxy:
        return
    raise SettingsError(
        f"Velfærd starter ikke på {settings.host} uden brugere: opret dem under »users« i "
        "indstillingerne, eller brug 127.0.0.1."
    )


class Access:
    """Finds the user of a request: a proxy's header, a session, a password, or nobody."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        """Read who there is from the settings."""
        self.open = not (settings.users or settings.trusted_header)
        self.sessions = sessions
        self._settings = settings
        self._users = {user.name.casefold(): user for user in settings.users}
        self._throttle = Throttle()
        self._key = secrets.token_bytes(32)
        self._believed: dict[bytes, tuple[float, User]] = {}

    async def login(self, name: str, password: str, address: str) -> User | None:
        """Return the user whose password it is.

        Raises:
            HTTPException: 429, too many wrong passwords.
        """
        if self._throttle.locked(name, address):
            raise HTTPException(429, texts(self._settings.language)("login.locked"))
        user = self._users.get(name.casefold())
        if await run_in_threadpool(matches, password, user.password_hash if user else None):
            self._throttle.succeeded(name, address)
            return user
        self._throttle.failed(name, address)
        return None

    async def user(self, request: Request) -> User | None:
        """Return who sent a request, None when it must log in first."""
        if self.open:
            return LOCAL
        header, address = self._settings.trusted_header, request.client and request.client.host
        if header and address in self._settings.trusted_proxies and request.headers.get(header):
            return self._signed_on(request.headers[header])
        token = request.cookies.get(COOKIE)
        if token and (name := self.sessions.user(token)):
            return self._users.get(name.casefold())
        return await self._basic(request, address or "")

    def _signed_on(self, name: str) -> User | None:
        role = self._settings.single_sign_on_role
        known = self._users.get(name.casefold())
        return known or (User(name=name[:100], role=role) if role else None)

    async def _basic(self, request: Request, address: str) -> User | None:
        scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        key = hmac.digest(self._key, encoded.encode(), hashlib.sha256)
        until, user = self._believed.get(key, (0.0, LOCAL))
        if until > time.monotonic():
            return user
        try:
            name, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        found = await self.login(name, password, address)
        if found:
            self._believed[key] = (time.monotonic() + _REMEMBER_S, found)
        return found


class Login:
    """Lets a request through with its user, or sends it to the login page."""

    def __init__(self, app: ASGIApp, access: Access, language: str) -> None:
        """Wrap an application."""
        self._app = app
        self._access = access
        self._texts = texts(language)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            user = await self._access.user(request)
        except HTTPException as refusal:
            await PlainTextResponse(refusal.detail, refusal.status_code)(scope, receive, send)
            return
        scope.setdefault("state", {})["user"] = user
        path = scope["path"]
        free = path in PUBLIC or path.startswith(_PUBLIC_FOLDERS)
        await (self._app if user or free else self._refusal(request))(scope, receive, send)

    def _refusal(self, request: Request) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "")
        if request.method == "GET" and wants_page:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/login?til={quote(request.url.path + query)}", 303)
        challenge = {"WWW-Authenticate": "Basic"} if request.url.path.startswith("/api/") else None
        return PlainTextResponse(self._texts("login.needed"), 401, challenge)


def current_user(request: Request) -> User:
    """Return who sent a request that `Login` let through."""
    user = request.state.user
    if not isinstance(user, User):
        raise HTTPException(401)
    return user


def needs(role: Role) -> Callable[[Request], Awaitable[User]]:
    """Return a dependency that gives the user, or 403 when the role is lower than `role`."""

    async def allowed(request: Request) -> User:
        user = current_user(request)
        if _RANK[user.role] < _RANK[role]:
            raise HTTPException(403)
        return user

    return allowed


def may(user: User | None, role: Role) -> bool:
    """Return whether a user has a role or a higher one."""
    return user is not None and _RANK[user.role] >= _RANK[role]
