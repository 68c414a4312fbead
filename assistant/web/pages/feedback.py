"""Feedback: given under an answer, read by maintainers, adopted into an evaluation suite."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Form, HTTPException
from pydantic import BeforeValidator
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.web.adopt import adopt, answer_case, refusal_case
from assistant.web.feedback import REASONS, Feedback, Reason, State, Verdict
from assistant.web.site import Here, Maintainer, Reader, Site
from assistant.web.turns import heading, writer_name
from evals.adopt import Personal, personal_data, unsettled
from evals.case import Reason as Refusal
from ingest.errors import NotInLibrary

_COMMENT = 2000
_OR_ANY = BeforeValidator(lambda value: value or None)  # the radio that limits nothing sends ""


router = APIRouter()


@router.post("/tilbagemelding")
def give(
    request: Request,
    site: Here,
    user: Reader,
    conversation: Annotated[str, Form(max_length=40)],
    turn: Annotated[int, Form(ge=1, le=10_000)],
    verdict: Annotated[Verdict, Form()],
    reasons: Annotated[list[Reason], Form(max_length=4)] = [],  # noqa: B006 - never changed
    comment: Annotated[str, Form(max_length=_COMMENT)] = "",
) -> Response:
    """Keep what a reader says of an answer."""
    turns = site.conversations.turns(user.name, conversation)[:turn]
    if len(turns) < turn or turns[-1].answer is None:
        raise HTTPException(404)
    language = site.settings.language
    site.feedback.put(user.name, conversation, turns, verdict, reasons, comment, language)
    if "x-fragment" in request.headers:
        return Response(status_code=204)
    return RedirectResponse(f"/?samtale={conversation}", 303)


@router.get("/tilbagemeldinger")
def everything(
    request: Request,
    site: Here,
    _: Maintainer,
    vurdering: Annotated[Verdict | None, _OR_ANY] = None,
    grund: Annotated[Reason | None, _OR_ANY] = None,
    tilstand: Annotated[State | None, _OR_ANY] = None,
) -> HTMLResponse:
    """Show the feedback to maintainers."""
    return site.page(
        request,
        "feedback_list.html",
        found=site.feedback.find(vurdering, grund, tilstand),
        chosen={"vurdering": vurdering, "grund": grund, "tilstand": tilstand},
        reasons=REASONS,
        states=get_args(State),
        when=_when,
    )


@router.get("/tilbagemeldinger/{identifier}")
def one(request: Request, site: Here, _: Maintainer, identifier: int) -> HTMLResponse:
    """Show one piece of feedback with the form that adopts it."""
    return _page(request, site, _known(site, identifier))


@router.post("/tilbagemeldinger/{identifier}/optag")
def take(
    request: Request,
    site: Here,
    _: Maintainer,
    identifier: int,
    forventet: Annotated[str, Form(pattern="^(svar|afvis)$")],
    citat: Annotated[list[str], Form(max_length=50)] = [],  # noqa: B006 - never changed
    dokument: Annotated[str, Form(max_length=1000)] = "",
    ord: Annotated[str, Form(max_length=_COMMENT)] = "",
    fakta: Annotated[str, Form(max_length=500)] = "",
    afvisning: Annotated[Refusal, Form()] = "out_of_corpus",
    navne: Annotated[bool, Form()] = False,
) -> Response:
    """Adopt feedback into the installation's suite, unless its text is personal."""
    feedback = _known(site, identifier)
    personal = unsettled(_personal(feedback, fakta), names_checked=navne)
    if personal:
        return _page(request, site, feedback, 400, personal=personal)
    if forventet == "afvis":
        adopt(refusal_case(feedback, afvisning), site.settings.library)
    else:
        quotes = _chosen(feedback, citat)
        if ord.strip():
            quotes.append((dokument, " ".join(ord.split())))
        if not quotes or not fakta.strip() or not all(_stands(site, *q) for q in quotes):
            return _page(request, site, feedback, 400, wrong=True)
        adopt(answer_case(feedback, quotes, fakta), site.settings.library)
    site.feedback.mark(identifier, "adopted")
    return RedirectResponse("/tilbagemeldinger", 303)


@router.post("/tilbagemeldinger/{identifier}/luk")
def close(site: Here, _: Maintainer, identifier: int) -> Response:
    """Close feedback without adopting it."""
    if not site.feedback.mark(identifier, "closed"):
        raise HTTPException(404)
    return RedirectResponse("/tilbagemeldinger", 303)


def _known(site: Site, identifier: int) -> Feedback:
    feedback = site.feedback.get(identifier)
    if feedback is None:
        raise HTTPException(404)
    return feedback


def _personal(feedback: Feedback, fact: str) -> tuple[Personal, ...]:
    """What looks like personal data in what was written; the documents' own names are none."""
    answer = feedback.turn.answer
    quotes = (c.quote for c in (*answer.citations, *answer.nearest)) if answer else ()
    return personal_data((*feedback.history, feedback.turn.question, fact), " ".join(quotes))


def _page(
    request: Request,
    site: Site,
    feedback: Feedback,
    status: int = 200,
    *,
    wrong: bool = False,
    personal: Sequence[Personal] = (),
) -> HTMLResponse:
    return site.page(
        request,
        "feedback.html",
        status,
        feedback=feedback,
        answer=feedback.turn.answer,
        heading=heading(feedback.turn, site.texts),
        refusals=get_args(Refusal),
        documents=[info.path for info in site.library.documents()],
        wrong=wrong,
        personal=personal,
        when=_when,
        writer_name=lambda writer: writer_name(writer, site.texts),
    )


def _when(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).strftime("%d.%m.%Y %H:%M")


def _chosen(feedback: Feedback, numbers: list[str]) -> list[tuple[str, str]]:
    answer = feedback.turn.answer
    citations = (*answer.citations, *answer.nearest) if answer else ()
    return [(c.document, c.quote) for i, c in enumerate(citations) if str(i) in numbers]


def _stands(site: Site, path: str, words: str) -> bool:
    """Return whether a document holds some words, however its lines are broken."""
    try:
        return " ".join(words.split()) in " ".join(site.library.document(path).text.split())
    except NotInLibrary:
        return False
