"""Normalising changes nothing a reader sees, and every place can be found again."""

import unicodedata

import numpy as np
import pytest

from ingest.danish import normalise

CASES = [
    ("velfærds\u00adteknologi", "velfærdsteknologi"),
    ("velfærds-\nteknologi", "velfærdsteknologi"),
    ("velfærds\u00ad\nteknologi", "velfærdsteknologi"),
    ("velfærds\u00ad-\r\n  teknologi", "velfærdsteknologi"),
    ("sundheds-\nog velfærdsteknologi", "sundheds-\nog velfærdsteknologi"),
    ("KL-\nKommunerne", "KL-Kommunerne"),
    ("COVID-\n19", "COVID-19"),
    ("- punkt\n- punkt", "- punkt\n- punkt"),
    ("skærm\u200b\ufeffbesøg", "skærmbesøg"),
    ("skjult\U000e0041\U000e0042 tekst", "skjult tekst"),
    ("\u202etxet\u202c", "txet"),
    ("e\ufb03cient og \ufb01nt", "efficient og fint"),
    ("50\u00a0000\u2009kr.", "50 000 kr."),
    ("2011–2015 — ja − nej", "2011-2015 - ja - nej"),
    ("”Ja”, »ja«, „ja“ og ’ja‘", '"Ja", "ja", "ja" og \'ja\''),
    ("A\u030aben og a\u030a", "Åben og å"),
    ("A\u030arhus e\u0301n", "Århus én"),
    ("han tøvede…", "han tøvede..."),
    ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ("Æblegrød PÅ 3 Øer", "Æblegrød PÅ 3 Øer"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_unites_spellings(raw, expected):
    assert normalise(raw).text == expected


@pytest.mark.parametrize("raw", [raw for raw, _ in CASES])
def test_offsets_rise_from_the_first_to_past_the_last_character(raw):
    result = normalise(raw)
    assert result.offsets.dtype == np.int32
    assert len(result.offsets) == len(result.text) + 1
    assert np.all(np.diff(result.offsets) >= 0)
    assert result.offsets[-1] == len(raw)


@pytest.mark.parametrize(("raw", "expected"), CASES)
def test_is_nfc_and_stable(raw, expected):
    assert unicodedata.is_normalized("NFC", expected)
    assert normalise(expected).text == expected


def test_a_span_leads_back_to_the_raw_text():
    raw = "Den nye velfærds\u00ad-\nteknologi virker."
    result = normalise(raw)
    start = result.text.index("velfærdsteknologi")
    first, last = result.raw_span(start, start + len("velfærdsteknologi"))
    assert raw[first:last] == "velfærds\u00ad-\nteknologi"


def test_an_empty_span_stays_empty():
    result = normalise("ab\u200bcd")
    assert result.raw_span(2, 2) == (3, 3)
