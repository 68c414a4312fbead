"""What every page draws on, and which documents a user may see there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Protocol

from fastapi import Depends, HTTPException
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.records import Filters
from assistant.settings import Settings, User
from assistant.web.access import Access, current_user, may, needs
from assistant.web.anatomy import Anatomy
from assistant.web.asking import Desk
from assistant.web.conversations import Conversations
from assistant.web.database import Database
from assistant.web.feedback import FeedbackBox
from assistant.web.page_image import Draws
from assistant.web.render import render
from assistant.web.texts import Texts, texts
from assistant.web.updating import Updating
from ingest.library import DocumentInfo, RejectedFile
from ingest.records import Chunk, Document

NOTHING = "\0"  # no path: filters that name it alone accept no document, empty ones accept all


class Shelf(Protocol):
    """What the pages need of `ingest.library.Library`."""

    @property
    def generation(self) -> int:
        """Number of changes."""

    def documents(self) -> list[DocumentInfo]:
        """Every document once."""

    def rejected(self) -> list[RejectedFile]:
        """Files that could not be read."""

    def document(self, path: str) -> Document:
        """The document of a file."""

    def chunks(self, sha256: str) -> list[Chunk]:
        """The passages of a document in order."""

    def search_words(
        self, terms: Sequence[tuple[str, float]], k: int, filters: None = None
    ) -> list[tuple[str, float]]:
        """Passages with some terms, best first."""

    def original(self, path: str) -> Path | None:
        """The file itself."""


@dataclass(frozen=True, slots=True)
class Site:
    """One installation as the pages see it."""

    settings: Settings
    library: Shelf
    desk: Desk
    access: Access
    database: Database
    conversations: Conversations
    feedback: FeedbackBox
    updating: Updating
    draws: Draws = field(default_factory=Draws)
    anatomy: Anatomy = field(default_factory=Anatomy)

    @property
    def today(self) -> date:
        """The date by the server's clock: it may run for months."""
        return date.today()

    @property
    def texts(self) -> Texts:
        """The texts in the installation's language."""
        return texts(self.settings.language)

    def documents(self, user: User) -> list[DocumentInfo]:
        """Return the documents that a user may see."""
        return [info for info in self.library.documents() if _visible(user, info)]

    def information(self, user: User, path: str) -> DocumentInfo:
        """Return what is known of a file; 404 when the user may not see it, or nobody can."""
        for info in self.documents(user):
            if path == info.path or path in info.other_paths:
                return info
        raise HTTPException(404)

    def filters(self, user: User, chosen: Filters) -> Filters:
        """Return a reader's choice narrowed to the documents that the reader may see."""
        if not user.folders:
            return chosen
        seen = {p for info in self.documents(user) for p in (info.path, *info.other_paths)}
        wanted = set(chosen.documents) & seen if chosen.documents else seen
        return Filters(
            kinds=chosen.kinds,
            publishers=chosen.publishers,
            documents=tuple(sorted(wanted)) or (NOTHING,),
            year_from=chosen.year_from,
            year_to=chosen.year_to,
        )

    def page(
        self, request: Request, template: str, status: int = 200, **values: object
    ) -> HTMLResponse:
        """Return a whole page: the template in the frame that all pages share."""
        shown = self.fragment(template, request, **values)
        return HTMLResponse(shown, status)

    def fragment(self, template: str, request: Request, **values: object) -> Markup:
        """Return a template filled in for the user of a request."""
        user = getattr(request.state, "user", None)
        return render(
            template,
            self.settings.language,
            user=user,
            maintainer=may(user, "vedligeholder"),
            open_access=self.access.open,
            path=request.url.path,
            settings=self.settings,
            **values,
        )


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


Here = Annotated[Site, Depends(_site)]
Reader = Annotated[User, Depends(current_user)]
Maintainer = Annotated[User, Depends(needs("vedligeholder"))]


def _visible(user: User, info: DocumentInfo) -> bool:
    folders = [folder.strip("/") + "/" for folder in user.folders]
    paths = (info.path, *info.other_paths)
    return not folders or any(path.startswith(folder) for path in paths for folder in folders)
