"""The dashboard beside Dash, Panel and a page written by hand: the same charts, one alternating run."""
