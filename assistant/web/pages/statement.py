"""The accessibility statement that Danish law asks of public bodies' web pages, intranets too."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.web.site import Here

router = APIRouter()


@router.get("/was")
def statement(request: Request, site: Here) -> HTMLResponse:
    """Show the statement."""
    settings = site.settings
    contact = settings.contact_email or settings.contact_phone
    return site.page(request, "statement.html", contact=contact)
