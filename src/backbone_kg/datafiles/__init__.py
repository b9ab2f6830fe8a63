"""Data files: cells, then statements about them; templates, annotated copies, other formats."""
