"""The site: guides, commands, findings, the literature; a page for each thing one asks about."""
