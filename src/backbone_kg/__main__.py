"""``python -m backbone_kg`` is the same as ``backbone-kg``."""

from backbone_kg.cli import main

if __name__ == "__main__":
    main()
