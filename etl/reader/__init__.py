"""The reader of documents: files in, proposals for data/raw out; nothing is written without review."""
