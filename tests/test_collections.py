"""Training collections and questions are sound: quotes exist, ids are unique, counts hold."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from evals.train import HELD_OUT

_EVALS = Path(__file__).parent.parent / "evals"
_COLLECTIONS = sorted(path.parent for path in _EVALS.glob("collections/*/questions.jsonl"))
_SOURCES = Path(__file__).parents[2] / "shared" / "sources"
_INLINE_TAG = re.compile(r"</?(?:a|b|em|i|span|strong)(?: [^>]*)?>")
_UNANSWERABLE = {
    "other_municipality",
    "other_year",
    "other_measure",
    "attribute_missing",
    "false_presupposition",
    "out_of_corpus",
    "near_topic",
    "off_topic",
}
_NO_DOCUMENTS = {"README.md", "guests.txt", "questions.jsonl"}
_PERSON_NUMBER = re.compile(r"\b\d{6}[- ]?\d{4}\b")
_SUBSTITUTE_NUMBER = re.compile(r"^[6-9]\d")  # a substitute number's day is 60 too high

Row = dict[str, Any]


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _plain(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub(r"<[^>]+>", " ", _INLINE_TAG.sub("", text)))
    return _squeeze(text)


@pytest.fixture(params=_COLLECTIONS, ids=lambda folder: folder.name)
def collection(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def test_each_quote_stands_exactly_once_in_its_document(collection: Path) -> None:
    texts = {path.name: _plain(path) for path in collection.iterdir()}
    wrong = [
        (row["id"], gold["quote"])
        for row in _read(collection / "questions.jsonl")
        for gold in row["gold"]
        if texts[gold["document"]].count(_squeeze(gold["quote"])) != 1
    ]
    assert wrong == []


def test_only_answerable_questions_have_gold_and_only_others_say_what_is_missing(
    collection: Path,
) -> None:
    rows = _read(collection / "questions.jsonl")
    assert [row["id"] for row in rows if row["answerable"] != bool(row["gold"])] == []
    assert [row["id"] for row in rows if row["answerable"] == bool(row["missing"])] == []
    assert {row["category"] for row in rows if not row["answerable"]} == _UNANSWERABLE


def test_ids_are_unique_and_near_misses_name_an_answerable_question(collection: Path) -> None:
    rows = _read(collection / "questions.jsonl")
    answerable = {row["id"] for row in rows if row["answerable"]}
    assert max(Counter(row["id"] for row in rows).values()) == 1
    assert max(Counter((row["question"], *row["history"]) for row in rows).values()) == 1
    assert {row["near_miss_of"] for row in rows} - answerable == {None}


def test_guests_are_questions_that_others_of_the_same_side_answer(collection: Path) -> None:
    guests = (collection / "guests.txt").read_text("utf-8").split()
    answered = {
        row["id"]
        for other in _COLLECTIONS
        if other != collection and (other.name in HELD_OUT) == (collection.name in HELD_OUT)
        for row in _read(other / "questions.jsonl")
        if row["answerable"] and not row["history"]
    }
    assert set(guests) <= answered
    assert 70 <= len(guests) == len(set(guests))


def test_a_collection_is_large_enough(collection: Path) -> None:
    rows = _read(collection / "questions.jsonl")
    answerable = sum(row["answerable"] for row in rows)
    assert answerable >= 45
    assert len(rows) - answerable >= 40
    documents = {path.name for path in collection.iterdir()} - _NO_DOCUMENTS
    assert len(documents) >= 6


def test_source_questions_keep_a_topic_in_one_split() -> None:
    rows = _read(_EVALS / "questions" / "sources.jsonl")
    assert max(Counter(row["id"] for row in rows).values()) == 1
    splits = {(row["id"].rpartition("-")[0], row["split"]) for row in rows}
    assert len(splits) == len({topic for topic, _ in splits})
    assert {split for _, split in splits} == {"tune", "report"}


def test_source_questions_that_have_an_answer_say_what_to_expect() -> None:
    rows = _read(_EVALS / "questions" / "sources.jsonl")
    assert [r["id"] for r in rows if r["answerable"] != bool(r["nuggets"] and r["docs"])] == []
    assert [r["id"] for r in rows if r["answerable"] != (r["expected"] == "answer")] == []


def test_person_numbers_in_questions_are_substitutes() -> None:
    text = (_EVALS / "questions" / "sources.jsonl").read_text(encoding="utf-8")
    numbers = _PERSON_NUMBER.findall(text)
    assert numbers != []
    assert [number for number in numbers if not _SUBSTITUTE_NUMBER.match(number)] == []


@pytest.mark.skipif(not _SOURCES.is_dir(), reason="the real documents are not here")
def test_each_pattern_is_found_in_a_named_source() -> None:
    for row in _read(_EVALS / "questions" / "sources.jsonl"):
        text = _squeeze(" ".join((_SOURCES / name).read_text("utf-8") for name in row["docs"]))
        for pattern in (pattern for nugget in row["nuggets"] for pattern in nugget):
            assert re.search(pattern, text, re.IGNORECASE), (row["id"], pattern)
