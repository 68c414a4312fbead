"""The measures: how each question adds to a score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.judge import Judgement
from evals.metrics.retrieval import MEASURES as RETRIEVAL

LONG = 4.0  # words of an answer per word of gold: more is copying, not answering
Part = tuple[float, float]  # one question's numerator and denominator
Family = Literal["svar", "kilder", "uddrag", "afvisning", "søgning", "ordret"]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a question adds to a score.

    Attributes:
        label: What it is called in a report, Danish.
        part: (numerator, denominator) of a question, or None where it does not count.
        higher_is_better: Else lower is.
        binary: Whether each part is 0 or 1 of 1: then the interval is Wilson's.
    """

    name: str
    family: Family
    label: str
    part: Callable[[Judgement], Part | None]
    higher_is_better: bool = True
    binary: bool = False


def _of_answerable(value: Callable[[Judgement], float]) -> Callable[[Judgement], Part | None]:
    return lambda j: (value(j), 1.0) if j.answerable else None


def _sums(
    numerator: Callable[[Judgement], float],
    denominator: Callable[[Judgement], float],
    *,
    answerable: bool = False,
) -> Callable[[Judgement], Part | None]:
    """A ratio of counts; questions without a denominator do not count."""

    def part(j: Judgement) -> Part | None:
        if answerable and not j.answerable or not denominator(j):
            return None
        return numerator(j), denominator(j)

    return part


def _vital(several: bool) -> Callable[[Judgement], Part | None]:
    def part(j: Judgement) -> Part | None:
        if not j.answerable or not j.nuggets.vital or (j.documents > 1) != several:
            return None
        return float(j.nuggets.vital_found), float(j.nuggets.vital)

    return part


def is_answered(j: Judgement) -> bool:
    """Whether an answer was given, right or wrong."""
    return j.error is None and not j.abstained


def _retrieved(name: str) -> Callable[[Judgement], Part | None]:
    return lambda j: (j.retrieval.get(name, 0.0), 1.0) if j.answerable and j.retrieval else None


_SEARCHED = (  # what each of `RETRIEVAL` tells, in their order
    "de rigtige passager højt oppe",
    "den første rigtige passage højt oppe",
    "rigtige passager blandt de ti øverste",
    "en rigtig passage øverst",
    "en rigtig passage blandt de fem øverste",
)
MEASURES: tuple[Measure, ...] = (
    Measure(
        "fully_correct",
        "svar",
        "helt rigtige svar",
        _of_answerable(lambda j: float(j.fully_correct)),
        binary=True,
    ),
    Measure(
        "concise_correct",
        "svar",
        "- og højst fire gange så lange som facit",
        _of_answerable(lambda j: float(j.fully_correct and j.answer_words <= LONG * j.spans.gold)),
        binary=True,
    ),
    Measure("utility", "svar", "nytte (-1 til 1)", lambda j: (j.utility, 1.0)),
    Measure(
        "vital_recall",
        "svar",
        "afgørende oplysninger med",
        _sums(lambda j: j.nuggets.vital_found, lambda j: j.nuggets.vital, answerable=True),
    ),
    Measure("vital_recall_one", "svar", "- svaret i ét dokument", _vital(several=False)),
    Measure("vital_recall_several", "svar", "- svaret i flere dokumenter", _vital(several=True)),
    Measure(
        "all_recall",
        "svar",
        "alle oplysninger med",
        _sums(lambda j: j.nuggets.all_found, lambda j: j.nuggets.all, answerable=True),
    ),
    Measure(
        "wrong_claim",
        "svar",
        "svar med noget forkert",
        lambda j: (float(bool(j.nuggets.forbidden or j.outdated)), 1.0) if is_answered(j) else None,
        higher_is_better=False,
        binary=True,
    ),
    Measure(
        "citation_validity",
        "kilder",
        "henvisninger, der holder",
        _sums(lambda j: j.citations.valid, lambda j: j.citations.total),
    ),
    Measure(
        "citation_coverage",
        "kilder",
        "udsagn med henvisning",
        _sums(lambda j: j.citations.covered, lambda j: j.citations.statements),
    ),
    Measure(
        "gold_precision",
        "kilder",
        "henvisninger til facit",
        _sums(lambda j: j.citations.precise, lambda j: j.citations.total, answerable=True),
    ),
    Measure("gold_recall", "kilder", "facit henvist til", _of_answerable(lambda j: j.recall)),
    Measure(
        "word_f1",
        "uddrag",
        "ord-F1 mod facit",
        _sums(
            lambda j: 2.0 * j.spans.common, lambda j: j.spans.quoted + j.spans.gold, answerable=True
        ),
    ),
    Measure(
        "density",
        "uddrag",
        "citerede ord, der er facit",
        _sums(lambda j: j.spans.common, lambda j: j.spans.quoted, answerable=True),
    ),
    Measure(
        "relevance",
        "uddrag",
        "facit i de læste passager",
        _sums(lambda j: j.usage.relevant, lambda j: j.usage.retrieved, answerable=True),
    ),
    Measure(
        "utilisation",
        "uddrag",
        "læste passager brugt",
        _sums(lambda j: j.usage.used, lambda j: j.usage.retrieved, answerable=True),
    ),
    Measure(
        "completeness",
        "uddrag",
        "facit i passagerne brugt",
        _sums(lambda j: j.usage.relevant_used, lambda j: j.usage.relevant, answerable=True),
    ),
    Measure(
        "refusal_recall",
        "afvisning",
        "uden svar: afvist",
        lambda j: None if j.answerable else (float(j.abstained), 1.0),
        binary=True,
    ),
    Measure(
        "near_miss_refused",
        "afvisning",
        "- heraf nær ved",
        lambda j: (float(j.abstained), 1.0) if j.category == "naer_ved" else None,
        binary=True,
    ),
    Measure(
        "refusal_precision",
        "afvisning",
        "afvisninger med rette",
        lambda j: (float(not j.answerable), 1.0) if j.abstained else None,
        binary=True,
    ),
    Measure(
        "refusal_f1",
        "afvisning",
        "afvisning, F1",
        lambda j: (
            2.0 * (j.abstained and not j.answerable),
            float(j.abstained) + float(not j.answerable),
        ),
    ),
    Measure(
        "false_refusal",
        "afvisning",
        "med svar: afvist",
        _of_answerable(lambda j: float(j.abstained or j.error is not None)),
        higher_is_better=False,
        binary=True,
    ),
    *(
        Measure(f"retrieval_{name}", "søgning", f"{label} ({name})", _retrieved(name))
        for name, label in zip(RETRIEVAL, _SEARCHED, strict=True)
    ),
    Measure(
        "verbatim",
        "ordret",
        "ordrette sætninger, der er det",
        _sums(lambda j: j.citations.quoted, lambda j: j.citations.verbatim),
    ),
    Measure(
        "kept_sentences",
        "ordret",
        "modellens sætninger, der blev bekræftet",
        _sums(lambda j: min(j.citations.statements, j.drafted), lambda j: j.drafted),
    ),
    Measure(
        "detail_fidelity",
        "ordret",
        "tal, datoer og navne fra kilden",
        _sums(lambda j: j.fidelity.supported, lambda j: j.fidelity.details),
    ),
    Measure(
        "word_fidelity",
        "ordret",
        "indholdsord fra kilden",
        _sums(lambda j: j.fidelity.supported_terms, lambda j: j.fidelity.terms),
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}
