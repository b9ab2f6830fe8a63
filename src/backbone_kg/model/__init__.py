"""The model of a partnership: sheets and columns, what a file holds, who holds what when."""
