"""The vectors on a Chroma server by one setting: `chroma run`, started for real on loopback."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from library_world import write

from assistant.records import Filters
from ingest.errors import LibraryError
from ingest.pipeline import sync

_START_S = 120


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """Chroma's Rust server, as its package ships it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = self._launched()
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:  # the port was taken since it was free
                self.process = self._launched()
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1).close()
                return
            time.sleep(0.1)
        raise TimeoutError("chroma run did not answer")

    def _launched(self) -> subprocess.Popen[bytes]:
        program = Path(sys.executable).with_name("chroma")
        options = ["--path", self.place, "--host", "127.0.0.1", "--port", str(self.port)]
        return subprocess.Popen(
            [program, "run", *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def close(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("chroma"))
    with contextlib.closing(server):
        server.start()
        yield server


@pytest.fixture
def own_server(tmp_path):
    """A server that the test may stop."""
    server = Server(tmp_path / "server")
    with contextlib.closing(server):
        server.start()
        yield server


def found(library, filters=None):
    hits = library.search_vectors(library.encoder.query("borgere"), 100, filters)
    chunks = list(library.chunks_by_id([hit for hit, _ in hits]))
    return [document.path for document in library.documents_of(chunks, filters)]


def test_the_server_finds_what_the_embedded_library_finds(server, folder, opened, tmp_path):
    served = opened(chroma_url=server.url)
    sync(folder, served)
    query = served.encoder.query("borgere sparer ventetid")
    by_server = served.search_vectors(query, 3)
    served.close()
    assert not (tmp_path / "bibliotek" / "vectors").exists()
    embedded = opened()
    by_itself = embedded.search_vectors(query, 3)
    assert [hit for hit, _ in by_server] == [hit for hit, _ in by_itself]
    assert [c for _, c in by_server] == pytest.approx([c for _, c in by_itself], abs=1e-5)


def test_filters_act_inside_the_search_on_the_server(server, folder, opened):
    library = opened(chroma_url=server.url)
    sync(folder, library)
    assert found(library, Filters(documents=("robotter.md",))) == ["robotter.md"]


def test_a_sync_changes_the_server_too(server, folder, opened):
    library = opened(chroma_url=server.url)
    sync(folder, library)
    (folder / "robotter.md").unlink()
    write(folder / "ny.md", "# Ny\n\nBorgere får senge.\n")
    sync(folder, library)
    assert sorted(found(library)) == ["barrierer.md", "furesø/skærmbesøg.md", "ny.md"]


def test_two_libraries_share_a_server(server, folder, opened, tmp_path):
    first = opened(chroma_url=server.url)
    sync(folder, first)
    first.close()
    (tmp_path / "bibliotek").rename(tmp_path / "andet")
    assert found(opened(chroma_url=server.url)) == []


def test_a_server_that_lost_its_data_is_filled_again(own_server, folder, opened, tmp_path):
    library = opened(chroma_url=own_server.url)
    sync(folder, library)
    library.close()
    own_server.close()
    own_server.place = tmp_path / "tom"
    own_server.start()
    assert len(found(opened(chroma_url=own_server.url))) == 3


def test_a_server_that_is_down_is_a_danish_sentence(opened):
    with pytest.raises(LibraryError, match="svarer ikke"):
        opened(chroma_url=f"http://127.0.0.1:{free_port()}")


def test_a_server_that_only_listens_is_given_up(opened):
    with contextlib.closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(LibraryError, match="svarer ikke"):
            opened(chroma_url=f"http://127.0.0.1:{silent.getsockname()[1]}")


def test_a_server_that_goes_away_is_an_error_not_an_empty_answer(own_server, folder, opened):
    library = opened(chroma_url=own_server.url)
    sync(folder, library)
    own_server.close()
    with pytest.raises(LibraryError, match="svarer ikke"):
        found(library)


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none_is_refused(opened, url):
    with pytest.raises(LibraryError, match="kan ikke bruges"):
        opened(chroma_url=url)
