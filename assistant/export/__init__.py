"""Answers on paper: Markdown, Word and OpenDocument with a footnote for each use of a source.

paper.py      what a paper is made of
answered.py   an answer becomes paragraphs
footnote.py   a citation becomes a footnote: nothing else can
markdown.py   a paper as Markdown, in which documents' text is text only
office.py     the same as a Word or OpenDocument file, by pandoc
confined.py   the process that pandoc runs in
template.py   the look of those files
"""

from assistant.export.answered import paragraphs_of
from assistant.export.markdown import to_markdown
from assistant.export.office import FORMATS, to_office
from assistant.export.paper import Heading, Paper, Paragraph, Said, Table, Written, notes_of

__all__ = [
    "FORMATS",
    "Heading",
    "Paper",
    "Paragraph",
    "Said",
    "Table",
    "Written",
    "notes_of",
    "paragraphs_of",
    "to_markdown",
    "to_office",
]
