"""A small folder that questions are asked of; every name and figure in it is made up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from library_world import fill, sources

from assistant.answer import Assistant
from ingest.library import Library
from ingest.pipeline import sync

STRATEGY = """# Strategi for velfærdsteknologi i Lemvig Kommune 2021

## Økonomi

Lemvig Kommune har afsat 2,4 mio. kr. til velfærdsteknologi i 2021. Pengene går til skærmbesøg og
vasketoiletter.

## Gode projekter

Et godt velfærdsteknologisk projekt er kendetegnet ved at have:

- en ledelse, der går foran
- en plan for oplæring af medarbejderne
- borgere, der er med fra begyndelsen
- en måling før og efter

## Formål

Formålet med strategien er, at borgerne kan klare sig selv længere.
"""
CONFERENCE = """# Konference om velfærdsteknologi i Nyborg

Konferencen åbnede med et oplæg af Jens Holmgård fra Aalborg Universitet. Jens Holmgård pegede på,
at kommunerne mangler
fælles standarder.

Konferencen bliver holdt igen den 12. marts 2024 på Hotel Storebælt i Nyborg. Arrangørerne venter
300 deltagere.
"""
OLD = """# Undersøgelse af barrierer 2013

I 2013 svarede 61 procent af kommunerne, at økonomien er den største barriere for velfærdsteknologi.
"""
NEW = """# Undersøgelse af barrierer 2023

I 2023 svarede 38 procent af kommunerne, at manglende tid til oplæring er den største barriere for
velfærdsteknologi.

I store kommuner fylder udbudsreglerne mest. I små kommuner mangler der medarbejdere til at drive
projekterne.
"""
SCREENS = """# Skærmbesøg i hjemmeplejen

Hjemmeplejeskærmen sparer i gennemsnit 11 minutter pr. besøg i Furesø Kommune. Borgerne oplever, at
besøgene kommer til tiden.

Velfærdsteknologichefen i Furesø Kommune hedder Mette Krogsgaard.
"""
ROBOTS = """# Robotstøvsugere

Robotstøvsugere gør rent hos 400 borgere i Odense Kommune. Medarbejderne bruger tiden på personlig
pleje i stedet.
"""
TEXTS = {
    "strategi.md": STRATEGY,
    "konference.md": CONFERENCE,
    "barrierer-2013.md": OLD,
    "barrierer-2023.md": NEW,
    "skaermbesoeg.md": SCREENS,
    "robotter.md": ROBOTS,
    "robotter-kopi.md": ROBOTS.replace("i stedet", "nu"),
}
SOURCES = """["strategi.md"]
kind = "strategy"
publisher = "Lemvig Kommune"
year = 2021

["barrierer-2013.md"]
kind = "survey"
year = 2013

["barrierer-2023.md"]
kind = "survey"
year = 2023
"""


@contextmanager
def open_assistant(directory: Path) -> Iterator[Assistant]:
    """Open a library of the folder with the encoder that ships."""
    folder = fill(directory / "mappe", TEXTS)
    sources(folder, SOURCES)
    with Library.open(directory / "bibliotek") as library:
        assert sync(folder, library).rejected == ()
        yield Assistant(library)
