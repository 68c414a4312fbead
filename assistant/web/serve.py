"""`velfaerd chat`: the library is opened, filled when new, and served."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import threading
import webbrowser
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.settings import Settings
from assistant.web.access import check
from assistant.web.texts import texts
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.pipeline import Progress
    from ingest.report import SyncReport


_BROWSER_AFTER_S = 1.0
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
    with (
        closing(_listen(settings.host, settings.port)) as listening,
        Library.open(directory, encoder=encoder, chroma_url=url) as library,
    ):
        fill(library, settings, progress)
        serve(library, settings, listening)


def serve(library: Library, settings: Settings, listening: socket.socket) -> None:
    """Serve an open library on a socket."""
    host, port = listening.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    sys.stderr.write(texts(settings.language)("serve.ready", address=address) + "\n")
    if settings.open_browser and _has_screen():
        threading.Timer(_BROWSER_AFTER_S, webbrowser.open, [address]).start()
    asyncio.run(_serve(library, settings, listening))


async def _serve(library: Library, settings: Settings, listening: socket.socket) -> None:
    import uvicorn

    from assistant.answer import Assistant
    from assistant.fill import CORPUS
    from assistant.web.app import create_app, open_site
    from ingest.pipeline import sync

    folder = (settings.corpus or library.folder or CORPUS).resolve()

    def synchronise(progress: Progress) -> SyncReport:
        return sync(folder, library, progress=progress)

    site = open_site(Assistant(library, settings), library, settings, synchronise)
    # No access log: addresses hold what people search for. No proxy headers: the address that the
    # trusted header is believed from must be the real one.
    config = uvicorn.Config(
        create_app(site),
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_ANSWERS_S,
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; uvicorn's own would leave with a stack.

    Raises:
        SettingsError: The address is in use or not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Velfærd kan ikke bruge {host}:{port} ({error.strerror}); vælg en anden med --port."
        ) from error
    return listening


def _has_screen() -> bool:
    """Return whether there is a screen: elsewhere a browser for the terminal might start."""
    windowed = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(windowed)
