"""Whatever the text, spans lie in it, in order, and nothing is lost."""

import random

import pytest

from ingest.danish import content_terms, names, normalise, places, sentence_spans, terms, values

_ALPHABET = (
    "abcæøåÆØÅ ABC 0123456789.,-–—/§%()[]\"'”»«:;!?\n\t\u00ad\u200b\u0301é€\U0001f600\ud800"
    "kr. mio. kl. og den i "
)


def _texts(count):
    source = random.Random(7)
    return ["".join(source.choices(_ALPHABET, k=source.randint(0, 90))) for _ in range(count)]


@pytest.mark.parametrize("text", _texts(150))
def test_sentences_hold_every_visible_character_once(text):
    spans = sentence_spans(text)
    joined = "".join(text[start:end] for start, end in spans)
    assert "".join(joined.split()) == "".join(text.split())
    assert spans == sorted(spans)


@pytest.mark.parametrize("text", _texts(150))
def test_spans_lie_in_the_text(text):
    found = [(v.start, v.end) for v in values(text)] + [(p.start, p.end) for p in places(text)]
    found += names(text) + [(term.start, term.end) for term in content_terms(text)]
    assert all(0 <= start < end <= len(text) for start, end in found)


@pytest.mark.parametrize("text", _texts(60))
def test_terms_are_never_empty(text):
    assert all(terms(text))


@pytest.mark.parametrize("text", _texts(150))
def test_every_normalised_position_has_a_raw_one(text):
    result = normalise(text)
    assert len(result.offsets) == len(result.text) + 1
    assert 0 <= result.offsets[0] <= result.offsets[-1] == len(text)
