"""The built wheel works in an environment of its own, away from the checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from docs.site.guides import path_of, shelves

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment that holds the wheel.

    The libraries that it depends on are lent by the environment of the tests, since tests do not
    use the network; the package itself is not, because path files in a lent folder are not read.
    """
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env")
    programs = folder / "env" / "bin"
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python")]
    install = ["install", "--no-deps", "--no-index", "--quiet", str(wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    (site / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return programs


def run(environment: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(environment / command[0]), *command[1:]],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_installed_package_is_the_wheels_own(environment: Path, tmp_path: Path) -> None:
    code = (
        "import backbone_kg; from backbone_kg.base.shipped import ontology_dir; "
        "print(backbone_kg.__file__, ontology_dir())"
    )
    done = run(environment, tmp_path, "python", "-c", code)
    module, ontology = done.stdout.split()
    assert str(environment.parent) in module
    assert ontology.endswith("backbone_kg/_data/ontology")
    assert str(ROOT / "src") not in module


def test_links_of_its_readme_lead_to_the_site(environment: Path, tmp_path: Path) -> None:
    code = "import importlib.metadata as m; print(m.metadata('backbone-kg')['Description'])"
    text = run(environment, tmp_path, "python", "-c", code).stdout
    pages = {f"{path_of(file)}.html" for shelf in shelves() for file in shelf.files}
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert len(links) > 20
    for link in links:
        path = link.removeprefix("https://w3id.org/backbone-kg/")
        there = path in {*pages, "guides.html", "findings.html"}
        assert there or (ROOT / path.removeprefix("files/")).is_file(), link


def test_the_wheel_ships_ontology_shapes_queries_and_pages_on_findings(environment: Path) -> None:
    (data,) = (environment.parent / "lib").glob("python*/site-packages/backbone_kg/_data")
    for folder in ("ontology", "queries", "findings"):
        shipped = {path.relative_to(data / folder) for path in (data / folder).rglob("*.*")}
        here = {path.relative_to(ROOT / folder) for path in (ROOT / folder).rglob("*.*")}
        assert shipped == here


def test_the_wheel_goes_the_whole_way(environment: Path, tmp_path: Path) -> None:
    new = run(environment, tmp_path, "backbone-kg", "new", "partners.xlsx")
    assert (new.returncode, new.stderr) == (0, "")
    example = str(ROOT / "examples" / "say-yes-buffalo" / "2023")
    checked = run(environment, tmp_path, "backbone-kg", "validate", example)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    shown = run(environment, tmp_path, "backbone-kg", "report", example, "-o", "report.html")
    assert shown.returncode == 0, shown.stderr
    assert "Say Yes Buffalo" in (tmp_path / "report.html").read_text(encoding="utf-8")
