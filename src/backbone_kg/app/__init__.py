"""The page for people who do not use a terminal: drop a file, mend it, leave with a report."""
