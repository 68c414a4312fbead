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
from starlette.types import ASGIApp

from assistant.settings import Settings
from assistant.web import api, chat_page, problems
from assistant.web.access import LOCAL, Access, Login, check
from assistant.web.asking import Asks, Desk
from assistant.web.conversations import Conversations
from assistant.web.database import Database
from assistant.web.examples import Examples
from assistant.web.feedback import FeedbackBox
from assistant.web.headers import Guard
from assistant.web.pages import (
    conversations,
    documents,
    examples,
    feedback,
    found,
    login,
    quality,
    sources,
    statement,
)
from assistant.web.sessions import Sessions
from assistant.web.shell import Shell
from assistant.web.site import Shelf, Site
from assistant.web.updating import Synchronise, Updating

_STATIC = Path(__file__).parent / "static"
_PAGES = (login, examples, sources, conversations, documents, feedback, found, quality, statement)
_BODY_BYTES = 262_144  # the longest question with its history in four-byte characters
_PURGE_EVERY_S = 6 * 3600


def open_site(
    assistant: Asks, library: Shelf, settings: Settings, synchronise: Synchronise | None = None
) -> Site:
    """Return an installation; its conversations lie beside the library.

    Args:
        assistant: Answers.
        library: Where it answers from.
        settings: Of the installation.
        synchronise: Brings the library up to its folder; None when maintainers may not.
    """
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
        updating=Updating(synchronise),
    )


class _Guarded(FastAPI):
    """Guards everything, the pages for errors that arise outside other middleware too."""

    def __init__(self, site: Site, **values: Any) -> None:  # noqa: ANN401 - FastAPI's own
        self._site = site
        super().__init__(**values)

    def build_middleware_stack(self) -> ASGIApp:
        too_large = self._site.texts("page_problem.413")
        inner = super().build_middleware_stack()
        return Guard(inner, self._site.access.open, _BODY_BYTES, too_large)


def create_app(site: Site) -> FastAPI:
    """Return the application of an installation."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        tasks = (
            asyncio.create_task(_purge(site)),
            asyncio.create_task(app.state.examples.offered(LOCAL)),
        )
        yield
        for task in tasks:
            task.cancel()
        site.desk.close()
        site.database.close()

    app = _Guarded(
        site,
        title="Velfærd",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        max_body_size=_BODY_BYTES,
    )
    app.state.site = site
    app.state.examples = Examples(site)
    problems.install(app, site)
    app.mount("/web", StaticFiles(directory=_STATIC))
    app.include_router(api.router)
    for page in _PAGES:
        app.include_router(page.router, include_in_schema=False)
    chat_page.mount(app, site)
    _dress(app, site)
    app.add_middleware(Login, access=site.access, language=site.settings.language)
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
