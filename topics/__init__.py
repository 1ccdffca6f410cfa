"""What the field knows, by topic: pure functions of tables; no Streamlit, no files."""
