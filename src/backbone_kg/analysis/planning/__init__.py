"""What could be otherwise: what if somebody left, and which work could move."""
