"""What a reader can narrow the search to, with the number of documents behind each choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.records import Filters
from assistant.web.texts import Texts
from ingest.library import DocumentInfo

Choice = tuple[str, str]  # label with its count, value


@dataclass(frozen=True, slots=True)
class Facets:
    """The choices, each list in the order in which it is shown."""

    kinds: list[Choice] = field(default_factory=list)
    years: list[Choice] = field(default_factory=list)
    publishers: list[Choice] = field(default_factory=list)
    documents: list[Choice] = field(default_factory=list)


def facets(documents: Sequence[DocumentInfo], t: Texts) -> Facets:
    """Return the choices among some documents."""
    kinds = _count(info.kind for info in documents)
    years = _count(str(info.year) for info in documents if info.year)
    publishers = _count(info.publisher for info in documents if info.publisher)
    by_title = sorted(documents, key=lambda info: info.title.casefold())
    return Facets(
        kinds=[(f"{t(f'kind.{kind}')} ({n})", kind) for kind, n in kinds.most_common()],
        years=[(f"{year} ({years[year]})", year) for year in sorted(years, reverse=True)],
        publishers=[(f"{name} ({publishers[name]})", name) for name in sorted(publishers)],
        documents=[(_label(info, t), info.path) for info in by_title],
    )


def _count(values: Iterable[str]) -> Counter[str]:
    return Counter(values)


def _label(info: DocumentInfo, t: Texts) -> str:
    year = str(info.year) if info.year else t("source.no_year")
    return f"{info.title} ({t(f'kind.{info.kind}').lower()}, {year})"


def narrowed(
    documents: Sequence[DocumentInfo],
    kinds: Sequence[str],
    years: Sequence[str],
    publishers: Sequence[str],
    paths: Sequence[str],
) -> Filters:
    """Return the choices as filters; values that no document has are left out.

    Years need not follow each other, which a first and a last year cannot say: they become the
    documents of those years.
    """
    chosen_paths = {info.path for info in documents if info.path in set(paths)}
    if years:
        of_years = {info.path for info in documents if str(info.year) in set(years)}
        both = chosen_paths & of_years if chosen_paths else of_years
        chosen_paths = both or {"\0"}
    return Filters(
        kinds=tuple(sorted({info.kind for info in documents} & set(kinds))),
        publishers=tuple(sorted({i.publisher for i in documents if i.publisher} & set(publishers))),
        documents=tuple(sorted(chosen_paths)),
    )


def labels(
    documents: Sequence[DocumentInfo],
    kinds: Sequence[str],
    years: Sequence[str],
    publishers: Sequence[str],
    paths: Sequence[str],
    t: Texts,
) -> tuple[str, ...]:
    """Return the choices in the reader's words."""
    titles = [info.title for info in documents if info.path in set(paths)]
    return (*(t(f"kind.{kind}") for kind in kinds), *sorted(years), *publishers, *titles)
