"""Every exception of the project, drawn once.

VelfaerdError                 what a command shows as one sentence
├── Rejected                  one file cannot be read; the rest of the folder goes on
├── LibraryError              the library on disk cannot be used
│   ├── LibraryLocked         another process holds it
│   └── EncoderMismatch       it was filled with another encoder
├── SettingsError             a setting is unknown, missing or out of range
├── EncoderError              text could not be turned into vectors
├── WriterError               a language model did not deliver
├── ExportError               a text could not be made into a file
├── Busy                      more questions than the server takes at a time
└── UsageError                the command was given something it cannot use
"""

from __future__ import annotations


class VelfaerdError(Exception):
    """The root: its text is one Danish sentence that a user may be shown."""


class Rejected(VelfaerdError):
    """One file cannot be read.

    Attributes:
        reason_code: Stable English snake_case word that scripts compare, such as `encrypted`.
        reason: One Danish sentence without the file's name.
    """

    def __init__(self, reason_code: str, reason: str) -> None:
        """Keep the code and the sentence."""
        super().__init__(reason)
        self.reason_code = reason_code
        self.reason = reason


class LibraryError(VelfaerdError):
    """The library on disk cannot be used."""


class NotInLibrary(LibraryError):
    """A document or passage is not there, or not for whom it is asked."""


class LibraryLocked(LibraryError):
    """Another process holds the library.

    Attributes:
        pid: Process id of the holder, or None when it is not known.
    """

    def __init__(self, pid: int | None) -> None:
        """Name the holder."""
        holder = "en anden proces" if pid is None else f"proces {pid}"
        super().__init__(f"Biblioteket er i brug af {holder}; luk den først.")
        self.pid = pid


class EncoderMismatch(LibraryError):
    """The library was filled with another encoder than the one in the settings.

    Attributes:
        stored: Fingerprint that the library is pinned to.
        given: Fingerprint of the encoder that was asked for.
    """

    def __init__(self, stored: str, given: str) -> None:
        """Name both fingerprints."""
        super().__init__(
            f"Biblioteket er lavet med indkoderen {stored} og kan ikke bruges med {given}; "
            "vælg den samme indkoder, eller lav biblioteket på ny."
        )
        self.stored = stored
        self.given = given


class SettingsError(VelfaerdError):
    """A setting is unknown, missing or out of range."""


class EncoderError(VelfaerdError):
    """Text could not be turned into vectors."""


class ServerFailed(VelfaerdError):
    """A model server did not answer as it should.

    Attributes:
        code: `unreachable`, `timeout`, `cut`, `redirect`, `missing`, `refused`, `busy`, `failed`
            or `invalid`.
        detail: What the server or the system said, for the log.
    """

    def __init__(self, code: str, detail: str) -> None:
        """Keep the code and the detail."""
        super().__init__(f"Modelserveren svarede ikke, som den skulle ({code}): {detail}")
        self.code = code
        self.detail = detail


class WriterError(VelfaerdError):
    """A language model did not deliver an answer that can be used.

    Attributes:
        code: A code of `ServerFailed`, or `context`, `length`, `truncated`, `empty`, `language`,
            `repeated`, `not_found`, `unsupported` or `paused`.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        """Keep the code; the Danish sentence of it is `assistant.writers.reasons`'."""
        super().__init__(f"Sprogmodellen leverede ikke ({code}): {detail}")
        self.code = code
        self.detail = detail


class ExportError(VelfaerdError):
    """A text could not be made into a Word or OpenDocument file."""

    def __init__(self, detail: str) -> None:
        """Say what went wrong, in pandoc's words."""
        super().__init__(f"Filen kunne ikke laves: {detail}")


class Busy(VelfaerdError):
    """The server takes no more questions just now.

    Attributes:
        code: `too_many` from one reader, `queue_full`, or `timeout`.
    """

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__("Der er travlt lige nu; prøv igen om lidt.")
        self.code = code


class UsageError(VelfaerdError):
    """The command was given something it cannot use: exit code 2."""
