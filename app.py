"""Serves the dashboard and its data: `streamlit run app.py`, or any ASGI server with `app:app`."""

import streamlit as st

from dashboard.api.index_page import MIDDLEWARE
from dashboard.api.routes import ROUTES
from dashboard.start import started

app = st.App("dashboard/shell.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=started)
