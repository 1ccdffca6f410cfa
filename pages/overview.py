"""Where things stand now for the chosen region."""

import streamlit as st

st.markdown("In the making.")
