"""A user's conversations: found, renamed, taken to the case file, deleted."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.settings import User
from assistant.web import journal
from assistant.web.site import Here, Reader, Site

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN = 200


router = APIRouter()


def _page(request: Request, site: Site, user: User, sought: str) -> HTMLResponse:
    return site.page(
        request,
        "conversations.html",
        conversations=site.conversations.find(user.name, sought, _SHOWN),
        sought=sought,
        days=site.settings.retention_days,
        when=lambda seconds: datetime.fromtimestamp(seconds).strftime("%d.%m.%Y %H:%M"),
    )


@router.get("/samtaler")
def all_of_them(request: Request, site: Here, user: Reader) -> HTMLResponse:
    """Show the reader's conversations."""
    return _page(request, site, user, "")


# What is searched for is sent in the body: an address is kept by browsers and proxies.
@router.post("/samtaler")
def search(
    request: Request, site: Here, user: Reader, tekst: Annotated[str, Form(max_length=200)] = ""
) -> HTMLResponse:
    """Show those that hold some words."""
    return _page(request, site, user, tekst)


@router.post("/samtaler/{identifier}/navn")
def rename(
    site: Here, user: Reader, identifier: str, navn: Annotated[str, Form(max_length=200)] = ""
) -> RedirectResponse:
    """Give a conversation another name."""
    if not navn.strip():
        raise HTTPException(400)
    if not site.conversations.rename(user.name, identifier, navn):
        raise HTTPException(404)
    return RedirectResponse("/samtaler", 303)


@router.post("/samtaler/{identifier}/slet")
def delete(site: Here, user: Reader, identifier: str) -> RedirectResponse:
    """Delete a conversation for good."""
    if not site.conversations.delete(user.name, identifier):
        raise HTTPException(404)
    return RedirectResponse("/samtaler", 303)


@router.get("/samtaler/{identifier}/word")
def word(site: Here, user: Reader, identifier: str) -> Response:
    """Give a conversation as a Word document."""
    title = _title(site, user, identifier)
    turns = site.conversations.turns(user.name, identifier)
    file = journal.word(title, turns, user.name, time.time(), site.texts)
    return _download(file, f"{title}.docx", _WORD)


@router.get("/samtaler/{identifier}/markdown")
def markdown(site: Here, user: Reader, identifier: str) -> Response:
    """Give a conversation as Markdown."""
    title = _title(site, user, identifier)
    turns = site.conversations.turns(user.name, identifier)
    text = journal.markdown(title, turns, user.name, time.time(), site.texts)
    return _download(text.encode(), f"{title}.md", "text/markdown; charset=utf-8")


def _title(site: Site, user: User, identifier: str) -> str:
    title = site.conversations.title(user.name, identifier)
    if title is None:
        raise HTTPException(404)
    return title


def _download(content: bytes, name: str, media_type: str) -> Response:
    safe = "".join(c for c in name if c.isalnum() or c in " .-_").strip() or "samtale"
    disposition = f"attachment; filename*=utf-8''{quote(safe)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
