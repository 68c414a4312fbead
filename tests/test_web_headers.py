import json
import re

import pytest
from starlette.websockets import WebSocketDisconnect
from web_client import HOST, USERS, client

from assistant.web.headers import CONTENT_SECURITY_POLICY
from ingest.errors import LibraryError

ROUTES = ("/", "/dokumenter", "/was", "/login", "/healthz", "/web/page.css", "/findes-ikke",
          "/assets/findes-ikke.js", "/theme.css", "/api/documents", "/metrics")  # fmt: skip
CLOSED = (
    "/gradio_api/upload", "/gradio_api/info", "/gradio_api/openapi.json", "/gradio_api/runs",
    "/gradio_api/file=/etc/passwd", "/gradio_api/file=../../etc/passwd", "/gradio_api/file/x",
    "/gradio_api/file=..%2F..%2Fetc%2Fpasswd", "/GRADIO_API/file=/etc/passwd",
    "/gradio_api/file=http://169.254.169.254/latest", "/gradio_api/proxy=http://127.0.0.1:11434",
    "/gradio_api/proxy=http://evil.example", "/gradio_api/file=//server/share/x",
    "/gradio_api/file=C:%5CWindows%5Cwin.ini", "/gradio_api/run/ask", "/gradio_api/api/ask",
    "/gradio_api/call/ask", "/gradio_api/stream/x", "/gradio_api/vibe-code", "/config",
    "/monitoring", "/monitoring/summary", "/svelte/x", "/robots.txt", "/manifest.json",
)  # fmt: skip
UPWARDS = ("/web/../app.py", "/web/..%2fapp.py", "/fil/..%2f..%2fetc%2fpasswd", "/fil//etc/passwd",
           "/fil/%2e%2e/%2e%2e/etc/passwd", "/dokument/..%2f..%2fetc%2fpasswd",
           "/side/1/..%2fetc%2fpasswd", "/static/..%2f..%2fapp.py")  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    with client(tmp_path_factory.mktemp("web"), with_chat=True) as opened:
        yield opened


@pytest.mark.parametrize("address", ROUTES)
def test_every_route_carries_the_headers(pages, address):
    headers = pages.get(address).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("kind", [RuntimeError, LibraryError])
def test_a_page_that_breaks_carries_them_too_and_no_stack(pages, monkeypatch, kind):
    def broken(user):
        raise kind("/hemmelig/sti")

    monkeypatch.setattr(pages.app.state.site.library, "documents", broken, raising=False)
    pages._transport.raise_server_exceptions = False
    answer = pages.get("/dokumenter", headers={"accept": "text/html"})
    assert answer.status_code == 500 and "teknisk fejl" in answer.text
    assert "hemmelig" not in answer.text and "Traceback" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("address", CLOSED)
def test_what_the_page_does_not_use_of_gradio_is_closed(pages, address):
    assert pages.get(address).status_code in (403, 404)
    assert pages.post(address).status_code in (403, 404)


@pytest.mark.parametrize("address", UPWARDS)
def test_no_address_leads_out_of_the_folders(pages, address):
    answer = pages.get(address)
    assert answer.status_code in (400, 403, 404) and "root:" not in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example",
                                    "http://localhost.evil:7860"])  # fmt: skip
def test_another_origin_changes_nothing_and_reads_nothing(pages, origin):
    answer = pages.post("/api/ask", json={"question": "Hvad?"}, headers={"origin": origin})
    assert answer.status_code == 403
    read = pages.get("/api/documents", headers={"origin": origin})
    assert not [name for name in read.headers if name.startswith("access-control-")]


def test_our_own_origin_may_change(pages):
    asked = pages.post("/api/ask", json={"question": "Hvad?"}, headers={"origin": HOST})
    assert asked.status_code == 200


def test_a_foreign_name_for_this_machine_is_refused(pages):
    assert pages.get("/", headers={"host": "evil.example:7860"}).status_code == 403
    assert pages.get("/healthz", headers={"host": "localhost:7860"}).status_code == 200


def test_behind_a_login_the_server_may_have_any_name(tmp_path):
    with client(tmp_path, users=USERS) as pages:
        named = pages.get("/healthz", headers={"host": "velfaerd.kommune.example"})
        assert named.status_code == 200


def test_a_body_beyond_the_limit_is_refused_in_danish(pages):
    answer = pages.post("/api/ask", json={"question": "🙂" * 1_000_000})
    assert (answer.status_code, answer.json()) == (413, {"detail": "Det sendte er for stort."})


def test_a_body_of_unknown_length_is_cut_at_the_limit(pages):
    endless = (b"x" * 65_536 for _ in range(100))
    pages._transport.raise_server_exceptions = False
    answer = pages.post("/api/ask", content=endless, headers={"content-type": "application/json"})
    assert answer.status_code == 413


def test_the_chat_page_is_danish_and_names_no_outside_address(pages):
    page = pages.get("/").text
    assert (
        '<html\n\tlang="da"' in page and "og:image" not in page and "githubusercontent" not in page
    )
    assert 'href="#indhold"' in page and 'href="/was"' in page


def test_gradio_is_set_up_to_share_and_keep_nothing(pages):
    config = json.loads(
        re.search(r"window.gradio_config = (.*?);</script>", pages.get("/").text)[1]
    )
    assert config["run_history"] is False and config["analytics_enabled"] is False
    assert config["show_error"] is False and config["footer_links"] == []
    assert {event["api_visibility"] for event in config["dependencies"]} == {"private"}
    kinds = {component["type"] for component in config["components"]}
    assert not kinds & {"dropdown", "file", "uploadbutton", "multimodaltextbox", "html"}


def test_a_web_socket_is_closed(pages):
    with pytest.raises(WebSocketDisconnect), pages.websocket_connect("/gradio_api/queue/join"):
        pass
