"""Serves the dashboard and its data: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st

from dashboard.api import MIDDLEWARE, ROUTES
from dashboard.start import started

app = st.App("dashboard/shell.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=started)
