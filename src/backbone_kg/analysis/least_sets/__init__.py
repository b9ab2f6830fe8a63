"""Least sets of partners: exact searches, and the solver where these would take too long."""
