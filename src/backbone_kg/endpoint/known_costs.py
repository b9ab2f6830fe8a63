"""What queries have cost before: quick ones need not wait behind those that take long."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Final

from backbone_kg.endpoint.fair_queue import Expected
from backbone_kg.isolation.query_messages import Job

MOST_KNOWN: Final = 10_000
_NUMBER: Final = re.compile(r"[0-9]+")


class KnownCosts:
    """Remembers whether queries were quick; of too many, those asked last.

    What differs in numbers and white space alone is taken for the same query: who asks again for
    what took long will often have changed no more. Where it is another one after all, its next
    answer corrects what is remembered.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[int, Expected] = OrderedDict()

    def expected(self, kind: int) -> Expected:
        """Return what is expected of a kind of query."""
        return self._known.get(kind, Expected.UNKNOWN)

    def note(self, kind: int, cost: Expected) -> None:
        """Remember what a query of a kind cost."""
        self._known[kind] = cost
        self._known.move_to_end(kind)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def kind_of(job: Job) -> int:
    """Return a number that is the same for queries that are taken for the same.

    Examples
    --------
    >>> kind_of(Job("ASK { ?s ?p 1 }")) == kind_of(Job("ASK  { ?s ?p 22 }"))
    True
    """
    text = _NUMBER.sub("0", " ".join(job.text.split()))
    return hash((text, job.default_graphs, job.named_graphs))
