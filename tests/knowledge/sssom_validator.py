"""Validates mapping sets by the reference implementation, which has an environment of its own.

It runs there: in goes the name of each file, out comes what was found, as JSON.
"""

from __future__ import annotations

import importlib
import json
import logging
import sys
import warnings
from typing import Any


def validated(path: str) -> dict[str, Any]:
    """Return how many mappings a file has, what is wrong, and what was warned of on the way."""
    heard: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger().addHandler(listener)
    parsed = importlib.import_module("sssom.parsers").parse_sssom_table(path)
    reports = importlib.import_module("sssom.validators").validate(parsed, fail_on_error=False)
    logging.getLogger().removeHandler(listener)
    wrong = [result.message for report in reports.values() for result in report.results]
    return {"mappings": len(parsed.df), "checks": len(reports), "wrong": wrong, "warned": heard}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    json.dump({path: validated(path) for path in sys.argv[1:]}, sys.stdout)
