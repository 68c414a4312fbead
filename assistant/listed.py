"""The list that is asked for by name: "Hvad er mindstekravene?" under the heading "Mindstekrav"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import analyse_lines, match
from assistant.asks import topics_of
from assistant.candidates import Found
from assistant.enumerated import Span
from assistant.focus import Focus
from assistant.whole import list_around

_LISTED = frozenset(("barrier", "advice"))  # topics
_NAMED = 0.8  # match from which the word itself is there, its kin or its compound


def named_list(focus: Focus, found: Sequence[Found]) -> list[tuple[Found, Span]]:
    """Return a list whose heading or lead-in names what several of are asked for, or its topic.

    "Hvad gik galt?" asks for the list under "Udfordringer".

    Args:
        focus: The question.
        found: Sentences, best first.

    Returns:
        The first sentence of such a list with [start, end) in its document's text of the lead-in,
        and again of each item; [] when there is none.
    """
    if focus.several is None and not _asks_for_points(focus):
        return []
    for one in found:
        spans = list_around(one)
        if spans and _is_named(focus, _over(one, spans)):
            return [(one, span) for span in spans]
    return []


def _asks_for_points(focus: Focus) -> bool:
    """Tell whether all of a topic is asked for that documents list: barriers, recommendations."""
    return focus.asks[0] in ("open", "list") and not _LISTED.isdisjoint(focus.topics)


def _is_named(focus: Focus, over: str) -> bool:
    if focus.several is not None:
        term, others = focus.terms[focus.several], focus.alternatives[focus.several]
        if match(term, others, analyse_lines(over)) >= _NAMED:
            return True
    same = _LISTED.intersection(focus.topics, topics_of(over))
    return bool(same) and _asks_for_points(focus)


def _over(one: Found, listed: Sequence[Span]) -> str:
    """Return the innermost heading, and the lead-in if there is one."""
    heading = one.block.section[-1:]
    first = one.document.text[slice(*listed[0])].rstrip()
    return "\n".join((*heading, *([first] if first.endswith(":") else [])))
