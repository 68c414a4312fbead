"""A finished text against the library: what is quoted, what is supported, what is neither.

check.py        spine: file → statements and references → a verdict on each
records.py      Statement, Note, Manuscript; Judged, Reference, Report
manuscript.py   a file becomes statements with their footnotes
quoting.py      where a text quotes
verbatim.py     where in the library a quotation stands
references.py   which document a reference names, if there is one
claimed.py      what a reference says of its document, held against it
judge.py        a statement's verdict
wording.py      verdicts in Danish
report.py       a report as JSON and as text
"""

from assistant.check.check import check
from assistant.check.report import report_text, report_to_json

__all__ = ["check", "report_text", "report_to_json"]
