"""What every test gets: no way out of this machine, no settings of the developer's own."""

from __future__ import annotations

import ipaddress
import os
import sys

import pytest
from answer_world import open_assistant
from library_world import fill

from assistant.answer import Assistant
from ingest.embed import HashingEncoder
from ingest.library import Library
from ingest.pipeline import sync

_LOCAL_NAMES = {None, "", "localhost", "testserver"}
_went_out: list[str] = []


def _guard(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        _check(arguments[1][0])
    elif event == "socket.getaddrinfo":
        _check(arguments[0])


def _check(host):
    name = host.decode() if isinstance(host, bytes) else host
    if name in _LOCAL_NAMES:
        return
    try:
        local = ipaddress.ip_address(name).is_loopback or name == "0.0.0.0"
    except ValueError:
        local = False
    if not local:
        _went_out.append(str(name))
        raise PermissionError(f"a test tried to reach {name}")


sys.addaudithook(_guard)  # sees sockets of every library, however they are opened from Python


@pytest.fixture(autouse=True)
def stays_on_this_machine():
    """Fail a test that tried to go out, even when the program swallowed the refusal."""
    _went_out.clear()
    yield
    assert not _went_out


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch, tmp_path_factory):
    """Keep the developer's own settings and library out of the tests."""
    for name in list(os.environ):
        if name.startswith("VELFAERD_") and name != "VELFAERD_LIVE":
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))


@pytest.fixture
def folder(tmp_path):
    """Three small documents."""
    return fill(tmp_path / "mappe")


@pytest.fixture
def opened(tmp_path):
    """Open a library of the hashing encoder; closed after the test."""
    libraries = []

    def open_library(**options):
        library = Library.open(tmp_path / "bibliotek", encoder=HashingEncoder(), **options)
        libraries.append(library)
        return library

    yield open_library
    for library in libraries:
        library.close()


@pytest.fixture(scope="session")
def assistant(tmp_path_factory):
    """An assistant over the made-up folder of `answer_world`."""
    with open_assistant(tmp_path_factory.mktemp("svar")) as opened:
        yield opened


@pytest.fixture
def answered(tmp_path):
    """Ask a question of a library that holds one text."""

    def _answered(text, question):
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "notat.md").write_text(text, encoding="utf-8")
        with Library.open(tmp_path / "library") as library:
            sync(tmp_path / "folder", library)
            return [sentence.text for sentence in Assistant(library).ask(question).sentences]

    return _answered
