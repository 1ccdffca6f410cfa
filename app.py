"""Serves the dashboard and its data: `streamlit run app.py`, or any ASGI server with `app:app`."""

import sys

import streamlit as st

from dashboard.settings import EXIT_STATUS, SettingError, settings

try:
    settings()
except SettingError as bad:
    print(bad, file=sys.stderr)
    sys.exit(EXIT_STATUS)

from dashboard.api import guard
from dashboard.api.index_page import MIDDLEWARE
from dashboard.api.routes import ROUTES
from dashboard.start import started

app = st.App(
    "dashboard/shell.py",
    routes=ROUTES,
    middleware=[*guard.middleware(settings()), *MIDDLEWARE],
    lifespan=started,
)
