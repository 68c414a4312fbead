"""The questions to begin with, as a part of the chat page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.web.examples import Examples
from assistant.web.site import Here, Reader

router = APIRouter()


@router.get("/eksempler")
async def examples(request: Request, site: Here, user: Reader) -> HTMLResponse:
    """Give the questions that the user's documents answer."""
    held = request.app.state.examples
    assert isinstance(held, Examples)
    return HTMLResponse(site.fragment("examples.html", request, offered=await held.offered(user)))
