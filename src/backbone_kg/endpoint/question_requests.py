"""The library of questions over HTTP: what can be asked, and asking it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from backbone_kg.asking.question_search import searchable
from backbone_kg.base.errors import BackboneError
from backbone_kg.endpoint import sparql_protocol as protocol
from backbone_kg.endpoint.problem_json import Refusal
from backbone_kg.endpoint.query_requests import QueryRequests
from backbone_kg.graph.rdflib_terms import USAGE_NOTE
from backbone_kg.knowledge.ontology import standard_ontology
from backbone_kg.sparql.library import LibraryQuery, all_queries
from backbone_kg.sparql.parameters import Parameter
from backbone_kg.sparql.tokens import query_form, with_terms


@dataclass(frozen=True)
class Library:
    """Serves the questions.

    Parameters
    ----------
    asking
        What runs a query.
    queries
        The questions, by name.
    listed
        What can be asked, for programs.
    terms
        What terms of other vocabularies say here, which have no name of ours.
    """

    asking: QueryRequests
    queries: Mapping[str, LibraryQuery]
    listed: Sequence[Mapping[str, Any]]
    terms: Mapping[str, str]

    @classmethod
    def standard(cls, asking: QueryRequests) -> Library:
        """Return the one with the questions that come with the program."""
        queries = all_queries()
        notes = standard_ontology().names.subject_objects(USAGE_NOTE)
        return cls(
            asking,
            {query.name: query for query in queries},
            list(map(_told, queries)),
            {str(term): str(said) for term, said in notes},
        )

    async def ask(self, request: Request) -> Response:
        """Run a question, with terms in place of its parameters."""
        return await self.asking.answer(request, protocol.Request(self._asked(request)))

    async def text(self, request: Request) -> Response:
        """Return a question as SPARQL, with terms in place of its parameters."""
        return Response(
            self._asked(request),
            headers={"Content-Type": "application/sparql-query; charset=utf-8"},
        )

    def _asked(self, request: Request) -> str:
        """Return a question with its settings, as SPARQL that means the same everywhere."""
        name = request.path_params["name"]
        query = self.queries.get(name)
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
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "search": searchable(query),
        "form": query_form(query.text),
        "text": query.text,
        "parameters": [
            {
                "name": one.name,
                "type": one.type,
                "description": one.description,
                "default": one.default,
                "allowed": _choices(one),
            }
            for one in query.parameters
        ],
        "columns": [
            {"name": column.name, "description": column.description} for column in query.columns
        ],
    }


def _choices(parameter: Parameter) -> list[dict[str, str]]:
    """Return the values to choose from: the allowed ones, or those that the knowledge base has.

    A framework goes by its slug, as everywhere, and shows its title. Where there are none, a value
    is typed.
    """
    labels: Mapping[str, str] = {}
    if parameter.allowed:
        labels = {value: value for value in parameter.allowed}
    elif parameter.type == "framework":
        labels = {one.slug: one.title for one in standard_ontology().frameworks()}
    elif parameter.type == "kind of organization":
        labels = {kind.label: kind.label for kind in standard_ontology().organization_types}
    return [{"value": value, "label": label} for value, label in labels.items()]
