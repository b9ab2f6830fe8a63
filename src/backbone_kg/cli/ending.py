"""How a command ends: with errors in plain words, by Ctrl-C, or because nothing takes its output.

Exit statuses are those of :mod:`backbone_kg.cli`; 130 is what shells give to what Ctrl-C ended.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from backbone_kg.base.errors import BackboneError, NotInTemplateError
from backbone_kg.base.interrupts import unfinished
from backbone_kg.cli.printing import rows_shown, width
from backbone_kg.cli.streams import discard_output, ready_streams

UNABLE: Final = 2
"""Exit status of a command that could not do its job."""
STOPPED: Final = 130
TRACEBACK: Final = "BACKBONE_KG_TRACEBACK"
"""The variable of the environment that asks for the traceback of what nobody foresaw."""


_ALLOCATED: Final = 100_000
"""After how many more objects that hold others garbage is looked for."""


class Commands(click.Group):
    """Commands in the order in which one uses them, that end in an orderly way.

    Parameters
    ----------
    homes
        Module and name of each command, by what users call it. It is imported when it is run.
    settings
        Those of :class:`click.Group`.
    """

    def __init__(self, *, homes: Mapping[str, str], **settings: Any) -> None:
        super().__init__(**settings)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of use."""
        return list(self._homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of the name."""
        module, _, name = self._homes.get(cmd_name, "").rpartition(".")
        if not module:
            return None
        command: click.Command = getattr(import_module(module), name)
        return command

    def main(self, *arguments: Any, **settings: Any) -> Any:
        """Run a command as a program; it is told in a line if its output cannot be written."""
        ready_streams()
        # A command ends before it has much garbage; to look for it takes a tenth of a short one.
        gc.set_threshold(_ALLOCATED)
        if not os.environ.get(TRACEBACK):
            # What a library leaves half done when it fails tells a user nothing.
            sys.unraisablehook = lambda _: None
        try:
            return super().main(*arguments, **settings)
        except OSError as error:
            from backbone_kg.base.files import full_disk

            reason = full_disk(error) or error.strerror or error
            discard_output()
            if error.filename is None:  # that of a file has its name
                end(UNABLE, f"The output cannot be written ({reason}).")
            end(UNABLE, f"{error.filename}: {reason}.")
        except (SystemExit, KeyboardInterrupt, GeneratorExit):
            raise
        # What nobody foresaw; a library written in Rust panics with no Exception.
        except BaseException as error:
            if os.environ.get(TRACEBACK):
                raise
            discard_output()
            end(UNABLE, unforeseen(error))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the user can mend is told without a traceback."""
        try:
            with rows_shown():
                return super().invoke(ctx)
        except NotInTemplateError as error:
            from backbone_kg.importing.kind_of_file import looks_like

            said, how = looks_like(Path(error.path))
            end(UNABLE, f"{error.path}: {error.problem.rstrip('.')}; {said}. {how}")
        except BackboneError as error:
            end(UNABLE, str(error))
        except KeyboardInterrupt:
            if sys.stderr.isatty():
                click.echo(err=True)  # behind the ^C that the terminal shows
            end(STOPPED, "Stopped.")


def unforeseen(error: BaseException) -> str:
    """Return what to tell the user of an error that nobody foresaw."""
    if isinstance(error, MemoryError):
        return "There is not enough memory for this. Try it with a smaller file."
    from backbone_kg.base.names import clean, shortened

    about = f"{type(error).__name__}: {shortened(clean(str(error)), 200)}".rstrip(": ")
    return (
        f"This is a mistake of the program, and not yours ({about}). Please report it with the "
        "command and, if you may share it, the file (CONTRIBUTING.md says how). "
        f"{TRACEBACK}=1 in the environment shows where it happened."
    )


def _for_stderr(text: str) -> str:
    """Return a text in the lines of the terminal; as it is where a program reads it."""
    if not sys.stderr.isatty():
        return text
    from backbone_kg.base.wrapped_lines import wrapped

    return "\n".join(line for part in text.splitlines() for line in wrapped(part, width()) or [""])


def end(status: int, message: str) -> NoReturn:
    """End the program with a message, if anybody can be told."""
    with contextlib.suppress(OSError):
        click.echo(_for_stderr(f"backbone-kg: {message}"), err=True)
    if unfinished():
        # Whoever is at work in a store must not meet a program that is being taken apart.
        os._exit(status)
    sys.exit(status)
