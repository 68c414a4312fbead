"""Sowing a defect: a function of the real pipeline is exchanged wherever it was imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

_PIPELINE = ("ingest", "assistant")

Make = Callable[[Any], Any]


@contextmanager
def swapped(seam: str, make: Make) -> Iterator[None]:
    """Exchange what stands at a seam while the context lasts.

    What the pipeline keeps from earlier calls is forgotten before and after.

    Args:
        seam: `package.module:name`, or `package.module:Class.name`.
        make: Given the original, returns what takes its place.

    Raises:
        AttributeError: Nothing stands at the seam: the code has moved on.
    """
    holder, name = _find(seam)
    original = getattr(holder, name)
    replacement = make(original)
    places = [(holder, name)]
    if isinstance(holder, ModuleType) and callable(original):
        places = [(m, key) for m in _modules() for key, v in vars(m).items() if v is original]
    for place, key in places:
        setattr(place, key, replacement)
    _forget()
    try:
        yield
    finally:
        for place, key in places:
            setattr(place, key, original)
        _forget()


def _find(seam: str) -> tuple[Any, str]:
    module, _, path = seam.partition(":")
    *outer, name = path.split(".")
    holder: Any = import_module(module)
    for part in outer:
        holder = getattr(holder, part)
    return holder, name


def _modules() -> list[ModuleType]:
    return [
        module
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] in _PIPELINE and isinstance(module, ModuleType)
    ]


def _forget() -> None:
    for module in _modules():
        for value in list(vars(module).values()):
            if callable(getattr(value, "cache_clear", None)):
                value.cache_clear()
