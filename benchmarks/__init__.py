"""How long a reader waits, beside the least that the same charts could take."""
