"""Who says something: in a document of their own, or as another's document reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backbone_kg.knowledge.concepts import Agent, SourceDocument
from backbone_kg.knowledge.record import Record


@dataclass(frozen=True, slots=True, repr=False)
class Attribution(Record):
    """Who says something: in a document of their own, or as another's document reports.

    Parameters
    ----------
    first_hand
        Those who speak in a document that was read.
    second_hand
        Those whom such a document reports.
    reported_in
        The documents that report them.
    """

    first_hand: tuple[Agent, ...] = ()
    second_hand: tuple[Agent, ...] = ()
    reported_in: tuple[SourceDocument, ...] = ()

    def called(self) -> str:
        """Return the names of all who say it."""
        return ", ".join(agent.name for agent in (*self.first_hand, *self.second_hand))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data: names of who speaks, documents in short."""
        return {
            "first_hand": [agent.name for agent in self.first_hand],
            "second_hand": [agent.name for agent in self.second_hand],
            "reported_in": [document.short for document in self.reported_in],
        }


def attribution_of(agents: Iterable[Agent], read: Iterable[SourceDocument]) -> Attribution:
    """Return who speaks for themselves, and who is reported in which of the documents read.

    Of several documents those report that none of the speakers made; if there are none, all do.
    """
    agents, documents = tuple(agents), tuple(dict.fromkeys(read))
    makers = {document: {*document.creators, *document.publishers} for document in documents}
    first = tuple(a for a in agents if any(a in makers[document] for document in documents))
    second = tuple(agent for agent in agents if agent not in first)
    others = tuple(document for document in documents if not makers[document] & {*first})
    return Attribution(first, second, (others or documents) if second else ())
