"""The README says what is so: its commands, its settings and its map."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from assistant.cli import app
from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PACKAGES = ("ingest", "assistant", "evals")


def _blocks(language):
    fenced = README.split("\n```")[1::2]
    return [block.partition("\n")[2] for block in fenced if block.partition("\n")[0] == language]


def _map():
    """Paths named in the map, folders with a closing slash."""
    paths, top = set(), ""
    for line in _blocks("")[-1].splitlines():
        names = re.match(r" *([\w./]+(?:, [\w./]+)*)", line)
        for name in names[1].split(", ") if names else ():
            inside = line.startswith("  ")
            paths.add(top + name if inside else name)
            top = top if inside or not name.endswith("/") else name
    return paths


def _files():
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix()


def test_every_path_of_the_map_exists():
    assert [path for path in sorted(_map()) if not (ROOT / path).exists()] == []


def test_every_file_of_the_packages_is_in_the_map_or_its_folder_is():
    places = _map() - {f"{package}/" for package in PACKAGES}
    folders = tuple(path for path in places if path.endswith("/"))
    unknown = [f for f in _files() if f not in places and not f.startswith(folders)]
    assert [file for file in unknown if not file.endswith("__init__.py")] == []


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_told(name):
    assert f"`{name}`" in README


def test_every_command_that_is_named_exists():
    commands = typer.main.get_command(app).commands
    word = r"([a-z][a-z-]+)(?![\w.])"  # a file is no command
    named = re.findall(rf"(?:^|`)velfaerd {word}(?: {word})?", README, re.M)
    assert {first for first, _ in named} <= set(commands)
    measures = {second for first, second in named if first == "eval" and second}
    assert measures - {"gate", "dev"} <= set(commands["eval"].commands)


def test_continuous_integration_runs_the_command_that_tests():
    command = _blocks("sh")[1].strip()
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").rstrip().endswith(f"\n{command}")


def test_what_is_installed_is_pinned_without_an_address():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.+!]+", line)] == []


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    names = [re.match(r"[\w-]+", one)[0].lower().replace("_", "-") for one in wanted]
    assert [name for name in names if f"\n{name}==" not in f"\n{pinned}"] == []
