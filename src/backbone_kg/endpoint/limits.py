"""How much the endpoint gives to one query, one client, and all of them."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_TIMEOUT = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits, each of which has an answer of its own when it is met.

    Parameters
    ----------
    timeout
        Seconds that a query may run before it is stopped (503 ``time``).
    workers
        How many queries run at a time; of one client all but one, if there are several, and all but
        one of those that take long.
    quick_seconds
        Seconds that a query may run before it counts as one that takes long; of processor time,
        where the system tells that (Linux).
    waiting
        How many more may wait for their turn (503 ``busy``). When there are more, a query that took
        long before gives way, else one of the client with most of them.
    wait
        Seconds that a query may wait (503 ``busy``).
    per_client
        How many queries of one address may run or wait (429 ``too-many-queries``). On the machine
        of the service each connection counts as an address.
    query_length
        Characters of a query (413 ``query-length``).
    head_seconds
        Seconds in which the head of a request must arrive (408 ``slow-request``).
    body_size
        Bytes of the body of a request (413 ``body-size``).
    body_seconds
        Seconds in which the body must arrive (408 ``slow-request``).
    result_rows
        Rows or triples of a result (413 ``result-rows``).
    result_bytes
        Bytes of a result (413 ``result-bytes``).
    memory
        Bytes of memory that the process of a query may use (503 ``memory``).
    taking_seconds
        Seconds in which a client must take its answer, or its connection is cut.
    connections
        How many connections may wait for their clients, to send or to take; of more, those that
        have waited longest are cut.
    untaken_bytes
        Bytes of answers that may lie waiting to be taken, of all clients together; likewise.
    """

    timeout: float = DEFAULT_TIMEOUT
    workers: int = 4
    quick_seconds: float = 0.25
    waiting: int = 32
    wait: float = 60.0
    per_client: int = 16
    query_length: int = 64 * 1024
    head_seconds: float = 10.0
    body_size: int = 1024 * 1024
    body_seconds: float = 20.0
    result_rows: int = 250_000
    result_bytes: int = 64 * 1024 * 1024
    memory: int = 512 * 1024 * 1024
    taking_seconds: float = 120.0
    connections: int = 256
    untaken_bytes: int = 256 * 1024 * 1024
