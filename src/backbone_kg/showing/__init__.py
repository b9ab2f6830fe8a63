"""Results for people: text for a terminal, pictures, the report, pages of the docs."""
