"""The page on a kind of finding: its example files, what of them is shown, and its text."""
