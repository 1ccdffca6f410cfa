"""What is said about records: evidence, rival statements, gaps, changes, citation."""
