"""How gold questions are read from YAML or JSON lines, and written back as JSON lines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from itertools import product
from math import prod
from pathlib import Path
from typing import Any, get_args

from evals.case import Case, Split
from ingest.errors import UsageError

SUITES = Path(__file__).parent / "suites"
SPLITS: tuple[str, ...] = get_args(Split)
_MAX_BYTES = 200_000_000  # of one file: a BEIR collection of some 100,000 passages fits
_MAX_ALTERNATIVES = 200  # of one case: each is located and scored


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases in order of id, and what to call them.

    Attributes:
        warnings: Danish sentences about what was read differently than written.
    """

    name: str
    cases: tuple[Case, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """Hex digest of the cases' canonical JSON: the order of the files does not matter."""
        return hashlib.sha256("\n".join(json_lines(self.cases)).encode()).hexdigest()


def read_cases(raw: object, origin: str) -> tuple[Case, ...]:
    """Check raw YAML or JSON values against the schema.

    Args:
        raw: A list of mappings, one a case.
        origin: The file's name, for messages.

    Raises:
        UsageError: A key is unknown or missing, or a value is of the wrong kind.
    """
    from pydantic import TypeAdapter, ValidationError

    if isinstance(raw, list):
        raw = [_spelt_out(case, origin) for case in raw]
    try:
        return TypeAdapter(tuple[Case, ...]).validate_python(raw)
    except ValidationError as error:
        faults = [_fault(raw, dict(one)) for one in error.errors()[:10]]
        raise UsageError(f"{origin} følger ikke skemaet: " + "; ".join(faults)) from error


def _spelt_out(case: Any, origin: str) -> Any:  # noqa: ANN401 - not checked yet
    """A case whose `gold.each` (one place of every group) is written as alternatives."""
    gold = case.get("gold") if isinstance(case, dict) else None
    if not isinstance(gold, dict) or "each" not in gold:
        return case
    groups = gold["each"]
    if not isinstance(groups, list) or not all(isinstance(g, list) and g for g in groups):
        raise UsageError(f"{origin}: {case.get('id', '?')}: gold.each er en liste af lister.")
    count = prod(map(len, groups))
    if count > _MAX_ALTERNATIVES:
        raise UsageError(
            f"{origin}: {case.get('id', '?')}: gold.each giver {count} udgaver af facit; "
            f"højst {_MAX_ALTERNATIVES}."
        )
    made = [
        {"spans": [span for i, span in enumerate(picked) if span not in picked[:i]]}
        for picked in product(*groups)
    ]
    return {**case, "gold": {"alternatives": [*gold.get("alternatives", ()), *made]}}


def _fault(raw: object, error: dict[str, Any]) -> str:
    location = list(error["loc"])
    name = ""
    if location and isinstance(location[0], int) and isinstance(raw, list):
        case = raw[location.pop(0)]
        name = str(case.get("id", "?")) if isinstance(case, dict) else "?"
    return f"{name}: {'.'.join(map(str, location))}: {error['msg']}"


def load(*paths: Path) -> tuple[Case, ...]:
    """Read the cases of YAML or JSON-lines files in our own schema, in order of id.

    Raises:
        UsageError: A file is missing, unreadable or not in the schema, or an id occurs twice.
    """
    cases = sorted((case for path in paths for case in _load_one(path)), key=lambda case: case.id)
    for first, second in zip(cases, cases[1:], strict=False):
        if first.id == second.id:
            raise UsageError(f"Id'et {first.id} bruges af mere end én sag.")
    return tuple(cases)


def _load_one(path: Path) -> tuple[Case, ...]:
    import yaml

    text = read_text(path)
    try:
        if path.suffix == ".jsonl":
            raw: object = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            # libyaml, where PyYAML has it, reads our suites in a seventh of the time.
            raw = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or []
    except (yaml.YAMLError, json.JSONDecodeError) as error:
        raise UsageError(f"{path.name} kan ikke læses: {error}") from error
    return read_cases(raw, path.name)


def read_text(path: Path) -> str:
    """The text of a suite's file, UTF-8 with or without a byte-order mark.

    Raises:
        UsageError: It is missing, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"{path.name} er større end {_MAX_BYTES // 1_000_000} MB.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} kan ikke læses: {error}") from error


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number from 1 and text of each line that is not blank."""
    for number, line in enumerate(read_text(path).splitlines(), 1):
        if line.strip():
            yield number, line


def json_row(path: Path, number: int, line: str) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        UsageError: It is none.
    """
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{path.name}, linje {number}, er ikke JSON: {error}.") from error
    if not isinstance(row, dict):
        raise UsageError(f"{path.name}, linje {number}, er ikke et JSON-objekt.")
    return row


def shipped(split: str | None = None) -> Suite:
    """The suites that ship, whole or one split (`dev`, `gate`, `holdout`, `canary`)."""
    cases = load(*sorted(SUITES.glob("*.yaml")))
    chosen = tuple(case for case in cases if split in (None, case.split))
    return Suite(split or "alle", chosen)


def only(suite: Suite, patterns: Iterable[str]) -> Suite:
    """The cases of a suite whose id matches any pattern with * and ?.

    Raises:
        UsageError: None does.
    """
    wanted = tuple(patterns)
    cases = tuple(c for c in suite.cases if any(fnmatchcase(c.id, p) for p in wanted))
    if not cases:
        raise UsageError(f"Ingen sag i {suite.name} passer på {', '.join(wanted)}.")
    return replace(suite, cases=cases)


def json_lines(cases: Iterable[Case]) -> Iterator[str]:
    """The cases as JSON lines with sorted keys; `load` reads them back unchanged."""
    from pydantic import TypeAdapter

    adapter = TypeAdapter(Case)
    for case in cases:
        raw = adapter.dump_python(case, mode="json", exclude_defaults=True)
        yield json.dumps(raw, ensure_ascii=False, sort_keys=True)
