"""How common a word is in its language."""

import pytest

from ingest import danish


@pytest.mark.parametrize(
    ("common", "rare"), [("skal", "anbefaler"), ("anbefaler", "papegøje"), ("hus", "eksoskelet")]
)
def test_a_rarer_word_says_more(common, rare):
    assert danish.specificity(common) < danish.specificity(rare) <= 1.0


def test_a_word_in_no_list_is_the_rarest_and_case_does_not_count():
    assert danish.specificity("skærmbesøgsordningen") == 1.0
    assert danish.specificity("SKAL") == danish.specificity("skal") == 0.0


def test_each_language_has_words_of_its_own():
    assert danish.specificity("which", "en") < danish.specificity("which", "da")
