"""Pages without text read by tesseract, where it is installed with Danish."""

from __future__ import annotations

import functools
import shutil
import subprocess


@functools.cache
def is_available() -> bool:
    """Say whether tesseract is installed with its Danish data."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
    )
    return "dan" in listed.stdout.split()
