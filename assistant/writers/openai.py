"""A model on a server with OpenAI's interface (vLLM and the like), at the address of the settings.

The address and the key come from the settings alone: `OPENAI_API_KEY` and its like are not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assistant.writers.ollama import check_end
from ingest.errors import ServerFailed, WriterError
from ingest.model_server import Limits, ModelServer

if TYPE_CHECKING:
    from assistant.settings import Settings

_LIST_S = 10.0  # to list the models
_MARGIN = 64  # tokens kept free, as for Ollama
_LAST = "[DONE]"


class OpenAIWriter:
    """A model behind `/chat/completions`."""

    def __init__(self, model: str, url: str, settings: Settings) -> None:
        """Name the model; nothing is asked of the server yet.

        Args:
            model: As the server calls it.
            url: The address up to and with `/v1`.
            settings: Key, context and length of an answer.
        """
        self.name = f"openai:{model}"
        self.structured = settings.writer_format != "text"
        self._model = model
        key = settings.openai_key
        self._server = ModelServer(url, key.get_secret_value() if key else None)
        self._glance = Limits(settings.writer_connect_s, _LIST_S, _LIST_S)
        self._context = settings.writer_context
        self._answer_tokens = settings.writer_answer_tokens

    def room(self) -> int:
        """Return how many tokens of prompt fit; the interface does not tell the model's own."""
        return self._context - self._answer_tokens - _MARGIN

    def describe(self) -> str:
        """Return the address and the context; a server that lists the model has it."""
        try:
            listed = self._server.get("/models", self._glance).get("data")
        except ServerFailed as error:
            raise WriterError(error.code, error.detail) from error
        models = [one.get("id") for one in listed or () if isinstance(one, dict)]
        if self._model not in models:
            raise WriterError("missing", self._model)
        return f"svarer på {self._server.url}; kontekst {self._context} tokens"

    def write(self, prompt: str, schema: Mapping[str, Any] | None, limits: Limits) -> Iterator[str]:
        """Yield the text as it is written."""
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            "stream": True,
            "stream_options": {"include_usage": True},
            "temperature": 0,
            "seed": 1,
            "max_tokens": self._answer_tokens,
        }
        if schema is not None:
            form = {"name": "answer", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        try:
            yield from self._texts(self._server.lines("/chat/completions", body, limits), prompt)
        except ServerFailed as error:
            too_long = error.code == "refused" and "context" in error.detail.lower()
            raise WriterError("context" if too_long else error.code, error.detail) from error

    def _texts(self, lines: Iterator[str], prompt: str) -> Iterator[str]:
        reason: object = None
        read: object = None
        wrote = False
        for line in lines:
            if not line.startswith("data:"):
                continue
            data = line.removeprefix("data:").strip()
            if data == _LAST:
                break
            event = _parse(data)
            if isinstance(usage := event.get("usage"), dict):
                read = usage.get("prompt_tokens")
            for choice in event.get("choices") or ():
                text = (choice.get("delta") or {}).get("content") or ""
                reason = choice.get("finish_reason") or reason
                wrote = wrote or bool(text.strip())
                if text:
                    yield text
        if reason is None:
            raise WriterError("cut", "the stream ended without a reason to finish")
        check_end(reason, read, prompt)
        if not wrote:
            raise WriterError("empty")


def _parse(data: str) -> dict[str, Any]:
    try:
        event = json.loads(data)
    except ValueError as error:
        raise WriterError("invalid", f"no JSON: {data[:80]}") from error
    if not isinstance(event, dict):
        raise WriterError("invalid", f"no JSON object: {data[:80]}")
    if "error" in event:
        raise WriterError("failed", str(event["error"]))
    return event
