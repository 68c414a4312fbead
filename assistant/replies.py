"""Headings that ask: under the one that asks what is asked stands the answer, under others not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from assistant.analysis import HELD, analyse, analyse_lines, match
from assistant.asks import asks_for
from assistant.candidates import Found
from assistant.enumerated import Span
from assistant.focus import Focus
from assistant.whole import reply_under
from ingest import danish

if TYPE_CHECKING:
    from assistant.evidence import Weighed

_ASKS = re.compile(r"(hv(em|ad|or\w*|ilke\w*)|who|what|when|where|why|how|which)\b.{8}", re.I)
_MOST = 6  # sentences and items; more is a chapter
_ENOUGH = 0.6  # share of a heading's words that the question has


def question_over(one: Found) -> str:
    """Return the heading that a sentence stands under if it is a question, or ""."""
    heading = one.block.section[-1] if one.block.section else ""
    return heading if heading.endswith("?") or _ASKS.match(heading) else ""


def replied(weighed: Weighed) -> list[tuple[Found, Span]]:
    """Return all that stands under the heading that asks what is asked, if one does.

    Of one document alone: what is planted to answer a question asks it in as many as it can.
    """
    alike: dict[tuple[str, tuple[str, ...]], tuple[float, Found]] = {}
    for index in weighed.order:
        one = weighed.found[index]
        place = (one.document.sha256, tuple(one.block.section))
        if weighed.eligible[index] and place not in alike:
            alike[place] = _likeness(weighed.question, weighed.focus, one), one
    likeness, best = max(alike.values(), key=itemgetter(0), default=(0.0, None))
    spans = reply_under(best) if best and likeness else []
    return [(best, span) for span in spans] if best and len(spans) <= _MOST else []


def of_one_reply(focus: Focus, chosen: Sequence[Found]) -> list[Found]:
    """Return what answers, best first, without what its document says to other questions.

    Where the best stands under a question of another kind, the answer may stand under any.
    """
    best = chosen[0]
    if not _asked_over(focus, best):
        return [*chosen]
    return [
        one
        for one in chosen
        if one.document.sha256 != best.document.sha256
        or one.block.section == best.block.section
        or not question_over(one)
    ]


def _asked_over(focus: Focus, one: Found) -> str:
    """Return the heading that a sentence stands under if it asks for the asked kind, or ""."""
    heading = question_over(one)
    return heading if heading and asks_for(heading)[0] == focus.asks[0] else ""


def _likeness(question: str, focus: Focus, one: Found) -> float:
    """Return the share of a heading's words in a question that it asks too, 0 if it does not.

    It asks for the same kind of thing, and it and the headings above it have all that the question
    is about.
    """
    heading = _asked_over(focus, one)
    if not heading:
        return 0.0
    there = analyse(question)
    terms = danish.content_terms(heading)
    held = sum(match(term, frozenset(), there) >= HELD for term in terms)
    if not held or held < _ENOUGH * len(terms):
        return 0.0
    return held / len(terms) if focus.is_all_in(analyse_lines(one.candidate.heading)) else 0.0
