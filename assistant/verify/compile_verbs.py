"""Makes `verbs.txt` from simplemma's Danish dictionary: the forms of verbs that no noun shares.

Run `python -m assistant.verify.compile_verbs` after a new release of simplemma.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from os.path import commonprefix
from pathlib import Path

from ingest.danish import fold

_PLURAL = ("rne", "ne", "rnes", "nes")  # the things: what ends so is a noun, though "-ede" too
_NOT_SAID_OF = ("nde", "en", "ens")  # forms that are adjectives and nouns


def main() -> None:
    """Write the list: a line is what the forms of a verb share, and the end of each."""
    lines = [_line(forms) for forms in _verbs(_read_dictionary())]
    path = Path(__file__).parent / "verbs.txt"
    path.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")


def _read_dictionary() -> dict[str, set[str]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dictionary: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("da")
    found: dict[str, set[str]] = defaultdict(set)
    for form, lemma in dictionary.items():
        if form.islower() and lemma.islower() and form.isalpha() and lemma.isalpha():
            found[lemma].add(form)
    return dict(found)


def _verbs(lemma_forms: Mapping[str, set[str]]) -> Iterator[set[str]]:
    for lemma, forms in lemma_forms.items():
        bare = lemma.removesuffix("e")
        is_noun = any(lemma + end in forms or bare + "e" + end in forms for end in _PLURAL)
        if bare == lemma or is_noun or lemma + "nde" not in forms:
            continue
        if {lemma + "r", lemma + "s"} & forms:
            yield {fold(form) for form in (lemma, *forms) if not form.endswith(_NOT_SAID_OF)}


def _line(forms: set[str]) -> str:
    shared = commonprefix(sorted(forms))
    return f"{shared} {'|'.join(sorted(form[len(shared) :] for form in forms))}"


if __name__ == "__main__":
    main()
