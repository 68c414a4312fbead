"""Words whose letters are set apart: "L e g i o n e l l a" is one word."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median

from ingest.read.legible import known_share
from ingest.read.pdf.shapes import Word

_RUN = 5  # letters one after another; fewer may be a table's cells
_WORD = 3  # letters; a shorter one is known by chance
_SAME_LINE = 0.1  # of the font size
_GAP = 1.2  # of the font size, between two letters of a word
_WORD_GAP = 1.6  # of the usual gap; between two words it is at least twice as wide
_KNOWN = 0.5  # of the letters, in words that are known: initials of months make none
_SPACE = 0.3  # of the font size, left between the words


def with_spaced_words(words: list[Word]) -> list[Word]:
    """Join letters that are set apart to the words they make.

    Args:
        words: As the file draws them.
    """
    found: list[Word] = []
    start = 0
    while start < len(words):
        end = start + 1
        while end < len(words) and _follows(words[end - 1], words[end]):
            end += 1
        run = words[start:end]
        single = sum(len(word.text) == 1 for word in run)
        joined = _joined(run) if single >= max(_RUN, 0.8 * len(run)) else []
        text = " ".join(word.text for word in joined)
        told = _has_word(joined) and known_share(text) >= _KNOWN
        found += joined if told else run
        start = end
    return found


def _follows(word: Word, after: Word) -> bool:
    """Say whether a letter stands beside the one before, at a letter's distance or a word's."""
    size = word.size
    same = after.size == size and after.bold == word.bold
    level = abs(after.base - word.base) <= _SAME_LINE * size
    short = max(len(word.text), len(after.text)) <= 2
    return same and level and short and 0 < after.x0 - word.x1 <= 2 * _GAP * size


def _has_word(joined: list[Word]) -> bool:
    """Say whether there is a word at all: the numbers of a scale are none."""
    letters = sum(map(str.isalpha, "".join(word.text for word in joined)))
    digits = sum(map(str.isdigit, "".join(word.text for word in joined)))
    return letters > digits and any(len(word.text) >= _WORD for word in joined)


def _joined(run: list[Word]) -> list[Word]:
    gaps = [after.x0 - word.x1 for word, after in pairwise(run)]
    usual = median(gaps)
    found = [replace(run[0])]
    if usual > _GAP * run[0].size:
        return []
    for word, gap in zip(run[1:], gaps, strict=True):
        if gap > _WORD_GAP * usual:
            found[-1].x1 = word.x0 - _SPACE * word.size
            found.append(replace(word))
            continue
        last = found[-1]
        found[-1] = Word(
            last.x0,
            min(last.top, word.top),
            word.x1,
            max(last.bottom, word.bottom),
            last.text + word.text,
            last.size,
            last.base,
            last.bold,
            last.unseen,
            word.mark,
        )
    return found
