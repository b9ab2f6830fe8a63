"""A second coding of our judgments by somebody who sees none of them, and how far both agree."""
