"""Pure functions: tables in, Plotly figures out. No Streamlit, no files."""

import plotly.io

# The page gives its own template to a figure that it shows: Plotly's would be work for nothing.
plotly.io.templates.default = None
