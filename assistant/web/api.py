"""The API beside the pages: the same assistant, limits and access."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)

from assistant.contract import answer_to_json, hits_to_json
from assistant.guard import searched
from assistant.reasons import explain
from assistant.records import Answer, Filters
from assistant.settings import User
from assistant.web import models
from assistant.web.metrics import exposition
from assistant.web.site import Here, Maintainer, Reader, Site
from ingest.errors import Busy, UsageError

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.Problem} for status in (400, 401, 429, 500, 503, 504)
}
_EVENT = {
    "type": "object",
    "properties": {
        "event": {"enum": ["status", "draft", "sentence", "answer", "problem"]},
        "data": {"type": "string", "description": "JSON"},
    },
    "required": ["event", "data"],
}

_log = logging.getLogger(__name__)
router = APIRouter()


def _reader(request: Request, user: User, site: Site) -> str:
    """Return whose questions are counted together: a user, or a connection where nobody logs in."""
    client = request.client
    return f"{client.host}:{client.port}" if site.access.open and client else user.name


def _filters(site: Site, user: User, limits: models.Limits) -> Filters | None:
    chosen = Filters(
        kinds=tuple(limits.kinds),
        publishers=tuple(limits.publishers),
        documents=tuple(limits.documents),
        year_from=limits.year_from,
        year_to=limits.year_to,
    )
    filters = site.filters(user, chosen)
    return None if filters == Filters() else filters


@router.post(
    "/api/ask",
    response_model=models.AnswerResponse,
    responses=_PROBLEMS | {200: {"content": {"text/event-stream": {"schema": _EVENT}}}},
    tags=["api"],
)
async def ask(body: models.AskRequest, request: Request, site: Here, user: Reader) -> Response:
    """Answer a question with sources.

    With `stream` the answer comes as server-sent events: `status`; where a language model writes,
    a `draft` as soon as there is more to show, the documents' own words first; a `sentence` each;
    then `answer` with the whole as without it, or `problem`.
    """
    reader, filters = _reader(request, user, site), _filters(site, user, body.filters)
    if body.stream:
        events = _events(site, reader, body, filters)
        return StreamingResponse(events, media_type="text/event-stream")
    answer = await site.desk.ask(reader, body.question, body.history, filters)
    return JSONResponse(answer_to_json(answer))


async def _events(
    site: Site, reader: str, body: models.AskRequest, filters: Filters | None
) -> AsyncIterator[str]:
    yield _event("status", {"status": "searching"})
    answers = site.desk.stream(reader, body.question, body.history, filters)
    try:
        async with aclosing(answers):
            async for answer in answers:
                for event in _answer_events(answer):
                    yield event
    except Busy as busy:
        yield _event("problem", {"detail": site.texts(f"problem.text.{busy.code}")})
    except UsageError as error:
        yield _event("problem", {"detail": str(error)})
    except Exception:  # noqa: BLE001 - the edge of one request: the headers are already sent
        _log.exception("a question failed")
        yield _event("problem", {"detail": site.texts("problem.text.error")})


def _answer_events(answer: Answer) -> list[str]:
    form = answer_to_json(answer)
    if answer.writing:
        return [_event("draft", form)]
    sentences = [_event("sentence", sentence) for sentence in form["sentences"]]
    return [*sentences, _event("answer", form)]


def _event(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


@router.post("/api/search", response_model=models.SearchResponse, responses=_PROBLEMS, tags=["api"])
async def search(
    body: models.SearchRequest, request: Request, site: Here, user: Reader
) -> Response:
    """Find passages, best first, without answering."""
    shown, reason = searched(body.question)
    if reason == "personal_data":
        notice = explain(reason, site.settings.language)
        return JSONResponse({**hits_to_json(shown, ()), "notice": notice})
    reader, filters = _reader(request, user, site), _filters(site, user, body.filters)
    found = await site.desk.search(reader, body.question, body.k, filters)
    return JSONResponse(hits_to_json(body.question, found))


@router.get(
    "/api/documents",
    response_model=models.DocumentsResponse,
    responses={401: {"model": models.Problem}},
    tags=["api"],
)
def documents(site: Here, user: Reader) -> models.DocumentsResponse:
    """List the documents that the user may see."""
    return models.DocumentsResponse(
        generation=site.library.generation,
        documents=[
            models.DocumentResponse(
                path=info.path,
                title=info.title,
                kind=info.kind,
                publisher=info.publisher,
                year=info.year,
                language=info.language,
                address=info.address,
                pages=info.pages,
                passages=info.chunks,
                notices=[models.NoticeResponse(**asdict(notice)) for notice in info.notices],
            )
            for info in site.documents(user)
        ],
    )


@router.get("/healthz", response_model=models.Health, tags=["drift"])
def healthz() -> models.Health:
    """Say that the server answers."""
    return models.Health(status="ok")


@router.get(
    "/metrics",
    response_class=PlainTextResponse,
    responses={401: {"model": models.Problem}, 403: {"model": models.Problem}},
    tags=["drift"],
)
def metrics(site: Here, _: Maintainer) -> PlainTextResponse:
    """Give counters as Prometheus reads them; none of them holds what was asked."""
    return PlainTextResponse(exposition(site), media_type="text/plain; version=0.0.4")


@router.get("/api/openapi.json", include_in_schema=False)
def description(request: Request, _: Reader) -> JSONResponse:
    """Give the machine-readable description."""
    return JSONResponse(request.app.openapi())


@router.get("/api/docs", include_in_schema=False)
def pages(request: Request, site: Here, _: Reader) -> HTMLResponse:
    """Show the description as a page of our own: the usual ones load scripts from outside."""
    described = request.app.openapi()
    routes = [
        (method.upper(), path, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    return site.page(
        request,
        "api.html",
        routes=routes,
        schemas=described["components"]["schemas"],
        reference=_reference,
        shown=lambda value: json.dumps(value, ensure_ascii=False, indent=2),
    )


def _reference(content: dict[str, Any]) -> str | None:
    """Return the name of the schema that a body follows."""
    address = content.get("schema", {}).get("$ref")
    return address.rpartition("/")[2] if address else None
