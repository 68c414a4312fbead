"""The spine: file → statements and references → a verdict on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.check.judge import Judge
from assistant.check.manuscript import read_manuscript
from assistant.check.records import Judged, Reference, Report
from assistant.check.references import References, inline_notes
from assistant.check.verbatim import Verbatim
from assistant.records import LibraryState
from ingest.cpr import mask

if TYPE_CHECKING:
    from assistant.answer import Assistant


def check(
    assistant: Assistant,
    file: Path,
    *,
    progress: Callable[[float, int], None] = lambda done, total: None,
) -> Report:
    """Hold a text against the library, statement by statement and reference by reference.

    Args:
        assistant: Whose library and search are used; its writer is not.
        file: In any format that a library reads.
        progress: Called with the number of statements done, and of all.

    Raises:
        Rejected: The file cannot be read.
    """
    manuscript = read_manuscript(file)
    verbatim = Verbatim(assistant.library)
    references = References(assistant.library, verbatim)
    noted = references.resolve_all(manuscript.notes)
    documents = {one.note.name: one.document for one in noted if one.note.kind != "list"}
    judge = Judge(assistant, verbatim)
    judged: list[Judged] = []
    inline: list[Reference] = []
    for statement in manuscript.statements:
        progress(len(judged), len(manuscript.statements))
        found = [references.resolve(note) for note in inline_notes(statement.text)]
        named = [documents.get(name) for name in statement.notes]
        paths = [path for path in (*named, *(one.document for one in found)) if path]
        judged.append(judge.judge(statement, tuple(dict.fromkeys(paths))))
        inline += found if judged[-1].code not in ("verbatim", "remark") else []
    progress(len(judged), len(manuscript.statements))
    return Report(
        file=mask(file.name)[0],
        manuscript=manuscript,
        judged=tuple(judged),
        references=(*noted, *_numbered(inline)),
        library=LibraryState(*assistant.library.state()),
    )


def _numbered(found: Sequence[Reference]) -> list[Reference]:
    """Return references that stand in the text, each once, numbered through."""
    once = list({one.note.text: one for one in found}.values())
    return [replace(one, note=replace(one.note, name=str(n))) for n, one in enumerate(once, 1)]
