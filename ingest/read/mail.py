"""E-mail: the plain text where there is one, else the HTML; attachments are only counted."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.properties import note_publisher, note_title, note_year
from ingest.read.text import write_text
from ingest.read.web import write_html


def read_eml(data: bytes, limits: Limits) -> Outline:
    """Read a message; its subject is title and heading."""
    outline = Outline(limits)
    message = message_from_bytes(data, policy=policy.default)
    subject = str(message.get("subject", "")).strip()
    note_title(outline, subject)
    _note_sender(outline, message)
    outline.heading(subject, 1)
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    text = _content(plain)
    if text.strip():
        write_text(outline, text, titled=False)
    elif html is not None:
        title = dict(outline.metadata)
        write_html(outline, _content(html))
        outline.metadata.update(title)
    attachments = sum(1 for _ in message.iter_attachments()) if message.is_multipart() else 0
    outline.notices["attachment_ignored"] += attachments
    return outline


def _note_sender(outline: Outline, message: EmailMessage) -> None:
    sender = message.get("from")
    addresses = getattr(sender, "addresses", ())
    if addresses and addresses[0].display_name:
        note_publisher(outline, addresses[0].display_name)
    try:
        note_year(outline, parsedate_to_datetime(str(message.get("date"))))
    except (TypeError, ValueError):
        return


def _content(part: MIMEPart | None) -> str:
    if part is None:
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    return decode(raw, part.get_content_charset()) or ""
