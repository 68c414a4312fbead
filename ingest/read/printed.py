"""Plain text as it was printed: page numbers, heads said again, words that a page parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ingest.repeated import letters

_NUMBER = r"(?:(?:side|page) \d{1,4} ?(?:/|af|of) ?\d{1,4}|[-–—] ?\d{1,4} ?[-–—])"
_MARK = re.compile(rf"\x0c|[-–—|\s]*{_NUMBER}[-–—|\s]*", re.I)
_NUMBER_BEHIND = re.compile(rf"(?<=\S)\s{{3,}}{_NUMBER}\s*$", re.I)
_HEAD = 3  # lines of a page's head or foot
_REACH = 12  # lines from a page's number in which they stand, blank ones counted
_PAGES = 3  # that a line must stand on with which the text does not begin
_SENTENCE_END = re.compile(r"[.!?…:]\s*$")
_PARTED = re.compile(r"[^\W\d_]-\s*$")
_GOES_ON = re.compile(r"\s*[a-zæøå]{2}")


def without_pages(lines: list[str]) -> list[str]:
    """Leave out page numbers and what heads repeat; put a parted word's end behind its beginning.

    Args:
        lines: Of the text; a form feed is a line of its own.
    """
    marks = [index for index, line in enumerate(lines) if _MARK.fullmatch(line)]
    behind = [index for index, line in enumerate(lines) if _NUMBER_BEHIND.search(line)]
    if not marks and not behind:
        return lines
    numbered, marked = set(behind), set(marks)
    lines = [
        "" if i in marked else _NUMBER_BEHIND.sub("", line) if i in numbered else line
        for i, line in enumerate(lines)
    ]
    gone = set(_repeated(lines, sorted([*marks, *behind])))
    lines = ["" if index in gone else line for index, line in enumerate(lines)]
    for mark in marks:
        _rejoin(lines, mark)
    return lines


def _repeated(lines: list[str], marks: list[int]) -> Iterator[int]:
    """Lines of the head that the text begins with, and of one that stands at all pages but one."""
    first = _filled(lines, range(len(lines)))
    while first and first[-1] - first[0] >= len(first):  # a blank line parts the head from the text
        first.pop()
    begun = [letters(lines[index]) for index in first]
    pages = {
        (*above[:1], *below[:1]): {index: letters(lines[index]) for index in above + below}
        for above, below in ((_above(lines, mark), _below(lines, mark)) for mark in marks)
    }
    counts = Counter(said for edge, near in pages.items() for said in {near[i] for i in edge})
    enough = max(_PAGES, len(pages) - 1)
    place: dict[str, int] = {}
    for edge, near in pages.items():
        for index in edge:
            place.setdefault(near[index], index)
        headed = bool(begun) and begun[0] in near.values()
        for index, said in near.items():
            again = headed and said in begun and index not in first
            running = index in edge and place[said] < index and counts[said] >= enough
            if (again or running and " " in lines[index].strip()) and _is_head(lines[index]):
                yield index


def _is_head(line: str) -> bool:
    """Say whether a line may stand at the top of each page: no sentence, and not only a rule."""
    return any(map(str.isalnum, line)) and not _SENTENCE_END.search(line)


def _above(lines: list[str], mark: int) -> list[int]:
    return _filled(lines, range(mark, max(mark - _REACH, -1), -1))


def _below(lines: list[str], mark: int) -> list[int]:
    return _filled(lines, range(mark, min(mark + _REACH, len(lines))))


def _filled(lines: list[str], places: range) -> list[int]:
    found: list[int] = []
    for index in places:
        if lines[index].strip():
            found.append(index)
        if len(found) == _HEAD:
            break
    return found


def _rejoin(lines: list[str], mark: int) -> None:
    """Move the end of a word behind its beginning, over the page's foot that stands between."""
    below = next(iter(_below(lines, mark)), None)
    parted = next((i for i in _above(lines, mark) if _PARTED.search(lines[i])), None)
    if below is None or parted is None or not _GOES_ON.match(lines[below]):
        return
    foot = [line for line in lines[parted + 1 : below] if line.strip()]
    if foot and lines[parted + 1].strip():
        return
    end = next((i for i in range(below, len(lines)) if not lines[i].strip()), len(lines))
    moved = [*lines[below:end], "", *foot]
    lines[parted + 1 : end] = [*moved, *[""] * (end - parted - 1 - len(moved))]
