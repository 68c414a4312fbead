"""Web pages: what a reader came for, with headings, lists and tables; no menus, no banners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ingest.read.encoding import decode
from ingest.read.folding import unfold
from ingest.read.header import Cell, Span
from ingest.read.limits import Limits
from ingest.read.notes import is_typed
from ingest.read.outline import CONTROL, Outline, tidy
from ingest.read.reasons import rejected
from ingest.read.table import write_sections, write_table
from ingest.read.web_metadata import note_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_DROPPED = re.compile(
    r"script|style|noscript|template|iframe|object|embed|svg|canvas|math|audio|video|map|head"
    r"|button|input|select|textarea|datalist|option|progress|meter|dialog|nav"
)
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset"
    r"|figcaption|figure|footer|form|h[1-6r]|header|hgroup|html|legend|li|main|nav|ol|p|pre"
    r"|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADING = re.compile(r"h[1-6]")
_ROLES = re.compile(r"navigation|banner|contentinfo|search|dialog|alertdialog|menu|menubar", re.I)
_REFERENCE = re.compile(r"&#(x[0-9a-f]{1,7}|[0-9]{1,8});?", re.I)
_FURNITURE = re.compile(
    r"(?:^|[-_ ])(?:cookies?|consent|gdpr|newsletter|nyhedsbrev|breadcrumbs?|brødkrumme|share"
    r"|sharing|sharedaddy|social|some|nav|navbar|navigation|top-?bar|skip-?link|pagination|pager|sidebar|widget-area"
    r"|related(?:posts)?"
    r"|(?:left|right|side|sub|top|main|mobile|mega|venstre|højre|under|hoved)?menu|footer|site-?header|banner|popup|modal|overlay|sr-only|visually-hidden|screen-reader-text"
    r"|print-only|advert|ads?)(?:$|[-_ ])",
    re.I,
)
_ADVERTISEMENT = re.compile(
    r"(?:^|[-_ ])(?:annoncer?|reklamer?|advertisements?|sponsor(?:ed|eret)?)(?:$|[-_ ])",
    re.I,
)
_ADVERTISED = re.compile(r"\s*(?:annonce|reklame|advertisement|sponsoreret)\b", re.I)
_VACANCY = re.compile(r"stilling|job|ledig", re.I)
_COMMENTS = re.compile(r"(?:^| )(?:comments(?:-area)?|comment-?list|comment-respond)(?:$| )", re.I)
_PAGE = ("body", "main", "article", "html")
_COMMENTS_SHARE = 0.5  # of a page's text: where readers say more than that, they are the page
_ADVERTISEMENT_SHARE = 0.3  # and where advertisements do, it is a page of them
_DIALOG = re.compile(r"cookie(?!s?[-_ ]?polit)|consent|gdpr|newsletter|nyhedsbrev", re.I)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:[a-z%]*)\s*(?:;|$)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}",
    re.I,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(255,\s*255,\s*255\))\b", re.I
)
_DARK_BEHIND = re.compile(r"background", re.I)
_MENU_LINKS = 4
_MENU_SHARE = 0.8  # a list of which that much is links is a menu
_MENU_ITEM_CHARACTERS = 60
_MAIN_SHARE = 0.25  # a main element with less of the page's text is not where the text is
_LAYOUT_CHARACTERS = 400


def read_html(data: bytes, limits: Limits) -> Outline:
    """Read a web page; scripts do not run, links are not followed, hidden text is left out."""
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)
    text = decode(data, declared[1].decode("ascii") if declared else None)
    if text is None:
        raise rejected("damaged")
    outline = Outline(limits)
    write_html(outline, text)
    return outline


def write_html(outline: Outline, text: str) -> None:
    """Write a page's blocks and metadata."""
    from lxml import etree, html

    # lxml takes controls in but does not move text that holds them.
    text = CONTROL.sub("", re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff")))
    text = _REFERENCE.sub(_without_control, text)
    if not text.strip():
        return
    parser = html.HTMLParser(remove_comments=True, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.ParserError:  # nothing but comments
        return
    note_page(outline, root)
    body = root.find("body")
    reader = _PageReader(outline)
    reader.prune(body if body is not None else root)
    for part in _content(root):
        reader.children(part)
        reader.flush()


def _without_control(reference: re.Match[str]) -> str:
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    sound = 31 < code < 0xFFFE and not CONTROL.match(chr(code))
    return reference[0] if sound or 0xFFFF < code < 0x110000 else " "


def _content(root: Element) -> list[Element]:
    """Return the elements that hold the text: main or the articles, else the body."""
    body = root.find("body")
    body = root if body is None else body
    whole = len(_squeeze(body.text_content()))
    mains = body.xpath(".//main | .//*[@role='main']")
    articles = body.xpath(".//article[not(ancestor::article)]")
    for found in (mains[:1], articles):
        held = sum(len(_squeeze(part.text_content())) for part in found)
        if found and held >= _MAIN_SHARE * whole:
            if not any(part.xpath(".//h1") for part in found):
                return [*body.xpath(".//h1")[:1], *found]
            return list(found)
    return [body]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


class _PageReader:
    """Turns elements into blocks; inline text gathers until a block begins or ends."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._inline: list[str] = []
        self._lists: list[str] = []

    def prune(self, body: Element) -> None:
        """Take hidden text and page furniture out of the tree."""
        unfold(body, _is_hidden)
        _drop_contents(body)
        for element in list(body.iter()):
            if element.getparent() is None or not isinstance(element.tag, str):
                continue
            if _is_hidden(element):
                if _squeeze(element.text_content()) and not _DROPPED.fullmatch(element.tag):
                    self.outline.notices["hidden_text"] += 1
                    _drop_heading_of(element)
                element.drop_tree()
                continue
            if _is_note_mark(element):
                element.drop_tree()
                continue
            if element.tag == "button" and _heads(element):
                element.tag = "span"
            if _DROPPED.fullmatch(element.tag) or _is_furniture(element):
                element.drop_tree()
        _drop_comments(body)
        _drop_advertisements(body)

    def children(self, element: Element) -> None:
        if _HEADING.fullmatch(element.tag) and element.getparent() is not None:
            self.block(element)
            return
        self._text(element.text)
        for child in element:
            self.block(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text:
            self._inline.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def flush(self) -> None:
        text = "".join(self._inline)
        self._inline = []
        if not tidy(text):
            return
        if self._lists:
            self.outline.item(text, len(self._lists))
        else:
            self.outline.paragraph(text)

    def block(self, element: Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        if tag == "br":
            self._inline.append("\n")
        elif tag == "img":
            self.outline.pictures += 1
        elif not _BLOCKS.fullmatch(tag):
            self.children(element)
        else:
            self.flush()
            self._write(element)
            self.flush()

    def _write(self, element: Element) -> None:
        tag = element.tag
        if _HEADING.fullmatch(tag):
            self.outline.heading(_text_of(element), int(tag[1]))
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table":
            self._table(element)
        elif tag == "dl":
            self._definitions(element)
        elif tag == "pre":
            self.outline.paragraph(element.text_content())
        elif tag == "details":
            self._fold(element)
        elif tag == "p" and not self._lists and _is_strong(element):
            self.outline.strong(_text_of(element))
        else:
            self.children(element)

    def _fold(self, details: Element) -> None:
        """Write a part that folds out below its own line; what follows the part is not below it."""
        line = _text_of(details[0]) if len(details) and details[0].tag == "summary" else ""
        if line and line == _text_of(details):
            return
        self.outline.settle()
        level = self.outline.depth + 1
        self.outline.heading(line, level)
        if line:
            details[0].drop_tree()
        self.children(details)
        self.flush()
        self.outline.leave(level)

    def _list(self, element: Element) -> None:
        if not self._lists and _is_menu(element):
            return
        self._lists.append(element.tag)
        self.children(element)
        self.flush()
        self._lists.pop()

    def _definitions(self, element: Element) -> None:
        term = ""
        for child in element.iter("dt", "dd"):
            text = _squeeze(child.text_content())
            if child.tag == "dt":
                term = text
            elif text:
                self.outline.item(f"{term.rstrip(':')}: {text}" if term else text)

    def _cell(self, cell: Element) -> None:
        self.children(cell)
        self.flush()

    def _table(self, element: Element) -> None:
        rows = [row for row in element.iter("tr") if _owner(row) is element]
        grid, header_rows = _grid(rows)
        layout = (
            element.get("role") == "presentation"
            or len(grid) == 1
            and not header_rows
            or all(len(row) <= 1 for row in grid)
            or any(isinstance(c, str) and len(c) > _LAYOUT_CHARACTERS for row in grid for c in row)
            or next((t for t in element.iter("table") if t is not element), None) is not None
        )
        if layout:
            write_sections(
                self.outline,
                ([(_text_of(cell), partial(self._cell, cell)) for cell in row] for row in rows),
            )
            return
        caption = element.find("caption")
        if caption is not None and _text_of(caption):
            depth = self.outline.depth
            self.outline.heading(_text_of(caption), depth + 1)
            write_table(self.outline, grid, header_rows=header_rows)
            self.outline.leave(depth + 1)
            return
        write_table(self.outline, grid, header_rows=header_rows)


def _is_note_mark(element: Element) -> bool:
    """Whether an element is the mark of a note: raised after a word, or a link in brackets."""
    text = element.text_content().strip()
    if element.tag == "a":
        return bool(re.fullmatch(r"\[\d{1,3}\]", text)) and "#" in element.get("href", "")
    if element.tag != "sup":
        return False
    before = element.xpath("preceding::text()[1]")
    return bool(before) and is_typed(before[0], text)


def _drop_heading_of(hidden: Element) -> None:
    """Take out the heading right above what is hidden, where another one follows below."""
    above, below = hidden.getprevious(), hidden.getnext()
    if above is not None and below is not None and _HEADING.fullmatch(str(above.tag)):
        beside = bool(_HEADING.fullmatch(str(below.tag))) and below.tag <= above.tag
        if beside and not (above.tail or "").strip() and not (hidden.tail or "").strip():
            above.drop_tree()


def _drop_contents(body: Element) -> None:
    """Take out the entries of a list of contents: links to what says the same on this page."""
    places = {place.get("id"): place for place in body.xpath(".//*[@id]")}
    for item in body.xpath(".//li[count(.//a) = 1]"):
        link = item.find(".//a")
        place = places.get(link.get("href", "").removeprefix("#"))
        text = _squeeze(item.text_content())
        alone = bool(text) and text == _squeeze(link.text_content())
        if alone and place is not None and text in _squeeze(place.text_content()):
            item.drop_tree()


def _heads(button: Element) -> bool:
    """Whether a button's text is a heading's."""
    return any(a.tag == "summary" or _HEADING.fullmatch(a.tag) for a in button.iterancestors())


def _is_strong(element: Element) -> bool:
    """Say whether a paragraph is bold throughout."""
    bold = "".join(part.text_content() for part in element if part.tag in ("b", "strong"))
    return bool(bold.strip()) and _squeeze(bold) == _squeeze(element.text_content())


def _text_of(element: Element) -> str:
    return _squeeze("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        block = bool(_BLOCKS.fullmatch(child.tag)) or child.tag == "br"
        yield " • " if child.tag == "li" else " " if block else ""
        yield from _pieces(child)
        yield (" " if block else "") + (child.tail or "")


def _owner(row: Element) -> Element:
    return next(row.iterancestors("table"))


def _grid(rows: list[Element]) -> tuple[list[list[Cell]], int | None]:
    """Lay out the cells with what they span, and count the rows of headings."""
    grid: list[list[Cell]] = []
    reach: dict[int, int] = {}
    header_rows = named = 0
    for row in rows:
        cells: list[Cell] = []
        own = [cell for cell in row if cell.tag in ("td", "th")]
        for cell in own:
            while reach.get(len(cells), 0) > 0:
                reach[len(cells)] -= 1
                cells.append(Span.UP)
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for step in range(across):
                reach[len(cells)] = down - 1
                cells.append(Span.LEFT if step else _text_of(cell))
        while reach.get(len(cells), 0) > 0:
            reach[len(cells)] -= 1
            cells.append(Span.UP)
        in_head = row.getparent().tag == "thead"
        if header_rows == len(grid) and own and (in_head or all(c.tag == "th" for c in own)):
            header_rows += 1
        grid.append(cells)
        named += [cell.tag for cell in own] == ["th", "td"]
    if named == len(grid):
        return grid, 0
    return grid, header_rows if 0 < header_rows < len(grid) else None


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(max(int(value), 1), 200) if value.isdigit() else 1


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style", "")
    if not style:
        return False
    if _HIDDEN.search(style):
        return True
    return bool(_WHITE.search(style)) and not any(
        _DARK_BEHIND.search(e.get("style", "") + e.get("class", "") + e.get("bgcolor", ""))
        for e in (element, *element.iterancestors())
    )


def _is_furniture(element: Element) -> bool:
    if element.tag in _PAGE:
        return False
    if _ROLES.fullmatch(element.get("role", "")):
        return True
    if element.tag in ("footer", "header"):
        inside = any(
            a.tag in ("main", "article", "section", "blockquote") for a in element.iterancestors()
        )
        return not inside and (element.tag == "footer" or not element.xpath(".//h1"))
    names = _names(element)
    if not _FURNITURE.search(names) and not _DIALOG.search(names):
        return False
    return not element.xpath(".//main | .//article | .//h1") and len(element.xpath(".//p")) < 8


def _drop_comments(body: Element) -> None:
    """Take out what readers say of a page, where that is not most of it."""
    named = [one for one in body.iter("*") if one.tag not in _PAGE]
    comments = [one for one in named if _COMMENTS.search(_names(one))]
    most = _COMMENTS_SHARE * len(body.text_content()) if comments else 0
    for element in comments:
        if len(element.text_content()) <= most and not element.xpath(".//main | .//h1"):
            element.drop_tree()


def _drop_advertisements(body: Element) -> None:
    """Take out what is named or marked as an advertisement; vacancies are a page's own."""
    named = [one for one in body.iter("*") if one.tag not in _PAGE and _advertises(one)]
    most = _ADVERTISEMENT_SHARE * len(body.text_content()) if named else 0
    if sum(len(one.text_content()) for one in named) > most:
        return
    for element in named:
        if element.getparent() is not None and not element.xpath(".//main | .//article | .//h1"):
            element.drop_tree()


def _advertises(element: Element) -> bool:
    if _VACANCY.search(_names(element)):
        return False
    marked = element.tag == "aside" and _ADVERTISED.match(element.text_content())
    return bool(marked or _ADVERTISEMENT.search(_names(element)))


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _is_menu(element: Element) -> bool:
    links = element.xpath(".//a[@href]")
    whole = len(_squeeze(element.text_content()))
    if len(links) < _MENU_LINKS or not whole:
        return False
    linked = [_squeeze(link.text_content()) for link in links]
    short = sum(len(text) <= _MENU_ITEM_CHARACTERS for text in linked) >= 0.9 * len(linked)
    return short and sum(map(len, linked)) >= _MENU_SHARE * whole
