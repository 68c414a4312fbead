"""What the search found for an answer and the answer did not use."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.contract import SECTION_SEPARATOR
from assistant.records import Answer, Citation, Filters, Passage
from assistant.web.site import Here, Reader
from assistant.web.turns import card_values

_FOUND = 10  # passages looked at: what the search command shows

router = APIRouter()


@router.get("/fundet/{conversation}/{turn}")
async def found(
    request: Request, site: Here, user: Reader, conversation: str, turn: int
) -> HTMLResponse:
    """Give the passages as a part of the chat page."""
    turns = {held.n: held for held in site.conversations.turns(user.name, conversation)}
    if turn not in turns or turns[turn].answer is None:
        raise HTTPException(404)
    answer = turns[turn].answer
    assert answer is not None
    filters = site.filters(user, turns[turn].filters)
    limits = None if filters == Filters() else filters
    reader = (
        f"{user.name}/{conversation}"  # opening what was found takes no question from the reader
    )
    passages = await site.desk.search(reader, answer.standalone_question, _FOUND, limits)
    unused = [_citation(p, n) for n, p in enumerate(passages, 1) if not _used(p, answer)]
    values = card_values(site.texts, site.today)
    return HTMLResponse(site.fragment("found.html", request, found=unused, number=turn, **values))


def _used(passage: Passage, answer: Answer) -> bool:
    chunk = passage.chunk
    return any(
        citation.document == passage.document.path
        and citation.start < chunk.end
        and chunk.start < citation.end
        for citation in answer.citations
    )


def _citation(passage: Passage, n: int) -> Citation:
    chunk, document = passage.chunk, passage.document
    return Citation(
        n=n,
        document=document.path,
        title=document.title,
        kind=document.kind,
        year=document.year,
        page=chunk.page,
        section=SECTION_SEPARATOR.join(chunk.section) or None,
        quote=chunk.text,
        start=chunk.start,
        end=chunk.end,
        publisher=document.publisher,
        address=document.address,
        language=document.language,
    )
