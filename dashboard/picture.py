"""The two buttons that make a picture of a chart in the browser; the script lies in static/picture.js."""

import streamlit as st

HTML = """<div class="pictures">
<button type="button" data-format="png">PNG</button>
<button type="button" data-format="svg">SVG</button>
<p role="status" aria-live="polite"></p></div>"""
CSS = """
.pictures { display: flex; flex-direction: column; gap: 0.75rem; font-family: var(--st-font); }
button { width: 100%; min-height: 2.5rem; padding: 0.25rem 0.75rem; cursor: pointer; font: inherit;
  font-size: 0.875rem;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius, 0.5rem); }
button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
button:disabled { cursor: progress; opacity: 0.6; }
p { margin: 0; max-width: 14rem; font-size: 0.875rem; }
p:empty { display: none; }
"""
JS = """
export default function (component) {
  const { data, parentElement } = component;
  const status = parentElement.querySelector("p");
  const buttons = [...parentElement.querySelectorAll("button")];
  for (const button of buttons) {
    button.onclick = async () => {
      buttons.forEach((one) => (one.disabled = true));
      status.textContent = "Drawing …";
      try {
        const maker = await import(new URL("api/v1/picture.js", document.baseURI).href);
        await maker.save(data, button.dataset.format);
        status.textContent = "";
      } catch (problem) {
        status.textContent = `The picture could not be made: ${problem.message}`;
      }
      buttons.forEach((one) => (one.disabled = false));
    };
  }
}
"""
_buttons = st.components.v2.component("picture_buttons", html=HTML, css=CSS, js=JS)


def picture_buttons(facts: dict[str, str]) -> None:
    """Draw the buttons PNG and SVG for the chart whose key is in the facts."""
    _buttons(key=f"picture-{facts['key']}", data=facts)
