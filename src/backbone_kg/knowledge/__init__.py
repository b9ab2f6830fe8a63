"""The knowledge base: what the literature says about backbones, and which words say it."""
