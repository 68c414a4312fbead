"""The chat page: Gradio components around HTML that the server made and escaped."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.records import Filters
from assistant.settings import User
from assistant.web.conversations import Turn, without_personal_data
from assistant.web.facets import Facets, facets, labels, narrowed
from assistant.web.render import one_line, render
from assistant.web.site import Site
from assistant.web.turns import conversation_html
from ingest.errors import Busy, UsageError

_RECENT = 8  # conversations beside the chat; all of them are a page of their own
_log = logging.getLogger(__name__)


def _reader(user: User, request: gr.Request, open_access: bool) -> str:
    return f"{user.name}/{request.session_hash}" if open_access else user.name


class Chat:
    """The events of the page; what they return goes to the components in `components`."""

    def __init__(self, site: Site) -> None:
        """Serve one installation."""
        self._site = site
        self._language = site.settings.language

    def _user(self, request: gr.Request) -> User:
        assert request.request is not None
        user = request.request.state.user
        assert isinstance(user, User)
        return user

    def _html(self, turns: tuple[Turn, ...], conversation: str) -> str:
        return conversation_html(turns, conversation, self._language, today=self._site.today)

    def recent(self, user: User, current: str) -> str:
        """Return the latest conversations as a list of links, and where to get the current one."""
        found = self._site.conversations.find(user.name, limit=_RECENT)
        return one_line(render("recent.html", self._language, conversations=found, current=current))

    def facets(self, user: User) -> Facets:
        """Return what this user can narrow the search to."""
        return facets(self._site.documents(user), self._site.texts)

    def open(self, request: gr.Request) -> tuple[Any, ...]:
        """Fill the page when it is opened, with the conversation in the address if there is one.

        A new conversation is left alone: on a slow machine its first question may be ahead of this.
        """
        user = self._user(request)
        wanted = request.query_params.get("samtale", "")
        turns = self._site.conversations.turns(user.name, wanted)
        choices = self.facets(user)
        groups = (choices.kinds, choices.years, choices.publishers, choices.documents)
        return (
            wanted if turns else gr.skip(),
            self._html(turns, wanted) if turns else gr.skip(),
            self.recent(user, wanted if turns else ""),
            *(gr.update(choices=group, value=[], visible=bool(group)) for group in groups),
        )

    async def ask(
        self,
        question: str,
        edit: str,
        conversation: str,
        kinds: list[str],
        years: list[str],
        publishers: list[str],
        documents: list[str],
        request: gr.Request,
    ) -> AsyncIterator[tuple[Any, ...]]:
        """Answer a question: first what is under way, then the answer as it is ready."""
        if not question.strip():
            return
        user, store = self._user(request), self._site.conversations
        earlier = store.turns(user.name, conversation)
        if edit.isdigit():
            earlier = earlier[: max(int(edit) - 1, 0)]
        held, choice = self._site.documents(user), (kinds, years, publishers, documents)
        turn = Turn(
            len(earlier) + 1,
            question,
            time.time(),
            problem="searching",
            filters=narrowed(held, *choice),
            limits=labels(held, *choice, self._site.texts),
        )
        turn = without_personal_data(turn)
        busy = (gr.update(interactive=False), gr.update(interactive=True))
        shown = self._html((*earlier, turn), conversation)
        yield shown, conversation, gr.skip(), edit, question, "", *busy
        saved = False
        async with aclosing(self._answered(turn, question, earlier, user, request)) as answered:
            async for turn in answered:
                if turn.answer is None:
                    break
                if not (saved and turn.answer.writing):
                    conversation = conversation or store.start(user.name, question)
                    store.save(user.name, conversation, turn)
                    saved = True
                if turn.answer.writing:
                    shown = self._html((*earlier, turn), conversation)
                    yield shown, conversation, gr.skip(), "", "", gr.skip(), *busy
        again, edit = (gr.skip(), "") if turn.answer else (question, str(turn.n) if saved else edit)
        idle = (gr.update(interactive=True), gr.update(interactive=False))
        shown = self._html((*earlier, turn), conversation)
        yield shown, conversation, self.recent(user, conversation), edit, "", again, *idle

    def active(
        self,
        kinds: list[str],
        years: list[str],
        publishers: list[str],
        documents: list[str],
        request: gr.Request,
    ) -> str:
        """Return what the search is limited to, as it stands above the question."""
        held = self._site.documents(self._user(request))
        limits = labels(held, kinds, years, publishers, documents, self._site.texts)
        return one_line(render("active.html", self._language, limits=limits))

    def stop(self, conversation: str, pending: str, request: gr.Request) -> tuple[Any, ...]:
        """Take the question back: the page as it was before, the question in the box again."""
        turns = self._site.conversations.turns(self._user(request).name, conversation)
        idle = (gr.update(interactive=True), gr.update(interactive=False))
        return self._html(turns, conversation), "", pending or gr.skip(), *idle

    async def _answered(
        self,
        turn: Turn,
        question: str,
        earlier: tuple[Turn, ...],
        user: User,
        request: gr.Request,
    ) -> AsyncGenerator[Turn, None]:
        """Yield the turn with ever better answers, or with what went wrong."""
        reader = _reader(user, request, self._site.access.open)
        history = [old.question for old in earlier]
        filters = self._site.filters(user, turn.filters)
        limit = None if filters == Filters() else filters
        answers = self._site.desk.stream(reader, question, history, limit)
        try:
            async with aclosing(answers):
                async for answer in answers:
                    yield without_personal_data(replace(turn, answer=answer, problem=None))
        except Busy as busy:
            yield replace(turn, problem=busy.code)
        except UsageError:
            yield replace(turn, problem="too_long")
        except Exception:  # noqa: BLE001 - the edge of one question: the reader is told, the log has the cause
            _log.exception("a question failed")
            yield replace(turn, problem="error")
