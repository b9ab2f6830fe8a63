"""What the cells of a column can hold."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a column expects in its cells."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    YES_NO = "yes-no"
    WEB_ADDRESS = "web-address"
