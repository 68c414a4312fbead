import pytest

from assistant.settings import load
from ingest.errors import SettingsError


def refused(message, **given):
    with pytest.raises(SettingsError, match=message):
        load(**given)


def test_the_command_line_wins_over_the_environment_and_that_over_the_file(tmp_path, monkeypatch):
    file = tmp_path / "velfaerd.toml"
    file.write_text('port = 1\nlanguage = "en"\nretention_days = 7\n')
    monkeypatch.setenv("VELFAERD_PORT", "2")
    monkeypatch.setenv("VELFAERD_RETENTION_DAYS", "8")
    settings = load(file, port=3)
    assert (settings.port, settings.retention_days, settings.language) == (3, 8, "en")


def test_users_stand_in_the_file(tmp_path):
    file = tmp_path / "velfaerd.toml"
    file.write_text('[[users]]\nname = "lise"\nrole = "skribent"\n')
    assert load(file).users[0].role == "skribent"


def test_an_unknown_key_is_refused_by_its_name(tmp_path, monkeypatch):
    file = tmp_path / "velfaerd.toml"
    file.write_text("prot = 1\n")
    refused("»prot« findes ikke", path=file)
    monkeypatch.setenv("VELFAERD_PROT", "1")
    refused("VELFAERD_PROT er ikke en indstilling")


def test_a_value_out_of_range_is_refused_with_the_range():
    refused("»port«.*højst være 65535", port=70_000)
    refused("»writer« kan ikke bruges", writer="gpt")


def test_a_file_that_is_missing_or_no_toml_is_refused(tmp_path):
    refused("kan ikke læses", path=tmp_path / "ingen.toml")
    (tmp_path / "x.toml").write_text("= 1")
    refused("ikke gyldig TOML", path=tmp_path / "x.toml")


def test_two_users_of_one_name_are_refused():
    refused("users", users=({"name": "Lise"}, {"name": "lise"}))
