"""A portfolio in words, for a terminal and as a page to give away."""
