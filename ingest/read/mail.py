"""E-mail: the plain text, or the HTML where that says more, then the files of text in it.

Who wrote a message when stands above its text, as far as its head tells. What an answer repeats of
earlier messages stands under the line that says who wrote them, without the marks of quotation. A
signature with a number or an address to write to is one line, under no heading of the message.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.letters import CLOSING
from ingest.offices import owner_of_domain, signing_office, sole_office
from ingest.read.attached import write_attachments
from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_publisher, note_title, note_year
from ingest.read.text import write_text
from ingest.read.web import write_html

_ANSWERED = re.compile(r"(?:(?:sv|vs|re|fwd?|aw) ?: ?)+", re.I)
_FIELD = r"(Fra|Sendt|Dato|Til|Cc|Emne|From|Sent|Date|To|Subject):[ \xa0]*(.*)"
_ENVELOPE = re.compile(rf"(?:\s*^[> ]*{_FIELD}$)*", re.M)
_FIELDS = re.compile(rf"^[> ]*{_FIELD}$", re.M)
_EARLIER = re.compile(
    r"^[> ]*(?:(?:Den|On) .{5,120} (?:skrev|wrote)[^\n]{0,120}:"
    r"|-{2,} ?(?:Oprindelig meddelelse|Original Message|Videresendt (?:meddelelse|mail)).{0,20}"
    r"|(?=(?:Fra|From):.{2,120}\n[> ]*(?:Sendt|Sent|Dato|Date):))",
    re.M | re.I,
)
_QUOTED = re.compile(r"^(?:> ?)+", re.M)
_MONTHS = "januar februar marts april maj juni juli august september oktober november december"
_MORE_WORDS = 1.25  # of the plain text's: such HTML holds what the plain text leaves out
_CONTACT = re.compile(r"\+?\d[\d ]{6,13}\d|\S+@\S+\.\w+|\bkl\. ?\d|\d{1,2} ?[-–] ?\d{1,2}\b")
_SENTENCE = re.compile(r"[^\W\d]{3}[.!?](?: [A-ZÆØÅ]|$)")
_SIGNED_LINES = 8  # of a signature
_SIGNED_CHARACTERS = 90
_LAST_LINES = 8  # in which a message without "Venlig hilsen" is signed


def read_eml(data: bytes, limits: Limits) -> Outline:
    """Read a message; its subject is title and heading."""
    outline = Outline(limits)
    message = message_from_bytes(data, policy=policy.default)
    subject = _ANSWERED.sub("", str(message.get("subject", "")).strip(), count=1)
    note_title(outline, subject)
    outline.heading(subject, 1)
    outline.paragraph(_told_by(message))
    text = _content(message.get_body(("plain",))).replace("\r\n", "\n")
    page = Outline(limits)
    write_html(page, _content(message.get_body(("html",))))
    page.settle(headings=False)
    shown = "\n".join(block["text"] for block in page.blocks)
    if len(shown.split()) > _MORE_WORDS * len(text.split()):
        text = shown
    else:
        page = Outline(limits)
    earlier = list(_earlier(text))
    _note_sender(outline, message, text[: earlier[0].start if earlier else None])
    if page.blocks:
        _write_page(outline, page, text, earlier)
    else:
        _write_messages(outline, text, earlier)
    write_attachments(outline, message)
    return outline


def _told_by(message: EmailMessage) -> str:
    """Who sent the message on which day: "Fra: Bo Lund, 4. juni 2024"; "" when nothing tells."""
    addresses = getattr(message.get("from"), "addresses", ())
    senders = [address.display_name or address.addr_spec for address in addresses]
    sent = _sent(message)
    day = f"{sent.day}. {_MONTHS.split()[sent.month - 1]} {sent.year}" if sent else ""
    told = ", ".join(filter(None, (*senders, day)))
    return f"Fra: {told}" if any(senders) else told


def _sent(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message.get("date")))
    except (TypeError, ValueError, OverflowError):
        return None


class _Earlier(NamedTuple):
    """Where an earlier message's head begins and ends in the text, and who wrote it and when."""

    start: int
    end: int
    told: str


def _earlier(text: str) -> Iterator[_Earlier]:
    end = 0
    for mark in _EARLIER.finditer(text):
        if mark.start() < end:
            continue
        envelope = _ENVELOPE.match(text, mark.end())
        assert envelope is not None
        end = envelope.end()
        fields = {name.casefold(): told.strip() for name, told in _FIELDS.findall(envelope.group())}
        sender, sent = (
            next((fields[name] for name in names if name in fields), "")
            for names in (("fra", "from"), ("sendt", "sent", "dato", "date"))
        )
        told = ", ".join(filter(None, (f"Fra: {sender}", sent)))
        own = _QUOTED.sub("", mark.group()).strip(" -:")
        yield _Earlier(mark.start(), end, told if sender else own)


def _write_messages(outline: Outline, text: str, earlier: list[_Earlier]) -> None:
    """Write the message, then each earlier one under who wrote it."""
    _write_message(outline, text[: earlier[0].start if earlier else None], 2)
    for head, following in pairwise([*earlier, None]):
        assert head is not None
        outline.heading(head.told, 2)
        own = text[head.end : following.start if following else None]
        _write_message(outline, _QUOTED.sub("", own), 3)


def _write_message(outline: Outline, text: str, level: int) -> None:
    """Write one message, its signature under none of its headings, which have the level given."""
    lines = text.split("\n")
    closing, end = _signature(lines)
    write_text(outline, "\n".join(lines[:closing]), titled=False)
    if closing == len(lines):
        return
    outline.settle(headings=False)
    outline.leave(level)
    signature = [line.strip() for line in lines[closing + 1 : end] if line.strip()]
    before = "\n".join(lines[:closing])
    if any(contact not in before for contact in _CONTACT.findall("\n".join(signature))):
        outline.paragraph(lines[closing])
        outline.paragraph(", ".join(line.rstrip(",;") for line in signature))
        closing = end
    write_text(outline, "\n".join(lines[closing:]), titled=False)


def _signature(lines: list[str]) -> tuple[int, int]:
    """Return the index of "Venlig hilsen" and the one after the signature, or the end twice."""
    closings = [i for i, line in enumerate(lines) if CLOSING.match(line.strip())]
    closing = closings[-1] if closings else len(lines)
    end = min(closing + 1, len(lines))
    while end < len(lines) and end - closing <= _SIGNED_LINES:
        line = lines[end].strip()
        if not line and end > closing + 1:
            break
        if len(line) > _SIGNED_CHARACTERS or _SENTENCE.search(line):
            return len(lines), len(lines)
        end += 1
    return closing, end


def _write_page(outline: Outline, page: Outline, text: str, earlier: list[_Earlier]) -> None:
    """Write what was read of HTML in the same way; `text` is its blocks, a line feed between."""
    outline.metadata = page.metadata | outline.metadata
    outline.notices.update(page.notices)
    outline.pictures = page.pictures
    headings = {block["text"] for block in page.blocks if block["kind"] == "heading"}
    end = below = 0
    for block in page.blocks:
        start, end = end, end + len(block["text"]) + 1
        for head in earlier:
            if start <= head.start < end:
                _write_block(outline, block, text[start : head.start], below)
                outline.heading(head.told, 2)
                below = 2
            if head.start < end:
                start = max(start, head.end)
        _write_block(outline, block, text[start:end], below)
        if block["kind"] == "table_row":
            captions = (each for each in block["section"] if each not in headings)
            outline.blocks[-1]["section"] += captions


def _write_block(outline: Outline, block: dict[str, Any], text: str, below: int) -> None:
    """Write what is left of a block, a heading below as many levels as are given."""
    if block["kind"] == "heading":
        outline.heading(text, block["level"] + below)
    elif block["kind"] == "list_item":
        outline.item(text, block["level"])
    elif block["kind"] == "table_row":
        outline.row(text, block["row"])
    else:
        outline.paragraph(text)


def _note_sender(outline: Outline, message: EmailMessage, own: str) -> None:
    """Keep the office that signs or whose address it is, else the sender's name; and the year."""
    note_publisher(outline, _signing_office(own.splitlines()))
    sender = message.get("from")
    for address in getattr(sender, "addresses", ())[:1]:
        note_publisher(outline, sole_office(address.display_name))
        note_publisher(outline, owner_of_domain(address.domain, own) if address.domain else None)
        note_publisher(outline, address.display_name)
    note_year(outline, _sent(message))


def _signing_office(lines: list[str]) -> str | None:
    """The organisation named below "Venlig hilsen", else in the message's last lines."""
    lines = [line for line in lines if line.strip()]
    closings = [i for i, line in enumerate(lines) if CLOSING.match(line.strip())]
    return signing_office(lines[closings[-1] if closings else -_LAST_LINES :])


def _content(part: MIMEPart | None) -> str:
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    return decode(raw, part.get_content_charset()) or ""
