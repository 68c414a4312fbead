"""Every text of the pages, from one TOML file per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def flatten(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return a nested table as dotted keys, `{"a": {"b": "x"}}` as `{"a.b": "x"}`."""
    flat: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = str(value)
    return flat


class Texts:
    """The texts of one language.

    Attributes:
        language: ISO 639-1 code, the `lang` of the pages.
    """

    def __init__(self, language: str) -> None:
        """Read texts.LANGUAGE.toml."""
        with (_FOLDER / f"texts.{language}.toml").open("rb") as file:
            self._texts = flatten(tomllib.load(file))
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values put in; `n` chooses between `key.one` and `key.many`.

        Raises:
            KeyError: There is no such text: a mistake in the code, never shown as an empty text.
        """
        if f"{key}.one" in self._texts:
            key = f"{key}.one" if values.get("n") == 1 else f"{key}.many"
        return self._texts[key].format(**values)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a text with this key."""
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self._texts)

    def keys(self) -> frozenset[str]:
        """Return every key there is."""
        return frozenset(self._texts)

    def group(self, prefix: str) -> dict[str, str]:
        """Return the texts under a key, `kind` gives `{"report": "Rapport", …}`."""
        start = prefix + "."
        return {k.removeprefix(start): v for k, v in self._texts.items() if k.startswith(start)}


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language, read once."""
    return Texts(language)
