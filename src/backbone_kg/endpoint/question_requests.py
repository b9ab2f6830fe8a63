"""The library of questions over HTTP: what can be asked, and asking it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from backbone_kg.asking.question_search import searchable
from backbone_kg.asking.questions import choices_of, to_dict
from backbone_kg.base.errors import BackboneError
from backbone_kg.endpoint import sparql_protocol as protocol
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.endpoint.query_requests import QueryRequests
from backbone_kg.graph.rdflib_terms import USAGE_NOTE
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.sparql.library import LibraryQuery, all_queries
from backbone_kg.sparql.tokens import query_form, with_terms


class Library:
    """Serves the questions that come with the program.

    `listed` is what can be asked, for programs; `terms` is what terms of other vocabularies say
    here, which have no name of ours.

    Parameters
    ----------
    asking
        What runs a query.
    """

    def __init__(self, asking: QueryRequests) -> None:
        self._asking = asking
        self._queries = {query.name: query for query in all_queries()}
        self.listed = list(map(_told, self._queries.values()))
        notes = standard_ontology().names.subject_objects(USAGE_NOTE)
        self.terms = {str(term): str(said) for term, said in notes}

    async def ask(self, request: Request) -> Response:
        """Run a question, with terms in place of its parameters."""
        return await self._asking.answer(request, protocol.Request(self._asked(request)))

    async def text(self, request: Request) -> Response:
        """Return a question as SPARQL, with terms in place of its parameters."""
        return Response(
            self._asked(request),
            headers={"Content-Type": "application/sparql-query; charset=utf-8"},
        )

    def _asked(self, request: Request) -> str:
        """Return a question with its settings, as SPARQL that means the same everywhere."""
        name = request.path_params["name"]
        query = self._queries.get(name)
        if query is None:
            raise Refusal(
                "not-found", f"The library has no question “{name}”. GET /queries lists them."
            )
        settings = dict(protocol.settings(request.scope["query_string"]))
        try:
            return with_terms(query.text, query.bindings(settings))
        except BackboneError as problem:
            raise Refusal("bad-setting", str(problem)) from problem


def _told(query: LibraryQuery) -> dict[str, Any]:
    told = to_dict(query)
    for said, parameter in zip(told["parameters"], query.parameters, strict=True):
        choices = choices_of(parameter).items()
        said["allowed"] = [{"value": value, "label": label} for value, label in choices]
    more = {"search": searchable(query), "form": query_form(query.text), "text": query.text}
    return told | more
