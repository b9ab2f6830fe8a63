"""What the page on checking many files shows runs: the hook, the steps for GitHub."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml
from tests.generate import good, put, write_csv, write_xlsx

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "checking-many.md").read_text(encoding="utf-8")
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CONFIG, WORKFLOW = map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))


def script(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as a service that runs checks does."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_steps_for_github_check_and_write_the_findings_down(tmp_path: Path) -> None:
    (tmp_path / "partnerships").mkdir()
    write_csv(tmp_path / "partnerships" / "bad", put(good(), "Partners!C2", "-1"))
    (tmp_path / "partnerships" / "broken.xlsx").write_bytes(b"x")
    steps: dict[str, Any] = {
        step["name"]: step["run"] for step in WORKFLOW["jobs"]["check"]["steps"] if "run" in step
    }
    assert steps.pop("Install").startswith("pip install ")
    check, write = steps.values()
    done = script(check, tmp_path)
    assert done.returncode == 2
    assert "1 cannot be read." in done.stdout
    (tmp_path / "partnerships" / "broken.xlsx").unlink()
    assert script(write, tmp_path).returncode == 0
    document = json.loads((tmp_path / "findings.sarif").read_text("utf-8"))
    assert document["version"] == "2.1.0"
    assert WORKFLOW["jobs"]["check"]["steps"][-1]["with"]["sarif_file"] == "findings.sarif"


def test_the_hook_checks_the_files_that_a_commit_changes(tmp_path: Path) -> None:
    assert CONFIG["repos"][0]["hooks"][0]["id"] == HOOK["id"]
    write_csv(tmp_path / "a", good())
    write_xlsx(tmp_path / "b.xlsx", put(good(), "Partners!C2", -1))
    for name in ("README.md", "~$b.xlsx", ".~lock.b.xlsx#", ".hidden.ttl"):
        (tmp_path / name).write_bytes(b"x")
    changed = sorted(
        name
        for path in tmp_path.rglob("*")
        if path.is_file()
        and re.search(HOOK["files"], name := path.relative_to(tmp_path).as_posix())
        and not re.search(HOOK["exclude"], name)
    )
    assert changed == ["a/Assignments.csv", "a/Partners.csv", "a/Partnership.csv", "b.xlsx"]
    done = script(f"{HOOK['entry']} {' '.join(changed)}", tmp_path)
    assert done.returncode == 1
    assert "1 of 2 files has nothing that must be mended." in done.stdout
