"""Scripts that every page needs, ours and Streamlit's: asked for before anything waits for them."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from dashboard import store

OURS = ("chart.js", "keys.js")
"""What draws a chart and makes it reachable."""
WIDGETS = (
    *("index", "BidiComponent", "Button", "ButtonGroup", "Checkbox", "DateInput"),
    *("Multiselect", "PageLink", "Selectbox", "Slider"),
)
"""What the frame of every page is drawn by, as Streamlit calls it."""
NAMED = re.compile(r"(\w+)\.[\w-]+\.js")
IMPORT = re.compile(rb'(?:from|import) ?"\./([\w.-]+\.js)"')


def our_scripts() -> tuple[str, ...]:
    """Names of our scripts that draw charts, with all that they import."""
    return _reached(OURS, store.asset)


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """Names of Streamlit's scripts for WIDGETS, with all they import; what it does not have is left out."""
    first = (
        name for name in store.front_scripts() if (found := NAMED.fullmatch(name)) and found[1] in WIDGETS
    )
    return _reached(first, lambda name: store.front_script(f"js/{name}") or b"")


def _reached(first: Iterable[str], content: Callable[[str], bytes]) -> tuple[str, ...]:
    todo = list(first)
    found: dict[str, None] = {}
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = None
            todo += [imported.decode() for imported in IMPORT.findall(content(name))]
    return tuple(found)
