"""The document behind a citation: its page as an image, or its text, with the passage marked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, HTTPException, Query
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from assistant.web.locate import marks, row_values
from assistant.web.page_image import PageImage
from assistant.web.site import Here, Reader, Site
from assistant.web.structure import block_at, part
from assistant.web.tables import with_tables
from assistant.web.texts import Texts
from assistant.web.turns import is_slides
from ingest.errors import Rejected
from ingest.library import DocumentInfo
from ingest.records import Document

Position = Annotated[int, Query(ge=0, le=2**31)]
_FRAGMENT = "x-fragment"  # sent by chat.js, which shows the page's content in a panel


router = APIRouter()


@router.get("/dokument/{path:path}")
def view(
    request: Request,
    site: Here,
    path: str,
    user: Reader,
    start: Position = 0,
    end: Position = 0,
    side: Annotated[int | None, Query(ge=1, le=100_000)] = None,
    visning: Annotated[str, Query(pattern="^(side|tekst)?$")] = "",
    fra: Annotated[int | None, Query(ge=0, le=2**31)] = None,
) -> HTMLResponse:
    """Show a document at a passage; `side` leafs to another page, `fra` to another part."""
    info = site.information(user, path)
    document = site.library.document(path)
    start, end = _passage(document, start, end)
    number = min(side or _page(document, start), document.pages or 1)
    file = site.library.original(path)
    image = None if visning == "tekst" else _image(site, info, path, number)
    shown = None if image else part(document, start, end, fra)
    values: dict[str, Any] = {
        "info": info,
        "document": document,
        "file": path,
        "quote": document.text[start:end],
        "start": start,
        "end": end,
        "number": number,
        "image": image,
        "boxes": marks(_wordings(document, start, end), image.text, image.boxes) if image else [],
        "part": shown,
        "lines": list(with_tables(shown.lines)) if shown else [],
        "page_label": lambda number: _page_label(path, number, site.texts),
        "drawable": file is not None and _is_pdf(file),
        "original": file is not None,
        "link": lambda **query: _link(path, start, end, query),
        "address": quote(path),
    }
    if _FRAGMENT in request.headers:
        return HTMLResponse(site.fragment("source.html", request, **values))
    return site.page(request, "source_page.html", **values)


@router.get("/side/{number}/{path:path}")
def picture(site: Here, path: str, number: int, user: Reader) -> Response:
    """Give a page as an image."""
    image = _image(site, site.information(user, path), path, number)
    if image is None:
        raise HTTPException(404)
    return Response(image.png, media_type="image/png")


@router.get("/fil/{path:path}")
def original(site: Here, path: str, user: Reader) -> FileResponse:
    """Give the file itself."""
    site.information(user, path)
    file = site.library.original(path)
    if file is None:
        raise HTTPException(404)
    # Never shown in place: a web page from the folder would run as one of ours.
    return FileResponse(file, media_type="application/octet-stream", filename=Path(path).name)


def _passage(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return a span that lies in the document, an empty one for no passage."""
    end = min(end, len(document.text))
    return (start, end) if start < end else (0, 0)


def _page(document: Document, position: int) -> int:
    if not document.blocks:
        return 1
    return document.blocks[block_at(document, position)].page or 1


def _page_label(path: str, number: int, t: Texts) -> str:
    return t("source.slide_number" if is_slides(path) else "source.page_number", page=number)


def _wordings(document: Document, start: int, end: int) -> list[str]:
    """Return a passage as it may stand on the page: a table's row stands without its headings."""
    quote = document.text[start:end]
    if not quote or document.blocks[block_at(document, start)].kind != "table_row":
        return [quote]
    return [row_values(quote), quote]


def _is_pdf(file: Path) -> bool:
    with file.open("rb") as opened:
        return b"%PDF-" in opened.read(1024)  # where readers look for it


def _image(site: Site, info: DocumentInfo, path: str, number: int) -> PageImage | None:
    """Return a page's image; None when the file is no PDF or cannot be drawn."""
    file = site.library.original(path)
    try:
        if file is None or number < 1 or not _is_pdf(file):
            return None
        return site.draws.page(file.read_bytes(), info.sha256, number)
    except (OSError, Rejected):
        return None


def _link(path: str, start: int, end: int, query: dict[str, object]) -> str:
    passage = {"start": start, "end": end} if end > start else {}
    return f"/dokument/{quote(path)}?{urlencode(passage | query)}"
