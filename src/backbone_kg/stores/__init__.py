"""Where graphs are kept: in memory, in a folder, at a service; and what is known of each."""
