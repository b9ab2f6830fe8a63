"""The check of files as JUnit XML, which services that run checks read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from backbone_kg.base.findings import FailOn, Finding
from backbone_kg.base.version import __version__
from backbone_kg.batch.check_results import FileCheck, FileChecks
from backbone_kg.validation.grouping import of_each_cell

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def checks_junit(checks: FileChecks, fail_on: FailOn) -> str:
    """Return the check of files as JUnit XML.

    Parameters
    ----------
    checks
        What to tell. Each file is a test suite, each cell with a finding a test case. A file in
        which nothing was found has one test case that passed.
    fail_on
        Which findings are failures; the others are test cases that passed, with their text in
        ``system-out``. A file that cannot be read is an error whatever it is.
    """
    root = ElementTree.Element("testsuites", name=f"backbone-kg {__version__}")
    total = dict.fromkeys(("tests", "failures", "errors"), 0)
    for check in checks:
        suite = ElementTree.SubElement(root, "testsuite", name=_text(check.file))
        cases = list(_cases(check, fail_on))
        suite.extend(cases)
        counts = {
            "tests": len(cases),
            "failures": sum(case.find("failure") is not None for case in cases),
            "errors": sum(case.find("error") is not None for case in cases),
        }
        for name, count in counts.items():
            suite.set(name, str(count))
            total[name] += count
        suite.set("skipped", "0")
    for name, count in total.items():
        root.set(name, str(count))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, "unicode")}\n'


def _cases(check: FileCheck, fail_on: FailOn) -> Iterator[ElementTree.Element]:
    if check.findings is None:
        case = _case(check, "can be read")
        said = ElementTree.SubElement(case, "error", type="cannot-be-read")
        said.set("message", _text(check.problem))
        said.text = _text(check.reason)
        yield case
        return
    if not check.findings:
        yield _case(check, "nothing to mend")
    for finding in check.findings:
        for one in of_each_cell(finding):
            yield _of_finding(check, one, fail_on)


def _of_finding(check: FileCheck, one: Finding, fail_on: FailOn) -> ElementTree.Element:
    case = _case(check, f"{one.place or 'the whole file'}: {one.code}")
    if fail_on.fails(one.severity):
        said = ElementTree.SubElement(case, "failure", type=one.code, message=_text(one.message))
    else:
        said = ElementTree.SubElement(case, "system-out")
    said.text = _text("\n".join(filter(None, (one.message, one.remedy, one.address))))
    return case


def _case(check: FileCheck, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=_text(check.file), name=_text(name))


def _text(text: str) -> str:
    """Return a text with a mark in place of what XML has no place for."""
    return _NOT_XML.sub("\ufffd", text)
