"""Help of every command, as it is printed; and how the program is started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from tests.cli.running import assert_prints, program, refused, run

from backbone_kg import __version__
from backbone_kg.cli import main

COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str) -> None:
    for option in ("--help", "-h"):
        assert_prints(f"help-{command or 'main'}.txt", *filter(None, [command, option]), columns=80)


def every(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from every(command)


def test_every_command_and_option_has_help() -> None:
    found = list(every(main))
    assert {"verify", "check"} <= {command.name for command in found}
    for command in found:
        assert command.help, command.name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{command.name} {parameter.name}"


def test_the_version() -> None:
    assert run("--version").out == f"backbone-kg, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["validate"],
        ["validate", "--nonsense", "x"],
        ["validate", "x", "--format", "xml"],
        ["validate", "x", "--engine", "jena"],
        ["validate", "x", "y", "--annotate", "z.xlsx"],
        ["plot", "pie", "x", "-o", "y.svg"],
        ["plot", "load", "x"],
        ["new", "partners.csv"],
    ],
)
def test_a_command_that_makes_no_sense_is_refused(arguments: list[str]) -> None:
    told = refused(*arguments)
    assert told.startswith("Usage: backbone-kg")
    assert "Error: " in told


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    done = program("--version", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith(f"version {__version__}\n")
