"""What the parts of an OpenDocument file share: names, metadata, and what its styles say."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.read.outline import Outline
from ingest.read.properties import note_language, note_title

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMES}office:1.0}}"
TEXT = f"{{{_NAMES}text:1.0}}"
TABLE = f"{{{_NAMES}table:1.0}}"
DRAW = f"{{{_NAMES}drawing:1.0}}"
PRESENTATION = f"{{{_NAMES}presentation:1.0}}"
SVG = f"{{{_NAMES}svg-compatible:1.0}}"
FORM = f"{{{_NAMES}form:1.0}}"
_STYLE = f"{{{_NAMES}style:1.0}}"
_FO = f"{{{_NAMES}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HEADING = re.compile(r"(?:heading|overskrift|contents_20_heading)(?:_20_)?\s*(\d+)", re.I)
_TITLE = re.compile(r"^(?:title|titel)$", re.I)
_MARGIN = re.compile(rf"{re.escape(_STYLE)}(?:header|footer)(?:-left|-first)?")
_WHITE = ("#ffffff", "#fefefe")


def open_parts(data: bytes, outline: Outline) -> tuple[Element, Styles]:
    """Return the root of the content, and the styles; note the metadata."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        content = etree.fromstring(container.read("content.xml"), parser)
        names = container.namelist()
        common = None
        if "styles.xml" in names:
            common = etree.fromstring(container.read("styles.xml"), parser)
        if "meta.xml" in names:
            _note_metadata(outline, etree.fromstring(container.read("meta.xml"), parser))
    return content, Styles(content, common)


def _note_metadata(outline: Outline, meta: Element) -> None:
    note_title(outline, meta.findtext(f".//{_DC}title"))
    note_language(outline, meta.findtext(f".//{_DC}language"))


class Styles:
    """What styles say of headings and of text that is not shown."""

    def __init__(self, content: Element, common: Element | None) -> None:
        """Gather the styles of both parts."""
        self._styles: dict[tuple[str, str], Element] = {}
        self._pages = [] if common is None else list(common.iter(_STYLE + "master-page"))
        for root in (common, content):
            for style in root.iter(_STYLE + "style") if root is not None else ():
                key = style.get(_STYLE + "family", ""), style.get(_STYLE + "name", "")
                self._styles[key] = style

    def margins(self) -> Iterator[Element]:
        """Yield the heads and feet of the kinds of page."""
        for page in self._pages:
            for child in page:
                if _MARGIN.fullmatch(str(child.tag)):
                    yield child

    def _chain(self, family: str, name: str | None) -> Iterator[Element]:
        seen = set()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            style = self._styles[family, name]
            yield style
            name = style.get(_STYLE + "parent-style-name")

    def heading(self, name: str | None) -> int:
        """Return the heading level of a paragraph style, 0 for none; its name tells undefined."""
        for style in self._chain("paragraph", name):
            own = style.get(_STYLE + "display-name") or style.get(_STYLE + "name", "")
            if named := _named_level(own):
                return named
            level = style.get(_STYLE + "default-outline-level") or ""
            if level.isdigit():
                return int(level)
        return _named_level(name or "")

    def is_title(self, name: str | None) -> bool:
        """Say whether a paragraph style is that of the whole text's title."""
        names = (
            style.get(_STYLE + "display-name") or style.get(_STYLE + "name", "")
            for style in self._chain("paragraph", name)
        )
        return any(map(_TITLE.match, (*names, name or "")))

    def hides(self, family: str, name: str | None) -> bool:
        """Say whether text of this style is not to be seen."""
        for style in self._chain(family, name):
            found = style.find(_STYLE + "text-properties")
            if found is None:
                continue
            if found.get(TEXT + "display") == "none":
                return True
            size = re.match(r"([\d.]+)pt", found.get(_FO + "font-size", ""))
            if size and float(size[1]) <= 1:
                return True
        return False

    def is_bold(self, family: str, name: str | None) -> bool:
        """Say whether text of this style is bold."""
        for style in self._chain(family, name):
            found = style.find(_STYLE + "text-properties")
            if found is not None and found.get(_FO + "font-weight"):
                return found.get(_FO + "font-weight") in ("bold", "600", "700", "800", "900")
        return False

    def is_raised(self, name: str | None) -> bool:
        """Say whether text of this style stands above the line."""
        for style in self._chain("text", name):
            found = style.find(_STYLE + "text-properties")
            if found is not None and found.get(_STYLE + "text-position"):
                place = found.get(_STYLE + "text-position")
                return place.startswith("super") or bool(re.match(r"[1-9]", place))
        return False

    def is_white(self, family: str, name: str | None) -> bool:
        """Say whether text is white without a colour of its own behind it."""
        if self._property("paragraph", name, "paragraph", _FO + "background-color"):
            return False
        for style in self._chain(family, name):
            found = style.find(_STYLE + "text-properties")
            if found is not None and found.get(_FO + "color"):
                background = found.get(_FO + "background-color", "transparent")
                return found.get(_FO + "color").lower() in _WHITE and background == "transparent"
        return False

    def is_hidden_slide(self, name: str | None) -> bool:
        """Say whether a slide is left out of the show."""
        return self._property(
            "drawing-page", name, "drawing-page", PRESENTATION + "visibility"
        ) == ("hidden")

    def is_hidden_table(self, name: str | None) -> bool:
        """Say whether a sheet is hidden."""
        return self._property("table", name, "table", TABLE + "display") == "false"

    def _property(self, family: str, name: str | None, kind: str, attribute: str) -> str | None:
        for style in self._chain(family, name):
            found = style.find(f"{_STYLE}{kind}-properties")
            if found is not None and found.get(attribute):
                return str(found.get(attribute))
        return None


def _named_level(style: str) -> int:
    """Return the heading level that a style's name tells, 0 for none."""
    found = _HEADING.match(style)
    return int(found[1]) if found else int(bool(_TITLE.match(style)))
