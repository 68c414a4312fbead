"""A small word or another source changes what is said, though every word stands somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import assistant.verify
from assistant.check.wording import _FAILURES
from assistant.verify import Source, Verifier

POOL = "I maj 2021 svarede 44 procent af de 310 beboere, at de var trygge."
SCALE = "9 procent var utilfredse, og 5 procent svarede ikke."
HOURS = "Centret brugte 1.250 timer i forsøget."
VOTE = "Lone Kvist stemte imod, fordi prisen er for høj."
LAMP = "Lamperne købes først, når elektrikeren har godkendt kablerne."
ROW = "Post: Sengelifte; Budget 2022 (1.000 kr.): 310; Budget 2023 (1.000 kr.): 1.450"
STAFF = "Arbejdet var uændret eller lettere."
MOVED = "Butikken flyttede fra Hobro til Skagen i fjor."
GROUP = "Projektgruppen ledes af overlæge Anne Holm og mødes hver uge."


def _codes(source, sentence, **known):
    verdict = Verifier([Source(source, **known)]).verify(sentence)
    return [failure.code for failure in verdict.failures]


@pytest.mark.parametrize(
    ("source", "wrong", "code", "right"),
    [
        (POOL, "44 procent af medarbejderne var trygge.", "group",
         "44 procent af beboerne svarede, at de var trygge."),
        (SCALE, "9 procent var meget utilfredse.", "scale", "9 procent var utilfredse."),
        (HOURS, "Centret brugte 1.250 timer om året.", "period", "Centret brugte 1.250 timer."),
        (VOTE, "Lone Kvist stemte for, fordi prisen er høj.", "vote", "Lone Kvist stemte imod."),
        (LAMP, "Lamperne købes, før elektrikeren har godkendt kablerne.", "order",
         "Lamperne købes, når elektrikeren har godkendt kablerne."),
        (STAFF, "Arbejdet var lettere.", "narrowed", "Arbejdet var uændret eller lettere."),
        (MOVED, "Butikken flyttede fra Skagen til Hobro.", "swapped",
         "Butikken flyttede fra Hobro til Skagen."),
        (ROW, "Budgettet til sengelifte er 310.000 kroner i 2023.", "swapped",
         "Budgettet til sengelifte er 1,45 mio. kr. i 2023."),
        (ROW, "Budgettet til sengelifte er 310 kroner i 2022.", "value",
         "Budgettet til sengelifte er 310.000 kroner i 2022."),
    ],
)  # fmt: skip
def test_one_small_word_is_told_from_another(source, wrong, code, right):
    assert code in _codes(source, wrong)
    assert _codes(source, right) == []


def test_a_share_without_a_group_is_of_those_before_it():
    before = "31 procent af kursisterne og 60 procent af beboerne var tilfredse. "
    assert "group" in _codes(SCALE, "9 procent af medarbejderne var utilfredse.", context=before)
    assert _codes(SCALE, "9 procent af beboerne var utilfredse.", context=before) == []


@pytest.mark.parametrize(
    ("after", "codes"),
    [("Beslutning: Udsat.", ["proposed"]), ("Beslutning: Godkendt.", []), ("", ["proposed"])],
)
def test_a_proposal_is_decided_where_the_minutes_say_so(after, codes):
    proposal = "Forvaltningen foreslår indkøb af 12 senge."
    before = "Punkt 1: Lifte. Godkendt. Punkt 2: Udvalget drøftede senge. "
    claim = "Udvalget godkendte indkøb af 12 senge."
    assert _codes(proposal, claim, context=before, after=after) == codes


def test_the_title_of_one_document_does_not_place_what_another_says():
    trial = Source("55 borgere fik en lampe.", where="Forsøg i Lemvig", document="a")
    other = Source("Lamper er dyre.", where="Strategi for Struer Kommune", document="b")
    verifier = Verifier([trial, other])
    assert verifier.verify("I Lemvig fik 55 borgere en lampe.").supported
    assert not verifier.verify("I Struer Kommune fik 55 borgere en lampe.").supported


def test_a_row_that_names_its_place_is_not_of_another_in_the_title():
    row = "Kommune: Vejle; Omfang: 90 borgere med lampe; År: 2018"
    where = "Lamper i Vejle og Lemvig"
    assert _codes(row, "I Vejle fik 90 borgere lampe.", where=where) == []
    assert "mixed" in _codes(row, "I Lemvig fik 90 borgere lampe.", where=where)


def test_the_sentence_before_tells_whose_the_figures_are_unless_another_is_named():
    first, second = "Plejehjemmet Solgården fik 20 nye lifte.", "Skaderne faldt fra 14 til 6."
    pair = [Source(first, document="a"), Source(second, context=f"{first} ", document="a")]
    claim = "Skaderne på Solgården faldt fra 14 til 6."
    assert Verifier(pair).verify(claim).supported
    apart = [pair[0], Source(second, context=f"{first}\n\n", document="a")]
    assert not Verifier(apart).verify(claim).supported
    led = [Source(GROUP, document="a")]
    led.append(Source("Bo Lind har ansvaret for indkøb.", context=f"{GROUP} ", document="a"))
    assert not Verifier(led).verify("Projektgruppen ledes af Bo Lind.").supported
    assert Verifier(led).verify("Projektgruppen ledes af Anne Holm.").supported


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Haven blev indviet den 24. maj 2019.", "Haven blev indviet i maj 2019."),
        ("Ifølge KL's måling er arbejdet tungt.", "Ifølge KL’s måling er arbejdet tungt."),
        ("40 borgere fik en lampe.", "I alt fik 40 borgere en lampe."),
        ("Byen mangler 30 social- og sundhedshjælpere.", "Byen mangler 30 SOSU-hjælpere."),
        ("40 borgere fik en lampe i stedet for et kursus.", "40 borgere fik en lampe."),
    ],
)  # fmt: skip
def test_the_same_in_another_spelling_is_supported(source, sentence):
    assert _codes(source, sentence) == []


def test_failures_are_of_the_sources_that_come_with_them():
    sources = [Source("Lamper koster 200 kroner i Varde."), Source("31 borgere holdt op.")]
    verdict = Verifier(sources).verify("31 medarbejdere holdt op.")
    assert 1 in verdict.held_against
    assert "31" not in [failure.text for failure in verdict.failures]


def test_every_failure_has_words():
    files = Path(assistant.verify.__file__).parent.glob("*.py")
    found = {
        code for file in files for code in re.findall(r'Failure\(\s*"(\w+)"', file.read_text())
    }
    assert found - {"absent"} <= _FAILURES.keys()
