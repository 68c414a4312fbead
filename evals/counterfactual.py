"""Does the answer follow its documents? A changed passage changes it, a deleted one ends it.

Up to 57 % of citations are picked after the answer was made (Wallat et al. 2024, arXiv
2412.18004): only a changed corpus shows whether the cited text is what is used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evals.case import Case, Nugget
from evals.edits import Edit, edited
from evals.gold import Documents, resolve
from evals.metrics.abstention import abstained
from evals.metrics.citations import is_valid
from evals.metrics.nuggets import count
from evals.patterns import compiled, lines
from evals.records import Check, Result, System
from evals.run import Progress, ask_all
from evals.statistics import proportion
from evals.systems import world_of
from evals.variants import Workshop, replaced
from ingest.library import Library
from ingest.records import Document

Systems = Callable[[Library], System]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DAYS = 31
_GROUPS = 6  # libraries that passages are deleted from, so that each keeps most of its text
_WANTED = 50  # items below which the rate says too little


@dataclass(frozen=True, slots=True)
class Change:
    """A case whose value was changed.

    Attributes:
        edits: By path, in every alternative.
        old: The value as it stood.
        new: The value that stands there now.
    """

    case: Case
    edits: dict[str, tuple[Edit, ...]]
    old: str
    new: str


def check_counterfactual(
    results: Sequence[Result],
    right: Iterable[str],
    workshop: Workshop,
    systems: Systems,
    progress: Progress | None = None,
) -> tuple[Check, Check]:
    """Edit and delete what the right answers rest on, and ask again.

    Args:
        results: Of the unchanged library.
        right: Ids of the questions answered fully correctly there; only they can follow.
        workshop: Makes the changed libraries.
        systems: The assistant on a library.
        progress: Called with (what, questions done, questions).
    """
    correct = set(right)
    cases = [r.case for r in results if r.case.id in correct and r.case.answerable and r.case.spans]
    documents = {document.path: document for document in workshop.documents()}
    return (
        _follow(cases, documents, workshop, systems, progress),
        _delete(cases, documents, workshop, systems, progress),
    )


def _follow(
    cases: list[Case],
    documents: dict[str, Document],
    workshop: Workshop,
    systems: Systems,
    progress: Progress | None,
) -> Check:
    changes = [change for case in cases if (change := changed_value(case, documents))]
    by_path: dict[str, set[Edit]] = defaultdict(set)
    for change in changes:
        for path, edits in change.edits.items():
            by_path[path].update(edits)
    new = [edited(documents[path], edits) for path, edits in by_path.items()]
    failed = []
    with workshop.library(replaced(documents.values(), new)) as library:
        known = world_of(library).documents
        asked = [change.case for change in changes]
        found = ask_all(asked, systems(library), progress, "Ændrede passager", traced=False)
        for change, result in zip(changes, found, strict=True):
            if not _follows(change, result, known):
                failed.append(f"{change.case.id}: {change.old} blev til {change.new}")
    return _check("counterfactual_edit", "Svaret følger en ændret passage", len(changes), failed)


def _follows(change: Change, result: Result, documents: Documents) -> bool:
    answer = result.answer
    if answer is None or abstained(answer):
        return False
    spoken = lines(sentence.text for sentence in answer.sentences if sentence.citations)
    valid = all(is_valid(citation, documents) for citation in answer.citations)
    return valid and re.search(rf"(?<!\d){re.escape(change.new)}(?!\d)", spoken) is not None


def changed_value(case: Case, documents: Documents) -> Change | None:
    """Change the first number of a vital nugget wherever the gold states it; None without one."""
    for nugget in case.vital:
        for old in _values(case, nugget):
            new = another(old)
            edits = dict(_edits(case, documents, old, new))
            stated = all(
                any(gold.span.doc in edits for gold in option)
                for option in resolve(case, documents)
            )
            if edits and stated:
                return Change(case, edits, old, new)
    return None


def _values(case: Case, nugget: Nugget) -> Iterator[str]:
    """Numbers that a nugget's patterns ask for, as its quotations have them.

    A number that the question names is what it is about, not what it asks for.
    """
    named = set(_NUMBER.findall(" ".join([case.question, *case.history])))
    for span in case.spans:
        for pattern in nugget.accept:
            wanted = _digits(pattern)
            for match in compiled(pattern).finditer(span.quote):
                for value in _NUMBER.findall(match.group()):
                    if value not in named and _digits(value) in wanted:
                        yield value


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def another(value: str) -> str:
    """A different value of the same kind: 1.250 becomes 5.694, 2023 becomes 2067, 14.30 19.30.

    A year stays in its century, a time of day and a day of the month stay what they are.
    """
    if re.fullmatch(r"(?:[01]?\d|2[0-3])[.][0-5]\d", value):
        hour, minute = value.split(".")
        return f"{(int(hour) + 5) % 24:0{len(hour)}}.{minute}"
    if value.isdigit() and 0 < int(value) <= _DAYS:
        return f"{(int(value) + 9) % 28 + 1:0{len(value)}}"
    kept = 2 if re.fullmatch(r"(?:19|20)\d\d", value) else 0
    turned = [str((int(c) + 3) % 9 + 1) if c.isdigit() else c for c in value[kept:]]
    return value[:kept] + "".join(turned)


def _edits(
    case: Case, documents: Documents, old: str, new: str
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    found: dict[str, list[Edit]] = defaultdict(list)
    for option in resolve(case, documents):
        for gold in option:
            if gold.place is not None:
                text = documents[gold.span.doc].text[gold.place.start : gold.place.end]
                for match in re.finditer(rf"(?<![\d.,]){re.escape(old)}(?!\d|[.,]\d)", text):
                    start = gold.place.start + match.start()
                    found[gold.span.doc].append(Edit(start, start + len(old), new))
    for path, edits in found.items():
        yield path, tuple(edits)


def _delete(
    cases: list[Case],
    documents: dict[str, Document],
    workshop: Workshop,
    systems: Systems,
    progress: Progress | None,
) -> Check:
    failed: list[str] = []
    counted = 0
    for number in range(_GROUPS):
        group = cases[number::_GROUPS]
        if not group:
            continue
        new = _without(group, documents)
        with workshop.library(replaced(documents.values(), new)) as library:
            label = f"Slettede passager {number + 1}/{_GROUPS}"
            for result in ask_all(group, systems(library), progress, label, traced=False):
                outcome = _declines(result)
                counted += outcome is not None
                if outcome is False:
                    failed.append(f"{result.case.id}: svarede, selv om passagen er slettet")
    return _check("counterfactual_delete", "Afviser, når passagen er slettet", counted, failed)


def _without(cases: list[Case], documents: dict[str, Document]) -> list[Document]:
    gone: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for case in cases:
        for option in resolve(case, documents):
            for gold in option:
                if gold.place is not None:
                    gone[gold.span.doc].add((gold.place.start, gold.place.end))
    return [
        edited(documents[path], [Edit(start, end, "") for start, end in _merged(places)])
        for path, places in gone.items()
    ]


def _merged(places: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    first, last = -1, -1
    for start, end in sorted(places):
        if start > last:
            if last >= 0:
                yield first, last
            first = start
        last = max(last, end)
    if last >= 0:
        yield first, last


def _declines(result: Result) -> bool | None:
    """Whether the question was declined; None when the fact stands elsewhere and was found."""
    answer = result.answer
    if answer is None:
        return False
    if abstained(answer):
        return True
    held = count(result.case, answer)
    return None if held.vital and held.vital_found == held.vital else False


def _check(name: str, label: str, counted: int, failed: list[str]) -> Check:
    passed = not failed if counted >= _WANTED else None
    few = [f"kun {counted} sager kan prøves; {_WANTED} skal der til"] if passed is None else []
    return Check(
        name, label, proportion(counted - len(failed), counted), passed, tuple([*few, *failed])
    )
