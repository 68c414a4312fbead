"""How many tokens a text is, about: no model's own tokeniser is at hand."""

from __future__ import annotations

import math
import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

_CHARACTERS_PER_TOKEN = 2.5  # of Danish in cl100k_base: 2.8; of tables and lists less
_LEAST_SHARE = 0.5  # of our count that a large-vocabulary model counts: XLM-R 0.74, words 0.46


def count(text: str) -> int:
    """Return the number of tokens in cl100k_base, which most newer models stay below for Danish."""
    encoding = _encoding()
    if encoding is None:
        return math.ceil(len(text) / _CHARACTERS_PER_TOKEN)
    return len(encoding.encode_ordinary(text))


def least(text: str) -> int:
    """Return how many tokens a text is at least in any model: fewer were read, some were lost."""
    return max(len(text.split()), math.floor(_LEAST_SHARE * count(text)))


@cache
def _encoding() -> Encoding | None:
    """Load the vocabulary that llama-index-core ships; never one from the network."""
    spec = find_spec("llama_index.core")
    for place in spec.submodule_search_locations or () if spec else ():
        folder = Path(place) / "_static" / "tiktoken_cache"
        if folder.is_dir():
            os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(folder))
            import tiktoken

            return tiktoken.get_encoding("cl100k_base")
    return None
