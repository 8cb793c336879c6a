"""The brain: it proposes and scores, and never moves money."""
