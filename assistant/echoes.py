"""Documents that say a question again: that ranks them high, whatever they tell besides.

Text that is planted to hijack a question, or to silence its answer, holds the question itself
(PoisonedRAG, Zou et al. 2024, arXiv 2402.07867). So do honest lists of questions and answers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.analysis import analyse
from assistant.focus import Focus

if TYPE_CHECKING:
    from assistant.evidence import Weighed

_ASKING = re.compile(  # in lower case
    r"\?|\b(hv(ad|em|ilke[nt]?|or|orfor|ordan|ornår)|what|who|whom|which|why|how|when|where)\b"
)
_LEAST = 0.75  # of the question's words: it may be asked again in other words
_FEWEST = 2  # words: one alone is no question


def echoing(weighed: Weighed) -> frozenset[str]:
    """Return the sha256 of the documents that ask what is asked, in a sentence or a heading."""
    texts = {
        (one.document.sha256, text)
        for one in weighed.found
        for text in (one.candidate.text, *one.candidate.heading.split("\n"))
    }
    return frozenset(sha256 for sha256, text in texts if _asks(weighed.focus, text))


def _asks(focus: Focus, text: str) -> bool:
    stems = analyse(text).stems
    held = sum(term.stem in stems or term.family in stems for term in focus.terms)
    enough = held >= max(_FEWEST, _LEAST * len(focus.terms))
    return enough and bool(_ASKING.search(text.lower()))
