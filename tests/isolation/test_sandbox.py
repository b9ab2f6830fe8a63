"""What a thread or a process without network cannot do, and what it leaves to others."""

from __future__ import annotations

import socket
import sys
import threading

import pytest

from backbone_kg.isolation import without_network

ON_LINUX = sys.platform.startswith("linux")


@pytest.mark.skipif(not ON_LINUX, reason="the filter is one of the Linux kernel")
def test_a_thread_without_network_opens_no_connection_and_others_do() -> None:
    told: list[object] = []

    def work() -> None:
        told.append(without_network())
        for family in (socket.AF_INET, socket.AF_INET6):
            with pytest.raises(PermissionError):
                socket.socket(family)

        def child() -> None:
            with pytest.raises(PermissionError):
                socket.socket()
            told.append("child")

        started = threading.Thread(target=child)
        started.start()
        started.join()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert told == [True, "child"]
    socket.socket().close()
