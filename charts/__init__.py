"""Pure functions: tables in, Plotly figures out. No Streamlit, no files."""
