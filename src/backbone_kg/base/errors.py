"""The one family of exceptions that users of backbone-kg can meet."""

from __future__ import annotations

from backbone_kg.base.invisible_characters import in_one_line


class BackboneError(Exception):
    """Something the user can understand and mend.

    The message says what is wrong, where, and what to do. The command line prints it without a
    traceback and exits with status 2.
    """


class CannotReadError(BackboneError):
    """An input file or folder cannot be read at all.

    Parameters
    ----------
    path
        The file or folder, as the user named it.
    problem
        What is wrong, as a sentence without the path.
    remedy
        What to do about it, as a sentence.
    """

    def __init__(self, path: object, problem: str, remedy: str = "") -> None:
        self.path = str(path)
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{in_one_line(path)}: {problem}" + (f" {remedy}" if remedy else ""))

    def __reduce__(self) -> tuple[type[CannotReadError], tuple[str, str, str]]:
        """Let it come from another process."""
        return CannotReadError, (self.path, self.problem, self.remedy)


class NotInTemplateError(CannotReadError):
    """A data file is not in the form of the template, so nothing is known of a partnership.

    Parameters
    ----------
    path
        The file, as the user named it.
    """

    def __init__(self, path: object) -> None:
        super().__init__(
            path,
            "This file is not in the form of the template.",
            f"What it looks like and how to import it: backbone-kg validate {in_one_line(path)}",
        )


class CannotWriteError(BackboneError):
    """An output file cannot be written, or would replace something that is there."""


class UnknownNameError(BackboneError):
    """A name given by the user (a framework, an engine, a picture) does not exist."""
