"""Two readers ask for a while: the server's memory and open files stay what they were when warm."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from library_world import fill
from test_surroundings import PROGRAM

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
_READERS = 2
_WARM, _ROUNDS = 4, 12  # of each reader
_GROWTH_KB = 1_500  # 24 pages that are never let go of cost 2,500, and else they cost 300 to 800
_TRIES = 3  # a leak grows each time, what the allocator takes at once does not
_QUESTIONS = (
    "Hvad er den største barriere?",
    "Hvornår begyndte Furesø med skærmbesøg?",
    "Hvor mange borgere har en robotstøvsuger?",
    "Hvad koster et rumskib?",
    "Hvad fik 610165-0004?",
)
_PAGES = ("/dokumenter", "/dokument/robotter.md?start=3&end=20", "/samtaler", "/was", "/eksempler")
_FEW = "from assistant.web import chat_page\nchat_page._SESSIONS = 3\n"  # full when it is warm


class Server:
    """`velfaerd chat` on a small folder, in a process of its own that can be looked at."""

    def __init__(self, place: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        settings = {
            "VELFAERD_CORPUS": str(fill(place / "mappe")),
            "VELFAERD_LIBRARY": str(place / "bibliotek"),
            "VELFAERD_QUESTIONS_PER_MINUTE": "100000",
            "VELFAERD_OPEN_BROWSER": "false",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        command = [sys.executable, "-c", _FEW + PROGRAM, "chat", "--port", port]
        self.process = subprocess.Popen(command, env=os.environ | settings)
        self.warm_files = sys.maxsize

    def wait(self) -> None:
        while self.process.poll() is None:
            try:
                httpx.get(f"{self.address}/healthz").raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.1)
        pytest.fail("the server ended")

    def memory_kb(self) -> int:
        """Memory that is the process's own, without the files that are mapped into it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status)[1])

    def files(self) -> int:
        """Open files and connections; those of a reader who has left may take a while to close.

        One more thread opens the database once more; a leak opens something in every round.
        """
        for _ in range(60):
            count = len(os.listdir(f"/proc/{self.process.pid}/fd"))
            if count < self.warm_files + _ROUNDS:
                break
            time.sleep(0.5)
        return count


@pytest.fixture
def server(tmp_path):
    started = Server(tmp_path)
    started.wait()
    yield started
    started.process.terminate()
    started.process.wait()


def event(client: httpx.Client, page: str, number: int, data: list) -> dict:
    """Send an event of the chat page as its script does, and wait for what comes of it."""
    body = {"data": data, "fn_index": number, "session_hash": page, "event_data": None}
    client.post("/gradio_api/queue/join", json=body).raise_for_status()
    given = client.get("/gradio_api/queue/data", params={"session_hash": page}).text
    told = [json.loads(part.removeprefix("data: ")) for part in given.strip().split("\n\n")]
    (done,) = [one for one in told if one["msg"] == "process_completed"]
    assert done["success"]
    return done["output"]


def chat(client: httpx.Client, question: str) -> None:
    """Open the chat, ask twice and leave."""
    page = secrets.token_hex(6)
    assert client.get("/").status_code == 200
    with client.stream("GET", f"/gradio_api/heartbeat/{page}") as open_page:
        next(open_page.iter_lines())
        event(client, page, 0, [])
        for _ in range(2):
            shown = event(client, page, 1, [question, "", None, [], [], [], []])
    assert 'class="turn' in json.dumps(shown).replace("\\", "")


def read(server: Server, reader: int, rounds: int) -> None:
    with httpx.Client(base_url=server.address, timeout=300) as client:
        for n in range(rounds):
            question = _QUESTIONS[(reader + n) % len(_QUESTIONS)]
            chat(client, question)
            asked = {"question": question, "history": [_QUESTIONS[n % 2]], "stream": n % 2 == 0}
            assert client.post("/api/ask", json=asked).status_code == 200
            assert client.post("/api/search", json={"question": question}).status_code == 200
            assert {client.get(page).status_code for page in _PAGES} == {200}


def use(server: Server, rounds: int) -> None:
    with ThreadPoolExecutor(_READERS) as pool:
        list(pool.map(read, [server] * _READERS, range(_READERS), [rounds] * _READERS))


def growth_kb(server: Server) -> int:
    before = server.memory_kb()
    use(server, _ROUNDS)
    return server.memory_kb() - before


def test_use_costs_no_memory_and_no_open_file_that_is_not_given_back(server):
    use(server, _WARM)
    server.warm_files = server.files()
    assert any(growth_kb(server) < _GROWTH_KB for _ in range(_TRIES))
    assert server.files() < server.warm_files + _ROUNDS
