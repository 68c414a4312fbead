"""Deliberately bad assistants, made from recorded results: each must fail its gate on every run.

Copying the top passage reaches 99.4 citation precision in ALCE's own table (Gao et al. 2023, Table
11): a suite that such an answer passes measures nothing. The oracle answers with the gold and
shows that the suite can be passed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.records import Answer, AnswerSentence, Citation, LibraryState, Passage
from evals.gates import gate
from evals.gold import resolve
from evals.quotes import page_of
from evals.records import Check, Result
from evals.run import Progress, World, judged
from evals.scores import scores
from evals.statistics import proportion
from evals.suite import Suite
from evals.wording import number

_SEED = 7
_ORACLE = 0.99
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Not the answerer's: they tell of the search, or of the passages it was made from.
_NOT_THE_ANSWER = ("retrieval_", "relevance", "utilisation", "near_miss_refused")

Spoil = Callable[[Result], Answer]


@dataclass(frozen=True, slots=True)
class Canary:
    """A bad assistant.

    Attributes:
        spoil: Its answer, given what the real one answered and found.
        caught_by: Rules of the gate of which at least one must fail.
    """

    name: str
    label: str
    spoil: Spoil
    caught_by: tuple[str, ...]


def _answer(result: Result, citations: Sequence[Citation], status: str = "answered") -> Answer:
    numbered = tuple(replace(c, n=n) for n, c in enumerate(citations, 1))
    return Answer(
        question=result.case.question,
        standalone_question=result.case.question,
        status=status,  # type: ignore[arg-type]
        sentences=tuple(AnswerSentence(c.quote, (c.n,)) for c in numbered),
        citations=numbered,
        library=LibraryState(0, 0),
        confidence=result.answer.confidence if result.answer else None,
    )


def cite_passage(passage: Passage) -> Citation:
    """A whole passage as citation 1."""
    document, chunk = passage.document, passage.chunk
    return Citation(
        n=1,
        document=document.path,
        title=document.title,
        kind=document.kind,
        year=document.year,
        page=page_of(document, chunk.start),
        section=None,
        quote=chunk.text,
        start=chunk.start,
        end=chunk.end,
    )


def _copy_top_passage(result: Result) -> Answer:
    return _answer(result, [cite_passage(p) for p in result.trace.passages[:1]])


def _cite_everything(result: Result) -> Answer:
    given = result.answer
    extra = [cite_passage(p) for p in result.trace.passages]
    return _answer(result, [*(given.citations if given else ()), *extra])


def _always_refuse(result: Result) -> Answer:
    return _answer(result, [], "not_found")


def _never_refuse(result: Result) -> Answer:
    given = result.answer
    if given and given.citations:
        return replace(given, status="answered")
    nearest = list(given.nearest) if given else []
    return _answer(result, nearest[:1]) if nearest else _copy_top_passage(result)


def _swap_a_number(result: Result) -> Answer:
    def wrong(match: re.Match[str]) -> str:
        return f"{match[0][:-1]}{(int(match[0][-1]) + 3) % 10}"

    given = result.answer or _always_refuse(result)
    sentences = tuple(
        replace(s, text=_NUMBER.sub(wrong, s.text, count=1)) if s.citations else s
        for s in given.sentences
    )
    return replace(given, sentences=sentences)


def _shuffle_citations(result: Result) -> Answer:
    """The right text under the numbers of passages that were found but not cited."""
    given = result.answer or _always_refuse(result)
    cited = {(c.document, c.start) for c in given.citations}
    others = [cite_passage(p) for p in result.trace.passages]
    others = [c for c in others if (c.document, c.start) not in cited][-len(given.citations) :]
    random.Random(_SEED).shuffle(others)
    swapped = [replace(other, n=c.n) for c, other in zip(given.citations, others, strict=False)]
    return replace(given, citations=tuple(swapped))


CANARIES = (
    Canary(
        "copy_top_passage",
        "kopierer den øverste passage",
        _copy_top_passage,
        ("floor:vital_recall", "floor:word_f1", "floor:fully_correct", "length"),
    ),
    Canary("cite_everything", "henviser til alt", _cite_everything, ("floor:gold_precision",)),
    Canary("always_refuse", "afviser altid", _always_refuse, ("floor:false_refusal",)),
    Canary("never_refuse", "afviser aldrig", _never_refuse, ("floor:refusal_recall",)),
    Canary(
        "swapped_number",
        "bytter et tal",
        _swap_a_number,
        ("detail_fidelity", "verbatim"),
    ),
    Canary(
        "shuffled_citations",
        "blander kilderne",
        _shuffle_citations,
        ("floor:gold_precision", "verbatim"),
    ),
)


def check_canaries(
    suite: Suite,
    results: Sequence[Result],
    world: World,
    floors: dict[str, float],
    progress: Progress | None = None,
) -> tuple[Check, ...]:
    """Hold each bad assistant against the gate; a check passes when its assistant fails."""
    checks: list[Check] = []
    for canary in CANARIES:
        spoilt = [replace(r, answer=canary.spoil(r), error=None) for r in results]
        found = judged(suite, canary.name, spoilt, world).scored
        verdict = gate(found, floors=floors)
        broken = [f.text for f in verdict.failures if f.rule in canary.caught_by]
        checks.append(
            Check(
                f"canary_{canary.name}",
                f"Dårlig assistent fanges: {canary.label}",
                proportion(sum(j.right for j in found), len(found)),
                passed=bool(broken),
                details=tuple(broken) or ("ingen af dens regler slog til",),
                blocks=True,
            )
        )
        if progress:
            progress("Dårlige assistenter", len(checks), len(CANARIES))
    return tuple(checks)


def oracle(result: Result, world: World) -> Answer:
    """The gold as answer: the first alternative's spans, or a refusal."""
    if not result.case.answerable:
        return _answer(result, [], "not_found")
    options = resolve(result.case, world.documents)
    citations = []
    for gold in options[0] if options else ():
        if gold.place is not None:
            document = world.documents[gold.span.doc]
            start, end = gold.place.start, gold.place.end
            page = page_of(document, start)
            citations.append(
                Citation(
                    1, document.path, document.title, document.kind, document.year, page, None,
                    document.text[start:end], start, end,
                )
            )  # fmt: skip
    return _answer(result, citations)


def check_oracle(suite: Suite, results: Sequence[Result], world: World) -> Check:
    """Answer with the gold: anything below 0.99 is a fault of the suite, not of an assistant."""
    perfect = [replace(r, answer=oracle(r, world), error=None) for r in results]
    found = judged(suite, "oracle", perfect, world)
    low = []
    for score in scores(found.scored):
        value = score.estimate.value
        if value is not None and not score.name.startswith(_NOT_THE_ANSWER):
            good = value if score.higher_is_better else 1 - value
            if good < _ORACLE:
                low.append(f"{score.label}: {number(value, 3)}")
    wrong = [f"{j.id}: facit giver ikke et helt rigtigt svar" for j in found.scored if not j.right]
    return Check(
        "oracle",
        "Facit som svar består",
        proportion(sum(j.right for j in found.scored), len(found.scored)),
        passed=not low,
        details=tuple([*low, *wrong]),
        blocks=True,
    )
