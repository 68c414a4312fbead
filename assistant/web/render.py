"""Records become HTML: one place where text turns into markup, so one place that escapes it."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.plain import visible
from assistant.web.texts import texts
from ingest import danish

_FOLDER = Path(__file__).parent / "templates"

# Gradio reads what it shows as Markdown: as entities these stay characters.
_MARKDOWN = {ord(mark): f"&#{ord(mark)};" for mark in "![]()\\`$*_~{}\n"}


def escape(value: object) -> Markup:
    """Return a value as markup that shows it and does nothing else; markup stays as it is."""
    if isinstance(value, Markup):
        return value
    text = "" if value is None else visible(str(value))
    return Markup(html.escape(text, quote=True).translate(_MARKDOWN))


@cache
def environment(language: str) -> Environment:
    """Return the templates with the texts of a language; every expression is escaped."""
    loaded = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    loaded.globals.update(
        t=texts(language),
        language=language,
        language_of=lambda text: danish.language(text, language),
    )
    return loaded


def render(template: str, language: str, **values: object) -> Markup:
    """Return a template filled in."""
    return Markup(environment(language).get_template(template).render(**values))


def one_line(markup: Markup) -> str:
    """Return markup as one line, which Markdown takes for one block of HTML and leaves alone."""
    return re.sub(r"\s*\n\s*", " ", markup).strip()
