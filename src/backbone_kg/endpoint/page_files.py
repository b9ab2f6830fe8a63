"""The files of the query page, as they are shipped, sent once to each browser."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from backbone_kg.endpoint.content_negotiation import weights
from backbone_kg.endpoint.problem_json import Refusal

FOLDER: Final = Path(__file__).parent / "page"

_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


_SMALLEST_TO_SQUEEZE: Final = 1_000


@dataclass(frozen=True)
class PageFile:
    """A file, as it is sent."""

    content: bytes
    content_type: str

    @cached_property
    def tag(self) -> str:
        """What a browser that has the file calls it."""
        return f'"{hashlib.sha256(self.content).hexdigest()[:32]}"'

    @cached_property
    def squeezed(self) -> bytes:
        """The content in gzip."""
        return gzip.compress(self.content, mtime=0)

    def response(self, request: Request) -> Response:
        """Return the answer to a request for it: 304 if the browser has it."""
        # Weak, since it stands for the content both squeezed and plain.
        headers = {"ETag": f"W/{self.tag}", "Vary": "Accept-Encoding"}
        if self.tag in _tags(request.headers.getlist("if-none-match")):
            return Response(status_code=304, headers=headers)
        headers["Content-Type"] = self.content_type
        accepted = weights(",".join(request.headers.getlist("accept-encoding")))
        if len(self.content) < _SMALLEST_TO_SQUEEZE or not accepted.get("gzip"):
            return Response(self.content, headers=headers)
        return Response(self.squeezed, headers={**headers, "Content-Encoding": "gzip"})


class PageFiles:
    """Serves the files of a folder.

    Parameters
    ----------
    folder
        Where they are.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = read_page_files(folder)

    async def get(self, request: Request) -> Response:
        """Return the file that the address names."""
        file = self._files.get(request.path_params["path"])
        if file is None:
            raise Refusal("not-found", "The query page has no such file.")
        return file.response(request)


def read_page_files(folder: Path = FOLDER) -> dict[str, PageFile]:
    """Return the files of a folder by their paths in it; those of an unknown kind are left out."""
    return {
        path.relative_to(folder).as_posix(): PageFile(path.read_bytes(), _TYPES[path.suffix])
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in _TYPES
    }


def _tags(headers: list[str]) -> set[str]:
    """Return the tags of what a browser has, weak ones like others."""
    return {tag.strip().removeprefix("W/") for header in headers for tag in header.split(",")}
