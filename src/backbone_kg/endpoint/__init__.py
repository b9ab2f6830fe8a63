"""A SPARQL endpoint that can be left open: read-only, with limits, and a page to ask from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.endpoint.allowed_origins import Access
    from backbone_kg.endpoint.computed_once import ComputedOnce
    from backbone_kg.endpoint.content_negotiation import GRAPH_TYPES, SOLUTION_TYPES, choose_type
    from backbone_kg.endpoint.fair_queue import Expected, FairQueue, QueueFullError, Turn
    from backbone_kg.endpoint.http_server import greeting, serve
    from backbone_kg.endpoint.limits import Limits
    from backbone_kg.endpoint.middleware import LONGEST_HEAD, MOST_HEADERS, Middleware
    from backbone_kg.endpoint.page_files import read_page_files
    from backbone_kg.endpoint.problem_json import PROBLEM_KINDS, Refusal
    from backbone_kg.endpoint.routes import Service
    from backbone_kg.endpoint.server_logs import ThrottledLog, keep_floods_out
    from backbone_kg.endpoint.sockets import listening
    from backbone_kg.endpoint.sparql_protocol import (
        FORM,
        QUERY,
        Request,
        read_get,
        read_post,
        settings,
    )
    from backbone_kg.endpoint.worker_pool import WorkerPool

__getattr__, __dir__ = face(__name__)
