"""An extractive answer → the same in a model's words, each sentence verified before it is shown.

The extractive answer comes first and stands whatever happens: a model can only add to it.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.asks import asks_for
from assistant.records import Answer, Citation
from assistant.verify.analysis import analyse
from assistant.verify.coverage import is_covered
from assistant.verify.verifier import Verifier
from assistant.writers import Writer
from assistant.writers.breaker import Breaker
from assistant.writers.check import agreed
from assistant.writers.prompt import make_prompt, rules, schema
from assistant.writers.reasons import left_out, why_not
from assistant.writers.reply import Stated, read
from assistant.writers.rewrite import rewrite
from assistant.writers.weave import Quoted, Written, quoted, weave
from ingest import danish
from ingest.errors import WriterError
from ingest.model_server import Limits

if TYPE_CHECKING:
    from assistant.settings import Settings
    from ingest.embed import Encoder

_ENOUGH = 0.5  # share of a model's sentences that must be supported; else it is guessing
_TELLS_LANGUAGE = 5  # words from which a sentence tells its language
_NOT_ITS_FAULT = {"not_found", "language", "repeated", "unsupported", "paused"}  # of the server

_WORD = re.compile(r"\w{3,}|\d+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Draft:
    """What a model has written so far."""

    stated: list[Stated] = field(default_factory=list)
    kept: list[Written] = field(default_factory=list)
    foreign: int = 0
    copied: int = 0


class Generator:
    """A writer with its limits, and a breaker that outlasts the single question."""

    def __init__(
        self,
        writer: Writer,
        settings: Settings,
        encoder: Encoder | None = None,
        breaker: Breaker | None = None,
    ) -> None:
        """Use a writer.

        Args:
            writer: The model.
            settings: Its limits.
            encoder: Measures meaning; None leaves it to the words.
            breaker: None makes one.
        """
        self.writer = writer
        self.breaker = breaker or Breaker()
        self._settings = settings
        self._encoder = encoder

    def answers(
        self,
        first: Answer,
        history: Sequence[str],
        extract: Callable[[str], Answer],
        before: Callable[[Citation], str],
    ) -> Iterator[Answer]:
        """Yield the extractive answer, then ever better ones; the last one is done.

        Args:
            first: Extractive, a follow-up made standalone by the rules.
            history: Earlier questions, oldest first.
            extract: Gives the extractive answer to a standalone question.
            before: Gives the text that stands before a citation in its document.
        """
        if not history or first.status == "refused" or _stands_alone(first):
            yield from self.write(first, before)
            return
        yield replace(first, writing=True)
        clock = _Clock(first)
        try:
            again = self._followed_up(first, history, extract, clock)
        except WriterError as error:
            self._note(error, [first.question, *history])
            language = danish.language(first.standalone_question)
            notice = why_not(error, self.writer.name, language)
            yield clock.stop(replace(first, notice=notice if first.citations else None))
            return
        yield from self.write(again, before, clock)

    def _followed_up(
        self,
        first: Answer,
        history: Sequence[str],
        extract: Callable[[str], Answer],
        clock: _Clock,
    ) -> Answer:
        """Return the answer to the follow-up as the model understands it, or the one there is."""
        self._ask_leave()
        text = rewrite(first.question, history, self.writer, clock.limits(self._settings))
        self.breaker.note(None)
        if text is None or _same_words(text, first.standalone_question):
            return first
        again = replace(extract(text), question=first.question)
        better = again.status in ("answered", "partial") or first.status == "not_found"
        return again if better and again.status != "refused" else first

    def write(
        self,
        answer: Answer,
        before: Callable[[Citation], str] = lambda _: "",
        clock: _Clock | None = None,
    ) -> Iterator[Answer]:
        """Yield ever better answers, the last of which is done; the first is the one given.

        Args:
            answer: Extractive.
            before: Gives the text that stands before a citation in its document.
            clock: Started when the question was answered; None starts one.
        """
        quotations = quoted(answer)
        if not any(one.text for one in quotations):
            yield clock.stop(answer) if clock else answer
            return
        yield replace(answer, writing=True)
        language = danish.language(answer.standalone_question)
        draft, clock = _Draft(), clock or _Clock(answer)
        try:
            self._ask_leave()
            for written in self._written(answer, quotations, before, language, draft, clock):
                woven = weave(answer, quotations, written, language)
                yield replace(woven, writer=self.writer.name, writing=True)
            self.breaker.note(None)
            self._check(draft, quotations, language, clock)
            self._judge(draft, language)
        except WriterError as error:
            self._note(error, [answer.question, answer.standalone_question])
            notice = why_not(error, self.writer.name, language)
            yield clock.stop(replace(answer, notice=notice, drafted=len(draft.stated)))
            return
        woven = weave(answer, quotations, draft.kept, language)
        dropped = len(draft.stated) - len(draft.kept)
        yield clock.stop(
            replace(
                woven,
                writer=self.writer.name,
                drafted=len(draft.stated),
                notice=left_out(dropped, language) if dropped else None,
            )
        )

    def _ask_leave(self) -> None:
        if not self.breaker.admits():
            raise WriterError("paused", self.breaker.last)

    def _note(self, error: WriterError, asked: Sequence[str]) -> None:
        # What is wrong with a model's text is told by its words, and they may be the reader's.
        detail = "" if error.code == "invalid" else _without_words(error.detail, asked)
        _log.warning("%s did not write: %s %r", self.writer.name, error.code, detail)
        if error.code not in _NOT_ITS_FAULT:
            self.breaker.note(error.code)
        if error.code == "invalid" and self._settings.writer_format == "auto":
            self.writer.structured = False

    def _written(
        self,
        answer: Answer,
        quotations: Sequence[Quoted],
        before: Callable[[Citation], str],
        language: str,
        draft: _Draft,
        clock: _Clock,
    ) -> Iterator[list[Written]]:
        """Yield the sentences that may be shown, each time there is one more."""
        structured = self.writer.structured
        most = min(self._settings.writer_prompt_tokens, self.writer.room())
        told = [one.told(n) for n, one in enumerate(quotations, start=1)]
        prompt, shown = make_prompt(
            answer.standalone_question, told, language, structured=structured, most=most
        )
        if shown == 0:
            raise WriterError("context", f"not one source in {most} tokens")
        verifier = self._verifier(quotations[:shown], before)
        task = {" ".join(line.split()) for line in rules(language, structured=structured)}
        limits = clock.limits(self._settings)
        pieces = self.writer.write(prompt, schema(shown) if structured else None, limits)
        for stated in read(clock.heard(pieces), structured=structured):
            draft.stated.append(stated)
            if any(stated.text in line for line in task):
                draft.copied += 1
                continue
            if _is_foreign(stated.text, language):
                draft.foreign += 1
                continue
            if _says_again(stated.text, answer.standalone_question):
                continue
            verdict = verifier.verify(stated.text, [n - 1 for n in stated.hints])
            if verdict.supported and stated.text not in [one.text for one in draft.kept]:
                draft.kept.append(Written(stated.text, verdict.sources))
                yield draft.kept
            elif not verdict.supported:
                _log.info("not supported: %s", ", ".join(f.code for f in verdict.failures))

    def _verifier(
        self, quotations: Sequence[Quoted], before: Callable[[Citation], str]
    ) -> Verifier:
        sources = [one.source(before(one.citation)) for one in quotations]
        if self._encoder is None:
            return Verifier(sources)
        return Verifier(sources, self._encoder.passages, self._encoder.name)

    def _check(
        self, draft: _Draft, quotations: Sequence[Quoted], language: str, clock: _Clock
    ) -> None:
        """Take away what the model itself does not find in the sources, if that is asked for."""
        if not self._settings.writer_check or not draft.kept:
            return
        pairs = [
            (one.text, " ".join(quotations[i].text for i in one.sources)) for one in draft.kept
        ]
        verdicts = agreed(pairs, self.writer, clock.limits(self._settings), language)
        draft.kept = [one for one, holds in zip(draft.kept, verdicts, strict=True) if holds]

    def _judge(self, draft: _Draft, language: str) -> None:
        """Check that enough is left of what the model wrote.

        Raises:
            WriterError: Too little is.
        """
        if draft.copied:
            raise WriterError("repeated")
        if draft.kept and len(draft.kept) >= _ENOUGH * len(draft.stated):
            return
        if draft.foreign or _is_foreign(" ".join(one.text for one in draft.stated), language):
            raise WriterError("language")
        raise WriterError("unsupported", f"{len(draft.kept)} of {len(draft.stated)}")


def _without_words(detail: str, asked: Sequence[str]) -> str:
    """Return what a server said without the reader's words: some repeat what they were sent."""
    own = {word.lower() for text in asked for word in _WORD.findall(text)}
    read = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), detail)
    return _WORD.sub(lambda match: "…" if match[0].lower() in own else match[0], read)


def _stands_alone(first: Answer) -> bool:
    """Say whether the rules left a question as it was, and it was answered."""
    return first.standalone_question == first.question and first.status == "answered"


def _same_words(one: str, other: str) -> bool:
    return sorted(danish.terms(one)) == sorted(danish.terms(other))


def _says_again(text: str, question: str) -> bool:
    """Say whether a sentence has no word that its question lacks; "yes" is an answer to some."""
    if asks_for(question)[0] == "yes_no":
        return False
    words = [item for item in analyse(text).items if item.kind not in ("light", "negation")]
    asked = [analyse(question)]
    return all(is_covered(item, asked) for item in words)


def _is_foreign(text: str, language: str) -> bool:
    """Say whether a text is surely in another language: an undecided one is held to the sources."""
    if danish.has_other_script(text):
        return True
    long_enough = len(text.split()) >= _TELLS_LANGUAGE
    return long_enough and danish.language(text, language) != language


class _Clock:
    """Milliseconds of the first word, the first sentence that may be shown, and all of it."""

    def __init__(self, answer: Answer) -> None:
        self._start = time.monotonic()
        self._before = answer.timings_ms.get("total", 0.0)
        self._laps: dict[str, float] = {"first_source": self._before}

    def limits(self, settings: Settings) -> Limits:
        """Return the limits, less the time that has passed."""
        left = settings.writer_total_s - (time.monotonic() - self._start)
        return Limits(settings.writer_connect_s, settings.writer_first_s, max(left, 0.1))

    def heard(self, pieces: Iterator[str]) -> Iterator[str]:
        """Pass on what a model writes, noting when its first word came."""
        for piece in pieces:
            if "first_word" not in self._laps:
                self._laps["first_word"] = self._now()
            yield piece

    def stop(self, answer: Answer) -> Answer:
        """Return the answer with the times."""
        total = self._now()
        laps = {**self._laps, "write": round(total - self._before, 2), "total": total}
        return replace(answer, timings_ms={**answer.timings_ms, **laps})

    def _now(self) -> float:
        return round(self._before + 1000 * (time.monotonic() - self._start), 2)
