"""Makes the word lists in `data/` from simplemma's Danish dictionary.

Run `python -m ingest.danish.compile_lexicon` after a new release of simplemma or a change of
`inflection.py`; the lists are read at run time in a fraction of what the dictionary itself takes.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.danish.compounds import NO_HEAD, NO_PART, PER_LETTER_KNOWN, cut
from ingest.danish.inflection import strip, undouble
from ingest.danish.lexicon import atoms, corrections
from ingest.danish.words import fold_letters

_DATA = Path(__file__).parent / "data"
_INFINITIVE = re.compile(r"(?:(?<=[^\W\d]{4})(?:ere|er)|(?<=[^\W\d]{3})e)$")
_ROUNDS = 4  # counts of parts stop changing after this many assignments of best splits
_OFTEN = 3  # a part seen in fewer compounds may be chance


def main() -> None:
    """Write the lists."""
    lemma_forms = _read_dictionary()
    stems = {lemma: _stem_of(lemma, lemma_forms) for lemma in lemma_forms}
    modifiers, heads = _count_parts(lemma_forms, stems)
    _write("modifiers.txt", [f"{m} {s} {n}" for (m, s), n in sorted(modifiers.items())])
    _write("heads.txt", [f"{head} {n}" for head, n in sorted(heads.items())])
    _write_words(lemma_forms, stems)
    simple = {lemma: own for lemma, own in stems.items() if _is_simple(lemma)}
    _write_words(lemma_forms, simple)


def _is_simple(lemma: str) -> bool:
    return strip(lemma) in atoms() or cut(lemma, PER_LETTER_KNOWN) is None


def _write_words(lemma_forms: Mapping[str, set[str]], stems: Mapping[str, str]) -> None:
    """Write the words with their stems, and the forms that the rules get wrong."""
    _write("known.txt", [_known_line(lemma, own) for lemma, own in sorted(stems.items())])
    _write("irregular.txt", _irregular(lemma_forms, stems))


def _read_dictionary() -> dict[str, set[str]]:
    """Read every lemma with its forms, folded; names and abbreviations are left out."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    dictionary: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("da")
    lemma_forms: dict[str, set[str]] = defaultdict(set)
    for form, lemma in dictionary.items():
        if form.islower() and lemma.islower() and form.isalpha() and lemma.isalpha():
            lemma_forms[fold_letters(lemma)].add(fold_letters(form))
    return dict(lemma_forms)


def _stem_of(lemma: str, lemma_forms: Mapping[str, set[str]]) -> str:
    """Give the stem of a dictionary word: a doer shares it with the verb (bruger, bruge)."""
    if lemma in corrections():
        return corrections()[lemma]
    if lemma.endswith("ende") and len(lemma) > 6:
        return strip(lemma)
    if _is_participle(lemma, lemma_forms) or _is_neuter(lemma, lemma_forms):
        return strip(lemma)
    if lemma.endswith("er") and lemma[:-1] in lemma_forms:
        lemma = lemma[:-1]
    if lemma.endswith("en") and len(lemma) > 7 and lemma[:-1] in lemma_forms:
        lemma = lemma[:-1]
    return undouble(_INFINITIVE.sub("", lemma))


def _is_participle(lemma: str, lemma_forms: Mapping[str, set[str]]) -> bool:
    """Tell a participle that has its own entry (udmærket) from a noun in -et (budget)."""
    if not lemma.endswith("et") or len(lemma) < 7 or lemma + "tet" in lemma_forms[lemma]:
        return False
    return lemma[:-2] + "ede" in lemma_forms[lemma] or lemma[:-1] in lemma_forms


def _is_neuter(lemma: str, lemma_forms: Mapping[str, set[str]]) -> bool:
    """Tell an adverb that is the neuter of an adjective (færdigt)."""
    return len(lemma) > 5 and strip(lemma) == lemma[:-1] and lemma[:-1] in lemma_forms


def _count_parts(
    lemma_forms: Mapping[str, set[str]], stems: Mapping[str, str]
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Count in how many compounds each modifier and each head stands.

    Every dictionary word is given its best split, by the counts of the round before.
    """
    splits = {lemma: _splits(lemma, stems) for lemma in lemma_forms}
    splits = {lemma: found for lemma, found in splits.items() if found}
    modifiers: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for found in splits.values():
        for modifier, head in found:
            modifiers[modifier] += 1
            heads[head] += 1
    for _ in range(_ROUNDS):
        best = [
            max(found, key=lambda pair: math.log1p(modifiers[pair[0]]) + math.log1p(heads[pair[1]]))
            for found in splits.values()
        ]
        modifiers = Counter(modifier for modifier, _ in best)
        heads = Counter(head for _, head in best)
    stemmed: Counter[str] = Counter()
    for head, count in heads.items():
        stemmed[stems[head]] += count
    named = Counter({(m, _modifier_stem(m, stems)): n for m, n in modifiers.items() if n >= _OFTEN})
    return named, Counter({head: n for head, n in stemmed.items() if n >= _OFTEN})


def _splits(lemma: str, stems: Mapping[str, str]) -> list[tuple[str, str]]:
    """List the ways to see a word as modifier and head, both known and neither a mere affix."""
    found = []
    for middle in range(2, len(lemma) - 2):
        modifier, head = lemma[:middle], lemma[middle:]
        if head not in stems or head in NO_HEAD or head in NO_PART or modifier in NO_PART:
            continue
        if _modifier_stem(modifier, stems):
            found.append((modifier, head))
    return found


def _modifier_stem(modifier: str, stems: Mapping[str, str]) -> str:
    """Give the stem behind a modifier with its linking letters, "" when there is none."""
    if modifier in corrections():
        return corrections()[modifier]
    candidates = [modifier]
    if modifier.endswith("s"):
        candidates += [modifier[:-1], modifier[:-1] + "e" if len(modifier) > 4 else modifier]
    if modifier.endswith("e"):
        candidates += [modifier[:-1], undouble(modifier[:-1]), modifier + "r"]
    candidates += [modifier + "e", modifier + "um" if modifier.endswith("i") else modifier]
    return next((stems[word] for word in candidates if word in stems and len(word) > 1), "")


def _known_line(lemma: str, own: str) -> str:
    """Write a word as stem|rest."""
    return f"{own}|{lemma[len(own) :]}" if lemma.startswith(own) else lemma


def _irregular(lemma_forms: Mapping[str, set[str]], stems: Mapping[str, str]) -> Iterator[str]:
    """Give the forms that the rules get wrong, behind the stem they belong to."""
    by_stem: dict[str, list[str]] = defaultdict(list)
    for lemma, own in stems.items():
        for form in sorted(lemma_forms[lemma] | {lemma}):
            if strip(form) != own and form not in corrections():
                by_stem[own].append(form)
    for own, forms in sorted(by_stem.items()):
        yield " ".join([own, *forms])


def _write(name: str, lines: Iterator[str] | list[str]) -> None:
    (_DATA / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
