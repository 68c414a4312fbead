"""The readable lists of words, loaded once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def listed(name: str) -> frozenset[str]:
    """The words under a name in `words.toml`."""
    text = files("ingest.clean").joinpath("words.toml").read_text(encoding="utf-8")
    words: str = tomllib.loads(text)[name]
    return frozenset(words.split())
