"""Queries of strangers run in processes of their own, with limits, and can be stopped."""
