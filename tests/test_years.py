"""What one year's sentence says is not said of another year."""

import pytest
from library_world import library_of

from assistant.answer import Assistant
from assistant.candidates import focus_of
from assistant.focus import Candidate
from assistant.years import is_of_another_year

_REPORT = """# Status på skærmbesøg

I 2023 blev der gennemført 19.480 skærmbesøg i hjemmeplejen.

## Klager

I 2024 kom der 11 klager over lyden.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    with library_of(tmp_path_factory.mktemp("library"), {"status.md": _REPORT}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "text", "near", "other"),
    [
        ("Hvor mange besøg var der i 2022?", "I 2023 var der 400 besøg.", "", True),
        ("Hvor mange besøg var der i 2023?", "I 2023 var der 400 besøg.", "", False),
        ("Hvor mange besøg var der i 2022?", "Der var 400 besøg.", "", False),
        ("Hvor mange var i gang pr. 1. marts 2025?", "Pr. 1. marts 2024 var 23 i gang.", "", True),
        ("Hvor mange besøg var der i 2022?", "Frem til 2. maj 2023 var der 9.", "Året 2022", False),
        ("Hvor mange besøg var der i 2022?", "I 2021-2023 var der 400 besøg.", "", False),
        ("Hvor mange besøg var der i 2022?", "I 2021/22 var der 400 besøg.", "", False),
        ("Hvor mange besøg var der i 2024?", "Der var 400 besøg (2023: 310).", "", False),
        ("Hvor mange besøg var der i 2024?", "Der var 400 besøg mod 310 i 2023.", "", False),
        ("Hvad koster besøg i 2024?", "Prisen blev 2.023 kr.", "", False),
        ("Hvornår udløber aftalen fra 2020?", "Aftalen udløber i maj 2026.", "", False),
        ("Hvorfor steg prisen i 2022?", "Leverandøren gik konkurs i 2021.", "", False),
        ("Hvor mange kom den 12. marts?", "Den 12. marts 2024 kom 40.", "", False),
        ("Hvor mange kom den 12. marts?", "I 2021-2023 kom 40.", "", False),
        ("Er der flere i 2022 end i 2024?", "I 2023 var der 400 besøg.", "", False),
    ],
)
def test_a_sentence_of_another_year_is_told_from_one_that_only_compares(
    library, question, text, near, other
):
    candidate = Candidate(text, near, "\n\n", "", "", 0.8, 0.8, 0.8, 0.8, 0, "paragraph")
    assert is_of_another_year(focus_of(question, library), candidate) is other


@pytest.mark.parametrize(("year", "status"), [(2023, "answered"), (2022, "not_found")])
def test_a_figure_of_another_year_is_not_given(library, year, status):
    question = f"Hvor mange skærmbesøg blev der gennemført i {year}?"
    assert Assistant(library).ask(question).status == status
