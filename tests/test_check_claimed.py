"""What a reference says of its document, and what a text has beside its sentences."""

from __future__ import annotations

import pytest
from library_world import fill

from assistant.answer import Assistant
from assistant.check import check, report_text, report_to_json
from ingest.pipeline import sync

LAMPS = """# Lamper på plejehjem

Udarbejdet af Konsulenthuset Nordlys for Varde Kommune, maj 2021.

Lamperne sparede 320 timer om året. Beboerne faldt 14 gange i 2020.
"""


@pytest.fixture
def checked(opened, tmp_path):
    """Check a text against a library of one document."""
    library = opened()
    sync(fill(tmp_path / "mappe", {"lamper-2021.md": LAMPS}), library)

    def run(text):
        (tmp_path / "a.md").write_text(text, encoding="utf-8")
        return check(Assistant(library), tmp_path / "a.md")

    return run


@pytest.mark.parametrize(
    ("entry", "problems"),
    [
        ("Lamper på plejehjem (2021).", []),
        ("Ukendt (2021): Lamper på plejehjem. Hentet 3. maj 2024.", []),
        ("Konsulenthuset Nordlys (2021). Lamper på plejehjem. Varde Kommune.", []),
        ("Varde Kommune, 2021: »Lamper på plejehjem«. København.", []),
        ("Bundgaard, T. & Krag, M. (2021). Lamper på plejehjem.", ["author"]),
        ("Lemvig Kommune (2021). Lamper på plejehjem.", ["author"]),
        ("Lamper på plejehjem. Odense: Gyldendal, 2021.", ["publisher"]),
        ("Lamper på plejehjem: en metaanalyse. 2021.", ["title"]),
    ],
)
def test_who_wrote_and_published_is_held_against_the_document(checked, entry, problems):
    (found,) = report_to_json(checked(f"Noget.\n\n# Litteratur\n\n- {entry}\n"))["references"]
    assert (found["document"], found["problems"]) == ("lamper-2021.md", problems)


@pytest.mark.parametrize(
    "mark", ["[1]", "[2, 4-5]", "(s. 1)", ", jf. rapporten s. 1", "(se også Krag & Bo 2019: 34)"]
)
def test_a_mark_of_a_source_is_no_figure(checked, mark):
    (found,) = report_to_json(checked(f"Lamperne sparede 320 timer om året {mark}."))["sentences"]
    assert found["verdict"] in ("verbatim", "supported")


def test_a_heading_with_a_figure_is_judged_and_the_others_are_counted(checked):
    report = checked("# Plan for 2025\n\n## Lamperne sparer 900 timer om året\n\nNoget andet.\n")
    found = report_to_json(report)
    assert found["sentences"][0]["text"] == "Lamperne sparer 900 timer om året"
    assert found["sentences"][0]["verdict"] == "unsupported"
    assert found["headings_not_judged"] == 1
    assert "1 overskrift er ikke bedømt" in report_text(report)


def test_a_note_keeps_its_lines_and_paragraphs(checked):
    note = "[^1]: Lamper på plejehjem,\n2021. Citat: »Lamperne sparede\n320 timer om året.«"
    text = f"Noget.[^1] Mere.[^2]\n\n{note}\n\n    Set i maj.\n\n[^2]: Egne tal.\n\nTil sidst.\n"
    found = report_to_json(checked(text))
    assert [one["text"] for one in found["sentences"]] == ["Noget.", "Mere.", "Til sidst."]
    first, _ = found["references"]
    assert first["problems"] == [] and first["text"].endswith("året.« Set i maj.")
