"""What a shell offers when Tab is pressed: short names of what ships with the program.

They are the names of files, since a shell waits for the answer at every key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from backbone_kg.base import shipped

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completing: TypeAlias = "Callable[[click.Context, click.Parameter, str], list[CompletionItem]]"


def _stems(folder: Path, pattern: str) -> list[str]:
    return sorted(path.stem for path in folder.glob(pattern))


def _questions() -> list[str]:
    return _stems(shipped.queries_dir(), "*.rq")


def _completing(names: Callable[[], Iterable[str]], *, or_file: bool = False) -> Completing:
    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name) for name in names() if name.startswith(begun)]
        if found or not or_file:
            return found
        return [CompletionItem(begun, type="file")]

    return complete


framework = _completing(lambda: _stems(shipped.ontology_dir() / "frameworks", "*.ttl"))
question = _completing(_questions)
question_or_file = _completing(_questions, or_file=True)
finding = _completing(lambda: _stems(shipped.findings_dir(), "*.yaml"))
example = _completing(shipped.examples)
