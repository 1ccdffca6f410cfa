"""Names every colour, font and number format of the charts; knows no data and draws nothing."""

import math
from functools import lru_cache

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'
SIZE = 14
THIN = "\u202f"
"""Narrow no-break space between thousands."""

# Okabe-Ito hues, shifted until each stands 3:1 against both the light and the dark page and any two are apart
# for colour-blind readers too (tests/test_colours.py).
BLUE = "#0b78bc"
ORANGE = "#cc852b"
GREEN = "#0b734f"
VERMILLION = "#ba4c1a"
PURPLE = "#995082"
SKY = "#099ed1"
OLIVE = "#898d62"
BROWN = "#8c7472"
GREY = "#8a9599"
COLOURS = {
    "blue": BLUE,
    "orange": ORANGE,
    "green": GREEN,
    "vermillion": VERMILLION,
    "purple": PURPLE,
    "sky": SKY,
    "olive": OLIVE,
    "brown": BROWN,
    "grey": GREY,
}
"""The colours by the names that tables hold."""
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, OLIVE, GREY)

METHODS = {
    "clearance": BLUE,
    "technical_survey": ORANGE,
    "non_technical_survey": PURPLE,
    "certified": SKY,
    "survey": VERMILLION,
    "total_released": GREY,
    "not_split": GREY,
}
ACTIONS = {
    "signature": SKY,
    "deposit": BLUE,
    "entry_into_force": GREEN,
    "withdrawal": VERMILLION,
}
STANDINGS = {"party": GREEN, "signatory": ORANGE, "withdrawn": VERMILLION, "outside": GREY}
STATUSES = {
    "met": GREEN,
    "in_force": BLUE,
    "extended": SKY,
    "requested": ORANGE,
    "missed": VERMILLION,
}
CASUALTIES = {"killed": VERMILLION, "injured": ORANGE, "unknown": GREY, "total": PURPLE}

COMPLETE = "#4fb3a3"
"""Declared complete: an own colour, never the lightest class."""
NONE_KNOWN = "#a8dad0"
"""None reported, but not declared complete."""
NO_DATA = "#a9abad"
STALE = "rgba(127,127,127,0.42)"
"""Over the hatching of "no data": a figure is known, but it is old."""
NOT_STATED = "#b59ac6"
"""Contaminated, but no area is stated."""
AREA_CLASSES = (
    ("under 1 km²", 0.0, 1.0, "#fff2c6"),
    ("1–10 km²", 1.0, 10.0, "#e6c283"),
    ("10–50 km²", 10.0, 50.0, "#fda421"),
    ("50–200 km²", 50.0, 200.0, "#cc7326"),
    ("200–500 km²", 200.0, 500.0, "#ae440c"),
    ("500–1\u202f000 km²", 500.0, 1000.0, "#8b0601"),
    ("over 1\u202f000 km²", 1000.0, math.inf, "#55151d"),
)
"""Fixed classes (label, from, below, colour), the same over all years and maps, from pale to dark."""

SEQUENTIAL = tuple(row[3] for row in AREA_CLASSES)

LAND = "rgba(127,127,127,0.16)"
BORDER = "rgba(127,127,127,0.75)"
CLEAR = "rgba(0,0,0,0)"
NUMBERS = 34
"""Pixels beside an axis for numbers of three digits. Where that is its margin, a filter that changes their
length does not make plotly.js draw twice."""
STANDING_AREAS = {
    "party": GREEN,
    "consented": "#4b8fd6",
    "signatory": "#e69f00",
    "withdrawn": "#7f0000",
    "outside": "rgba(127,127,127,0.51)",
    "area": LAND,
}
"""Standings under a treaty as areas of a map: told apart in greys too."""

INK = {False: "#23262a", True: "#eceae6"}
MUTED = {False: "#565b61", True: "#b4b1ab"}
GRID = {False: "#e3e5e8", True: "#3a3835"}
PAGE = {False: "#ffffff", True: "#171614"}


def area_class(area_km2: float | None) -> tuple[str, str]:
    """Label and colour of an area; zero is "declared complete", a missing one "no data".

    >>> area_class(0.4)
    ('under 1 km²', '#fff2c6')
    >>> area_class(None)[0]
    'no data'
    """
    if area_km2 is None or math.isnan(area_km2):
        return "no data", NO_DATA
    if area_km2 == 0:
        return "declared complete", COMPLETE
    return next((label, colour) for label, low, below, colour in AREA_CLASSES if low <= area_km2 < below)


def _axis(dark: bool) -> dict:
    return {
        "gridcolor": GRID[dark],
        "linecolor": MUTED[dark],
        "tickcolor": MUTED[dark],
        "zerolinecolor": GRID[dark],
        "automargin": True,
        "ticklabeloverflow": "allow",  # plotly.js else measures each label of an axis twice
        "title": {"standoff": 10, "font": {"color": MUTED[dark], "size": SIZE - 1}},
        "tickfont": {"color": MUTED[dark], "size": SIZE - 1},
    }


def _legend() -> dict:
    return {
        "orientation": "h",
        "x": 0,
        "y": 1.02,
        "yanchor": "bottom",
        "xanchor": "left",
        "title": {"font": {"size": SIZE}},
    }


def _hover(dark: bool) -> dict:
    font = {"family": FONT, "color": INK[dark], "size": SIZE}
    return {"bgcolor": PAGE[dark], "bordercolor": MUTED[dark], "font": font, "align": "left"}


@lru_cache(maxsize=2)
def template(dark: bool = False) -> dict:
    """Ink for a light or dark page: font, grid, lines; the colours of the data come from the chart."""
    layout = {
        "font": {"family": FONT, "size": SIZE, "color": INK[dark]},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": list(PALETTE),
        "separators": f".{THIN}",
        "hoverlabel": _hover(dark),
        "hovermode": "closest",
        "legend": _legend(),
        "modebar": {"bgcolor": CLEAR, "color": MUTED[dark], "activecolor": INK[dark]},
        "margin": {"l": 8, "r": 8, "t": 36, "b": 8},
        "xaxis": _axis(dark) | {"showgrid": False},
        "yaxis": _axis(dark),
        "colorscale": {"sequential": [[i / 6, colour] for i, colour in enumerate(SEQUENTIAL)]},
    }
    return {"layout": layout}
