import time

import pytest
from fastapi.routing import iter_route_contexts
from web_client import USERS, client, log_in
from web_fakes import FakeLibrary, document

from assistant.settings import load
from assistant.web.access import PUBLIC, check
from assistant.web.password import hash_password, matches
from ingest.errors import SettingsError

MAINTAINERS_ONLY = ("/kvalitet", "/tilbagemeldinger", "/dokumenter/opdatering", "/metrics")


@pytest.fixture
def pages(tmp_path):
    with client(tmp_path, users=USERS) as opened:
        yield opened


def addresses(app):
    """Every address of the application that takes a request without a body, parameters filled."""
    found = set()
    for route in iter_route_contexts(app.routes):
        if getattr(route, "methods", None) and "GET" in route.methods:
            found.add(route.path.replace("{path:path}", "rapport.md").replace("{number}", "1")
                      .replace("{identifier}", "1").replace("{theme}", "jura"))  # fmt: skip
    return sorted(found | {"/"})


def test_on_this_machine_nobody_logs_in(tmp_path):
    with client(tmp_path) as pages:
        assert pages.get("/dokumenter").status_code == 200


def test_on_a_network_it_does_not_start_without_users(tmp_path):
    with pytest.raises(SettingsError, match=r"0\.0\.0\.0 uden brugere"):
        check(load(library=tmp_path, host="0.0.0.0"))
    check(load(library=tmp_path, host="0.0.0.0", users=USERS))


def test_every_route_but_the_public_ones_asks_for_a_login(pages):
    found = {address: pages.get(address).status_code for address in addresses(pages.app)}
    assert len(found) > 15
    assert {address for address, status in found.items() if status != 401} == set(PUBLIC)


def test_a_browser_is_sent_to_the_login_page_and_back(pages):
    sent = pages.get("/dokumenter?orden=aar", headers={"accept": "text/html"})
    assert sent.status_code == 303
    assert sent.headers["location"] == "/login?til=/dokumenter%3Forden%3Daar"


def test_a_login_opens_the_pages_and_a_logout_closes_them(pages):
    assert log_in(pages, "lise").headers["location"] == "/"
    assert pages.get("/dokumenter").status_code == 200
    cookie = dict(pages.cookies)
    pages.post("/logout")
    pages.cookies.update(cookie)
    assert pages.get("/dokumenter").status_code == 401


@pytest.mark.parametrize("address", MAINTAINERS_ONLY)
def test_a_reader_sees_nothing_of_the_maintainers(pages, address):
    log_in(pages, "lise")
    assert pages.get(address).status_code == 403
    log_in(pages, "mads")
    assert pages.get(address).status_code == 200


def test_a_session_cookie_cannot_be_read_by_scripts(pages):
    cookie = log_in(pages, "lise").headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Max-Age=36000" in cookie


def test_a_session_expires(tmp_path):
    with client(tmp_path, users=USERS, session_hours=1e-9) as pages:
        log_in(pages, "lise")
        assert pages.get("/dokumenter").status_code == 401


@pytest.mark.parametrize(("moved_s", "status"), [(-30, 200), (-86_400, 401), (86_400, 401)])
def test_a_clock_that_is_put_right_makes_no_session_longer(pages, monkeypatch, moved_s, status):
    log_in(pages, "lise")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + moved_s)
    assert pages.get("/dokumenter").status_code == status


def test_a_clock_that_jumps_lets_nobody_try_more_passwords(pages, monkeypatch):
    for _ in range(5):
        log_in(pages, "lise", "forkert")
    now = time.time()
    for moved_s in (-86_400, 86_400):
        monkeypatch.setattr(time, "time", lambda moved_s=moved_s: now + moved_s)
        assert log_in(pages, "lise").status_code == 429


def test_after_five_wrong_passwords_even_the_right_one_waits(pages):
    tried = [log_in(pages, "lise", "forkert").status_code for _ in range(6)]
    assert tried == [401] * 5 + [429]
    assert log_in(pages, "lise").status_code == 429
    assert log_in(pages, "mads").status_code == 303


def test_the_login_page_leads_nowhere_else(pages):
    for target in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:1"):
        form = {"name": "lise", "password": "hest-ko-gris", "til": target}
        assert pages.post("/login", data=form).headers["location"] == "/"


def test_the_api_takes_a_password_with_each_request(pages):
    assert pages.get("/api/documents", auth=("lise", "hest-ko-gris")).status_code == 200
    assert pages.get("/api/documents", auth=("lise", "forkert")).status_code == 401
    assert pages.get("/api/documents").headers["www-authenticate"] == "Basic"


def test_a_proxy_names_the_user_only_from_its_own_address(tmp_path):
    settings = {"users": USERS, "trusted_header": "x-bruger"}
    with client(tmp_path, trusted_proxies=("testclient",), **settings) as behind:
        assert behind.get("/kvalitet", headers={"x-bruger": "mads"}).status_code == 200
        assert behind.get("/kvalitet", headers={"x-bruger": "lise"}).status_code == 403
        assert behind.get("/dokumenter", headers={"x-bruger": "ukendt"}).status_code == 401
    with client(tmp_path / "b", **settings) as open_to_all:
        assert open_to_all.get("/kvalitet", headers={"x-bruger": "mads"}).status_code == 401


def test_whom_the_proxy_names_gets_the_role_for_everybody(tmp_path):
    settings = {"trusted_header": "x-bruger", "single_sign_on_role": "laeser"}
    with client(tmp_path, trusted_proxies=("testclient",), **settings) as behind:
        assert behind.get("/dokumenter", headers={"x-bruger": "ny"}).status_code == 200
        assert behind.get("/kvalitet", headers={"x-bruger": "ny"}).status_code == 403


def test_a_user_sees_only_the_folders_of_that_user(tmp_path):
    library = FakeLibrary([document("aeldre/a.md"), document("boern/b.md", title="Børn")])
    with client(tmp_path, library, users=USERS) as pages:
        log_in(pages, "pia")
        listed = pages.get("/api/documents").json()["documents"]
        assert [item["path"] for item in listed] == ["aeldre/a.md"]
        assert pages.get("/dokument/boern/b.md").status_code == 404
        assert "Børn" not in pages.get("/dokumenter").text + pages.get("/dokumenter/temaer").text


def test_a_search_is_limited_to_the_folders_whatever_is_asked_for(tmp_path):
    library = FakeLibrary([document("aeldre/a.md"), document("boern/b.md")])
    with client(tmp_path, library, users=USERS) as pages:
        log_in(pages, "pia")
        pages.post("/api/ask", json={"question": "?!", "filters": {"documents": ["boern/b.md"]}})
        limits = {q: filters for q, _, filters in pages.app.state.site.desk._assistant.asked}
        assert limits["?!"].documents == ("\0",)


def test_a_password_is_known_by_its_hash_alone():
    stored = hash_password("æble")
    assert "æble" not in stored and stored != hash_password("æble")
    assert matches("æble", stored) and not matches("Æble", stored) and not matches("æble", None)
