"""The version of the program; the build reads it here."""

from __future__ import annotations

__version__ = "0.2.0"
