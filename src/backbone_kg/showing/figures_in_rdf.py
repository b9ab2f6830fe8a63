"""The figures of a partnership as RDF for other programs: Turtle or JSON-LD."""

from __future__ import annotations

import datetime

import pyoxigraph as ox

from backbone_kg.analysis.observations import metric_definitions, observations
from backbone_kg.model.partnership import Partnership
from backbone_kg.sparql.query_results import Results
from backbone_kg.sparql.result_formats import results_text


def figures_in_rdf(partnership: Partnership, day: datetime.date, form: str) -> str:
    """Return every figure of a day as an observation, with the snapshot that it is computed on.

    Parameters
    ----------
    partnership
        Whose.
    day
        Of which day.
    form
        ``ttl`` or ``jsonld``.

    See Also
    --------
    backbone_kg.analysis.observations.observations : what an observation tells.
    """
    observed = observations(partnership.roster, day)
    content = partnership.snapshot_facts + metric_definitions() + observed
    quads = ox.parse(input=content, format=ox.RdfFormat.N_TRIPLES)
    return results_text(Results("graph", triples=tuple(quad.triple for quad in quads)), form)
