"""What is told of a query that was not answered."""

from __future__ import annotations

from backbone_kg.base.errors import BackboneError


class QueryError(BackboneError):
    """A query that was not answered, and why.

    Parameters
    ----------
    code
        The kind of reason, for programs: ``malformed``, ``query-depth``, ``time``, ``memory``,
        ``result-rows``, ``result-bytes``, ``not-acceptable``, ``read-only``, ``service-refused``,
        ``store``, ``failed``, ``stopped``.
    message
        The reason in plain words.
    line, column
        The place of the mistake in the text of a malformed query, counted from 1.
    """

    def __init__(
        self, code: str, message: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.column = column
