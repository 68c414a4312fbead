"""Why a file was rejected: the code that scripts compare, and the sentence that people read."""

from __future__ import annotations

from ingest.errors import Rejected

REASONS = {
    "encrypted": "Filen kræver adgangskode.",
    "no_text": "Der blev ingen tekst fundet: scannet, kræver OCR.",
    "nothing_to_read": "Siderne har hverken tekst eller noget, som OCR kan læse.",
    "empty": "Filen er tom: der er ingen tekst at citere.",
    "unsupported": "Filen kan ikke læses: filtypen understøttes ikke.",
    "damaged": "Filen er beskadiget og kan ikke læses.",
    "crashed": "Filen fik læseprogrammet til at bryde sammen og er sandsynligvis beskadiget.",
    "timeout": "Filen kunne ikke læses inden for tidsgrænsen.",
    "too_large": "Filen er for stor til at blive læst.",
    "too_large_unpacked": "Filen er for stor udpakket.",
    "too_many_pages": "Filen har for mange sider.",
    "too_many_cells": "Regnearket har for mange rækker, kolonner eller celler.",
    "too_much_text": "Filen indeholder for meget tekst.",
    "unsafe_archive": "Filen er pakket på en måde, der ikke er sikker at åbne.",
    "external_entity": "Filen indeholder XML-definitioner (DTD) og åbnes af sikkerhedshensyn ikke.",
    "unsafe_name": "Filens navn eller sti indeholder tegn, der ikke er tilladt.",
    "outside_folder": "Filen er et link til noget uden for mappen og følges ikke.",
    "dead_link": "Filen er et link til noget, der ikke findes.",
    "not_a_file": "Det er ikke en almindelig fil.",
    "unreadable": "Filen kunne ikke åbnes; kontrollér rettighederne til den.",
}
_AFTER_OCR = "Der blev ingen tekst fundet, heller ikke med OCR."


def rejected(code: str) -> Rejected:
    """Build the exception for a code of `REASONS`.

    Raises:
        KeyError: For a code that the table does not hold.
    """
    return Rejected(code, REASONS[code])


def without_text(*, after_ocr: bool) -> Rejected:
    """Build the exception for a scan: it asks for OCR only where none was there to read it."""
    return Rejected("no_text", _AFTER_OCR) if after_ocr else rejected("no_text")
