"""What a browser or a program is told when a page cannot be given: never a path or a stack."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.web.site import Site
from ingest.errors import Busy, NotInLibrary, UsageError

_BUSY_STATUS = {"too_many": 429, "queue_full": 503, "timeout": 504}
_RETRY_S = {"too_many": "60", "queue_full": "5", "timeout": "5"}


def install(app: FastAPI, site: Site) -> None:
    """Answer every failure of an application in the installation's language."""

    async def known(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        sentence = error.detail if _ours(error) else None
        return _response(request, site, error.status_code, sentence, error.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        if not request.url.path.startswith("/api/"):
            return _response(request, site, 400)
        faults = [{key: fault[key] for key in ("loc", "msg", "type")} for fault in error.errors()]
        return JSONResponse({"detail": faults}, 422)

    async def busy(request: Request, error: Exception) -> Response:
        assert isinstance(error, Busy)
        told = site.texts(f"problem.text.{error.code}")
        wait = {"Retry-After": _RETRY_S[error.code]}
        return _response(request, site, _BUSY_STATUS[error.code], told, wait)

    async def unusable(request: Request, error: Exception) -> Response:
        return _response(request, site, 400, str(error))

    async def missing(request: Request, error: Exception) -> Response:
        return _response(request, site, 404)

    async def broken(request: Request, error: Exception) -> Response:  # the server logs it
        return _response(request, site, 500)

    app.add_exception_handler(HTTPException, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Busy, busy)
    app.add_exception_handler(UsageError, unusable)
    app.add_exception_handler(NotInLibrary, missing)
    app.add_exception_handler(Exception, broken)


def _ours(error: HTTPException) -> bool:
    """Return whether an error brings a sentence of its own, not just the name of its status."""
    from http import HTTPStatus

    try:
        return error.detail != HTTPStatus(error.status_code).phrase
    except ValueError:
        return True


def _response(
    request: Request,
    site: Site,
    status: int,
    sentence: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    t = site.texts
    key = f"page_problem.{status}"
    told = sentence or t(key if key in t else "page_problem.other")
    if "text/html" in request.headers.get("accept", ""):
        response: Response = site.page(request, "problem.html", status, told=told)
    else:
        response = JSONResponse({"detail": told}, status)
    response.headers.update(headers or {})
    return response
