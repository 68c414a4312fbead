"""Documents are changed where the gold stands, and nothing else moves."""

from __future__ import annotations

import pytest
from evals_world import AMOUNT, DOCUMENTS, case

from evals.counterfactual import another, changed_value
from evals.edits import Edit, edited
from ingest.records import Block, Document

_TEXT = "Overskrift\nPrisen er 40 kr. i år.\nSlut."
_DOCUMENT = Document(
    "a.md",
    "sha",
    _TEXT,
    (Block(0, 10, "heading", 1), Block(11, 33, "paragraph"), Block(34, 39, "paragraph")),
    "A",
)


def _blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def test_an_edit_moves_what_follows_and_gives_a_new_digest():
    found = edited(_DOCUMENT, [Edit(21, 23, "1.400")])
    assert _blocks(found) == ["Overskrift", "Prisen er 1.400 kr. i år.", "Slut."]
    assert found.sha256 != _DOCUMENT.sha256


def test_a_block_that_loses_its_text_is_gone():
    assert _blocks(edited(_DOCUMENT, [Edit(11, 33, "")])) == ["Overskrift", "Slut."]


def test_a_block_that_loses_its_end_has_no_white_space_left():
    assert _blocks(edited(_DOCUMENT, [Edit(21, 33, "")]))[1] == "Prisen er"


def test_edits_that_overlap_are_an_error():
    with pytest.raises(ValueError, match="overlap"):
        edited(_DOCUMENT, [Edit(0, 5, ""), Edit(4, 6, "x")])


@pytest.mark.parametrize(
    ("value", "new"),
    [("1.250", "5.694"), ("2023", "2067"), ("14.30", "19.30"), ("09.05", "14.05"), ("1", "11"),
     ("01", "11"), ("31", "13"), ("87", "32")],
)  # fmt: skip
def test_a_value_becomes_another_of_its_kind(value, new):
    assert another(value) == new != value


def test_every_whole_number_to_1000_changes():
    assert all(another(str(n)) != str(n) for n in range(1, 1000))


def test_the_number_of_a_vital_fact_is_changed_where_the_gold_states_it():
    change = changed_value(case(), DOCUMENTS)
    assert change is not None
    assert (change.old, change.new) == ("125.000", "569.444")
    found = edited(DOCUMENTS["ny.pdf"], change.edits["ny.pdf"])
    assert found.text.startswith(AMOUNT.replace("125.000", "569.444"))


def test_a_fact_without_a_number_cannot_be_changed():
    assert changed_value(case(nuggets=[{"id": "n", "accept": ["lift"]}]), DOCUMENTS) is None


def test_a_number_that_the_question_names_stays_and_another_is_changed():
    asked = case(
        question="Hvad koster den lift, der kan bære 125.000 g, og hvornår er fristen?",
        nuggets=[{"id": "n", "accept": [r"125\.000|1\. maj"]}],
    )
    change = changed_value(asked, DOCUMENTS)
    assert change is not None and (change.old, change.new) == ("1", "11")


def test_a_number_beside_the_fact_that_is_asked_for_is_not_changed():
    assert changed_value(case(nuggets=[{"id": "n", "accept": ["søge.*lift"]}]), DOCUMENTS) is None
