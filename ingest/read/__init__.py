"""Reading: a file of any supported format becomes a Document, in a process that can be killed."""

from __future__ import annotations

from ingest.read.file import is_inside, read
from ingest.read.limits import Limits
from ingest.read.reasons import REASONS

__all__ = ["REASONS", "Limits", "is_inside", "read"]
