"""What the page has done for it: each task runs on a file in a process of its own, with limits.

A task takes the name of a file in the current folder, and what else it needs, and returns what JSON
can hold.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, Final

from backbone_kg.app.tasks.asking import answer, found, question
from backbone_kg.app.tasks.change import change, timeline
from backbone_kg.app.tasks.check import check, mend, sheets, summary
from backbone_kg.app.tasks.downloads import annotated, converted, picture, report, shared, to_take
from backbone_kg.app.tasks.importing import map_of, propose, take_over
from backbone_kg.app.tasks.network import departure, network
from backbone_kg.app.tasks.whatif import choices, moves, supposed, write_scenario
from backbone_kg.app.tasks.who_does_what import about, who

TASKS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    task.__name__: task
    for task in (
        *(check, sheets, mend, summary),
        *(propose, take_over, map_of),
        *(report, to_take, annotated, picture, converted, shared),
        *(who, about),
        *(network, departure),
        *(change, timeline),
        *(supposed, choices, moves, write_scenario),
        *(found, question, answer),
    )
}


def done(asked: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """Return the result of a task, by its name, in a folder."""
    task, folder, arguments = asked
    os.chdir(folder)
    return TASKS[task](**arguments)
