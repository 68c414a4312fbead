"""Logging in and out."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.web.access import COOKIE
from assistant.web.site import Here

router = APIRouter()


@router.get("/login")
def form(request: Request, site: Here, til: str = "/") -> Response:
    """Show the form; who is logged in goes on."""
    if getattr(request.state, "user", None):
        return RedirectResponse(_inside(til), 303)
    return site.page(request, "login.html", target=_inside(til), name="", wrong=False)


@router.post("/login")
async def login(
    request: Request,
    site: Here,
    name: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=200)] = "",
    til: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Start a session."""
    address = request.client.host if request.client else ""
    user = await site.access.login(name, password, address)
    if user is None:
        return site.page(request, "login.html", 401, target=_inside(til), name=name, wrong=True)
    response = RedirectResponse(_inside(til), 303)
    response.set_cookie(
        COOKIE,
        site.access.sessions.start(user.name),
        max_age=round(site.settings.session_hours * 3600),
        httponly=True,
        samesite="lax",
        secure=site.settings.secure_cookie,
    )
    return response


@router.post("/logout")
def logout(request: Request, site: Here) -> Response:
    """End the session."""
    token = request.cookies.get(COOKIE)
    if token:
        site.access.sessions.end(token)
    response = RedirectResponse("/login", 303)
    response.delete_cookie(COOKIE)
    return response


def _inside(target: str) -> str:
    """Return a target on this site, the front page for one elsewhere."""
    parts = urlsplit(target.replace("\\", "/"))
    safe = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return target if safe and not target.startswith("//") else "/"
