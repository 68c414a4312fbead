"""Language models that write: one seam, the models behind it, what they are told and what they say.

There is no default and no fallback: without a writer in the settings the documents' own words are
the answer, whatever runs on the machine or stands in the environment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from ingest.errors import SettingsError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.model_server import Limits

__all__ = ["Writer", "writer_of"]


class Writer(Protocol):
    """A language model on a server.

    Attributes:
        name: As an answer states it: "ollama:MODEL" or "openai:MODEL".
        structured: Whether it keeps to a JSON schema; else it is asked for plain text.
    """

    name: str
    structured: bool

    def room(self) -> int:
        """Return how many tokens of prompt fit beside what it may write.

        Raises:
            WriterError: The model is not there, or does not say.
        """
        ...

    def describe(self) -> str:
        """Return what there is to know of the model, as part of a Danish sentence.

        Raises:
            WriterError: The model is not there, or the server does not answer.
        """
        ...

    def write(self, prompt: str, schema: Mapping[str, Any] | None, limits: Limits) -> Iterator[str]:
        """Yield the text as it is written; closing the iterator stops the model.

        Args:
            prompt: All of it: the system message is lost in models whose template has none.
            schema: JSON schema that the text must follow; None asks for plain text.
            limits: Of this text.

        Raises:
            WriterError: The text did not come, or not to its end, or from half the prompt.
        """
        ...


def writer_of(settings: Settings) -> Writer | None:
    """Return the writer that the settings name, or None for the documents' own words.

    Raises:
        SettingsError: A model on an OpenAI-compatible server is named, but no address.
    """
    from assistant.writers.ollama import OllamaWriter
    from assistant.writers.openai import OpenAIWriter

    kind, _, model = settings.writer.partition(":")
    if kind == "ollama":
        return OllamaWriter(model, settings)
    if kind == "openai":
        if settings.openai_url is None:
            raise SettingsError(
                f"Skriveren {settings.writer} kræver indstillingen »openai_url« med "
                "serverens adresse."
            )
        return OpenAIWriter(model, settings.openai_url, settings)
    return None
