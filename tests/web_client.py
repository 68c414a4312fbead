"""A client for the pages over the fakes, as a browser on this machine would send its requests."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

import uvicorn
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from web_fakes import FakeAssistant, FakeLibrary

from assistant.settings import load
from assistant.web import chat_page
from assistant.web.app import create_app, open_site
from assistant.web.password import hash_password

HOST = "http://127.0.0.1:7860"
PASSWORD = "hest-ko-gris"
_HASH = hash_password(PASSWORD, cost=2)
USERS = (
    {"name": "lise", "role": "laeser", "password_hash": _HASH},
    {"name": "mads", "role": "vedligeholder", "password_hash": _HASH},
    {"name": "pia", "role": "laeser", "password_hash": _HASH,
     "folders": ("aeldre",)},
)  # fmt: skip


def client(
    directory: Path,
    library: FakeLibrary | None = None,
    synchronise=None,
    with_chat: bool = False,
    assistant: type[FakeAssistant] = FakeAssistant,
    **settings,
) -> TestClient:
    """Return a client; `client.app.state.site` is what it talks to.

    Without the chat an empty page stands in its place: Gradio takes seconds to start.
    """
    library = library or FakeLibrary()
    site = open_site(assistant(library), library, load(library=directory, **settings), synchronise)

    async def build():
        return create_app(site)  # Gradio makes event loops of its own where none is running

    mounted = nullcontext() if with_chat else patch.object(chat_page, "mount", _empty_page)
    with mounted, ThreadPoolExecutor(1) as pool:  # Playwright's own loop runs in this thread
        app = pool.submit(lambda: asyncio.run(build())).result()
    return TestClient(app, base_url=HOST, follow_redirects=False)


def _empty_page(app, site):
    app.mount("/", PlainTextResponse(""))


def log_in(client: TestClient, name: str, password: str = PASSWORD):
    return client.post("/login", data={"name": name, "password": password, "til": "/"})


@contextmanager
def serving(directory: Path, **settings) -> Iterator[str]:
    """Serve the pages on this machine and give their address."""
    served = uvicorn.Server(
        uvicorn.Config(
            client(directory, **settings).app,
            port=0,
            log_level="error",
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=served.run)
    thread.start()
    while not served.started and thread.is_alive():
        thread.join(0.01)
    assert served.started
    try:
        yield f"http://127.0.0.1:{served.servers[0].sockets[0].getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join()
