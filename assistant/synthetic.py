"""Danish documents and questions from a seed: as many as a benchmark needs, the same every time."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files
from pathlib import Path

_SENTENCES = 5  # in a section, which becomes one passage
_WORDS = tomllib.loads((files("assistant") / "synthetic.toml").read_text("utf-8"))


def write_folder(folder: Path, count: int, sections: int, seed: int = 1) -> Path:
    """Write Markdown files with so many sections each, one passage a section."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(count):
        place = chance.choice(_WORDS["municipalities"])
        parts = [f"# Velfærdsteknologi i {place} Kommune {number}\n"]
        parts += [_section(chance, number * sections + n) for n in range(sections)]
        (folder / f"{number:05}.md").write_text("\n".join(parts), encoding="utf-8")
    return folder


def questions(count: int, seed: int = 2) -> list[str]:
    """Return questions about what the files tell, none asked twice in the same words."""
    chance = random.Random(seed)
    forms = (
        "Hvad siger {who} i {where} om {what} i {place}?",
        "Hvorfor {does} {who} med {what} i {place} Kommune?",
        "Hvilke erfaringer har {place} Kommune med {what}?",
        "Hvor mange deltog i målingen af {what} i {place}?",
    )
    return [
        chance.choice(forms).format(
            who=chance.choice(_WORDS["people"]),
            where=chance.choice(_WORDS["places"]),
            what=chance.choice(_WORDS["technologies"]),
            place=chance.choice(_WORDS["municipalities"]),
            does=chance.choice(_WORDS["doings"]).split()[0],
        )
        for _ in range(count)
    ]


def _section(chance: random.Random, number: int) -> str:
    heading = f"## {number}. {chance.choice(_WORDS['technologies']).capitalize()}\n"
    return f"{heading}\n{' '.join(_sentence(chance) for _ in range(_SENTENCES))}\n"


def _sentence(chance: random.Random) -> str:
    word = {name: chance.choice(words) for name, words in _WORDS.items()}
    return (
        f"{word['people'].capitalize()} i {word['places']} i {word['municipalities']} Kommune "
        f"{word['doings']} med {word['technologies']}, {word['reasons']}, viser en måling fra "
        f"{chance.randint(2008, 2025)} med {chance.randint(3, 900)} deltagere."
    )
