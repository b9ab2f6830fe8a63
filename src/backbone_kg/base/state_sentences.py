"""What each state of a role means, in a sentence: every text, page and picture says it so."""

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
