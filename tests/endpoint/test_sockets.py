"""Where the service listens, and which choice helps when it cannot."""

from __future__ import annotations

import pytest

from backbone_kg import BackboneError
from backbone_kg.endpoint import listening


def test_of_a_port_that_is_taken_another_port_is_advised() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(BackboneError, match=rf"port {port} .*--port"),
            listening("127.0.0.1", port),
        ):
            pass


@pytest.mark.parametrize("host", ["192.0.2.7", "no such host", "a" * 80, "1.2.3.4.5"])
def test_of_what_is_no_address_of_this_machine_another_address_is_advised(host: str) -> None:
    with (
        pytest.raises(BackboneError, match=r"no address of this machine.*--host"),
        listening(host, 0),
    ):
        pass
