"""The verdict for build servers: each question, check and rule of the gate is a test case."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

_CONTROL = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"}  # not allowed in XML


def junit(report: dict[str, Any]) -> str:
    """The report as JUnit XML; a failed question is skipped, not failed, where a gate decides."""
    root = ElementTree.Element("testsuites", name=f"velfaerd eval {report['suite']['name']}")
    _questions(root, report)
    _checks(root, report)
    _rules(root, report)
    for suite in root:
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _questions(root: ElementTree.Element, report: dict[str, Any]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name="spørgsmål")
    for row in report["questions"]:
        case = ElementTree.SubElement(suite, "testcase", name=row["id"], classname=row["category"])
        if not row["right"]:
            kind = "failure" if report["gate"] is None or row["error"] else "skipped"
            message = row["error"] or f"gik tabt: {row['stage']}"
            _add(case, kind, message, row["question"])


def _checks(root: ElementTree.Element, report: dict[str, Any]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name="prøver")
    for check in report["checks"]:
        case = ElementTree.SubElement(suite, "testcase", name=check["name"], classname="prøve")
        if check["passed"] is False:
            _add(case, "failure", check["label"], "\n".join(check["details"]))


def _rules(root: ElementTree.Element, report: dict[str, Any]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name="krav")
    for failure in report["gate"]["failures"] if report["gate"] else ():
        case = ElementTree.SubElement(suite, "testcase", name=failure["rule"], classname="krav")
        _add(case, "failure", failure["text"], "")


def _add(case: ElementTree.Element, kind: str, message: str, text: str) -> None:
    child = ElementTree.SubElement(case, kind, message=message.translate(_CONTROL))
    child.text = text.translate(_CONTROL)
