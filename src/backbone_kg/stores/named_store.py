"""The store that a user names: a folder or an address."""

from __future__ import annotations

from pathlib import Path

from backbone_kg.base.errors import BackboneError
from backbone_kg.stores.embedded import EmbeddedStore
from backbone_kg.stores.store import Store


def open_store(
    path: str | Path | None = None, endpoint: str | None = None, *, read_only: bool = False
) -> Store:
    """Return the store that the user names: a folder or an address.

    Raises
    ------
    BackboneError
        If both or neither are named, or it cannot be opened.
    """
    if (path is None) == (endpoint is None):
        raise BackboneError("Name either the folder of a store or the address of a service.")
    if endpoint is not None:
        from backbone_kg.stores.remote import RemoteStore

        return RemoteStore(endpoint)
    return EmbeddedStore(Path(path or "."), read_only)
