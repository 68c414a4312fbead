"""What a suite must satisfy beyond its shape: quotations, patterns, splits, personal data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from evals.agreement import category_agreement
from evals.case import Case, Category, Nugget
from evals.patterns import compiled, lines, matching
from evals.quotes import comparable, locate
from ingest.records import Document

Documents = Mapping[str, Document]
Rule = Callable[[Case, Documents], Iterator[str]]

ANSWERABLE = frozenset(get_args(Category)[:10])
_REASONS = {
    "uden_for_korpus": {"out_of_corpus"},
    "naer_ved": {"near_miss"},
    "falsk_forudsaetning": {"false_premise"},
    "underspecificeret": {"ambiguous"},
    "kun_i_billede": {"image_only"},
    "nonsens": {"nonsense"},
    "persondata_raad_handling": {"personal_data", "advice_or_action"},
}
_AGREED = 0.7  # Krippendorff's own lower bound for tentative conclusions
# Half of the shorter text's words: the share that 1.6 of the metrics calls the same passage.
_COUNTERPART = 0.5
_LIFTED = 8  # words in a row that question and gold share: longer than the names of things


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a case breaks, as a Danish sentence."""

    case: str
    rule: str
    text: str


def lint(cases: Iterable[Case], documents: Documents) -> list[Finding]:
    """Check cases against the documents they quote.

    Args:
        cases: All splits together, or leaks between them are not seen.
        documents: What was read from the folder, by path.
    """
    cases = list(cases)
    found = [
        Finding(case.id, rule.__name__.lstrip("_"), text)
        for case in cases
        for rule in _RULES
        for text in rule(case, documents)
    ]
    return sorted(
        [*found, *_split_leaks(cases), *_clusters(cases)], key=lambda f: (f.case, f.rule, f.text)
    )


def ungated_categories(cases: Iterable[Case]) -> tuple[str, ...]:
    """Categories on which two annotators agree too seldom to gate them."""
    shares = category_agreement(cases)
    return tuple(name for name, (share, _) in shares.items() if share < _AGREED)


def _identifier(case: Case, documents: Documents) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", case.id):
        yield "id må kun have små bogstaver a-z, cifre og bindestreger"
    if case.category not in get_args(Category):
        yield f"kategorien {case.category} findes ikke"
    if not case.question.strip() and case.category != "nonsens":
        yield "spørgsmålet er tomt"
    if len({nugget.id for nugget in case.nuggets}) < len(case.nuggets):
        yield "to oplysninger har samme id"


def _behaviour(case: Case, documents: Documents) -> Iterator[str]:
    expected = case.expected
    if case.answerable:
        if expected.behaviour != "answer":
            yield "kan besvares, men behaviour er ikke answer"
        if not case.spans or not case.vital:
            yield "kan besvares, men mangler citat eller afgørende oplysning (vital)"
        if case.category not in ANSWERABLE | {"falsk_forudsaetning", "andet"}:
            yield f"kategorien {case.category} er for spørgsmål, der ikke kan besvares"
        return
    if expected.behaviour == "answer":
        yield "kan ikke besvares, men behaviour er answer"
    if case.gold.alternatives or case.nuggets:
        yield "kan ikke besvares, men har citater eller oplysninger"
    if expected.reason not in _REASONS.get(case.category, {expected.reason}) - {None}:
        yield f"grunden {expected.reason} hører ikke til kategorien {case.category}"
    if (expected.behaviour == "clarify") != (expected.reason == "ambiguous"):
        yield "behaviour clarify og grunden ambiguous hører sammen"
    if case.category in ANSWERABLE:
        yield f"kategorien {case.category} er for spørgsmål, der kan besvares"


def _documents(case: Case, documents: Documents) -> Iterator[str]:
    for path in [*case.documents, *case.distractors, *case.filters.documents]:
        if path not in documents:
            yield f"dokumentet {path} findes ikke"
    for path in set(case.documents) & set(case.distractors):
        yield f"{path} er både facit og afledning"
    for span in case.spans:
        known = documents.get(span.doc)
        if known and span.sha256 and known.sha256 != span.sha256:
            yield f"{span.doc} er ændret: sha256 passer ikke"


def _quotes(case: Case, documents: Documents) -> Iterator[str]:
    for span in case.spans:
        if span.doc in documents:
            places = locate(span.quote, documents[span.doc], span.page)
            where = f"i {span.doc}" + (f" på side {span.page}" if span.page else "")
            if len(places) != 1:
                yield f"citatet »{span.quote}« findes {len(places)} gange {where}, ikke én"


def _patterns(case: Case, documents: Documents) -> Iterator[str]:
    for pattern in [*case.forbid, *(p for n in case.nuggets for p in (*n.accept, *n.forbid))]:
        try:
            compiled(pattern)
        except re.error as error:
            yield f"mønstret {pattern} er ikke et regulært udtryk: {error}"
    for nugget in case.nuggets:
        if not nugget.accept:
            yield f"{nugget.id} har intet accept-mønster"
        if any(not 0 <= index < len(case.spans) for index in nugget.spans):
            yield f"{nugget.id} henviser til et citat, der ikke findes"


def _accept_matches_gold(case: Case, documents: Documents) -> Iterator[str]:
    for nugget in case.nuggets:
        for quotes in _own_quotes(case, nugget):
            if not any(_matches(nugget.accept, quote) for quote in quotes):
                yield f"{nugget.id}: accept passer ikke på »{'« eller »'.join(quotes)}«"


def _own_quotes(case: Case, nugget: Nugget) -> list[list[str]]:
    if nugget.spans:
        return [[case.spans[i].quote] for i in nugget.spans if 0 <= i < len(case.spans)]
    return [[span.quote for span in option.spans] for option in case.gold.alternatives]


def _forbid_spares_gold(case: Case, documents: Documents) -> Iterator[str]:
    patterns = [*case.forbid, *(p for nugget in case.nuggets for p in nugget.forbid)]
    for span in case.spans:
        for pattern in patterns:
            if _matches([pattern], span.quote):
                yield f"forbid {pattern} passer på facit »{span.quote}«"


def _accept_spares_distractors(case: Case, documents: Documents) -> Iterator[str]:
    for path in case.distractors:
        for text in _counterparts(case, documents.get(path)):
            if case.vital and all(
                _matches(nugget.accept, text) and not _matches(nugget.forbid, text)
                for nugget in case.vital
            ):
                yield f"alle afgørende mønstre passer også på afledningens »{text}« i {path}"


def _counterparts(case: Case, document: Document | None) -> Iterator[str]:
    """Sentences of a distractor that say nearly what a gold quotation says."""
    from ingest.chunk import sentences

    if document is None:
        return
    golds = [_bag(span.quote) for span in case.spans]
    for sentence in sentences(document):
        text = document.text[sentence.start : sentence.end]
        bag = _bag(text)
        if any(len(bag & gold) >= _COUNTERPART * min(len(bag), len(gold)) for gold in golds if bag):
            yield text


def _bag(text: str) -> set[str]:
    from ingest.danish import words

    return {word.text.casefold() for word in words(comparable(text))}


def _own_words(case: Case, documents: Documents) -> Iterator[str]:
    asked = _runs(case.question)
    for span in case.spans:
        if asked & _runs(span.quote):
            yield f"spørgsmålet er taget ordret fra »{span.quote}«"


def _runs(text: str) -> set[tuple[str, ...]]:
    from ingest.danish import words

    found = [word.text.casefold() for word in words(comparable(text))]
    return {tuple(found[i : i + _LIFTED]) for i in range(len(found) - _LIFTED + 1)}


def _personal_data(case: Case, documents: Documents) -> Iterator[str]:
    from ingest.cpr import find

    for text in [case.question, *case.history, *case.paraphrases]:
        for start, _ in find(text):
            # A substitute number has 60 added to the day: cpr.dk, erstatningspersonnumre.
            if text[start] not in "6789":
                yield "et CPR-nummer, der ikke er et erstatningsnummer"


_RULES: tuple[Rule, ...] = (
    _identifier,
    _behaviour,
    _documents,
    _quotes,
    _patterns,
    _accept_matches_gold,
    _forbid_spares_gold,
    _accept_spares_distractors,
    _own_words,
    _personal_data,
)


def _split_leaks(cases: list[Case]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Case] = {}
    for case in cases:
        for wording in (case.question, *case.paraphrases):
            key = (*map(_plain, case.history), _plain(wording), str(case.filters))
            other = seen.setdefault(key, case)
            if other.split != case.split:
                yield Finding(case.id, "split_leaks", f"»{wording}« står også i {other.id}")
            elif other is not case:
                yield Finding(case.id, "duplicates", f"»{wording}« står også i {other.id}")


def _plain(text: str) -> str:
    return comparable(text).casefold().rstrip(" ?.!")


def _clusters(cases: list[Case]) -> Iterator[Finding]:
    splits: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        splits[case.cluster].add(case.split)
    for case in cases:
        if {"gate", "holdout"} <= splits[case.cluster] and case.split == "holdout":
            yield Finding(case.id, "clusters", f"klyngen {case.cluster} er både i gate og holdout")


def _matches(patterns: Iterable[str], text: str) -> bool:
    return any(_valid(pattern) and matching([pattern], lines([text])) for pattern in patterns)


def _valid(pattern: str) -> bool:
    try:
        compiled(pattern)
    except re.error:
        return False
    return True
