"""An empty page of Streamlit: what a run costs at least."""

import streamlit as st

st.html("<p>Nothing</p>")
