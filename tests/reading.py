"""Reads bytes in the sandbox and shows what was found as short lines."""

from __future__ import annotations

from typing import Any

from ingest.read.limits import DEFAULT_LIMITS
from ingest.read.sandbox import SHARED


def reply(data: bytes | str, suffix: str = ".txt") -> dict[str, Any]:
    data = data.encode() if isinstance(data, str) else data
    return SHARED.run(data, suffix, DEFAULT_LIMITS)


def blocks(data: bytes | str, suffix: str = ".txt") -> list[str]:
    """Each block as "kind text", a heading and an item with their level, a row with its number."""
    found = []
    for block in reply(data, suffix)["blocks"]:
        kind = {"heading": "h", "list_item": "-", "table_row": "row", "paragraph": "p"}[
            block["kind"]
        ]
        number = block["row"] if kind == "row" else block["level"] or ""
        found.append(f"{kind}{number} {block['text']}")
    return found


def sections(data: bytes | str, suffix: str = ".txt") -> dict[str, list[str]]:
    """Each block's text with the headings that it stands under."""
    return {block["text"]: block["section"] for block in reply(data, suffix)["blocks"]}
