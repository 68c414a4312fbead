"""A follow-up made standalone by a model, where it does no more than that.

What comes back is used only if it keeps every weighty word of the question and adds none that the
earlier questions do not have: a model that answers, guesses or forgets leaves it to the rules.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.writers import Writer
from assistant.writers.prompt import neutralised
from ingest import danish
from ingest.errors import WriterError
from ingest.model_server import Limits

_EARLIER = 4  # questions that a follow-up can refer to
_LONGEST = 400  # characters of a standalone question
_PROMPTS = {
    "da": """Skriv det sidste spørgsmål om, så det kan forstås uden de tidligere spørgsmål.
Erstat ord som »den«, »det«, »de«, »han« og »der« med det, de henviser til. Behold alle andre ord.
Tilføj kun ord fra de tidligere spørgsmål. Svar ikke på spørgsmålet.
Svar med JSON: {"question": "Det selvstændige spørgsmål?"}

""",
    "en": """Rewrite the last question so that it can be understood without the earlier questions.
Replace words like "it", "they", "he" and "there" by what they refer to. Keep all other words.
Add only words from the earlier questions. Do not answer the question.
Answer with JSON: {"question": "The standalone question?"}

""",
}
_LABELS = {
    "da": ("Tidligere", "Sidste spørgsmål", "Svar"),
    "en": ("Earlier", "Last question", "Answer"),
}
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"question": {"type": "string", "maxLength": _LONGEST}},
    "required": ["question"],
    "additionalProperties": False,
}


def rewrite(question: str, history: Sequence[str], writer: Writer, limits: Limits) -> str | None:
    """Return the question made standalone, or None where the model's wording may not be used.

    Args:
        question: As typed.
        history: Earlier questions, oldest first.
        writer: The model.
        limits: Of this alone.

    Raises:
        WriterError: The model did not deliver.
    """
    language = "da" if danish.language(question) == "da" else "en"
    earlier, last, answer = _LABELS[language]
    lines = [f"{earlier}: {neutralised(text)}" for text in history[-_EARLIER:]]
    task = "\n".join([*lines, f"{last}: {neutralised(question)}", f"{answer}:"])
    written = "".join(writer.write(_PROMPTS[language] + task, _SCHEMA, limits))
    try:
        value = json.loads(written)
    except ValueError as error:
        raise WriterError("invalid", f"no JSON: {written[:80]}") from error
    text = value.get("question") if isinstance(value, dict) else None
    if not isinstance(text, str):
        raise WriterError("invalid", f"no question: {written[:80]}")
    text = " ".join(text.split())
    return text if keeps_to(text, question, history) else None


def keeps_to(text: str, question: str, history: Sequence[str]) -> bool:
    """Say whether a wording has all that the question has, and nothing that nobody asked.

    Args:
        text: What a model made of the question.
        question: As typed.
        history: Earlier questions.
    """
    if not 0 < len(text) <= _LONGEST:
        return False
    ours, asked = _words(text), _words(question)
    known = asked.union(*(_words(earlier) for earlier in history))
    return asked <= ours <= known


def _words(text: str) -> set[str]:
    stems = {term.stem for term in danish.content_terms(text)}
    return stems | {value.canonical for value in danish.values(text)}
