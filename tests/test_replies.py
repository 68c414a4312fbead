"""Under the heading that asks what is asked stands the answer; what other headings ask is other."""

import pytest

from assistant.answer import Assistant
from ingest.library import Library
from ingest.pipeline import sync

_FAQ = """# Spørgsmål og svar om gangbarrer

## Skal jeg selv betale for gangbarren?

Nej. Du låner den, så længe du har brug for den.

## Hvad gør jeg, hvis gangbarren er løs?

Spænd først de to skruer. Hold derefter knappen inde i ti sekunder. Ring ellers til depotet.

## Kan jeg sige nej?

Ja. Gangbarren er et tilbud. Det får ingen betydning for anden hjælp.

## Hvem må stille gangbarren

Det må kun en terapeut.
"""
_OTHER = """# Kursus om gangbarrer

Kurset om en gangbarre varer to timer. Mange skruer mangler, når de kommer fra fabrikken.
"""


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (
            "gangbarren er løs hvad gør jeg",
            [
                "Spænd først de to skruer.",
                "Hold derefter knappen inde i ti sekunder.",
                "Ring ellers til depotet.",
            ],
        ),
        (
            "Kan jeg sige nej til gangbarren?",
            ["Ja.", "Gangbarren er et tilbud.", "Det får ingen betydning for anden hjælp."],
        ),
        ("Hvem må stille gangbarren?", ["Det må kun en terapeut."]),
    ],
)
def test_the_reply_to_what_is_asked_comes_whole_and_alone(tmp_path, question, reply):
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "svar.md").write_text(_FAQ, encoding="utf-8")
    (tmp_path / "mappe" / "kursus.md").write_text(_OTHER, encoding="utf-8")
    with Library.open(tmp_path / "bibliotek") as library:
        sync(tmp_path / "mappe", library)
        answer = Assistant(library).ask(question)
    assert [sentence.text for sentence in answer.sentences] == reply
