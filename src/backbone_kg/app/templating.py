"""What sets out the templates: the page's own, and the parts of the report that it shares."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from backbone_kg.base import numbers_and_lists as words
from backbone_kg.base.state_sentences import STATE_SENTENCES
from backbone_kg.base.version import __version__


@cache
def environment() -> Environment:
    """Return what sets out the templates; every text in them is escaped."""
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("backbone_kg.app"), PackageLoader("backbone_kg.showing.report_page")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "words": words,
        "sentences": STATE_SENTENCES,
        "version": __version__,
        "modules": (),
        "styles": (),
    }
    return made
