"""Every example notebook runs without a network, and shows what it shows when it runs.

UPDATE_GOLDEN=1 stores the outputs anew.
"""

from __future__ import annotations

import copy
import os
import re
import warnings
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of libraries, on importing one another
    from nbclient import NotebookClient

    nbformat: Any = import_module("nbformat")  # it has no types

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "docs" / "notebooks").glob("*.ipynb"))

NO_NETWORK = """
import socket

connect = socket.socket.connect

def local_only(self, address):
    if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
        raise OSError(f"the notebook tried to reach {address}")
    connect(self, address)

socket.socket.connect = local_only
"""


def executed(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a notebook as it is after it ran, in a kernel of its own."""
    (folder / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
    # Python debugs its own frozen modules less well, and says so in each kernel.
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR"):
        (folder / name).mkdir()
        monkeypatch.setenv(name, str(folder / name))
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return client.execute()


def outputs(notebook: Any) -> list[list[dict[str, Any]]]:
    """Return what stands under each cell of code, without what differs from run to run."""
    return [
        [_comparable(output) for output in cell.outputs]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def _comparable(output: Any) -> dict[str, Any]:
    told: dict[str, Any] = copy.deepcopy(dict(output))
    told.pop("execution_count", None)
    data = told.get("data", {})
    # Fonts and versions change the pixels of a picture, not that there is one.
    told["data"] = {
        kind: "a picture" if kind.startswith("image/") else re.sub(r"0x[0-9a-f]+", "0x", text)
        for kind, text in data.items()
    }
    return told


def test_there_is_a_notebook() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_a_notebook_shows_is_what_it_shows_when_it_runs(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = executed(path, tmp_path, monkeypatch)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        for cell in done.cells:
            cell.metadata.clear()
        nbformat.write(done, path)
    shown = outputs(done)
    assert shown == outputs(nbformat.read(path, as_version=4))
    every = list(chain(*shown))
    assert not [each for each in every if each["output_type"] in {"error", "stream"}]
    assert any("image/png" in each["data"] for each in every)


def test_a_notebook_cannot_reach_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calling-out.ipynb"
    code = "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=5)"
    nbformat.write(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)]),
        path,
    )
    with pytest.raises(Exception, match="the notebook tried to reach"):
        executed(path, tmp_path, monkeypatch)
