"""Collections, pairs and claims → the weights of a cross-encoder.

A question's sentences and "none of them" share one softmax; what answers must have the most of it
(assistant/reader.bin). A sentence's sources and "they do not" share one likewise, from the layers
of the first; what comes of that is not good enough to ship (README.md beside this). It needs torch,
which nothing else does (`pip install torch`), and about an hour on two cores: `python -m
evals.reader.train answers FILE`, or `support`.

What is held out of it is what `velfaerd eval train` weighs the reader by.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from assistant.cross_encoder import fingerprint, stored
from assistant.reader import FILE
from evals.reader.groups import (
    Group,
    Text,
    groups_of_claims,
    groups_of_collections,
    groups_of_pairs,
    groups_renamed,
)
from evals.reader.measure import HELD_OUT as HELD_OUT_PAIRS
from evals.reader.measure import PAIRS
from evals.reader.network import Network, upper
from evals.train import HELD_OUT, collections, read_examples
from ingest.e5.pieces import BEGIN, END, Pieces
from ingest.e5.weights import LOWER, Weights, installed

_AT_ONCE = 64  # texts in the lower layers
_BATCH = 48  # texts in a step
_CLIP = 1.0
_REPORT = 20  # steps
_SORTED = 700  # groups that are sorted by length, so that little is padded
_CLAIMS = PAIRS.with_name("claims")
_HELD_OUT_CLAIMS = "rehabilitering"


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens that are read of a question, of a sentence, and of each side of what is around it."""

    question: int
    sentence: int
    around: int


@dataclass(frozen=True, slots=True)
class Stage:
    """How long and how fast.

    Attributes:
        epochs: Times that each text is read.
        rate: Of learning, at its highest.
        head_rate: Of the head.
        warmup: Share of the steps until then.
    """

    epochs: float
    rate: float
    head_rate: float
    warmup: float


_ANSWERS, _SUPPORT = Limits(48, 64, 12), Limits(56, 120, 16)
_FIRST = Stage(epochs=2.0, rate=1e-4, head_rate=1e-3, warmup=0.1)
_SECOND = Stage(epochs=1.1, rate=1.2e-4, head_rate=1e-3, warmup=0.05)
_CLAIMED = Stage(epochs=2.5, rate=1.2e-4, head_rate=3e-3, warmup=0.06)
_Read = tuple[Group, list[Tensor]]


def train_answers(target: Path) -> None:
    """Train what `assistant.reader` reads."""
    base = Weights(installed())
    pieces, network = Pieces(base.words()), Network(base)
    names = [name for name in collections() if name not in HELD_OUT]
    examples = [example for name in names for example in read_examples(name)]
    first = _lower(network, pieces, _ANSWERS, list(groups_of_collections(examples)))
    _learn(network, first, _FIRST)
    files = [path for path in sorted(PAIRS.glob("*.jsonl")) if path.stem != HELD_OUT_PAIRS]
    named = [*groups_of_pairs(files), *groups_renamed(files)]
    pairs = _lower(network, pieces, _ANSWERS, named)
    _learn(network, first + pairs, _SECOND)
    write(target, network)


def train_support(target: Path) -> None:
    """Train what may tell whether sources support a sentence."""
    base = Weights(installed(), stored(FILE)[0])
    pieces, network = Pieces(base.words()), Network(base)
    files = [path for path in sorted(_CLAIMS.glob("*.jsonl")) if path.stem != _HELD_OUT_CLAIMS]
    claims = _lower(network, pieces, _SUPPORT, list(groups_of_claims(files)))
    _learn(network, claims, _CLAIMED)
    write(target, network)


def write(target: Path, network: Network) -> None:
    """Write the encoder's fingerprint, the upper layers, and the head with its bias."""
    head = [*(network.head * network.scale).tolist(), network.bias.item()]
    written = np.array(head, "<f4").tobytes()
    target.write_bytes(fingerprint() + upper(network) + written)


def tokens(pieces: Pieces, limits: Limits, question: str, text: Text) -> list[int]:
    """Return what is read: question, sentence, what stands around it, each with its mark."""
    parts = (
        _tokens(pieces, f"query: {question}")[: limits.question],
        _tokens(pieces, text.sentence)[: limits.sentence],
        _tokens(pieces, text.scope)[: limits.around] + _tokens(pieces, text.near)[-limits.around :],
    )
    return [BEGIN, *(token for part in parts for token in (*part, END))]


def _tokens(pieces: Pieces, text: str) -> list[int]:
    return pieces.tokens(" ".join(text.split()))


def _lower(
    network: Network, pieces: Pieces, limits: Limits, groups: Sequence[Group]
) -> list[_Read]:
    """Return each group with its texts, (tokens, width) float16 each, from the lower layers."""
    read: list[_Read] = [(group, [torch.empty(0)] * len(group.texts)) for group in groups]
    texts = [
        (len(found), found, of, index)
        for of, group in enumerate(groups)
        for index, text in enumerate(group.texts)
        for found in (tokens(pieces, limits, group.question, text),)
    ]
    texts.sort(key=lambda one: one[0])
    for start in range(0, len(texts), _AT_ONCE):
        part = texts[start : start + _AT_ONCE]
        numbers, valid = _padded([torch.tensor(found) for _, found, _, _ in part])
        states = network.lower(numbers, valid).half()
        for row, (length, _, of, index) in zip(states, part, strict=True):
            read[of][1][index] = row[:length].clone()
    return read


def _padded(rows: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Return the rows as one, and (n, longest) bool, true where a row has something."""
    lengths = torch.tensor([len(row) for row in rows])
    valid = torch.arange(int(lengths.max()))[None, :] < lengths[:, None]
    return torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True), valid


def _learn(network: Network, read: Sequence[_Read], stage: Stage) -> None:
    layers = network.stack[LOWER:]
    network.train()
    whole = [*layers.parameters()]
    steps = int(stage.epochs * sum(len(states) for _, states in read) / _BATCH)
    groups = [
        {"params": whole, "lr": stage.rate},
        {"params": [network.head, network.scale, network.bias], "lr": stage.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = stage.warmup * steps + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / warm) * max(0.02, 1 - step / steps)
    )
    losses: list[float] = []
    for step, batch in zip(range(steps), _batches(read), strict=False):
        loss = _loss(network, batch)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*whole, network.head], _CLIP)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % _REPORT == _REPORT - 1:
            sys.stderr.write(f"{step + 1}/{steps} {np.mean(losses[-50:]):.3f}\n")


def _batches(read: Sequence[_Read]) -> Iterator[list[_Read]]:
    """Yield groups of about equal length together, in another order each time round."""
    chance = random.Random(0)
    while True:
        order = chance.sample(read, len(read))
        for start in range(0, len(order), _SORTED):
            batches = _alike(order[start : start + _SORTED])
            yield from chance.sample(batches, len(batches))


def _alike(read: Sequence[_Read]) -> list[list[_Read]]:
    batches: list[list[_Read]] = [[]]
    for one in sorted(read, key=lambda one: max(map(len, one[1]))):
        if sum(len(states) for _, states in batches[-1]) >= _BATCH:
            batches.append([])
        batches[-1].append(one)
    return batches


def _loss(network: Network, batch: Sequence[_Read]) -> Tensor:
    states, valid = _padded([row.float() for _, rows in batch for row in rows])
    odds = network(states, valid).split([len(rows) for _, rows in batch])
    losses = []
    for (group, _), own in zip(batch, odds, strict=True):
        right = own[torch.tensor(group.answers)]
        total = torch.logsumexp(torch.cat([own, own.new_zeros(1)]), 0)
        losses.append(total - torch.logsumexp(right, 0) if len(right) else total)
    return torch.stack(losses).mean()


if __name__ == "__main__":
    torch.manual_seed(0)
    {"answers": train_answers, "support": train_support}[sys.argv[1]](Path(sys.argv[2]))
