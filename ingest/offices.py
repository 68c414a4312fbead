"""Names of those who publish: municipalities and regions by their form, others by a list."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

OFFICE = re.compile(
    r"\b([A-ZÆØÅ][\wæøåé-]+(?:[ -][A-ZÆØÅ][\w-]+)?s? Kommune|Region [A-ZÆØÅ][a-zæøå]+)\b"
)
_SEPARATORS = (" | ", " – ", " - ", " :: ", " · ")


@cache
def organisations() -> dict[str, tuple[str, ...]]:
    """Map each listed organisation to its domains."""
    text = files("ingest").joinpath("organisations.toml").read_text(encoding="utf-8")
    return {name: tuple(domains) for name, domains in tomllib.loads(text).items()}


def is_publisher(text: str) -> bool:
    """Say whether a text is the name of one that publishes and nothing more."""
    return bool(OFFICE.fullmatch(text)) or text in organisations()


def split_title(title: str) -> tuple[str, str | None]:
    """A web page's title without its site's name, and that name: "Nødkald | Ærø Kommune".

    A title that would begin in small letters without the name keeps it.
    """
    for separator in _SEPARATORS:
        parts = title.split(separator)
        if len(parts) > 1:
            for own, site in ((parts[:-1], parts[-1]), (parts[1:], parts[0])):
                if is_publisher(site.strip()):
                    rest = separator.join(own).strip()
                    return (title if rest[:1].islower() else rest), site.strip()
    return title, None
