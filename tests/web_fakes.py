"""A library and an assistant for the pages, small and without an encoder."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from assistant.records import Answer, AnswerSentence, Citation, Filters, LibraryState, Passage
from ingest.danish import terms as danish_terms
from ingest.errors import NotInLibrary
from ingest.library import DocumentInfo, RejectedFile
from ingest.records import Block, Chunk, Document, Notice

TEXT = (
    "Barrierer for velfærdsteknologi\n"
    "Økonomi er den største barriere for 62 procent af kommunerne.\n"
    "Medarbejdernes kompetencer nævnes af hver tredje."
)


def document(path: str = "rapport.md", text: str = TEXT, **values) -> Document:
    blocks, position, section = [], 0, ()
    for n, line in enumerate(text.split("\n")):
        kind = "heading" if n == 0 else "paragraph"
        blocks.append(
            Block(
                position,
                position + len(line),
                kind,
                int(n == 0),
                section,
                values.get("pages") and 1,
            )
        )
        section = (text.split("\n")[0],)
        position += len(line) + 1
    values = {"title": "Barrierer 2023", "kind": "report", "year": 2023, "publisher": "KL"} | values
    return Document(path, sha256(path.encode()).hexdigest(), text, tuple(blocks), **values)


def citation(source: Document, quote: str, n: int = 1) -> Citation:
    start = source.text.index(quote)
    return Citation(
        n, source.path, source.title, source.kind, source.year, 1 if source.pages else None,
        "Barrierer", quote, start, start + len(quote), source.publisher,
    )  # fmt: skip


@dataclass
class FakeLibrary:
    held: list[Document] = field(default_factory=lambda: [document()])
    files: dict[str, Path] = field(default_factory=dict)
    failed: list[RejectedFile] = field(default_factory=list)
    generation: int = 1

    def documents(self) -> list[DocumentInfo]:
        return [
            DocumentInfo(
                d.path, d.sha256, d.title, d.kind, d.publisher, d.year, d.language, d.address,
                d.pages, d.notices, len(self.chunks(d.sha256)),
            )
            for d in self.held
        ]  # fmt: skip

    def rejected(self) -> list[RejectedFile]:
        return self.failed

    def document(self, path: str) -> Document:
        for held in self.held:
            if held.path == path:
                return held
        raise NotInLibrary(path)

    def chunks(self, sha256: str) -> list[Chunk]:
        source = next(d for d in self.held if d.sha256 == sha256)
        return [
            Chunk(f"{sha256[:16]}-{b.start}-{b.end}", sha256, b.start, b.end,
                  source.text[b.start : b.end], b.section, b.page)
            for b in source.blocks if b.kind != "heading"
        ]  # fmt: skip

    def search_words(self, terms, k, filters=None) -> list[tuple[str, float]]:
        stems = {term for term, _ in terms}
        chunks = [chunk for held in self.held for chunk in self.chunks(held.sha256)]
        found = [chunk for chunk in chunks if stems & set(danish_terms(chunk.text))]
        return [(chunk.id, 1.0) for chunk in found][:k]

    def original(self, path: str) -> Path | None:
        return self.files.get(path)


def answered(library: FakeLibrary, question: str) -> Answer:
    source = library.held[0]
    quote = source.text.split("\n")[1]
    return Answer(
        question, question, "answered",
        (AnswerSentence("Dokumenterne siger:", verbatim=True), AnswerSentence(quote, (1,))),
        (citation(source, quote),), LibraryState(library.generation, len(library.held)),
    )  # fmt: skip


@dataclass
class FakeAssistant:
    """Answers from the first document; some words in the question choose another outcome."""

    library: FakeLibrary
    asked: list[tuple[str, tuple[str, ...], Filters | None]] = field(default_factory=list)
    refuse: bool = False

    def ask(self, question, history=(), filters=None) -> Answer:
        self.asked.append((question, tuple(history), filters))
        found = answered(self.library, question)
        nothing = replace(found, sentences=(), citations=(), nearest=found.citations)
        if "ukendt" in question or self.refuse:
            return replace(nothing, status="not_found", explanation="Prisen er ikke nævnt.")
        if "delvist" in question:
            return replace(
                found, status="partial", explanation="Året mangler.", nearest=found.citations
            )
        if "personnummer" in question:
            return replace(
                nothing,
                status="refused",
                reason="personal_data",
                nearest=(),
                explanation="Uden navne.",
            )
        if "vrøvl" in question:
            return replace(nothing, status="refused", reason="unclear", nearest=())
        if "brud" in question:
            raise RuntimeError("itu: /hemmelig/sti")
        return found

    def stream(self, question, history=(), filters=None) -> Iterator[Answer]:
        yield self.ask(question, history, filters)

    def search(self, question, k=10, filters=None) -> list[Passage]:
        source = self.library.held[0]
        chunks = self.library.chunks(source.sha256)[:k]
        return [Passage(chunk, source, 1.0) for chunk in chunks]


class Writing(FakeAssistant):
    """A language model writes after the documents' own words, when it may."""

    def __init__(self, library: FakeLibrary) -> None:
        super().__init__(library)
        self.go = threading.Event()

    def stream(self, question, history=(), filters=None) -> Iterator[Answer]:
        first = self.ask(question, history, filters)
        yield replace(first, writing=True)
        self.go.wait(20)
        written = AnswerSentence("Penge er det, der oftest mangler.", (1,), verbatim=False)
        yield replace(first, sentences=(written,), writer="ollama:lille")


__all__ = ["FakeAssistant", "FakeLibrary", "Notice", "Writing", "answered", "citation", "document"]
