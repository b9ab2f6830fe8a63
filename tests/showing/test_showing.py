"""The verbs in Python: the same as at the command line, in a few lines."""

from __future__ import annotations

import subprocess
import sys
from typing import get_args

import click
import pytest
from tests.generate import good, put
from tests.small_files import read_sheets

import backbone_kg
from backbone_kg import BackboneError, Partnership
from backbone_kg.cli import main
from backbone_kg.showing import pictures
from backbone_kg.showing.picture_kinds import PictureKind


@pytest.fixture
def data() -> Partnership:
    return read_sheets(put(good(), "Partners!C2", "-1"))


def test_a_picture_that_does_not_exist_is_told_with_those_that_do(data: Partnership) -> None:
    with pytest.raises(BackboneError, match=r"no picture “pie”\..*: coverage, load, network, "):
        backbone_kg.plot(data, "pie")  # type: ignore[arg-type]


def test_a_picture_is_of_the_result_that_it_is_made_from(data: Partnership) -> None:
    with pytest.raises(BackboneError, match="no picture “load” of a Findings, only of an Analysis"):
        backbone_kg.plot(backbone_kg.validate(data), "load")  # type: ignore[arg-type]


def test_every_kind_of_picture_has_a_name_for_type_checkers_and_for_the_command_line() -> None:
    assert get_args(PictureKind) == tuple(pictures.KINDS)
    plot = main.get_command(click.Context(main), "plot")
    assert plot is not None
    (kind,) = [one for one in plot.params if one.name == "kind"]
    assert isinstance(kind.type, click.Choice)
    assert tuple(kind.type.choices) == tuple(pictures.KINDS)


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import backbone_kg", ["rdflib", "matplotlib", "networkx", "pyshacl", "openpyxl"]),
        ("import backbone_kg.cli", ["rdflib", "matplotlib", "networkx", "pyshacl", "jinja2"]),
        ("from backbone_kg import read, analyze", ["matplotlib", "pyshacl", "jinja2"]),
        ("from backbone_kg import read, validate", ["matplotlib", "jinja2"]),
    ],
)
def test_what_a_verb_does_not_need_is_not_imported(statement: str, absent: list[str]) -> None:
    code = f"import sys; {statement}; print(*sorted(set(sys.modules) & set({absent})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
