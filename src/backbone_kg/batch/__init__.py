"""The check of many data files at once, in processes of their own."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from backbone_kg.base.errors import CannotReadError, NotInTemplateError
from backbone_kg.batch.check_results import FileCheck, FileChecks
from backbone_kg.reading.data_files import find_data_files

DEFAULT_ENGINE = "pyshacl"


def validate_files(
    *data: str | Path,
    engine: str = DEFAULT_ENGINE,
    as_of: str | datetime.date | None = None,
    jobs: int | None = None,
    done: Callable[[], None] = lambda: None,
) -> FileChecks:
    """Check many data files at once; one that cannot be read never stops the rest.

    Parameters
    ----------
    *data
        Data files, as :func:`backbone_kg.read` takes them, and folders that hold some, at any
        depth. What is named twice is checked once.
    engine, as_of
        As for :func:`backbone_kg.validate`.
    jobs
        How many processes work on them, 1 or more; by default one for each processor. The result
        is the same for any number. One file alone is checked in this process.
    done
        Called when a file has been checked, in whatever order they are.

    Returns
    -------
    FileChecks
        One for each file, in the order in which they were named: its findings and its coverage,
        or why it could not be read.

    Raises
    ------
    BackboneError
        If there is no such engine, or it is not installed, or ``as_of`` is not a date.

    Notes
    -----
    Of several files, each may use 2 GiB of memory, and a minute of processor time with another for
    each megabyte of it. A file that needs more is told as one that could not be read; alone it has
    no such limits.

    Examples
    --------
    >>> import backbone_kg
    >>> checks = backbone_kg.validate_files("examples")  # doctest: +SKIP
    >>> [check.file for check in checks if not check.ok]  # doctest: +SKIP
    []
    """
    from backbone_kg.isolation.each_file_apart import each_file
    from backbone_kg.model.partnership import asked_day
    from backbone_kg.validation.shacl_engines import engine as engine_named

    engine_named(engine)
    if as_of is not None:
        as_of = asked_day(as_of)
    found = find_data_files(map(Path, data))
    task = partial(_check, engine=engine, as_of=as_of)
    made = each_file(task, found.files, processes=jobs or processors(), done=done)
    checks = [
        FileCheck(check.path, None, problem=check.problem, remedy=check.remedy)
        if isinstance(check, CannotReadError)
        else check
        for check in made
    ]
    return FileChecks(tuple(checks), found.passed_over)


def processors() -> int:
    """Return how many processors this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check(path: Path, *, engine: str, as_of: datetime.date | None) -> FileCheck:
    from backbone_kg.analysis.coverage import day_coverage
    from backbone_kg.batch.line_numbers import text_places
    from backbone_kg.reading import read
    from backbone_kg.validation import validate

    try:
        partnership = read(path)
    except NotInTemplateError as error:
        from backbone_kg.importing.kind_of_file import looks_like

        said, how = looks_like(path)
        raise CannotReadError(path, f"{error.problem.rstrip('.')}; {said}.", how) from error
    findings = validate(partnership, engine=engine, as_of=as_of)
    return FileCheck(
        file=findings.file,
        findings=findings,
        coverage=None if partnership.is_foreign else day_coverage(partnership, as_of=as_of),
        places=text_places(path, findings),
    )
