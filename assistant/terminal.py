"""What a person reads in the terminal: answers, hits, a report, a progress bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.contract import SECTION_SEPARATOR
from assistant.plain import line
from assistant.records import Answer, Citation, Passage

if TYPE_CHECKING:
    from ingest.pipeline import Progress
    from ingest.report import SyncReport

_LEFT_OUT = {  # what a sync does not read of a document, one and more
    "attachment_ignored": ("vedhæftet fil", "vedhæftede filer"),
    "page_without_text": ("side uden tekst", "sider uden tekst"),
    "hidden_text": ("skjult sted", "skjulte steder (rækker, slides, ark eller tekst)"),
    "formula_without_value": ("formel uden resultat", "formler uden resultat"),
    "truncated": ("afkortet del", "afkortede dele"),
}


@contextmanager
def progress_bar(text: str) -> Iterator[Progress]:
    """Show a bar on standard error from the first file read to the last."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True))
    task = bar.add_task(text)

    def show(done: float, total: int) -> None:
        if bar.finished:
            return  # started again, it would be drawn once more
        bar.start()
        bar.update(task, completed=done, total=total)
        if done >= total:
            bar.stop()

    try:
        yield show
    finally:
        if bar.live.is_started:  # one that never began would leave an empty line
            bar.stop()


def answer_text(answer: Answer) -> str:
    """Return an answer with its sources, or what was found instead."""
    parts = [_text(answer)] if answer.text else []
    if answer.explanation:
        parts.append(answer.explanation)
    if answer.notice:
        parts.append(answer.notice)
    if answer.citations:
        parts.append("\n".join(["Kilder:", *map(_source, answer.citations)]))
    if answer.nearest:
        parts.append("\n".join(["Det nærmeste i dokumenterne:", *map(_source, answer.nearest)]))
    return "\n\n".join(parts)


def _text(answer: Answer) -> str:
    """Return the text; where a model wrote some of it, what is quoted stands in quotation marks."""
    if answer.writer == "extractive":
        return answer.text
    marked = [
        replace(one, text=f"»{one.text}«") if one.verbatim and one.citations else one
        for one in answer.sentences
    ]
    made = (
        f"Skrevet af AI ({answer.writer}) og holdt op mod kilderne; det i »« er ordrette citater."
    )
    return f"{replace(answer, sentences=tuple(marked)).text}\n\n{made}"


def _source(citation: Citation) -> str:
    place = (
        citation.title,
        str(citation.year) if citation.year else "",
        f"s. {citation.page}" if citation.page else "",
        citation.section or "",
        citation.document,
    )
    return f"[{citation.n}] {', '.join(filter(None, place))}\n    »{citation.quote}«"


def hits_text(passages: Sequence[Passage]) -> str:
    """Return search hits as a numbered list."""
    if not passages:
        return "Intet fundet."
    return "\n\n".join(_hit(rank, passage) for rank, passage in enumerate(passages, start=1))


def _hit(rank: int, passage: Passage) -> str:
    place = (
        passage.document.title,
        f"s. {passage.chunk.page}" if passage.chunk.page else "",
        SECTION_SEPARATOR.join(passage.chunk.section),
        passage.document.path,
    )
    text = " ".join(passage.chunk.text.split())
    return f"{rank}. {', '.join(filter(None, place))}\n   {text}"


def report_text(report: SyncReport) -> str:
    """Return what a sync did."""
    lines = [
        f"{report.added} nye, {report.changed} ændrede, {report.removed} fjernede, "
        f"{report.unchanged} uændrede; {report.chunks} passager, {report.seconds:.1f} s."
    ]
    lines += [f"Nyt navn: {line(file.was)} hedder nu {line(file.path)}." for file in report.renamed]
    lines += [
        f"Kopi: {line(file.path)} har samme indhold som {line(file.of)}; de er ét dokument."
        for file in report.copies
    ]
    lines += [
        f"sources.toml: der er ingen fil ved navn {line(name)} i mappen."
        for name in report.unmatched_sources
    ]
    lines += [f"Afvist: {line(file.path)}: {file.reason}" for file in report.rejected]
    told = [
        f"{notice.count} {_LEFT_OUT[notice.code][notice.count != 1]}" for notice in report.left_out
    ]
    lines += [f"Ikke læst: {', '.join(told)}."] if told else []
    return "\n".join(lines)
