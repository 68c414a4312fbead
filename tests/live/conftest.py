"""A real Ollama: without VELFAERD_LIVE these tests are skipped, with it and no server they fail.

VELFAERD_LIVE=1 asks the model `test-llm`, any other value the model of that name.
"""

from __future__ import annotations

import os

import pytest

from assistant.settings import Settings
from assistant.writers import writer_of


@pytest.fixture(scope="session")
def settings():
    chosen = os.environ.get("VELFAERD_LIVE")
    if not chosen:
        pytest.skip("set VELFAERD_LIVE to run against a real Ollama")
    model = "test-llm" if chosen == "1" else chosen
    return Settings(writer=f"ollama:{model}", writer_first_s=500, writer_total_s=600)


@pytest.fixture(scope="session")
def writer(settings):
    """The model; a server that does not answer is a failure, not a reason to skip."""
    found = writer_of(settings)
    found.describe()
    return found
