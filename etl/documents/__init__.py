"""From documents to records: rows proposed for review, each value with its place."""
