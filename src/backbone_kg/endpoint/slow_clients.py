"""Connections that wait for their clients: how long, how many, and what they may hold meanwhile.

A client that sends its request drop by drop, or does not take its answer, costs the service a
connection for nothing. Each such wait has an end, and when too many wait, those that have waited
longest go, so that they never keep others out. Who takes its answer slowly, but takes it, is waited
for.
"""

from __future__ import annotations

import asyncio
import ctypes
from http import HTTPStatus
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from backbone_kg.endpoint.limits import Limits
from backbone_kg.endpoint.middleware import LONGEST_HEAD, head_too_long
from backbone_kg.endpoint.problem_json import Refusal

_HEAD: Final = "head"
_BODY: Final = "body"
_TAKING: Final = "taking"
_SECONDS_TO_LET_GO: Final = 1.0


class WaitingConnections:
    """The connections of a service that wait for their clients, the longest waiting first.

    Parameters
    ----------
    limits
        How long they may wait, and how many of them.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.seconds = {
            _HEAD: limits.head_seconds,
            # Who reads a body refuses a slow one; this is for one that nobody reads.
            _BODY: 2 * limits.body_seconds,
            _TAKING: limits.taking_seconds,
        }
        self._waiting: dict[Connection, None] = {}
        self._giving_back: asyncio.TimerHandle | None = None

    def enter(self, connection: Connection) -> None:
        """Note that a connection waits from here on; those that are too many go."""
        self._waiting[connection] = None
        if len(self._waiting) > self.limits.connections:
            self._cut(next(iter(self._waiting)))
        if connection.untaken:
            self._free()

    def leave(self, connection: Connection) -> None:
        """Note that a connection does not wait."""
        self._waiting.pop(connection, None)

    def taken(self) -> None:
        """Note that an answer that waited to be taken is gone: soon its memory is given back."""
        if self._giving_back is None:
            loop = asyncio.get_running_loop()
            self._giving_back = loop.call_later(_SECONDS_TO_LET_GO, self._give_back)

    def _give_back(self) -> None:
        self._giving_back = None
        # glibc keeps what large answers took until the process ends. Others have no such call.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)

    def _free(self) -> None:
        held = sum(one.untaken for one in self._waiting)
        for one in list(self._waiting):
            if held <= self.limits.untaken_bytes:
                break
            if one.untaken:
                held -= one.untaken
                self._cut(one)

    def _cut(self, connection: Connection) -> None:
        self.leave(connection)
        connection.transport.abort()


class Connection(H11Protocol):
    """A connection as uvicorn has it, which does not wait for ever.

    Parameters
    ----------
    crowd
        All that wait.
    *arguments, **named
        What uvicorn gives.
    """

    def __init__(self, *arguments: Any, crowd: WaitingConnections, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._crowd = crowd
        self._awaited: str | None = None
        self._end_of_wait: asyncio.TimerHandle | None = None
        self._left_to_take = 0

    @property
    def untaken(self) -> int:
        """Return how many bytes of answers the client has not taken yet."""
        return self.transport.get_write_buffer_size()

    # uvicorn, too, narrows what asyncio says here: a TCP connection has such a transport.
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends, unless it sent what is no request before."""
        if self.conn.their_state is not h11.ERROR:
            super().data_received(data)
        if self.conn.their_state is h11.DONE:
            # More, behind a request that is being answered: read on, or no hang-up is seen.
            if len(self.conn.trailing_data[0]) > LONGEST_HEAD:
                self.transport.abort()
                return
            self.flow.resume_reading()
        self._look()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._look()

    def pause_writing(self) -> None:
        """Wait for the client to take its answer."""
        super().pause_writing()
        self._look()

    def resume_writing(self) -> None:
        """Go on when it has taken it."""
        super().resume_writing()
        self._look()
        self._crowd.taken()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        super().connection_lost(exc)
        if self._awaited == _TAKING:
            self._crowd.taken()
        self._wait_for(None)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, as everything else is refused."""
        cycle = self.cycle
        if cycle is not None and not cycle.response_complete:
            if not cycle.more_body:
                # What follows a request does not take its answer away.
                cycle.keep_alive = False
                return
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.close()
                return
        too_long = len(self.conn.trailing_data[0]) > LONGEST_HEAD
        self._refuse(head_too_long() if too_long else _no_request())

    def _refuse(self, refusal: Refusal) -> None:
        """Answer and hang up."""
        self.transport.write(_written(refusal))
        self.transport.close()

    def _look(self) -> None:
        awaited = self._what_is_awaited()
        if awaited != self._awaited:
            self._wait_for(awaited)

    def _what_is_awaited(self) -> str | None:
        if self.flow.write_paused or self.transport.is_closing():
            return _TAKING
        return {h11.IDLE: _HEAD, h11.SEND_BODY: _BODY}.get(self.conn.their_state)

    def _wait_for(self, awaited: str | None) -> None:
        self._awaited = awaited
        self._crowd.leave(self)
        if self._end_of_wait is not None:
            self._end_of_wait.cancel()
            self._end_of_wait = None
        if awaited is not None:
            self._set_end_of_wait()
            self._crowd.enter(self)

    def _set_end_of_wait(self) -> None:
        assert self._awaited is not None
        self._left_to_take = self.untaken
        seconds = self._crowd.seconds[self._awaited]
        self._end_of_wait = self.loop.call_later(seconds, self._waited_long_enough)

    def _waited_long_enough(self) -> None:
        begun = bool(self.conn.trailing_data[0])
        if self._awaited == _HEAD and begun and not self.transport.is_closing():
            self._refuse(_too_slow(self._crowd.limits))
            self._wait_for(_TAKING)
        elif self._awaited == _TAKING and self.untaken < self._left_to_take:
            # It keeps its place among those that wait: others need not wait for the slow.
            self._set_end_of_wait()
        else:
            self.transport.abort()


def _too_slow(limits: Limits) -> Refusal:
    """Return what to tell when the head of a request does not arrive."""
    return Refusal(
        "slow-request",
        f"The head of the request did not arrive within {limits.head_seconds:g} seconds.",
        headers={"Connection": "close"},
    )


def _no_request() -> Refusal:
    """Return what to tell of bytes that are no request."""
    return Refusal(
        "bad-request",
        "This is not a request of HTTP/1.1. It has a line such as GET /health HTTP/1.1, one header"
        " Host, and where it has a body one Content-Length or Transfer-Encoding.",
        headers={"Connection": "close"},
    )


def _written(refusal: Refusal) -> bytes:
    """Return a refusal as it goes over the line, for a request that has got no further."""
    told = refusal.response()
    status = HTTPStatus(told.status_code)
    head = b"".join(name + b": " + value + b"\r\n" for name, value in told.raw_headers)
    line = f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode()
    return line + head + b"\r\n" + bytes(told.body)
