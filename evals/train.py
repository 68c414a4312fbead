"""The training collections → the weights that choose sentences and refuse (assistant/ranker.json).

Each collection is asked its own questions, of which those without an answer are mostly near misses,
and some of the other collections', which it does not answer at all. What tells the one kind from
what is answered does not tell the other, so each has its weights.

Choosing: the listwise cross-entropy of the gold sentences (ListNet, Cao et al. 2007) of the
questions that have any. Answering: with s the smooth maximum of a question's sentences' scores, the
logistic loss of s against "is answered", both kinds of question weighing the same in all
(multiple-instance learning, Dietterich, Lathrop, Lozano-Perez 1997), and a little of the former.
Belonging: the same of those that are answered against the other collections'.
What the reader says of the best sentence is weighed beside that, on collections that it was not
trained on (evals/reader). Figures are of collections that the weights were not trained on.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import reader
from assistant.answer import PASSAGES
from assistant.candidates import Found
from assistant.evidence import eligible, measure
from assistant.features import FEATURES
from assistant.focus import Candidate
from assistant.question import understand
from assistant.ranker import MOST_READ, Ranker
from assistant.retrieve import search
from evals.reader.measure import on_held_out
from evals.statistics import auroc
from ingest import danish
from ingest.library import Library
from ingest.pipeline import sync

COLLECTIONS = Path(__file__).parent / "collections"
HELD_OUT = (  # of the reader, every third: by these its weight and the threshold are found
    "affald-genbrug",
    "demens-plejehjem",
    "handicap-social",
    "kultur-fritid",
    "sundhed-forebyggelse",
)
_SHRINKAGE = 3.0  # of the squared weights; 1 to 10 gave the same figures within 0.01
_LISTWISE = 0.1  # weight of choosing the sentence beside knowing whether there is one
_FALSE_REFUSALS = 0.05  # share of answerable questions that may be refused
_OVERLAP = 0.6  # share of the shorter one's words from which a sentence is a gold quotation
_FAR = 20.0  # log-odds beyond which a question weighs no more
_GUESTS = "guests.txt"  # of a collection: the ids of others' questions that it does not answer
_ABOUT = shutil.ignore_patterns("README.md", "questions.jsonl", _GUESTS)  # no documents
_STRANGERS = 0.01  # share of answerable questions that may be taken for other documents'
_COLUMNS = ("mean", "scale", "choosing", "answering", "belonging")  # of each feature in the file
_LEAST_SPREAD = 1e-4  # a feature that varies less in training says nothing


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what is measured of its sentences that can answer.

    Attributes:
        question: Standalone.
        guest: Whether it is a question to other documents.
        candidates: The n sentences.
        rows: (n, f) float64.
        gold: (n,) float64, 1 for a sentence that answers.
    """

    collection: str
    question: str
    answerable: bool
    guest: bool
    candidates: tuple[Candidate, ...]
    rows: NDArray[np.float64]
    gold: NDArray[np.float64]


def train(target: Path, report: Callable[[str], None]) -> None:
    """Train on every collection and write the weights; report how they do on ones left out.

    Args:
        target: The file to write.
        report: Takes one line of figures.
    """
    examples = [example for name in collections() for example in read_examples(name)]
    confidences, belonging, best = left_out(examples)
    right = [
        example.gold[index] > 0
        for example, index in zip(examples, best, strict=True)
        if example.answerable and example.gold.any()
    ]
    report(f"best sentence is a gold one, of those that were found: {np.mean(right):.3f}")
    report(f"left out: {_told(confidences, belonging, examples)}")
    held = [i for i, example in enumerate(examples) if example.collection in HELD_OUT]
    asked = [examples[i] for i in held]
    answerable = np.array([example.answerable for example in asked])
    own = np.array([not example.guest for example in asked])
    read = np.array([_read(examples[i], best[i]) for i in held])
    reading = weigh_reading(confidences[held][own], read[own], answerable[own])
    joined = confidences[held] + reading * read
    report(f"held out of the reader too: {_told(confidences[held], belonging[held], asked)}")
    report(f"the same with what was read: {_told(joined, belonging[held], asked)}")
    report(f"AUROC of the reader on pairs held out: {on_held_out():.3f}")
    shown = _least(joined[answerable], _FALSE_REFUSALS)
    ranker = fit(examples, shown, reading, _least(belonging[held][answerable], _STRANGERS))
    columns = zip(FEATURES, *(getattr(ranker, name) for name in _COLUMNS), strict=True)
    stored = {
        "features": {
            feature: {
                name: round(float(value), 5) for name, value in zip(_COLUMNS, values, strict=True)
            }
            for feature, *values in columns
        },
        "bias": round(ranker.bias, 5),
        "belonging_bias": round(ranker.belonging_bias, 5),
        "reading": round(ranker.reading, 4),
        "answered_from": round(ranker.answered_from, 4),
    }
    target.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _told(
    confidences: NDArray[np.float64], belonging: NDArray[np.float64], examples: Sequence[Example]
) -> str:
    answerable = np.array([example.answerable for example in examples])
    guest = np.array([example.guest for example in examples])
    near, own = ~answerable & ~guest, ~guest
    unlikely = confidences < _least(confidences[answerable], _FALSE_REFUSALS)
    refused = unlikely | (belonging < _least(belonging[answerable], _STRANGERS))
    return (
        f"{answerable.sum()} answerable questions, {refused[answerable].mean():.3f} refused; "
        f"{near.sum()} unanswerable, {refused[near].mean():.3f} refused, AUROC "
        f"{auroc(confidences[own], answerable[own]):.3f}; {guest.sum()} to other documents, "
        f"{refused[guest].mean():.3f} refused, AUROC "
        f"{auroc(belonging[~near], answerable[~near]):.3f}"
    )


def _least(odds: NDArray[np.float64], share: float) -> float:
    """Return the log-odds that a share of the questions is below."""
    return float(np.quantile(odds, share))


def _read(example: Example, best: int) -> float:
    if not example.candidates:
        return 0.0
    odds = reader.odds(example.question, example.candidates[best])
    return min(max(odds, -MOST_READ), MOST_READ)


def weigh_reading(
    confidences: NDArray[np.float64], read: NDArray[np.float64], answerable: NDArray[np.bool_]
) -> float:
    """Return what the reader's log-odds weigh beside the ranker's, by logistic regression."""
    from scipy.optimize import minimize

    rows = np.stack([np.maximum(confidences, -_FAR), read, np.ones(len(read))], axis=1)
    share = answerable.mean()
    balance = np.where(answerable, 0.5 / share, 0.5 / (1 - share))

    def loss(weights: NDArray[np.float64]) -> float:
        odds = rows @ weights
        return float((balance * (np.logaddexp(0, odds) - answerable * odds)).sum())

    own, other, _ = minimize(loss, np.zeros(3), method="L-BFGS-B").x
    return max(0.0, float(other / own))


def collections() -> list[str]:
    """Return the names of the training collections."""
    return sorted(path.parent.name for path in COLLECTIONS.glob("*/questions.jsonl"))


def read_examples(name: str) -> Iterator[Example]:
    """Yield the questions of a collection, asked of a library of its documents."""
    with (
        tempfile.TemporaryDirectory() as directory,
        Library.open(Path(directory, "library")) as library,
    ):
        shutil.copytree(COLLECTIONS / name, Path(directory, "folder"), ignore=_ABOUT)
        sync(Path(directory, "folder"), library)
        for asked in [*_own(name), *_guests(name)]:
            question = understand(
                asked["question"], asked["history"], vector_of=library.encoder.query
            )
            if question.refusal is not None:
                continue
            vector = library.encoder.query(question.standalone)
            passages = search(library, question.standalone, vector, PASSAGES)
            focus, found, rows = measure(question.standalone, passages, vector, library)
            may = eligible(focus, [one.candidate for one in found])
            gold = mark_gold(found, asked["gold"])
            candidates = tuple(one.candidate for one, fits in zip(found, may, strict=True) if fits)
            yield Example(
                name,
                question.standalone,
                asked["answerable"],
                asked.get("guest", False),
                candidates,
                rows[may],
                gold[may],
            )


def _own(name: str) -> list[dict[str, Any]]:
    lines = (COLLECTIONS / name / "questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _guests(name: str) -> list[dict[str, Any]]:
    """Return the questions of other collections that this one is asked, as unanswerable ones."""
    wanted = set((COLLECTIONS / name / _GUESTS).read_text("utf-8").split())
    others = chain.from_iterable(_own(other) for other in collections() if other != name)
    return [
        one | {"answerable": False, "gold": [], "guest": True}
        for one in others
        if one["id"] in wanted
    ]


def mark_gold(found: Sequence[Found], gold: Sequence[dict[str, str]]) -> NDArray[np.float64]:
    """Return (n,) float64: 1 for sentences that gold quotations hold, and for their lead-ins."""
    marks = np.array([float(any(_is_quoted(one, quote) for quote in gold)) for one in found])
    items = {
        (one.document.path, one.sentence.block)
        for one, mark in zip(found, marks, strict=True)
        if mark and one.block.kind == "list_item"
    }
    for index, one in enumerate(found):
        introduced = (one.document.path, one.sentence.block + 1)
        if one.candidate.text.rstrip().endswith(":") and introduced in items:
            marks[index] = 1.0
    return marks


def _is_quoted(one: Found, gold: dict[str, str]) -> bool:
    if gold["document"] != one.document.path:
        return False
    text, quote = _plain(one.candidate.text), gold["quote"]
    if one.document.path.endswith(".csv"):
        return all(_plain(cell) in text for cell in re.split(r"[;\t]", quote) if cell.strip())
    quote = _plain(quote)
    if text in quote or quote in text:
        return True
    words, others = set(text.split()), set(quote.split())
    return len(words & others) >= max(4, _OVERLAP * min(len(words), len(others)))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", danish.normalise(text).text.lower()).strip()


def left_out(
    examples: Sequence[Example],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.intp]]:
    """Ask each question by weights trained without its collection.

    Returns:
        (n,) float64, the log-odds of each that it is answered; (n,) that it is to these documents;
        (n,) its best sentence, 0 where it has none.
    """
    confidences, belonging = np.zeros(len(examples)), np.zeros(len(examples))
    best = np.zeros(len(examples), dtype=np.intp)
    for name in sorted({example.collection for example in examples}):
        ranker = fit([example for example in examples if example.collection != name])
        for index, example in enumerate(examples):
            if example.collection != name:
                continue
            confidences[index] = ranker.confidence(example.rows)
            belonging[index] = ranker.belongs(example.rows)
            if len(example.rows):
                best[index] = ranker.scores(example.rows).argmax()
    return confidences, belonging, best


def fit(
    examples: Sequence[Example],
    threshold: float = 0.0,
    reading: float = 0.0,
    strangers: float = 0.0,
) -> Ranker:
    """Return the weights that lose least; deterministic.

    Args:
        examples: At least one of each kind.
        threshold: Least log-odds of an answer that is shown.
        reading: Weight of what was read of the best sentence.
        strangers: Least log-odds of a question that is taken to be to these documents.
    """
    examples = [example for example in examples if len(example.rows)]
    own = [example for example in examples if not example.guest]
    rows = np.vstack([example.rows for example in own])
    mean, scale = rows.mean(axis=0), rows.std(axis=0)
    varies = scale > _LEAST_SPREAD
    scale = np.where(varies, scale, 1.0)
    bags = _bags(own, mean, scale, varies)
    choosing = _weights(_choosing_loss, bags, rows.shape[1])
    *answering, bias = _weights(_answering_loss, bags, rows.shape[1] + 1)
    told = [example for example in examples if example.guest or example.answerable]
    bags = _bags(told, mean, scale, varies)
    *belonging, belonging_bias = _weights(_answering_loss, bags, rows.shape[1] + 1)
    return Ranker(
        mean,
        scale,
        choosing,
        np.array(answering),
        float(bias),
        np.array(belonging),
        float(belonging_bias) + threshold - strangers,
        reading,
        float(1 / (1 + np.exp(-threshold))),
    )


def _weights(loss: _Loss, bags: _Bags, size: int) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    found = minimize(
        loss, np.zeros(size), (bags,), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    result: NDArray[np.float64] = found.x
    return result


@dataclass(frozen=True, slots=True)
class _Bags:
    """The sentences of q questions in one array, question after question.

    Attributes:
        rows: (n, f) float64, standardised.
        starts: (q,) where each question's sentences begin.
        question: (n,) the question of each sentence.
        answerable: (q,) float64, 1 or 0.
        balance: (q,) float64, both kinds of question weighing the same in all.
        gold: (n,) float64, 1 for a sentence that answers.
        chosen: (q,) bool, whether the question has a sentence to choose.
    """

    rows: NDArray[np.float64]
    starts: NDArray[np.intp]
    question: NDArray[np.intp]
    answerable: NDArray[np.float64]
    balance: NDArray[np.float64]
    gold: NDArray[np.float64]
    chosen: NDArray[np.bool_]


def _bags(
    examples: Sequence[Example],
    mean: NDArray[np.float64],
    scale: NDArray[np.float64],
    varies: NDArray[np.bool_],
) -> _Bags:
    sizes = np.array([len(example.gold) for example in examples])
    answerable = np.array([float(example.answerable) for example in examples])
    share = answerable.mean()
    return _Bags(
        rows=(np.vstack([example.rows for example in examples]) - mean) / scale * varies,
        starts=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        question=np.repeat(np.arange(len(examples)), sizes),
        answerable=answerable,
        balance=np.where(answerable > 0, 0.5 / share, 0.5 / (1 - share)),
        gold=np.concatenate([example.gold for example in examples]),
        chosen=np.array([example.answerable and bool(example.gold.any()) for example in examples]),
    )


_Loss = Callable[[NDArray[np.float64], _Bags], tuple[float, NDArray[np.float64]]]


def _choosing_loss(weights: NDArray[np.float64], bags: _Bags) -> tuple[float, NDArray[np.float64]]:
    loss, of_scores, _ = _listwise(bags.rows @ weights, bags)
    gradient = bags.rows.T @ of_scores + 2 * _SHRINKAGE * weights
    return loss + float(_SHRINKAGE * weights @ weights), gradient


def _answering_loss(
    parameters: NDArray[np.float64], bags: _Bags
) -> tuple[float, NDArray[np.float64]]:
    weights, bias = parameters[:-1], parameters[-1]
    scores = bags.rows @ weights
    listwise, of_scores, chance = _listwise(scores, bags)
    odds = _smooth_maximum(scores, bags) + bias
    losses = bags.balance * (np.logaddexp(0, odds) - bags.answerable * odds)
    loss = _SHRINKAGE * weights @ weights + losses.sum() + _LISTWISE * listwise
    slope = bags.balance * (1 / (1 + np.exp(-odds)) - bags.answerable)
    of_scores = slope[bags.question] * chance + _LISTWISE * of_scores
    gradient = np.append(bags.rows.T @ of_scores + 2 * _SHRINKAGE * weights, slope.sum())
    return float(loss), gradient


def _listwise(
    scores: NDArray[np.float64], bags: _Bags
) -> tuple[float, NDArray[np.float64], NDArray[np.float64]]:
    """Return the loss of choosing, its gradient (n,), and the share of each score (n,)."""
    chance = np.exp(scores - _smooth_maximum(scores, bags)[bags.question])
    right = chance * bags.gold
    held = np.where(bags.chosen, np.add.reduceat(right, bags.starts) + 1e-12, 1.0)
    gradient = bags.chosen[bags.question] * (chance - right / held[bags.question])
    return -float(np.log(held).sum()), gradient, chance


def _smooth_maximum(scores: NDArray[np.float64], bags: _Bags) -> NDArray[np.float64]:
    highest = np.maximum.reduceat(scores, bags.starts)
    total = np.add.reduceat(np.exp(scores - highest[bags.question]), bags.starts)
    result: NDArray[np.float64] = highest + np.log(total)
    return result
