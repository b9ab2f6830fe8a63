"""The face of a package: names that its modules hold, imported when they are asked for.

A package that imported them at once would load every heavy library with its first module. Which
names there are is said once, by what the package imports for type checkers.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import Any


def face(package: str) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return what a package needs as its ``__getattr__`` and ``__dir__``.

    Parameters
    ----------
    package
        Its full name. What it imports from its own modules under ``if TYPE_CHECKING:`` is its face.
    """

    @cache
    def modules() -> dict[str, str]:
        """Return the module of each name."""
        file = sys.modules[package].__file__
        assert file is not None
        _, _, rest = Path(file).read_text(encoding="utf-8").partition("\nif TYPE_CHECKING:\n")
        block = takewhile(lambda line: not line or line[0] == " ", rest.splitlines())
        return {
            alias.name: node.module
            for node in ast.walk(ast.parse("\n".join(["if True:", *block])))
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(package)
            for alias in node.names
        }

    def get(name: str) -> Any:
        if name not in modules():
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(modules()[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return get, lambda: sorted({*vars(sys.modules[package]), *modules()})
