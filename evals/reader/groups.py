"""Collections, pairs and claims → texts, each with those that it is read together with."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import numpy as np

from assistant.focus import Candidate
from assistant.reader import announced
from evals.train import Example, fit
from evals.verifier.measure import load

_READ = 5  # sentences of a question, best first by the ranker's weights
_MORE = 2  # of the right ones beside these
_KEPT = 3  # one group in so many of the verifier's pairs is kept out
_READ_AROUND = 50  # characters on each side of what stands around a sentence
_NEIGHBOURS = 0.3  # share of a pair's answered questions that are also read with another sentence
_NAME = re.compile(r"(?<=[^.?!:] )[A-ZÆØÅ][\w-]*[a-zæøå](?: (?!Kommune\b|Region\b)[A-ZÆØÅ]\w{2,})*")
_YEAR = re.compile(r"\b20[0-3]\d\b")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence and what stands around it."""

    sentence: str
    scope: str
    near: str


@dataclass(frozen=True, slots=True)
class Group:
    """A question with the sentences that it is read with, or a sentence with its sources.

    Attributes:
        answers: Whether each of the sentences answers, or the sources support; none of them may.
    """

    question: str
    texts: tuple[Text, ...]
    answers: tuple[bool, ...]


def groups_of_pairs(paths: Sequence[Path], seed: int = 1) -> Iterator[Group]:
    """Yield each question of files of pairs with its sentence, some with the next one's too."""
    chance = random.Random(seed)
    for path in paths:
        pairs = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = [
            Text(one["sentence"], one["title"], f"{one['heading']} {one['before']}")
            for one in pairs
        ]
        for index, pair in enumerate(pairs):
            own, other = texts[index], texts[(index + 1) % len(texts)]
            for question in pair["answers"]:
                both = chance.random() < _NEIGHBOURS
                yield Group(question, (own, other)[: 1 + both], (True, False)[: 1 + both])
            for question in pair["misses"]:
                yield Group(question, (own,), (False,))


def groups_renamed(paths: Sequence[Path], seed: int = 1) -> Iterator[Group]:
    """Yield questions that name what their text names, with another name or year instead of it.

    In the question alone it makes a near miss; in question and text alike the answer stands.
    """
    chance = random.Random(seed)
    groups = list(groups_of_pairs(paths))
    for pattern in (_NAME, _YEAR):
        named = [(group, one) for group in groups for one in _named(pattern, group)[:1]]
        known = sorted({one for _, one in named})
        for group, one in named:
            other = chance.choice(known)
            if any(word in repr(group) for word in other.split()):
                continue
            text, question = group.texts[0], group.question.replace(one, other)
            yield Group(question, (text,), (False,))
            parts = (part.replace(one, other) for part in (text.sentence, text.scope, text.near))
            yield Group(question, (Text(*parts),), (True,))


def _named(pattern: re.Pattern[str], group: Group) -> list[str]:
    text = group.texts[0]
    read = f"{text.scope[:_READ_AROUND]} {text.near[-_READ_AROUND:]} {text.sentence}"
    names = pattern.findall(group.question) if group.answers[0] else []
    return [name for name in names if name in read]


def groups_of_claims(paths: Sequence[Path]) -> Iterator[Group]:
    """Yield each sentence of files of claims, and of the verifier's pairs, with its sources."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            claim = json.loads(line)
            text = Text(" ".join(claim["sources"]), f"{claim['title']} {claim['heading']}", "")
            for sentence in claim["honest"]:
                yield Group(sentence, (text,), (True,))
            for changed in claim["changed"]:
                yield Group(changed["text"], (text,), (False,))
    for pair in load():
        if pair.split == "tune" and not _is_held_out(pair.group):
            text = Text(" ".join(pair.sources), pair.where.replace("\n", " "), "")
            yield Group(pair.sentence, (text,), (pair.supported,))


def _is_held_out(group: str) -> bool:
    return md5(group.encode(), usedforsecurity=False).digest()[0] % _KEPT == 0


def groups_of_collections(examples: list[Example]) -> Iterator[Group]:
    """Yield the questions of collections with the sentences that a ranker puts first."""
    ranker = fit(examples)
    for example in examples:
        if not len(example.rows):
            continue
        order = np.argsort(-ranker.scores(example.rows), kind="stable")
        first = order[:_READ].tolist()
        if example.answerable:
            right = [index for index in np.flatnonzero(example.gold) if index not in first]
            first += right[:_MORE]
        answers = tuple(bool(example.gold[index]) for index in first)
        if any(answers) or not example.answerable:
            texts = tuple(_text(example.candidates[index]) for index in first)
            yield Group(example.question, texts, answers)


def _text(candidate: Candidate) -> Text:
    return Text(announced(candidate), candidate.scope, candidate.near)
