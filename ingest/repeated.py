"""What is said again: in the same letters, or with a number that counts as the pages do."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d{1,6}")
_SENTENCE_WORDS = 4  # so many words with a full stop are a sentence, whose number is its own


def letters(text: str) -> str:
    """What a text is in whatever case, spacing and punctuation: a title and a file's name."""
    return "".join(filter(str.isalnum, text.casefold()))


def keys(line: str, page: int) -> set[str]:
    """What a line has in common with its like on other pages.

    A head or foot repeats its words; its page number, whichever of its numbers that is (a date may
    stand before it, "af 12" behind), is as far from the page's own on each page.
    Lines that only differ in any other number tell different things.

    Args:
        line: As it stands on the page.
        page: Number of the page in the file.
    """
    text = " ".join(line.casefold().split())
    found = {text}
    numbers = list(_NUMBER.finditer(text))
    if not numbers or (text.endswith(".") and len(text.split()) >= _SENTENCE_WORDS):
        return found
    for number in numbers:
        counted = f"#{int(number.group()) - page:+}#"
        found.add(text[: number.start()] + counted + text[number.end() :])
    return found
