import socket

import pytest
import uvicorn
from web_fakes import FakeAssistant, FakeLibrary

from assistant.settings import load
from assistant.web import serve
from ingest.errors import SettingsError


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_port_in_use_is_refused_in_one_sentence_before_the_library_is_opened(tmp_path, taken):
    with pytest.raises(SettingsError, match=f"kan ikke bruge 127.0.0.1:{taken}"):
        serve.chat(load(library=tmp_path / "ny", port=taken))
    assert not (tmp_path / "ny").exists()


def test_a_network_address_without_users_is_refused_before_anything_else(tmp_path):
    with pytest.raises(SettingsError, match="uden brugere"):
        serve.chat(load(library=tmp_path / "ny", host="0.0.0.0"))
    assert not (tmp_path / "ny").exists()


def test_no_browser_is_opened_without_a_screen(monkeypatch):
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not serve._has_screen()
    monkeypatch.setenv("DISPLAY", ":0")
    assert serve._has_screen()


def test_the_address_is_told_and_the_server_keeps_no_log_of_addresses(
    tmp_path, monkeypatch, capsys
):
    configs = []

    async def note(server, sockets):
        configs.append(server.config)

    monkeypatch.setattr("assistant.answer.Assistant", lambda held, settings: FakeAssistant(held))
    monkeypatch.setattr(uvicorn.Server, "serve", note)
    library = FakeLibrary()
    library.folder = None
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        serve.serve(library, load(library=tmp_path, open_browser=False), listening)
    assert f"http://127.0.0.1:{port}/" in capsys.readouterr().err
    assert not configs[0].access_log and not configs[0].proxy_headers
