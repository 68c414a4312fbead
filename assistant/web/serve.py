"""`velfaerd chat`: the library is opened, filled when new, and served."""

from __future__ import annotations

import logging
import threading
import webbrowser
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.web.access import check

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.pipeline import Progress, SyncReport


_LAST_ANSWERS_S = 3  # open pages hold a connection that would never end by itself


def chat(settings: Settings, progress: Progress | None = None) -> None:
    """Serve the pages until interrupted; `progress` is told of the first filling of the library.

    Raises:
        SettingsError: The address is open to a network and nobody is set up to log in.
        LibraryLocked: Another process holds the library.
    """
    check(settings)
    from assistant.fill import fill
    from ingest.embed_ollama import encoder_of
    from ingest.library import Library

    encoder = encoder_of(settings.encoder, settings.ollama_url)
    directory, url = settings.library, settings.chroma_url
    with Library.open(directory, encoder=encoder, chroma_url=url) as library:
        fill(library, settings, progress)
        serve(library, settings)


def serve(library: Library, settings: Settings) -> None:
    """Serve an open library."""
    import uvicorn

    from assistant.answer import Assistant
    from assistant.fill import CORPUS
    from assistant.web.app import create_app, open_site
    from ingest.pipeline import sync

    folder = (library.folder or settings.corpus or CORPUS).resolve()

    def synchronise(progress: Progress) -> SyncReport:
        return sync(folder, library, progress=progress)

    site = open_site(Assistant(library, settings), library, settings, synchronise)
    app = create_app(site)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    if settings.open_browser:
        threading.Timer(1.0, webbrowser.open, [f"http://{settings.host}:{settings.port}/"]).start()
    # No access log: addresses hold what people search for. No proxy headers: the address that the
    # trusted header is believed from must be the real one.
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS_S,
    )
