"""What each state of a role and a partial listing mean: every text, page and picture says it so."""

from __future__ import annotations

from typing import Final

STATE_SENTENCES: Final = {
    "shared": "two or more partners hold it",
    "held": "one partner holds it",
    "unfilled": "it is known that nobody holds it",
    "no evidence": "no evidence of a holder was found; somebody may hold it",
    "not ours": "the partnership does not want it filled",
}
"""What each of the five states of a role means."""


def partial_listing(which: str = "The listing") -> str:
    """Return what it means that a listing is partial, as a sentence."""
    return (
        f"{which} is partial: partners may hold more than it says, and where it names no holder, "
        "no evidence was found."
    )
