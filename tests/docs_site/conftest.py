"""The site, built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from docs.site.building import build
from tests.once import made_once

from backbone_kg.base.shipped import ontology_dir
from backbone_kg.knowledge import standard_ontology


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the site of this version's ontology is in."""

    def make(folder: Path) -> None:
        build(folder, standard_ontology(), ontology_dir() / "backbone.ttl")

    return made_once(tmp_path_factory, "site", make)


@pytest.fixture(scope="session")
def page(site: Path) -> Callable[[str], Any]:
    """A page of the site, by its path without the ending."""
    read: dict[str, Any] = {}

    def parsed(path: str) -> Any:
        if path not in read:
            text = (site / f"{path}.html").read_text(encoding="utf-8")
            read[path] = lxml.html.document_fromstring(text)
        return read[path]

    return parsed
