"""Questions to begin with: only those that the library at hand answers are offered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from assistant.records import Filters
from assistant.settings import Role, User
from assistant.web.site import Site
from ingest.records import Document

ROLES: tuple[Role, ...] = ("laeser", "skribent", "vedligeholder")
_OFFERED = 3  # of each role
_HEADINGS = 12  # tried when the questions that ship do not fit the library
_HEADING_WORDS = range(2, 7)  # shorter ones say nothing, longer ones are sentences
_log = logging.getLogger(__name__)

Offered = dict[Role, list[str]]


class Examples:
    """Finds the questions by asking them, once for each state of the library."""

    def __init__(self, site: Site) -> None:
        """Ask nothing yet."""
        self._site = site
        self._found: dict[tuple[int, tuple[str, ...]], Offered] = {}
        self._lock = asyncio.Lock()

    async def offered(self, user: User) -> Offered:
        """Return the questions of each role that the documents of a user answer."""
        key = (self._site.library.generation, user.folders)
        async with self._lock:
            if key not in self._found:
                self._found = {k: v for k, v in self._found.items() if k[0] == key[0]}
                self._found[key] = {role: await self._answered(role, user) for role in ROLES}
        return self._found[key]

    async def _answered(self, role: Role, user: User) -> list[str]:
        site = self._site
        limits = site.filters(user, Filters())
        candidates = list(site.texts.group(f"examples.{role}").values())
        if role == "laeser":
            candidates += self._headings(user)
        found: list[str] = []
        for question in candidates:
            try:
                answer = await site.desk.quietly(question, None if limits == Filters() else limits)
            except Exception:  # noqa: BLE001 - the edge: the page is whole without examples
                _log.warning("an example could not be tried", exc_info=True)
                break
            if answer.status == "answered":
                found.append(question)
            if len(found) == _OFFERED:
                break
        return found

    def _headings(self, user: User) -> list[str]:
        newest = sorted(self._site.documents(user), key=lambda info: -(info.year or 0))
        documents = [self._site.library.document(info.path) for info in newest[:_HEADINGS]]
        return [
            self._site.texts("examples.about", heading=heading)
            for document in documents
            for heading in _headings_of(document)[:1]
        ]


def _headings_of(document: Document) -> Sequence[str]:
    headings = [
        document.text[block.start : block.end].rstrip(":. ")
        for block in document.blocks
        if block.kind == "heading" and block.section
    ]
    return [h for h in headings if len(h.split()) in _HEADING_WORDS and "\n" not in h]
