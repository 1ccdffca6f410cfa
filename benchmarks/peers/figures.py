"""The charts of a page as any of the peers draws them, made by the product's own functions."""

import json
from functools import lru_cache

from dashboard import store
from dashboard.drawing import drawing
from topics.land.release_chart import release_by_country, release_by_year
from topics.tables import Tables
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.years_chart import deposits_per_year
from topics.view import View

CHARTS = {
    "treaties": (ratification_curve, deposits_per_year),
    "clearance": (release_by_year, release_by_country),
}
"""What each page shows first."""
START = "SEE"
REGIONS = ("EUROPE", "NATO", "LATIN_AMERICA", "AFRICA", "SEE15", "ASIA", "AMERICAS")
"""Regions that a reader turns to, one after the other: nobody has opened them, none is drawn beforehand."""


@lru_cache(maxsize=64)
def figures(page: str, region: str) -> list[dict]:
    """The figures of a page for a region, once for all readers."""
    tables = store.snapshot()
    view = View(tables, region)
    return [json.loads(drawing(chart, view, {}, dark=False).content) for chart in CHARTS[page]]


def names(tables: Tables) -> dict[str, str]:
    """The names of the regions on offer, by their codes."""
    known = tables["regions"].set_index("region")["title"]
    return {code: str(known[code]) for code in (START, *REGIONS)}
