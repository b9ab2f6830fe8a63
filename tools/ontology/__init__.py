"""What only those who maintain the ontology run: the one form of its files."""
