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
export default function ({ data, parentElement }) {
  const script = new URL("api/v1/picture.js", document.baseURI).href;
  const sample = { files: [new File(["sample"], "sample.png", { type: "image/png" })] };
  const canShare = matchMedia("(pointer: coarse)").matches && navigator.canShare?.(sample);
  parentElement.querySelector("[data-share]").hidden = !canShare;
  const status = parentElement.querySelector("p");
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = async () => {
      try {
        await (await import(script)).press(data, parentElement, button);
      } catch (problem) {
        status.textContent = `The picture could not be made: ${problem.message}`;
      }
    };
  }
  import(script).catch(() => undefined); // so that it is there when a button is pressed
}
"""
_buttons = st.components.v2.component("picture_buttons", html=HTML, css=CSS, js=JS)


def picture_buttons(facts: dict[str, str]) -> None:
    """Draw the buttons that make pictures of the chart whose key is in the facts."""
    _buttons(key=f"picture-{facts['key']}", data=facts)
