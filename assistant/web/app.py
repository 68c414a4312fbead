"""The web application: pages, API and chat behind one door."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from assistant.settings import Settings
from assistant.web import chat_page
from assistant.web.access import Access, Login, check
from assistant.web.asking import Asks, Desk
from assistant.web.conversations import Conversations
from assistant.web.database import Database
from assistant.web.feedback import FeedbackBox
from assistant.web.headers import Guard
from assistant.web.page_image import Draws
from assistant.web.pages import conversations, feedback, login, sources
from assistant.web.sessions import Sessions
from assistant.web.shell import Shell
from assistant.web.site import Shelf, Site

_STATIC = Path(__file__).parent / "static"
_PAGES = (login, sources, conversations, feedback)
_PURGE_EVERY_S = 6 * 3600


def open_site(assistant: Asks, library: Shelf, settings: Settings) -> Site:
    """Return an installation; its conversations lie beside the library."""
    check(settings)
    database = Database(settings.library / "web.sqlite")
    return Site(
        settings=settings,
        library=library,
        desk=Desk(assistant, settings),
        access=Access(settings, Sessions(database, settings.session_hours)),
        database=database,
        conversations=Conversations(database, settings.retention_days),
        feedback=FeedbackBox(database),
        draws=Draws(),
    )


def create_app(site: Site) -> FastAPI:
    """Return the application of an installation."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        purging = asyncio.create_task(_purge(site))
        yield
        purging.cancel()
        site.desk.close()
        site.database.close()

    app = FastAPI(
        title="Velfærd", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    app.state.site = site
    app.mount("/web", StaticFiles(directory=_STATIC))
    for page in _PAGES:
        app.include_router(page.router)
    chat_page.mount(app, site)
    _dress(app, site)
    app.add_middleware(Login, access=site.access, language=site.settings.language)
    app.add_middleware(Guard, loopback_only=site.access.open)
    return app


def _dress(app: FastAPI, site: Site) -> None:
    def frame(template: str, request: Request) -> str:
        return str(site.fragment(template, request))

    mounted: Any = next(r for r in app.routes if isinstance(r, Mount) and r.path == "")
    mounted.app = Shell(mounted.app, site.settings.language, frame)


async def _purge(site: Site) -> None:
    while True:
        await asyncio.to_thread(site.conversations.purge)
        await asyncio.sleep(_PURGE_EVERY_S)
