"""What a page needs, ours and Streamlit's: asked for before anything waits for it."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import parse_qsl

from dashboard import store

OURS = ("controls.js", "figure.js")
"""What draws controls and figures."""
MAP, CHART = "map.js", "plot.js"
"""What draws a map, and a chart that is none."""
SMALL = ("see_countries_overview", "context_overview", "locator")
LARGE = ("see_countries", "context")
FIRST_MAPS = {
    ("", ""): SMALL,
    ("contamination", ""): SMALL,
    ("contamination", "map"): SMALL,
    ("treaties", "standing"): SMALL,
    ("places", ""): (*LARGE, "locator"),
    ("places", "meetings"): (*LARGE, "locator"),
    ("places", "money"): LARGE,
    ("places", "organisations"): LARGE,
}
"""Views that begin with a map, by page and `?part=`, and its boundary files as long as no filter is set."""
WIDGETS = ("index", "BidiComponent", "Html")
"""What the frame of every page is drawn by, as Streamlit calls it."""
NAMED = re.compile(r"(\w+)\.[\w-]+\.js")
IMPORT = re.compile(rb'(?:from|import) ?"\./([\w.-]+\.js)"')


def first_map(page: str, query: str) -> tuple[str, ...] | None:
    """The boundary files that a view begins with; empty where filters choose them, None where it has no map.

    Args:
        page: its path.
        query: of its address.
    """
    parameters = dict(parse_qsl(query))
    files = FIRST_MAPS.get((page, parameters.get("part", "")))
    return () if files and {"region", "countries"} & set(parameters) else files


def our_scripts(drawer: str) -> tuple[str, ...]:
    """Names of our scripts that draw, with all that they import."""
    return transitive_imports((*OURS, drawer), script)


def script(name: str) -> bytes:
    """A script of ours, or a library that it imports."""
    library = name.removesuffix(".min.js")
    return store.asset(name) if library == name else store.library(library)


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """Names of Streamlit's scripts for WIDGETS, with all they import; what it does not have is left out."""
    first = (
        name for name in store.front_scripts() if (match := NAMED.fullmatch(name)) and match[1] in WIDGETS
    )
    return transitive_imports(first, lambda name: store.front_script(f"js/{name}") or b"")


def transitive_imports(first: Iterable[str], content: Callable[[str], bytes]) -> tuple[str, ...]:
    """Names of scripts, and of all that they import."""
    waiting = list(first)
    names: dict[str, None] = {}
    while waiting:
        name = waiting.pop()
        if name not in names:
            names[name] = None
            waiting += [imported.decode() for imported in IMPORT.findall(content(name))]
    return tuple(names)
