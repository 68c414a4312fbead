"""E-mail: the plain text where there is one, else the HTML; attachments are only counted.

What an answer repeats of earlier messages stands under the line that says who wrote them, without
the marks of quotation.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from itertools import pairwise

from ingest.letters import CLOSING
from ingest.offices import owner_of_domain, signing_office, sole_office
from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_publisher, note_title, note_year
from ingest.read.text import write_text
from ingest.read.web import write_html

_EARLIER = re.compile(
    r"^[> ]*(?:(?:Den|On) .{5,120} (?:skrev|wrote)[^\n]{0,120}:"
    r"|-{2,} ?(?:Oprindelig meddelelse|Original Message|Videresendt (?:meddelelse|mail)).{0,20}"
    r"|(?:Fra|From): ?.{2,120}(?=\n[> ]*(?:Sendt|Sent|Dato|Date): ))[ \t]*$",
    re.M | re.I,
)
_QUOTED = re.compile(r"^(?:> ?)+", re.M)
_ENVELOPE = re.compile(r"^(?:Fra|Sendt|Dato|Til|Cc|Emne|From|Sent|Date|To|Subject): ?.*\n?", re.M)
_LAST_LINES = 8  # in which a message without "Venlig hilsen" is signed


def read_eml(data: bytes, limits: Limits) -> Outline:
    """Read a message; its subject is title and heading."""
    outline = Outline(limits)
    message = message_from_bytes(data, policy=policy.default)
    subject = str(message.get("subject", "")).strip()
    note_title(outline, subject)
    outline.heading(subject, 1)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    text = _content(plain).replace("\r\n", "\n")
    _note_sender(outline, message, text)
    if text.strip():
        _write_messages(outline, text)
    elif html is not None:
        title = dict(outline.metadata)
        write_html(outline, _content(html))
        outline.metadata.update(title)
    attachments = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    outline.notices["attachment_ignored"] += attachments
    return outline


def _write_messages(outline: Outline, text: str) -> None:
    """Write the message, then each earlier one under who wrote it."""
    begins = [*_EARLIER.finditer(text), None]
    write_text(outline, text[: begins[0].start() if begins[0] else None], titled=False)
    for mark, following in pairwise(begins):
        assert mark is not None
        earlier = text[mark.end() : following.start() if following else None]
        outline.heading(_QUOTED.sub("", mark.group()).strip(" -:"), 2)
        write_text(outline, _ENVELOPE.sub("", _QUOTED.sub("", earlier)), titled=False)


def _note_sender(outline: Outline, message: EmailMessage, text: str) -> None:
    """Keep the office that signs or whose address it is, else the sender's name; and the year."""
    own = _EARLIER.split(text)[0]
    note_publisher(outline, _signing_office(own.splitlines()))
    sender = message.get("from")
    for address in getattr(sender, "addresses", ())[:1]:
        note_publisher(outline, sole_office(address.display_name))
        note_publisher(outline, owner_of_domain(address.domain, own) if address.domain else None)
        note_publisher(outline, address.display_name)
    try:
        note_year(outline, parsedate_to_datetime(str(message.get("date"))))
    except (TypeError, ValueError):
        return


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
