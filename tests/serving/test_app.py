"""Putting the endpoint together."""

from __future__ import annotations

from pathlib import Path

import pytest

from backbone_kg import BackboneError
from backbone_kg.serving import Limits, WorkerPool, application


@pytest.mark.parametrize("url", ["", "notaurl"])
def test_service_may_call_what_is_an_address_alone(url: str, tmp_path: Path) -> None:
    limits = Limits()
    with pytest.raises(BackboneError, match="is not the address of a service"):
        application(WorkerPool(tmp_path, limits), limits, allow_service=["http://a.example/", url])
