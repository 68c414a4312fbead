"""A question as it was typed → the same with its slips mended, as the documents spell the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest import danish

if TYPE_CHECKING:
    from ingest.library import Library


def respell(question: str, library: Library) -> str:
    """Return a question in which a misspelt word is the one word of the documents that is nearest.

    Names stay as they are typed: another place is not a slip. So do words that the documents or the
    dictionary have, and those that two words are equally near.
    """
    if danish.language(question) == "en":
        return question
    named = danish.names(question)
    pieces, end = [], 0
    for term in danish.content_terms(question):
        if any(start < term.end and term.start < stop for start, stop in named):
            continue
        typed = question[term.start : term.end].lower()
        if not typed.isalpha() or term.start < end or library.document_frequency(term.stem):
            continue
        known = danish.meant(term.stem, library.vocabulary())
        if known is not None:
            ending = typed.removeprefix(term.stem) if typed.startswith(term.stem) else ""
            pieces += [question[end : term.start], known + ending]
            end = term.end
    return "".join([*pieces, question[end:]])
