"""Verbs that put several parts of the house together, each in a module of its own."""
