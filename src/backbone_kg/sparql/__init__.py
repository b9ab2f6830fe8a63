"""Questions in SPARQL: the library of them, the stores that answer, and what comes back."""
