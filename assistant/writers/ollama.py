"""A model on Ollama, through its HTTP API.

Ollama cuts a prompt that is too long and answers 200 all the same: the context is set, truncating
and shifting are switched off, and the tokens that it says it read are compared with those sent.
The `ollama` client has no `truncate` and no `shift`, follows redirects and waits without limit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.writers.tokens import least
from ingest.errors import ServerFailed, WriterError
from ingest.model_server import Limits, ModelServer

if TYPE_CHECKING:
    from assistant.settings import Settings

_SHOW_S = 10.0  # to tell what a model is; a busy machine answers late, a hung one never
_MARGIN = 64  # tokens kept free: the chat template's own, and what our count misses
_OPTIONS = {"temperature": 0, "seed": 1, "repeat_penalty": 1.0}  # a penalty would change figures
_CONTEXT_WORDS = ("context", "exceed", "too long", "truncat")


class OllamaWriter:
    """A model on Ollama."""

    def __init__(self, model: str, settings: Settings) -> None:
        """Name the model; nothing is asked of the server yet."""
        self.name = f"ollama:{model}"
        self.structured = settings.writer_format != "text"
        self._model = model
        self._server = ModelServer(settings.ollama_url)
        self._glance = Limits(settings.writer_connect_s, _SHOW_S, _SHOW_S)
        self._context = settings.writer_context
        self._answer_tokens = settings.writer_answer_tokens

    def room(self) -> int:
        """Return how many tokens of prompt fit beside the answer."""
        return self.context - self._answer_tokens - _MARGIN

    def describe(self) -> str:
        """Return the address, the server's version and the context that is set."""
        try:
            version = self._server.get("/api/version", self._glance).get("version")
        except ServerFailed as error:
            raise _failure(error) from error
        return (
            f"svarer på {self._server.url} (Ollama {version}); "
            f"kontekst {self.context} tokens, heraf {self._answer_tokens} til svaret"
        )

    @cached_property
    def context(self) -> int:
        """Tokens of the context that is set: the setting's, or the model's own if it has fewer.

        Raises:
            WriterError: The model is not there, or the server does not answer.
        """
        try:
            shown = self._server.post("/api/show", {"model": self._model}, self._glance)
        except ServerFailed as error:
            raise _failure(error) from error
        return min([self._context, *context_lengths(shown)])

    def write(self, prompt: str, schema: Mapping[str, Any] | None, limits: Limits) -> Iterator[str]:
        """Yield the text as it is written."""
        body = {
            "model": self._model,
            "messages": [{"role": "user", "content": prompt}],
            "stream": True,
            "think": False,
            "truncate": False,
            "shift": False,
            "options": {
                **_OPTIONS,
                "num_ctx": self.context,
                "num_predict": self._answer_tokens,
            },
        }
        if schema is not None:
            body["format"] = schema
        wrote = False
        try:
            for line in self._server.lines("/api/chat", body, limits):
                reply = _parse(line)
                text = _content(reply)
                wrote = wrote or bool(text.strip())
                if text:
                    yield text
                if reply.get("done"):
                    check_end(reply.get("done_reason"), reply.get("prompt_eval_count"), prompt)
                    if not wrote:
                        raise WriterError("empty")
                    return
        except ServerFailed as error:
            raise _failure(error) from error
        raise WriterError("cut", "the stream ended without its last line")


def context_lengths(shown: Mapping[str, Any]) -> list[int]:
    """Return the context lengths, in tokens, that `/api/show` states of a model."""
    info = shown.get("model_info")
    found = info.items() if isinstance(info, dict) else ()
    return [n for key, n in found if key.endswith(".context_length") and isinstance(n, int)]


def check_end(reason: object, read: object, prompt: str) -> None:
    """Check how a text ended, and that the whole prompt was read.

    Args:
        reason: Why the model stopped.
        read: Tokens of the prompt that the server says it read; other than a number is unknown.
        prompt: What was sent.

    Raises:
        WriterError: It was cut short, or some of the prompt was lost.
    """
    if isinstance(read, int) and read < least(prompt):
        raise WriterError("truncated", f"{read} tokens read of at least {least(prompt)}")
    if reason == "length":
        raise WriterError("length")


def _parse(line: str) -> dict[str, Any]:
    try:
        reply = json.loads(line)
    except ValueError as error:
        raise WriterError("invalid", f"no JSON: {line[:80]}") from error
    if not isinstance(reply, dict):
        raise WriterError("invalid", f"no JSON object: {line[:80]}")
    if "error" in reply:
        raise WriterError(*_told(str(reply["error"]), "failed"))
    return reply


def _content(reply: Mapping[str, Any]) -> str:
    message = reply.get("message")
    text = message.get("content") if isinstance(message, dict) else None
    return text if isinstance(text, str) else ""


def _failure(error: ServerFailed) -> WriterError:
    return WriterError(*_told(error.detail, error.code))


def _told(detail: str, code: str) -> tuple[str, str]:
    """Return the code of an error, which for a prompt that is too long stands in its text only."""
    lowered = detail.lower()
    if code in ("refused", "failed") and any(word in lowered for word in _CONTEXT_WORDS):
        return "context", detail
    return code, detail
