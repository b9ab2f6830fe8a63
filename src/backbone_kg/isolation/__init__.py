"""Work on what strangers gave, in processes of its own, with limits, that can be stopped."""
