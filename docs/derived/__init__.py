"""Pages of the documentation that are derived from the ontology and the layout."""
