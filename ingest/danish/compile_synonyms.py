"""Makes the stems behind `synonyms.txt` and `english.txt`, which take long to find.

Run `python -m ingest.danish.compile_synonyms` after a change of either or of the stemmer. A group
also holds the nouns that are regularly made of its words (afskedige: afskedigelse).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ingest.danish.lexicon import known
from ingest.danish.stems import family, stem

_FOLDER = Path(__file__).parent
_NOUN_ENDINGS = ("else", "ering", "hed")
# They end like nouns made of a verb or an adjective, but mean something of their own.
_OWN_MEANING_TEXT = """
afholdenhed badering bestyrelse biografering dannelse dokumentering drikkelse enhed forladelse
forladthed forløbelse fristelse følelse giftering godhed grundering indlevelse kaldelse klarering
ledelse lejlighed lettelse løftelse løshed lukkethed magasinering myndighed nethed nyhed nøglering
opgivelse oplagthed optagethed passering pausering planering postering programmering projektering
renhed rettelse rettethed ringhed skabelse skikkelse skyhed skyldighed skønhed sorthed steghed
stemthed stramhed studering stævnelse størrelse surhed sværhed tilværelse udlevelse udmærkelse
versionering virksomhed visering vished værelse
"""
_OWN_MEANING = frozenset(_OWN_MEANING_TEXT.split())


def main() -> None:
    """Write the tables."""
    for name, table in (("synonyms", synonyms()), ("english", english())):
        lines = [f"{word} {' '.join(sorted(stems))}\n" for word, stems in sorted(table.items())]
        (_FOLDER / "data" / f"{name}.txt").write_text("".join(lines), encoding="utf-8")


def synonyms() -> Mapping[str, set[str]]:
    """Map each stem to those of the other words of its groups."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines("synonyms.txt"):
        stems = {stem(word) for word in line.split()}
        stems |= {noun for one in stems for noun in _nouns().get(one, ())}
        for one in stems:
            found[one] |= stems - {one}
    return found


def english() -> Mapping[str, set[str]]:
    """Map each English word to the stems of the Danish words for it."""
    pairs = (line.split(":") for line in lines("english.txt"))
    return {word: {stem(one) for one in danish.split()} for word, danish in pairs}


def lines(name: str) -> list[str]:
    """List the lines of a hand-made list without its headings."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _nouns() -> Mapping[str, set[str]]:
    """Map a stem to those of the nouns that are regularly made of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in known():
        if word.endswith(_NOUN_ENDINGS) and word not in _OWN_MEANING:
            found[family(word)].add(stem(word))
    return found


if __name__ == "__main__":
    main()
