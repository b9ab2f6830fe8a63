"""Questions in SPARQL: the library of them, the stores that answer, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.sparql.library import (
        Column,
        LibraryQuery,
        all_queries,
        find_query,
        query_from_text,
        read_query,
    )
    from backbone_kg.sparql.nesting import MOST_LEVELS, nesting_depth
    from backbone_kg.sparql.oxigraph_terms import Term, value_of
    from backbone_kg.sparql.parameters import PARAMETER_TYPES, Parameter, setting_text
    from backbone_kg.sparql.query_errors import QueryError
    from backbone_kg.sparql.query_results import Kind
    from backbone_kg.sparql.result_formats import FITTING, FORMATS, results_text, usual_format
    from backbone_kg.sparql.result_table import term_text
    from backbone_kg.sparql.row_counting import RowCounter
    from backbone_kg.sparql.service_calls import check_calls, stopped_call
    from backbone_kg.sparql.syntax_errors import encodable, malformed
    from backbone_kg.sparql.syntax_hints import marked_line, mistake
    from backbone_kg.sparql.tokens import query_form, tokenize, variables, with_terms
    from backbone_kg.sparql.xml_check import XmlCheck

__getattr__, __dir__ = face(__name__)
