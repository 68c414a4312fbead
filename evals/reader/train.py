"""Collections, pairs and claims → the weights of the cross-encoder (assistant/reader.bin).

A question's sentences and "none of them" share one softmax; what answers must have the most of it.
A sentence's sources and "they do not" share one likewise. Both are learnt at once, by the same
layers. It needs torch, which nothing else does (`pip install torch`), and some hours on two cores:
`python -m evals.reader.train FILE`.

What is held out of it is what `velfaerd eval train` weighs the reader by.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from assistant.cross_encoder import HEADS, Told, fingerprint
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


_LIMITS: dict[Told, Limits] = {"answers": Limits(48, 64, 12), "supports": Limits(56, 120, 16)}
_EPOCHS = 3.0  # times that each text is read
_RATE, _HEAD_RATE = 1.3e-4, 2e-3  # of learning, at its highest
_WARMUP = 0.05  # share of the steps until then
_Read = tuple[Group, list[Tensor]]


def train(target: Path) -> None:
    """Train on all but what is held out, and write the weights."""
    base = Weights(installed())
    pieces, network = Pieces(base.words()), Network(base)
    names = [name for name in collections() if name not in HELD_OUT]
    examples = [example for name in names for example in read_examples(name)]
    pairs = [path for path in sorted(PAIRS.glob("*.jsonl")) if path.stem != HELD_OUT_PAIRS]
    claims = [path for path in sorted(_CLAIMS.glob("*.jsonl")) if path.stem != _HELD_OUT_CLAIMS]
    groups: dict[Told, list[Group]] = {
        "answers": [
            *groups_of_collections(examples),
            *groups_of_pairs(pairs),
            *groups_renamed(pairs),
        ],
        "supports": list(groups_of_claims(claims)),
    }
    read = {told: _lower(network, pieces, _LIMITS[told], own) for told, own in groups.items()}
    _learn(network, read)
    write(target, network)


def write(target: Path, network: Network) -> None:
    """Write the encoder's fingerprint, the upper layers, and the heads with their biases."""
    heads = b"".join(head.stored().astype("<f4").tobytes() for head in network.heads)
    target.write_bytes(fingerprint() + upper(network) + heads)


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


def _learn(network: Network, read: Mapping[Told, Sequence[_Read]]) -> None:
    """Learn all at once: a step is of one, each as often as it has texts."""
    network.train()
    layers = [*network.stack[LOWER:].parameters()]
    texts = [sum(len(states) for _, states in read[told]) for told in HEADS]
    steps = int(_EPOCHS * sum(texts) / _BATCH)
    groups = [
        {"params": layers, "lr": _RATE},
        {"params": network.heads.parameters(), "lr": _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = _WARMUP * steps + 1
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, step / warm) * max(0.02, 1 - step / steps)
    )
    batches = {told: _batches(read[told]) for told in HEADS}
    order = random.Random(0).choices(HEADS, texts, k=steps)
    losses: dict[Told, list[float]] = {told: [] for told in HEADS}
    for step, told in enumerate(order, start=1):
        loss = _loss(network, next(batches[told]), told)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*layers, *network.heads.parameters()], _CLIP)
        optimiser.step()
        schedule.step()
        losses[told].append(loss.item())
        if step % _REPORT == 0:
            means = " ".join(f"{told} {np.mean(losses[told][-50:]):.3f}" for told in HEADS)
            sys.stderr.write(f"{step}/{steps} {means}\n")


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


def _loss(network: Network, batch: Sequence[_Read], told: Told) -> Tensor:
    states, valid = _padded([row.float() for _, rows in batch for row in rows])
    odds = network(states, valid, told).split([len(rows) for _, rows in batch])
    losses = []
    for (group, _), own in zip(batch, odds, strict=True):
        right = own[torch.tensor(group.answers)]
        total = torch.logsumexp(torch.cat([own, own.new_zeros(1)]), 0)
        losses.append(total - torch.logsumexp(right, 0) if len(right) else total)
    return torch.stack(losses).mean()


if __name__ == "__main__":
    torch.manual_seed(0)
    train(Path(sys.argv[1]))
