"""Where graphs are kept: in memory, in a folder, at a service; and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backbone_kg.base.lazy_package import face

if TYPE_CHECKING:
    from backbone_kg.stores.connection import (
        PASSWORD,
        PLAIN,
        TOKEN,
        USER,
        Connection,
        Credentials,
        ServiceError,
    )
    from backbone_kg.stores.contents import findings_by_file, remove_file
    from backbone_kg.stores.derived import DERIVED_GRAPHS, derived_graph
    from backbone_kg.stores.embedded import EmbeddedStore
    from backbone_kg.stores.folder import MARK, make_folder, opened
    from backbone_kg.stores.graphs import (
        MetricDefinitions,
        bring_ontology,
        data_load,
        ontology_files,
    )
    from backbone_kg.stores.named_store import open_store
    from backbone_kg.stores.provenance import (
        DATA_GRAPHS,
        PROVENANCE,
        LoadRecord,
        data_graph,
        file_of,
        record_triples,
        sha256_of,
        state,
    )
    from backbone_kg.stores.recorded_findings import finding_triples
    from backbone_kg.stores.remote import GRAPH_STORE, UPDATE, Addresses, RemoteStore
    from backbone_kg.stores.remote_updates import MERGED, PARTS, insertions, switched
    from backbone_kg.stores.store import Load, Store

__getattr__, __dir__ = face(__name__)
