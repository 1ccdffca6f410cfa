"""Tables in, tables out: counts, standings, rates. No Streamlit, no Plotly, no files."""
