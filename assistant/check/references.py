"""Which document a reference names: by its file, its address or its title; else there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.check.claimed import claimed_otherwise
from assistant.check.quoting import quotations
from assistant.check.records import Note, Reference
from assistant.check.verbatim import Verbatim
from assistant.records import Citation
from assistant.verify.analysis import bare
from ingest import danish

if TYPE_CHECKING:
    from ingest.library import DocumentInfo, Library

_SIGNS = re.compile(
    r"\b(?:18|19|20)\d\d\b|https?:|www\.|doi|\bs\.\s?\d|\bFil: |\bjf\."
    r"|\b(?:rapport|artikel|notat)\b",
    re.I,
)
_SAME_AGAIN = re.compile(r"^\W*(?:ibid|ibidem|samme(?:sted)?|smst|op\. ?cit)\b", re.I)
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_PAGE = re.compile(r"\b(?:s|p|side|slide|page)\b\.? ?(\d{1,4})", re.I)
_INLINE = re.compile(
    r"\((?:jf\. |se (?:også |fx |bl\.a\. )?|cf\. )?"
    r"[A-ZÆØÅ][^()\d]{1,80}?,? ?\(?(?:18|19|20)\d\d[a-z]?"
    r"(?:(?:, ?(?:s|ss|p|pp|side)\.? ?|: ?)\d+(?:[-–]\d+)?)?\)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>»«\"]+", re.I)
_SUBTITLE = re.compile(r"[:?!]\s|\s[-–]\s")
_REMEMBERED = 64  # documents whose words are remembered
_FEWEST_LETTERS = 12  # of a title without its subtitle
# What stands around a title: "Fremtidens X" is not X.
_EDGE_BEFORE, _EDGE_AFTER = r"(?:^|[^\w\s]\s*|\d\s+)", r"(?=\s*(?:$|[^\w\s]|\d|s\.|side))"


class _Known:
    """A document as references may name it, its patterns made once."""

    def __init__(self, info: DocumentInfo) -> None:
        self.info = info
        names = (path.rpartition("/")[2] for path in (info.path, *info.other_paths))
        self._files = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.I)
        self._addresses = {_bare(address) for address in (info.address or "").split()}
        self._title = _pattern(info.title)
        main = _SUBTITLE.split(info.title)[0]
        told = len(main) >= _FEWEST_LETTERS and " " in main and main != info.title
        self._main = _pattern(main) if told else None

    def is_file(self, text: str) -> bool:
        return self._files.search(text) is not None

    def is_titled(self, text: str) -> float:
        """Return 1 where the title stands in a text, a little less without its subtitle, or 0."""
        if self._title and self._title.search(text):
            return 1.0
        return 0.9 if self._main and self._main.search(text) else 0.0

    def title_in(self, text: str) -> tuple[int, int] | None:
        """Return where the title stands in a text, or as much of it as stands there."""
        for pattern in (self._title, self._main):
            if pattern and (found := pattern.search(text)):
                return found.start("title"), found.end("title")
        return None

    def is_addressed(self, text: str) -> bool:
        return any(_bare(one) in self._addresses for one in _ADDRESS.findall(text))

    def score(self, text: str) -> float:
        """Return how surely a text names the document; 0 where it does not."""
        return 4 * self.is_file(text) + 2 * self.is_addressed(text) + self.is_titled(text)


class References:
    """Resolves references against one library."""

    def __init__(self, library: Library, verbatim: Verbatim) -> None:
        """Use a library that is open."""
        self._known = [_Known(info) for info in library.documents()]
        self._verbatim = verbatim
        self._library = library
        self._words = lru_cache(_REMEMBERED)(self._read)

    def resolve_all(self, notes: Sequence[Note]) -> list[Reference]:
        """Return each reference with its document; "Samme" names the one before it."""
        found: list[Reference] = []
        for note in notes:
            before = next((one.document for one in reversed(found) if one.is_reference), None)
            if _SAME_AGAIN.match(note.text) and before:
                found.append(self._compare(note, self._of(before)))
            else:
                found.append(self.resolve(note))
        return found

    def resolve(self, note: Note) -> Reference:
        """Return a reference with the document that it names."""
        name, quoted = self._parts(note)
        known = self._named(name)
        if known is not None:
            return self._compare(note, known)
        listed = note.kind in ("list", "inline") and not note.text.endswith(":")
        said = listed or _SIGNS.search(note.text) or quoted
        stands = [self._verbatim.find(text) for text in quoted]
        problems = ("quote",) if stands and not all(stands) else ()
        return Reference(note, None, problems, is_reference=bool(said))

    def _parts(self, note: Note) -> tuple[str, list[str]]:
        """Return a reference without its quotations, and those; a title is no quotation."""
        spans = quotations(note.text)
        quoted = [note.text[start:end] for start, end in spans]
        titles = [text for text in quoted if self._verbatim.is_title(text)]
        name = note.text
        for start, end in reversed(spans):
            if note.text[start:end] not in titles:
                name = f"{name[: start - 1]} {name[end + 1 :]}"
        return name, [text for text in quoted if text not in titles]

    def _named(self, name: str) -> _Known | None:
        """Return the document that a reference names best: by file, address, title."""
        best = max(self._known, key=lambda known: known.score(name), default=None)
        return best if best and best.score(name) else self._published(name)

    def _published(self, name: str) -> _Known | None:
        """Return the first document of a publisher and a year: "(KL, 2023)"."""
        words = set(_words(_PAGE.sub(" ", name)))
        for known in self._known:
            info = known.info
            if (
                info.publisher
                and info.year
                and words == set(_words(f"{info.publisher} {info.year}"))
            ):
                return known
        return None

    def _of(self, path: str) -> _Known:
        return next(known for known in self._known if known.info.path == path)

    def _compare(self, note: Note, known: _Known) -> Reference:
        info = known.info
        name, quoted = self._parts(note)
        problems = []
        years = set(_YEAR.findall(_ADDRESS.sub(" ", name).replace(info.title, " ")))
        others = years - set(_YEAR.findall(info.path))
        if info.year and others and str(info.year) not in years:
            problems.append("year")
        if known.is_file(name) and not known.is_titled(name):
            problems.append("title")
        if not known.is_file(name):
            problems += self._denied(name, known)
        pages = [int(page) for page in _PAGE.findall(_ADDRESS.sub(" ", name))]
        if info.pages and any(page > info.pages or page < 1 for page in pages):
            problems.append("page")
        found = [self._verbatim.find(text, [info.path]) for text in quoted]
        if not all(found):
            problems.append("quote")
        elif "page" not in problems and _elsewhere(pages, found):
            problems.append("quote_page")
        return Reference(note, info.path, tuple(problems))

    def _denied(self, name: str, known: _Known) -> list[str]:
        """Return what a reference says of its document that stands nowhere in it."""
        span = known.title_in(name)
        if span is None:
            return []
        words = self._words(known.info.path)
        return claimed_otherwise(name, span, words.__contains__)

    def _read(self, path: str) -> frozenset[str]:
        """Return the words of a document and of what is known of it."""
        info = self._of(path).info
        told = (info.title, info.publisher or "", info.address or "", *info.other_paths, path)
        text = "\n".join((*told, self._library.document(path).text))
        words = {danish.fold(word.text) for word in danish.words(text)}
        parts = {part for word in words for part in re.split(r"[-_]", word)}
        return frozenset(words | parts | {bare(word) for word in words})


def inline_notes(text: str) -> list[Note]:
    """Return references that stand in a text itself: (KL, 2023), and addresses."""
    named = [match.group().strip("()") for match in _INLINE.finditer(text)]
    addresses = [match.group().rstrip(".,;:)") for match in _ADDRESS.finditer(text)]
    return [Note(str(n), "inline", one) for n, one in enumerate([*named, *addresses], start=1)]


def without_inline(text: str) -> str:
    """Return a text without the references in it that stand in brackets."""
    return _INLINE.sub("", text)


def _elsewhere(pages: Sequence[int], found: Sequence[Citation | None]) -> bool:
    """Say whether the pages that are named are others than those of the quotations."""
    held = [one.page for one in found if one and one.page]
    return bool(pages and held) and not set(held) & set(pages)


def _bare(address: str) -> str:
    return re.sub(r"^https?://|^www\.", "", address.lower()).removeprefix("www.").rstrip("/.,;:)")


def _pattern(title: str) -> re.Pattern[str] | None:
    words = [re.escape(word.text) for word in danish.words(title)]
    joined = r"\W+".join(words)
    return re.compile(rf"{_EDGE_BEFORE}(?P<title>{joined}){_EDGE_AFTER}", re.I) if words else None


def _words(text: str) -> list[str]:
    return [danish.fold(word.text) for word in danish.words(text)]
