"""An old locale, an odd time zone, names with Danish letters and spaces: commands still work."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from library_world import fill

PROGRAM = """
from assistant import cli
from ingest import embed, embed_ollama
embed_ollama.encoder_of = lambda *_: embed.HashingEncoder()
cli.main()
"""
_OLD = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
_SURROUNDINGS = [
    pytest.param(_OLD | {"TZ": "Pacific/Kiritimati"}, id="C, fourteen hours ahead"),
    pytest.param({"LC_ALL": "POSIX", "TZ": ":Findes/Ikke"}, id="POSIX, no such time zone"),
]


@pytest.fixture
def run(tmp_path):
    """Run a command as a shell in these surroundings would; return what it prints."""
    kept = {name: os.environ[name] for name in ("PATH", "XDG_DATA_HOME")}
    kept["PYTHONPATH"] = os.pathsep.join(sys.path)

    def run(surroundings, *arguments):
        typed = ["--library", tmp_path / "bibliotek på æ ø å", *arguments]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *(str(word).encode() for word in typed)],
            env=kept | surroundings, capture_output=True, timeout=600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.mark.parametrize("surroundings", _SURROUNDINGS)
def test_a_folder_is_synced_asked_and_drafted_from(run, tmp_path, surroundings):
    folder = fill(tmp_path / "Mine dokumenter på Ærø")
    report = json.loads(run(surroundings, "sync", folder, "--json"))
    assert (report["added"], report["rejected"]) == (3, [])
    question = "Hvornår begyndte Furesø Kommune med skærmbesøg?"
    answer = json.loads(run(surroundings, "ask", question, "--json"))
    assert answer["question"] == question
    assert [(c["document"], c["quote"]) for c in answer["citations"]] == [
        ("furesø/skærmbesøg.md", "Furesø Kommune begyndte med skærmbesøg i 2021.")
    ]
    draft, before = tmp_path / "udkast på æ ø å.docx", datetime.now(UTC)
    assert draft.name in run(surroundings, "draft", "Skærmbesøg i Furesø", "--out", draft)
    with zipfile.ZipFile(io.BytesIO(draft.read_bytes())) as parts:
        properties = ElementTree.fromstring(parts.read("docProps/core.xml"))
    written = datetime.fromisoformat(properties.findtext("{http://purl.org/dc/terms/}created"))
    assert before - timedelta(seconds=1) <= written <= datetime.now(UTC)
