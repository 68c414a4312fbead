"""What the library holds: a list with warnings, a picture of years and themes, and its sync."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from assistant.web.site import Here, Maintainer, Reader
from assistant.web.themes import heat_map, passages, themes
from assistant.web.turns import page_name
from ingest.library import DocumentInfo

_PAGE = 50  # documents on a page
_PASSAGES = 50  # of a theme in a document

Order = Literal["titel", "type", "aar", "sider", "passager", "udgiver"]

_KEYS: dict[Order, Callable[[DocumentInfo], Any]] = {
    "titel": lambda info: info.title.casefold(),
    "type": lambda info: (info.kind, info.title.casefold()),
    "aar": lambda info: (-(info.year or 0), info.title.casefold()),
    "sider": lambda info: -(info.pages or 0),
    "passager": lambda info: -info.chunks,
    "udgiver": lambda info: ((info.publisher or "").casefold(), info.title.casefold()),
}

router = APIRouter()


@router.get("/dokumenter")
def all_of_them(
    request: Request,
    site: Here,
    user: Reader,
    tekst: Annotated[str, Query(max_length=200)] = "",
    orden: Order = "titel",
    nr: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> HTMLResponse:
    """Show the documents, those whose title, publisher or file holds some words."""
    held = site.documents(user)
    found = sorted((info for info in held if _holds(info, tekst)), key=_KEYS[orden])
    shown = found[(nr - 1) * _PAGE : nr * _PAGE]
    return site.page(
        request,
        "documents.html",
        rows=[(info, site.anatomy.of(site.library, info)) for info in shown],
        count=len(found),
        pages=max(-(-len(found) // _PAGE), 1),
        number=nr,
        sought=tekst,
        order=orden,
        orders=tuple(_KEYS),
        rejected=() if user.folders else site.library.rejected(),
        progress=site.updating.progress,
        updatable=site.updating.possible,
    )


def _holds(info: DocumentInfo, words: str) -> bool:
    text = f"{info.title} {info.publisher or ''} {info.path} {info.year or ''}".casefold()
    return all(word in text for word in words.casefold().split())


@router.get("/dokumenter/temaer")
def picture(request: Request, site: Here, user: Reader) -> HTMLResponse:
    """Show the documents by year and kind, and what they are about."""
    held = sorted(site.documents(user), key=_KEYS["aar"])
    return site.page(
        request,
        "themes.html",
        rows=heat_map(site.library, held),
        themes=tuple(themes()),
        years=_by_year(held),
        kinds=[kind for kind, _ in Counter(info.kind for info in held).most_common()],
    )


def _by_year(held: Sequence[DocumentInfo]) -> list[tuple[int | None, Counter[str]]]:
    years = sorted({info.year for info in held if info.year}, reverse=True)
    some = [*years, *([None] if any(info.year is None for info in held) else [])]
    return [(year, Counter(i.kind for i in held if i.year == year)) for year in some]


@router.get("/dokumenter/tema/{theme}")
def theme(request: Request, site: Here, user: Reader, theme: str, dokument: str) -> HTMLResponse:
    """Show a document's passages in a theme."""
    if theme not in themes():
        raise HTTPException(404)
    info = site.information(user, dokument)
    found = passages(site.library, theme, info)
    return site.page(
        request,
        "theme.html",
        theme=theme,
        info=info,
        passages=found[:_PASSAGES],
        page_name=lambda path, page: page_name(path, page, site.texts),
        count=len(found),
    )


@router.post("/dokumenter/opdater")
def update(site: Here, _: Maintainer) -> RedirectResponse:
    """Start a sync, unless one is running."""
    site.updating.start()
    return RedirectResponse("/dokumenter", 303)


@router.get("/dokumenter/opdatering")
def progress(request: Request, site: Here, _: Maintainer) -> HTMLResponse:
    """Show how far the sync is, as a part of the page."""
    return HTMLResponse(site.fragment("updating.html", request, progress=site.updating.progress))
