"""PDF: words with their places become lines, tables, paragraphs and headings in reading order."""

from __future__ import annotations

from ingest.read.pdf.document import read_pdf

__all__ = ["read_pdf"]
