"""The list that is asked for by name: "Hvad er mindstekravene?" under the heading "Mindstekrav"."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.analysis import analyse_lines, match
from assistant.candidates import Found
from assistant.focus import Focus
from assistant.whole import Span, list_around

_NAMED = 0.8  # match from which the word itself is there, its kin or its compound


def named_list(focus: Focus, found: Sequence[Found]) -> list[tuple[Found, Span]]:
    """Return a list whose heading or lead-in names what several of are asked for.

    Args:
        focus: The question.
        found: Sentences, best first.

    Returns:
        The first sentence of such a list with [start, end) in its document's text of the lead-in,
        and again of each item; [] when there is none.
    """
    if focus.several is None:
        return []
    term, others = focus.terms[focus.several], focus.alternatives[focus.several]
    for one in found:
        spans = list_around(one)
        if spans and match(term, others, analyse_lines(_over(one, spans))) >= _NAMED:
            return [(one, span) for span in spans]
    return []


def _over(one: Found, listed: Sequence[Span]) -> str:
    """Return the innermost heading, and the lead-in if there is one."""
    heading = one.block.section[-1:]
    first = one.document.text[slice(*listed[0])].rstrip()
    return "\n".join((*heading, *([first] if first.endswith(":") else [])))
