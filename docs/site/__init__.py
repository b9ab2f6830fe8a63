"""The browsable documentation of the knowledge base: one HTML page per thing one asks about."""
