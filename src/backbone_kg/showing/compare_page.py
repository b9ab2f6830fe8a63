"""A comparison as one self-contained HTML page, from the same sections as the text."""

from __future__ import annotations

from backbone_kg.analysis.change.comparison_results import Comparison, Side
from backbone_kg.base.partial_dates import in_words
from backbone_kg.showing import pictures
from backbone_kg.showing.compare_text import sections
from backbone_kg.showing.sections import as_page


def compare_page(comparison: Comparison) -> str:
    """Return a comparison as a page to read or to print.

    The page fetches nothing and runs nothing. The same input gives the same text.

    Parameters
    ----------
    comparison
        What to tell.
    """
    told = comparison.reversed() if comparison.backward else comparison
    drawn = () if comparison.nothing_known else (pictures.draw("change", comparison),)
    return as_page(
        name=told.now.partnership or "Unnamed partnership",
        kicker="What changed",
        facts=[
            ("Community", told.now.community or "not given"),
            ("Framework", told.now.framework or "none named in the file"),
            ("From", side(told.then)),
            ("To", side(told.now)),
        ],
        sections=sections(comparison),
        pictures=[pictures.svg(one, prefix="change-") for one in drawn],
    )


def side(one: Side) -> str:
    """Return of which date one side is, and what it rests on."""
    return f"{in_words(one.as_of)} ({one.listing} listing; {one.file})"
