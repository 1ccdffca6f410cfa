"""The chart on the page: plotly.js in a component of ours that draws each change once, see decision 008."""

import streamlit as st

from dashboard.drawing import Drawing

JS = """
const script = import(new URL("api/v1/chart.js", document.baseURI).href);
export default async (component) => (await script).draw(component);
"""
_chart = st.components.v2.component("chart", html='<div class="chart"></div>', js=JS, isolate_styles=False)


def chart(drawn: Drawing, key: str) -> None:
    """Draw a chart; a mark that is clicked opens its source card, see dashboard/card.py."""
    _chart(key=key, data=drawn.content)
