"""What is measured of a sentence: worked values of the columns that tell a near miss."""

import pytest

from assistant.analysis import analyse, match
from assistant.candidates import focus_of
from assistant.features import FEATURES, measure
from assistant.focus import Candidate
from ingest import danish


def _row(assistant, question, text, *, near="", kind="paragraph", year=None):
    """The features of one sentence by name."""
    focus = focus_of(question, assistant.library)
    candidate = Candidate(
        text=text,
        near=near,
        scope="",
        wide=text,
        heading="",
        cosine=0.85,
        cosine_before=0.8,
        cosine_after=0.8,
        passage_cosine=0.85,
        rank=0,
        kind=kind,
    )
    rows = measure(focus, [candidate], [year], ["notat.md"])
    assert rows.shape == (1, len(FEATURES))
    return dict(zip(FEATURES, rows[0], strict=True))


@pytest.mark.parametrize(
    ("word", "text", "held"),
    [
        ("skærm", "Skærmene virker.", 1.0),
        ("skærm", "Hjemmeplejeskærmen virker.", 0.8),
        ("robotstøvsuger", "En støvsuger, som er en robot.", 0.85),
        ("skærm", "Sengen kan løftes.", 0.0),
    ],
)
def test_a_word_is_held_whole_by_its_kin_or_by_its_parts(word, text, held):
    (term,) = danish.content_terms(word)
    assert match(term, frozenset(), analyse(text)) == pytest.approx(held)


def test_another_municipality_is_missing_and_other(assistant):
    row = _row(assistant, "Hvad har Struer Kommune afsat?", "Lemvig Kommune har afsat 2 mio. kr.")
    assert (row["place_missing"], row["place_other"]) == (1.0, 1.0)


def test_the_municipality_of_the_question_is_neither(assistant):
    row = _row(assistant, "Hvad har Lemvig Kommune afsat?", "Lemvig Kommune har afsat 2 mio. kr.")
    assert (row["place_missing"], row["place_other"]) == (0.0, 0.0)


def test_another_year_is_missing_and_other_unless_the_document_is_of_it(assistant):
    question, text = "Hvor mange svarede i 2023?", "I 2013 svarede 61 kommuner."
    assert _row(assistant, question, text)["year_missing"] == 1.0
    assert _row(assistant, question, text)["year_other"] == 1.0
    assert _row(assistant, question, "Det svarede 61 på.", year=2023)["year_missing"] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "present"),
    [
        ("Hvad koster en skærm?", "En skærm koster 900 kr.", 1.0),
        ("Hvad koster en skærm?", "Formålet med en skærm er tryghed.", 0.0),
        ("Hvor mange procent bruger GPS?", "GPS bruges af 40 procent.", 1.0),
        ("Hvornår kom loven?", "Loven kom i 2025.", 1.0),
        ("Hvornår kom loven?", "Loven handler om ældre.", 0.0),
    ],
)
def test_a_price_is_not_a_purpose(assistant, question, text, present):
    row = _row(assistant, question, text)
    assert (row["fact_present"], row["fact_missing"]) == (present, 1 - present)


def test_the_unit_that_is_asked_for_is_told(assistant):
    question = "Hvor mange borgere har en robot?"
    assert _row(assistant, question, "En robot gør rent hos 400 borgere.")["unit_match"] == 1.0
    assert _row(assistant, question, "En robot gør rent i 3 timer.")["unit_match"] == 0.0


def test_what_stands_around_a_sentence_counts_for_it(assistant):
    question, text = "Hvem betaler vasketoiletter?", "Det gør kommunen."
    alone = _row(assistant, question, text)
    under_heading = _row(assistant, question, text, near="Vasketoiletter")
    assert under_heading["coverage_near"] > alone["coverage_near"]
    assert under_heading["coverage_own"] == alone["coverage_own"]


@pytest.mark.parametrize(
    ("question", "heading", "cue", "asked"),
    [
        ("Hvorfor blev der sagt nej til el-scooteren?", "Begrundelse", 1.0, 0.0),
        ("Hvad er begrundelsen for afslaget?", "Afgørelse › Begrundelse", 1.0, 1.0),
        ("Hvilke grunde er der til afslag?", "Årsager til afslag", 1.0, 0.75),
        ("Hvem betaler skærmen?", "Begrundelse", 0.0, 0.0),
        ("Hvorfor blev der sagt nej?", "Begrundelse › Klage", 0.0, 0.0),
    ],
)
def test_a_heading_announces_what_is_asked_for(assistant, question, heading, cue, asked):
    row = _row(assistant, question, "Du er snart rask.", near=f"{heading}\n\n")
    assert (row["under_cue"], row["under_weak"]) == (cue, asked)


def test_what_all_of_a_document_holds_counts_for_each_of_its_sentences(assistant):
    focus = focus_of("Hvad koster robotstøvsugere?", assistant.library)
    texts = [
        ("a.md", "En robotstøvsuger støjer."),
        ("a.md", "Den er dyr."),
        ("b.md", "Tag en bus."),
    ]
    given = {"cosine": 0.8, "cosine_before": 0.8, "cosine_after": 0.8, "passage_cosine": 0.8}
    candidates = [
        Candidate(text, "", "", text, "", rank=0, kind="paragraph", **given) for _, text in texts
    ]
    rows = measure(focus, candidates, [None] * 3, [path for path, _ in texts])
    held = rows[:, FEATURES.index("document_coverage")]
    assert held[0] == held[1] > 0.5 > held[2] == 0.0


def test_no_sentence_gives_no_row(assistant):
    focus = focus_of("Hvem betaler?", assistant.library)
    assert measure(focus, [], [], []).shape == (0, len(FEATURES))


@pytest.mark.parametrize(
    ("text", "fragment"),
    [("Han siger: »Vi mangler plads.«", 0.0), ("Forsøg i Lemvig", 1.0), ("Det virker.", 0.0)],
)
def test_a_line_without_an_end_is_a_fragment(assistant, text, fragment):
    assert _row(assistant, "Hvad mangler?", text)["fragment"] == fragment


def test_the_similarity_counts_again_for_the_kind_of_question(assistant):
    row = _row(assistant, "Hvad kostede låsen?", "Låsen kostede 200 kr.")
    assert (row["asks_fact"], row["asks_cause"]) == (1.0, 0.0)
    assert row["fact_cosine"] == row["cosine"] == pytest.approx(0.5)
    assert row["cause_cosine"] == 0.0
