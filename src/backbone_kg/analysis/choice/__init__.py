"""Who could be the backbone, and what the work costs."""
