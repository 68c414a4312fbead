"""Words and vectors find passages together; filters act inside both searches."""

import pytest
from library_world import fill

from assistant.records import Filters
from assistant.retrieve import as_llama_index, search, weighted_terms
from ingest import danish
from ingest.embed import HashingEncoder
from ingest.library import Library
from ingest.pipeline import sync


def _documents(assistant, question, filters=None, k=10):
    return [passage.document.path for passage in assistant.search(question, k, filters)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("skærm i hjemmeplejen", "skaermbesoeg.md"),
        ("skaermbesoeg i hjemmeplejen", "skaermbesoeg.md"),
        ("robotstovsugere", "robotter"),
        ("Where will the conference be held?", "konference.md"),
        ("vacuum cleaners", "robotter"),
    ],
)
def test_other_forms_and_languages_find_the_passage(assistant, question, first):
    assert _documents(assistant, question)[0].startswith(first)


def test_words_find_a_compound_in_another_inflection(assistant):
    terms = weighted_terms(assistant.library, "velfærdsteknologichefer")
    ((best, _),) = assistant.library.search_words(terms, 1, None)
    (chunk,) = assistant.library.chunks_by_id([best])
    assert "Velfærdsteknologichefen" in chunk.text


def test_near_duplicates_come_once(assistant):
    found = _documents(assistant, "robotstøvsugere hos borgere")
    assert len([path for path in found if path.startswith("robotter")]) == 1


def test_a_flood_of_copies_leaves_room_for_what_stands_behind_them(tmp_path):
    copy = (
        "# Nødkald\n\nDer findes ingen oplysninger om nødkald hos os i dag, og det vil der heller "
        "ikke gøre til næste år, siger kopi {}.\n"
    )
    texts = {f"kopi-{n}.md": copy.format(n) for n in range(500)}
    texts["priser.md"] = "# Priser\n\nEt nødkald koster 35 kroner om måneden hos kommunen.\n"
    with Library.open(tmp_path / "bibliotek", encoder=HashingEncoder()) as library:
        sync(fill(tmp_path / "mappe", texts), library)
        found = search(library, "nødkald", library.encoder.query("nødkald"), 10)
    assert sorted(p.document.path.split("-")[0] for p in found) == ["kopi", "priser.md"]


@pytest.mark.parametrize(
    ("filters", "paths"),
    [
        (Filters(year_from=2022), {"barrierer-2023.md"}),
        (Filters(year_to=2013), {"barrierer-2013.md"}),
        (Filters(kinds=("survey",)), {"barrierer-2013.md", "barrierer-2023.md"}),
        (Filters(publishers=("Lemvig Kommune",)), {"strategi.md"}),
        (Filters(documents=("robotter.md",)), {"robotter.md"}),
        (Filters(kinds=("law",)), set()),
    ],
)
def test_filters_let_through_only_what_they_name(assistant, filters, paths):
    assert set(_documents(assistant, "velfærdsteknologi i kommunerne", filters)) == paths


def test_a_filter_finds_what_the_whole_library_would_crowd_out(assistant):
    filters = Filters(documents=("strategi.md",))
    assert _documents(assistant, "robotstøvsugere", filters, k=1) == ["strategi.md"]


def test_passages_are_slices_of_their_documents(assistant):
    for passage in assistant.search("velfærdsteknologi"):
        chunk = passage.chunk
        assert passage.document.text[chunk.start : chunk.end] == chunk.text


def test_a_misspelt_word_is_also_searched_as_the_known_one(assistant):
    terms = dict(weighted_terms(assistant.library, "vasketoileter"))
    right = dict(weighted_terms(assistant.library, "vasketoiletter"))
    assert set(right) & set(terms)
    assert max(terms.values()) == 1.0


def test_a_letter_of_another_alphabet_that_looks_the_same_finds_the_word(assistant):
    terms = dict(weighted_terms(assistant.library, "r\u043ebotstøvsugere"))
    assert 0 < terms[danish.stem("robotstøvsugere")] < 1


def test_fewer_than_one_passage_cannot_be_asked_for(assistant):
    with pytest.raises(ValueError, match="k must be at least 1, got 0"):
        assistant.search("robotter", 0)


def test_others_can_plug_the_search_in(assistant):
    nodes = as_llama_index(assistant.library, k=2).retrieve("Hvor mange borgere har en robot?")
    assert len(nodes) == 2
    assert nodes[0].node.metadata["document"].startswith("robotter")
    assert nodes[0].score >= nodes[1].score
