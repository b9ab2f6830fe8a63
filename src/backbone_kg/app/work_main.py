"""The process that does the page's tasks, one after another, and can be killed at any time.

It is started by :class:`backbone_kg.app.work.Work`; a task comes in as a line of JSON, its result
goes out as one.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, BinaryIO

from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.sandbox import (
    leave_ending_to_the_parent,
    limit_memory,
    without_network,
)


def main() -> None:
    """Do tasks until there are no more."""
    settings = json.loads(sys.argv[1])
    leave_ending_to_the_parent()
    without_network()
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the results
    from backbone_kg.app.tasks import TASKS

    limit_memory(settings["memory"])
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        os.chdir(asked["folder"])
        _tell(output, _done(TASKS[asked["task"]], asked["arguments"]))


def _done(task: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    try:
        return {"result": task(**arguments)}
    except BackboneError as error:
        return {"error": str(error)}


def _tell(output: BinaryIO, told: dict[str, Any]) -> None:
    output.write(json.dumps(told).encode() + b"\n")
    output.flush()


if __name__ == "__main__":
    main()
