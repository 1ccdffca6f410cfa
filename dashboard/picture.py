"""The buttons that make a picture of a chart in the browser; the script lies in static/picture.js."""

import streamlit as st

HTML = """<div class="pictures">
<button type="button" data-form="square" data-share hidden>Share</button>
<button type="button" data-form="wide" data-format="png">PNG (16:9)</button>
<button type="button" data-form="square" data-format="png">PNG (square)</button>
<button type="button" data-form="a4" data-format="png">PNG (A4)</button>
<button type="button" data-form="wide" data-format="svg">SVG</button>
<p role="status" aria-live="polite"></p></div>"""
CSS = """
.pictures { display: flex; flex-direction: column; gap: 0.5rem; font-family: var(--st-font); }
button { width: 100%; min-height: 2.5rem; padding: 0.25rem 0.75rem; cursor: pointer; font: inherit;
  font-size: 0.875rem; color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.5rem); }
button[hidden] { display: none; }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
button:disabled { cursor: progress; opacity: 0.6; }
p { margin: 0; max-width: 14rem; font-size: 0.875rem; }
p:empty { display: none; }
"""
JS = """
export default async function ({ data, parentElement }) {
  const buttons = await import(new URL("api/v1/picture.js", document.baseURI).href);
  buttons.ready(data, parentElement);
}
"""
_buttons = st.components.v2.component("picture_buttons", html=HTML, css=CSS, js=JS)


def picture_buttons(facts: dict[str, str]) -> None:
    """Draw the buttons that make pictures of the chart whose key is in the facts."""
    _buttons(key=f"picture-{facts['key']}", data=facts)
