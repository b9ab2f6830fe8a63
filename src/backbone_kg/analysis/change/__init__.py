"""What changed between two looks at a partnership, and who held which role when."""
