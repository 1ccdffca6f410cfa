"""The search box of the frame: what has a name, as a reader types; static/search.js lists it."""

from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dashboard import current
from topics.vocabulary.sentences import sentence

HTML = """<div class="search">
<input type="search" role="combobox" aria-expanded="false" aria-controls="results" aria-autocomplete="list"
autocomplete="off" spellcheck="false">
<div class="panel" hidden><div id="results" role="listbox"></div><p role="status"></p></div></div>"""
CSS = """
.search { position: relative; width: 170px; max-width: 100%; font-family: var(--st-font); }
input { box-sizing: border-box; width: 100%; height: 36px; padding: 0 0.625rem; font: inherit;
  font-size: 1rem;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: 4px; }
input::placeholder { color: inherit; opacity: 0.75; }
input:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 1px; }
.panel { position: absolute; z-index: 200; box-sizing: border-box;
  width: min(360px, calc(100vw - 32px));
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: 4px; }
@media (max-width: 640px) { .search { width: 100%; } }
#results { max-height: min(420px, 60vh); overflow: auto; }
.panel[hidden] { display: none; }
a { display: block; padding: 0.5rem 0.75rem; color: inherit; text-decoration: none; font-size: 0.9375rem;
  line-height: 1.3; overflow-wrap: anywhere; }
a + a { border-top: 1px solid var(--st-border-color); }
a:hover, a[aria-selected="true"] { background: var(--st-secondary-background-color); }
a[aria-selected="true"] { box-shadow: inset 3px 0 var(--st-primary-color); }
small { display: block; font-size: 0.8125rem; opacity: 0.85; }
p { margin: 0; padding: 0.625rem 0.75rem; font-size: 0.9375rem; overflow-wrap: anywhere; }
p:empty { display: none; }
p.unseen { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
"""
JS = """
export default function (component) {
  import(new URL("api/v1/search.js", document.baseURI).href).then((search) => search.listen(component));
}
"""
_box = st.components.v2.component("search", html=HTML, css=CSS, js=JS)


def search_box(key: str = "search") -> None:
    """Draw the box, and go to the page of what a reader chooses."""
    words = {
        "label": sentence("Search"),
        "hint": sentence("Country, treaty, meeting or document"),
        "none": sentence("No match for “{words}”", words="{words}"),
        "count": sentence("Matches: {count}", count="{count}"),
        "kinds": {
            "country": sentence("Country"),
            "treaty": sentence("Treaty"),
            "meeting": sentence("Meeting"),
            "document": sentence("Document"),
        },
    }
    chosen = _box(
        key=key, data=words | {"wording": current.tables().wording}, on_chosen_change=_nothing
    ).chosen
    address = urlsplit(chosen) if isinstance(chosen, str) else None
    if address and address.path in st.session_state.get("pages", {}):
        st.switch_page(st.session_state["pages"][address.path], query_params=dict(parse_qsl(address.query)))


def _nothing() -> None:
    """What is chosen acts in the run that follows."""
