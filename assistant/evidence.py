"""Passages → the sentences, list items and rows that answer, all of them and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import features, reader
from assistant.analysis import analyse, analyse_lines
from assistant.asks import FACT_ASKS
from assistant.candidates import Found, find_candidates, focus_of
from assistant.cues import (
    adds_nothing,
    holds,
    lacks_another_figure,
    names_nobody,
    says_untold,
    stands_under_untold,
    tells_why,
)
from assistant.each_place import asks_who_has_most, tells_who_has_most
from assistant.echoes import echoing
from assistant.editions import edition_meant, without_age
from assistant.enumerated import Span
from assistant.focus import Candidate, Focus
from assistant.frame import is_beside_the_point
from assistant.listed import named_list
from assistant.meetings import meeting_meant
from assistant.picks import all_in_one, best_of, only_telling, pointed_out, row_by_row, words_in
from assistant.places import About, about, is_of_municipalities, names_houses, with_houses
from assistant.ranker import load_ranker, probability
from assistant.recorded import (
    decision_of,
    grounds_of,
    lacks_decision,
    tells_of_decision,
)
from assistant.records import Evidence, Passage
from assistant.replies import of_one_reply, replied
from assistant.speech import is_said_by_another, only_asks
from assistant.whole import Breadth, list_around, make_whole
from assistant.writers.orders import is_to_a_model
from assistant.years import asks_newest, is_of_another_month, is_of_another_year, tells_it_later
from ingest.records import Document

if TYPE_CHECKING:
    from ingest.library import Library

# Least share of the scores' softmax from which a further sentence is shown, and how many at most.
# On collections left out of training a higher share gives a better word-F1 and fewer whole answers.
_ROOM = {"value": (0.15, 3), "fact": (0.15, 3), "open": (0.06, 4), "many": (0.03, 8)}
_COVERAGE_WEIGHT = 0.5  # in log-odds, of holding the question's words as well as the best does
_COVERAGE = features.FEATURES.index("coverage_near")
_OWN = features.FEATURES.index("coverage_own")
_RIVAL = 0.1  # of the best sentence's odds
_SAME = 0.6  # share of words above which two sentences make one point


@dataclass(frozen=True)
class Weighed:
    """The sentences that were weighed for a question.

    Attributes:
        question: Standalone.
        found: n candidates.
        scores: (n,) float64, higher is better.
        rows: (n, f) float64, the features.
        eligible: (n,) bool, as `eligible` gives.
        probability: That one of the eligible answers, 0 to 1.
    """

    question: str
    focus: Focus
    found: list[Found]
    scores: NDArray[np.float64]
    rows: NDArray[np.float64]
    eligible: NDArray[np.bool_]
    probability: float

    @cached_property
    def order(self) -> list[int]:
        """All candidates, best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order

    @cached_property
    def likely(self) -> list[int]:
        """The candidates that answer, best first."""
        return _likely(self)

    @cached_property
    def is_likely(self) -> bool:
        """Whether the probability is that of an answer that is shown."""
        return self.probability >= load_ranker().answered_from

    @cached_property
    def picked(self) -> list[tuple[Found, Span]]:
        """What the form of a document points out, if anything: rows, lines of a head."""
        return pointed_out(self)

    @cached_property
    def echoes(self) -> frozenset[str]:
        """The sha256 of the documents that ask what is asked."""
        return echoing(self)


def _measured(
    question: str, passages: Sequence[Passage], vector: NDArray[np.float32], library: Library
) -> tuple[Focus, list[Found], NDArray[np.float64], NDArray[np.bool_]]:
    """Return what `measure` does and (n,) bool, the sentences that can answer.

    "Gammel" need not stand where an old edition is known by its year; else it must.
    """
    for asked in dict.fromkeys((without_age(question), question)):
        focus, found, rows = measure(asked, passages, vector, library)
        may = eligible(focus, [one.candidate for one in found])
        may &= meeting_meant(question, focus, found)
        of_edition = edition_meant(question, found, may)
        if not of_edition.all():
            break
    return focus, found, rows, may & of_edition


def weigh(
    question: str, passages: Sequence[Passage], vector: NDArray[np.float32], library: Library
) -> Weighed:
    """Return every sentence of the passages with its score.

    Args:
        question: Standalone.
        passages: What the search found, best first.
        vector: The question's, (dimensions,) float32 of unit length.
        library: Gives the sentences, and the rarity of words.
    """
    focus, found, rows, may = _measured(question, passages, vector, library)
    ranker = load_ranker()
    scores = ranker.scores(rows)
    only_telling(focus, found, may, scores)
    row_by_row(focus, found, rows, may, scores)
    all_in_one(focus, found, may, scores)
    confidence, belongs = ranker.confidence(rows[may]), ranker.belongs(rows[may])
    if ranker.is_open(confidence, belongs) and not _is_topic(focus):
        best = _as_read(focus, found[best_of(may, scores)])
        confidence = ranker.with_reading(confidence, reader.odds(question, best))
    least = probability(min(confidence, belongs))
    return Weighed(question, focus, found, scores, rows, may, least)


def _is_topic(focus: Focus) -> bool:
    """Tell whether a subject is named and no more asked: "Hvad siger dokumenterne om skærmbesøg?".

    No single sentence answers that, and the reader was trained on questions that one does.
    """
    bare = focus.asks[0] in ("open", "list") and int(focus.strong.sum()) <= 1
    return bare or focus.about


def _as_read(focus: Focus, best: Found) -> Candidate:
    """Return the best sentence; an item of a list as its whole list, where every point is asked."""
    if not focus.many or best.block.kind != "list_item":
        return best.candidate
    text = best.document.text
    said = " ".join(text[start:end] for start, end in list_around(best))
    return replace(best.candidate, text=said or best.candidate.text)


def measure(
    question: str, passages: Sequence[Passage], vector: NDArray[np.float32], library: Library
) -> tuple[Focus, list[Found], NDArray[np.float64]]:
    """Return the question, its n candidates, and (n, f) float64: what `weigh` scores."""
    focus = focus_of(question, library)
    found = find_candidates(passages, vector, library)
    candidates = [one.candidate for one in found]
    focus = with_houses(focus, candidates)
    documents = [one.document for one in found]
    years, paths = [one.year for one in documents], [one.path for one in documents]
    return focus, found, features.measure(focus, candidates, years, paths)


def eligible(focus: Focus, candidates: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Return (n,) bool: the sentences that can answer at all, however well their words agree.

    What something costs is not said by what it is for; another place's figure is not this one's;
    and a question, a letter's salutation or what the question says itself answer nothing.
    """
    return np.array(
        [_says_something(focus, one) and _fits(focus, one) for one in candidates], dtype=np.bool_
    )


def answers(weighed: Weighed) -> bool:
    """Tell whether the sentences answer: likely enough, and not saying that it is not told.

    A table with a column of all that is asked for answers however unlikely a row alone looks, and
    so does a row that names all that is asked about and has a cell of the kind that is asked for.
    """
    if not weighed.likely or not weighed.is_likely:
        return bool(weighed.picked)
    if weighed.focus.about and not _names_subject(weighed):
        return False
    asks_most = asks_who_has_most(weighed.question) and not weighed.picked
    if asks_most and not tells_who_has_most(weighed):
        return False
    return not (weighed.focus.decided and lacks_decision(weighed.found[weighed.likely[0]]))


def _names_subject(weighed: Weighed) -> bool:
    """Tell whether what answers has any word of the subject, of which all is to be told."""
    focus = weighed.focus
    if not focus.strong.any():
        return True
    likely = (weighed.found[index].candidate for index in weighed.likely)
    there = (analyse_lines(one.around) for one in likely)
    return any(bool((focus.held_in(one) & focus.strong).any()) for one in there)


def choose(weighed: Weighed) -> list[Evidence]:
    """Return what answers: best document first, within it as it stands there, no point twice.

    The newest comes first where it is asked how it is now.
    """
    chosen: list[int] = []
    for index in weighed.likely:
        if not any(_same_point(weighed.found[index], weighed.found[other]) for other in chosen):
            chosen.append(index)
    breadth = _breadth(weighed.focus)
    found = [weighed.found[index] for index in chosen]
    if found and weighed.focus.asks[0] != "list":
        found = of_one_reply(weighed.focus, found)
    whole = make_whole(found, breadth)
    whole = _as_recorded(weighed, whole)
    whole = _with_named_list(weighed, whole)
    whole = weighed.picked or whole
    score = dict(zip(map(id, weighed.found), weighed.scores.tolist(), strict=True))
    evidence = [_as_evidence(weighed, one, span, score[id(one)]) for one, span in whole]
    return _in_order(evidence, newest_first=asks_newest(weighed.question))


def _with_named_list(weighed: Weighed, whole: list[tuple[Found, Span]]) -> list[tuple[Found, Span]]:
    """Return the list that is asked for by name, whole, and what else answers."""
    if not whole:
        return whole
    best = weighed.found[weighed.likely[0]].document.sha256
    order = [weighed.found[index] for index in weighed.order]
    listed = named_list(weighed.focus, [one for one in order if one.document.sha256 == best])
    others = [
        (one, (start, end))
        for one, (start, end) in whole
        if one.document.sha256 != best or not any(s <= start and end <= e for _, (s, e) in listed)
    ]
    return [*listed, *others]


def _as_recorded(weighed: Weighed, whole: list[tuple[Found, Span]]) -> list[tuple[Found, Span]]:
    """Return a decision, or its grounds, as the document records it, and what else tells of it."""
    if not whole:
        return whole
    best = weighed.found[weighed.likely[0]]
    if weighed.focus.decided:
        recorded, tells = decision_of(best), tells_of_decision
    elif weighed.focus.asks[0] == "reason":
        recorded, tells = grounds_of(best), tells_why
    else:
        return whole
    if not recorded:
        return whole
    told = {(best.document.sha256, start) for start, _ in recorded}
    others = [
        (one, span)
        for one, span in whole
        if (one.document.sha256, span[0]) not in told and tells(one.document.text[slice(*span)])
    ]
    return [*((best, span) for span in recorded), *others]


def _likely(weighed: Weighed) -> list[int]:
    """Return the sentences that answer, best first: those with a good share of the scores."""
    if not weighed.eligible.any():
        return []
    breadth = _breadth(weighed.focus)
    least, most = _ROOM[breadth]
    fit = _fit(weighed)
    order = [int(index) for index in np.argsort(-fit, kind="stable")[:most]]
    likely = [index for index in order if fit[index] >= np.log(least)]
    if _is_untold(weighed, likely):
        return []
    likely = _with_newer(weighed, _its_own(weighed, likely))
    return likely if breadth == "many" else _without_other_rows(weighed, likely)


def _with_newer(weighed: Weighed, likely: list[int]) -> list[int]:
    """Return what answers, with the best sentence that says what it is in a later year."""
    best, focus = weighed.found[likely[0]], weighed.focus
    place = about(focus, best.candidate)
    for index in weighed.order:
        one = weighed.found[index]
        if weighed.eligible[index] and tells_it_later(focus, best, one):
            known = index in likely or about(focus, one.candidate) != place
            return likely if known else [*likely, index]
    return likely


def _without_other_rows(weighed: Weighed, likely: list[int]) -> list[int]:
    """Leave out the rows of a table that hold less of the question than the best row does."""
    best = weighed.found[likely[0]]
    if best.block.kind != "table_row":
        return likely
    held, told = weighed.rows[likely[0], _OWN], words_in(weighed.focus, best)
    return [
        index
        for index in likely
        if weighed.rows[index, _OWN] >= held
        and words_in(weighed.focus, weighed.found[index]) >= told
        or weighed.found[index].block.kind != "table_row"
        or weighed.found[index].document.sha256 != best.document.sha256
    ]


def _its_own(weighed: Weighed, likely: Sequence[int]) -> list[int]:
    """Return what is the asked place's own; what only names it in passing, where nothing is."""
    candidates = [weighed.found[index].candidate for index in likely]
    near = [about(weighed.focus, one) for one in candidates]
    most = max(near, default=About.ELSEWHERE)
    return [index for index, one in zip(likely, near, strict=True) if one == most]


def _is_untold(weighed: Weighed, likely: Sequence[int]) -> bool:
    """Tell whether what holds most of the question's words says that the rest is not told."""
    if not likely:
        return False
    held = int(np.argmax(weighed.rows[likely, _COVERAGE]))
    return says_untold(weighed.focus, weighed.found[likely[held]].candidate)


def _fits(focus: Focus, candidate: Candidate) -> bool:
    if about(focus, candidate) == About.ELSEWHERE or not names_houses(focus, candidate):
        return False
    if stands_under_untold(candidate) or is_of_another_year(focus, candidate):
        return False
    if is_of_municipalities(focus, candidate) or is_of_another_month(focus, candidate):
        return False
    if names_nobody(focus, candidate):
        return False
    return focus.demand is None or holds(focus.demand, focus, candidate)


def _fit(weighed: Weighed) -> NDArray[np.float64]:
    """Return (n,) float64: the logarithm of each share of the scores, the best one's infinite."""
    scores = np.where(weighed.eligible, weighed.scores, -np.inf)
    best = int(np.argmax(scores))
    shares = np.exp(scores - scores[best])
    coverage = weighed.rows[:, _COVERAGE] - weighed.rows[best, _COVERAGE]
    with np.errstate(divide="ignore"):
        fit: NDArray[np.float64] = np.log(shares / shares.sum()) + _COVERAGE_WEIGHT * coverage
    fit[best] = np.inf
    return fit


def _says_something(focus: Focus, candidate: Candidate) -> bool:
    if adds_nothing(focus, candidate) or is_beside_the_point(focus, candidate):
        return False
    if is_said_by_another(focus, candidate) or only_asks(focus, candidate):
        return False
    return not lacks_another_figure(focus, candidate) and not is_to_a_model(candidate.text)


def _breadth(focus: Focus) -> Breadth:
    if focus.many:
        return "many"
    if focus.asks[0] not in FACT_ASKS:
        return "open"
    return "fact" if focus.demand is None else "value"


def nearest(weighed: Weighed, most: int = 3) -> list[Evidence]:
    """Return the sentences that came closest, for a reader whose answer is not there."""
    order = weighed.order[:most]
    return [
        _as_evidence(weighed, one, (one.sentence.start, one.sentence.end), float(score))
        for one, score in ((weighed.found[int(i)], weighed.scores[int(i)]) for i in order)
    ]


def rivals(weighed: Weighed) -> list[Document]:
    """Return the documents that may be meant: those with a sentence nearly as good as the best.

    Those that only say the question again are no rivals of one that does not.
    """
    scores = np.where(weighed.eligible, weighed.scores, -np.inf)
    close = np.flatnonzero(scores > scores.max() + np.log(_RIVAL))
    order = sorted(close, key=lambda index: -weighed.scores[index])
    documents = [weighed.found[int(index)].document for index in order]
    close_ones = {document.sha256: document for document in documents}
    telling = [one for sha256, one in close_ones.items() if sha256 not in weighed.echoes]
    return telling or list(close_ones.values())


def is_drowned(weighed: Weighed) -> bool:
    """Tell whether documents that say the question again alone answer it, or keep it from others.

    Beside a sentence that says every word of the question one that answers looks unlikely.
    """
    if not weighed.echoes:
        return False
    told = any(
        weighed.found[index].document.sha256 not in weighed.echoes for index in weighed.likely
    )
    return not (told and answers(weighed))


def adds_to(weighed: Weighed, behind: Weighed) -> bool:
    """Tell whether what stands behind documents that ask the same answers it too.

    Beside a reply under that very question, it must say all that is asked about.
    """
    if not answers(behind):
        return False
    if not behind.likely or not replied(weighed):
        return True
    best = behind.found[behind.likely[0]].candidate
    return behind.focus.is_all_in(analyse_lines(best.around))


def _same_point(one: Found, other: Found) -> bool:
    if one.document.sha256 == other.document.sha256 and one.sentence == other.sentence:
        return True
    text, other_text = one.candidate.text, other.candidate.text
    if _values(text) != _values(other_text):
        return False
    words, others = set(text.lower().split()), set(other_text.lower().split())
    return len(words & others) >= _SAME * min(len(words), len(others))


def _values(text: str) -> set[str]:
    return {value.canonical for value in analyse(text).values}


def _as_evidence(weighed: Weighed, one: Found, span: tuple[int, int], score: float) -> Evidence:
    start, end = span
    block = next(b for b in one.document.blocks if b.start <= start < b.end)
    relative = float(np.exp(score - weighed.scores.max()))
    return Evidence(
        one.document, start, end, weighed.probability * relative, block.section, block.page
    )


def _in_order(evidence: list[Evidence], *, newest_first: bool) -> list[Evidence]:
    best: dict[str, float] = {}
    for one in evidence:
        best[one.document.sha256] = max(best.get(one.document.sha256, 0.0), one.probability)
    return sorted(
        evidence,
        key=lambda e: (
            -(e.document.year or 0) if newest_first else 0,
            -best[e.document.sha256],
            e.document.path,
            e.start,
        ),
    )
