"""A SPARQL endpoint that can be left open: read-only, with limits, and a page to ask from."""
