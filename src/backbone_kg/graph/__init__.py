"""RDF: prefixes and terms, the store of one graph, Turtle and N-Triples in and out."""
