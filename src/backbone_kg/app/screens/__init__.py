"""The screens of the page, in the order of the tabs; one module each."""

from __future__ import annotations

from typing import Final, NamedTuple


class Screen(NamedTuple):
    """A tab of an open file.

    Parameters
    ----------
    name
        Of its module, and in its address.
    title
        On the tab.
    """

    name: str
    title: str


SCREENS: Final = (
    Screen("findings", "Check and mend"),
    Screen("who", "Who does what"),
    Screen("network", "Network"),
    Screen("change", "Change"),
    Screen("whatif", "What if"),
    Screen("asking", "Ask"),
    Screen("downloads", "Take away"),
)
