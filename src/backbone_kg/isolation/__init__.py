"""Work on what strangers gave, in processes of its own, with limits, that can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.isolation.child import Child
    from backbone_kg.isolation.each_file_apart import each_file
    from backbone_kg.isolation.process_pool import Ended, TaskProcess, in_processes
    from backbone_kg.isolation.query_messages import Job
    from backbone_kg.isolation.sandbox import without_network
    from backbone_kg.isolation.worker import Worker, run

__getattr__, __dir__ = face(__name__)
