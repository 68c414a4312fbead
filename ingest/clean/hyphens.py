"""A hyphen at the end of a line: part of the word, or of the line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.clean.words import listed

_BEFORE = re.compile(r"([^\W_][\w’'-]*)-$")
_AFTER = re.compile(r"[^\W_]+")
_WORD_LENGTH = 60  # characters: no word is longer
_CUT = re.compile(rf"\S{{1,{_WORD_LENGTH}}}-\n\s{{0,9}}\S{{1,{_WORD_LENGTH}}}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENGLISH_LETTERS = 5  # at least, of an English first part; a shorter one may be a syllable
_ENGLISH_LIKE = frozenset({"en"})  # languages that write compounds with a hyphen or a space


class Vocabulary:
    """Words that are known: the document's own, then a dictionary's.

    The document comes first: it shows how it writes its own terms and names.
    """

    def __init__(self, language: str, texts: Iterable[str]) -> None:
        """Collect the document's words; those cut at a line's end are not among them."""
        self.language = language
        self._words: set[str] = set()
        for text in texts:
            self._words.update(word.casefold() for word in _WORD.findall(_without_cut(text)))

    def holds(self, word: str) -> bool:
        """Whether the document writes the word so elsewhere."""
        return word.casefold() in self._words

    def knows(self, word: str) -> bool:
        """Whether a dictionary has the word."""
        from simplemma import is_known

        language = {"no": "nb"}.get(self.language, self.language)
        return bool(
            is_known(word, language if language in ("da", "en", "sv", "nb", "de") else "da")
        )

    def is_loan(self, word: str) -> bool:
        """Whether a word is English and not the text's language: "impact-investeringer"."""
        from simplemma import is_known

        return bool(is_known(word, "en")) and not self.knows(word)


def joined(line: str, following: str, vocabulary: Vocabulary) -> str:
    """The line with what comes between it and the next one of its paragraph: a space or nothing."""
    before, after = _BEFORE.search(line[-_WORD_LENGTH:]), _AFTER.match(following)
    if not before or not after or after.group().casefold() in listed("coordinators"):
        return f"{line} "
    return line if _keeps_hyphen(before[1], after.group(), vocabulary) else line[:-1]


def _keeps_hyphen(before: str, after: str, vocabulary: Vocabulary) -> bool:
    part = before.rsplit("-", 1)[-1]
    if vocabulary.holds(part + after):
        return False
    if vocabulary.holds(f"{before}-{after}") or vocabulary.holds(f"{part}-{after}"):
        return True
    if not after[0].islower() or not part.isalpha() or (part.isupper() and len(part) > 1):
        return True
    english = vocabulary.language in _ENGLISH_LIKE
    if len(part) == 1 or part.casefold() in listed("hyphenated"):
        return english or len(part) == 1 or not vocabulary.knows(part + after)
    if len(part) >= _ENGLISH_LETTERS and vocabulary.is_loan(part) and vocabulary.knows(after):
        return True
    if english:
        parts_known = vocabulary.knows(part) and vocabulary.knows(after)
        return parts_known and not vocabulary.knows(part + after)
    return False


def _without_cut(text: str) -> str:
    return _CUT.sub(" ", text) if "-\n" in text else text
