"""A process that does one task after another, and can be killed any time.

It is started by :mod:`backbone_kg.isolation.process_pool`. Functions, what they are called with and
what they return come and go pickled: both sides are this program, and neither reads what a file
holds as pickled.
"""

from __future__ import annotations

import gc
import os
import pickle

from backbone_kg.base.errors import BackboneError
from backbone_kg.isolation.frames import DONE, FAILED, read_frame, write_frame
from backbone_kg.isolation.sandbox import (
    begun,
    end_after_processor_time,
    limit_memory,
    without_network,
)


def main() -> None:
    """Do tasks until the other side closes the line."""
    settings, tasks, answers = begun()
    gc.set_threshold(*settings["collecting"])
    limit_memory(settings["memory"])
    without_network()
    while frame := read_frame(tasks):
        task, item, seconds = pickle.loads(frame[1])
        end_after_processor_time(seconds)
        try:
            kind, answer = DONE, pickle.dumps(task(item))
        except MemoryError:
            os.write(2, b"MemoryError")
            return
        except Exception as problem:
            foreseen = isinstance(problem, BackboneError)
            kind, answer = FAILED, pickle.dumps((foreseen, str(problem) or repr(problem)))
        write_frame(answers, kind, answer)
        if not gc.get_freeze_count():
            # What the first task brought stays: to look through it each time takes a twentieth.
            gc.collect()
            gc.freeze()


if __name__ == "__main__":
    main()
