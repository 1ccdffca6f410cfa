"""Gaps: which years have a figure, how old the last one is, which years are silent."""

import math
from datetime import date

import pandas as pd
import streamlit as st

from analysis import gaps
from charts import gaps as charts
from dashboard import address, ui
from dashboard.store import package
from dashboard.view import chosen, current_day, load, names

PARTS = {"grid": "Grid", "fresh": "How fresh", "silent": "Silent years"}
STRIPS = {"country": "Countries of one indicator", "indicator": "Indicators of one country"}
ALL_YEARS = (float("-inf"), float("inf"))
TITLES = {code: row.title for code, row in gaps.INDICATORS.items()}


@st.cache_data(max_entries=20, show_spinner=False)
def covered(
    built: tuple[str, ...],  # noqa: ARG001
    known: object,  # noqa: ARG001
    members: tuple[str, ...],
    bounds: tuple[float, float],
    today: date,
) -> pd.DataFrame:
    """The grid of a view, worked out once for each build and day of knowledge."""
    tables = {name: load(name) for name in gaps.TABLES}
    low, high = bounds
    first = gaps.first_year(tables) if math.isinf(low) else int(low)
    return gaps.coverage(tables, members, (first, today.year if math.isinf(high) else int(high)), today)


def grid() -> None:
    """Strips of years: the countries of one indicator, or the indicators of one country."""
    by = address.ask("by", "Strips", tuple(STRIPS), names=STRIPS, kind="buttons")
    if by == "country":
        code = address.ask("indicator", "Indicator", tuple(fitting), names=TITLES)
        rows = cells[cells["indicator"] == code]
    else:
        default = "BIH" if "BIH" in view.members else view.members[0]
        code = address.ask("country", "Country", view.members, default=default, names=names())
        rows = cells[cells["country"] == code]
    ui.show(
        lambda: charts.completeness_grid(rows, load("countries"), load("sources"), by),
        worded(rows),
        key="completeness",
        note=(
            "A year is silent where nothing is on record, which is not zero."
            if len(view.members) <= charts.FEW
            else "A year is silent where nothing is on record, which is not zero. Drawn are countries that "
            f"say something, at most {charts.MOST}; the table has all."
        ),
        columns=["country", "indicator", "year", "state"],
    )


def fresh() -> None:
    """The last figure of each country and indicator, and whether the next is overdue."""
    every = covered(built, view.known, view.members, ALL_YEARS, day)
    rows = gaps.freshness(every[every["indicator"].isin(fitting)], day)
    ui.show(
        lambda: charts.last_figures(rows, load("countries"), load("sources")),
        worded(rows),
        key="freshness",
        note=(
            "In each cell the year of the last figure. States Parties report a calendar year by 30 April of "
            "the next (Art. 7(2) of both conventions): areas, releases and stocks are due from then on. "
            "Casualties and funding are due at the end of the next year, when the Monitor has published "
            "them. States that are not party owe no report; the same days are their yardstick. The years "
            "chosen in the filters do not cut this."
        ),
        columns=["country", "indicator", "latest", "due", "overdue"],
    )


def silent() -> None:
    """All silent years in words."""
    rows = gaps.silent_years(cells)
    some = rows[~rows["never"] & rows["silent"].gt(0)]
    ui.table(
        worded(some),
        key="silent_years",
        title=f"Silent years of {len(some)} series that have figures",
        note="Up to the last year of which a figure is due; lines in charts break over these years.",
        columns=["country", "indicator", "figures", "silent", "years"],
    )
    never = rows[rows["never"]].groupby("indicator", sort=False)["country"].agg(list)
    st.subheader("Series without any figure", anchor=False)
    known = names()
    lines = [
        f"- **{TITLES[str(code)]}**: {ui.escaped(', '.join(known.get(name, name) for name in found))}"
        for code, found in never.items()
        if len(found) <= len(view.members) // 2 or len(found) <= charts.MOST
    ]
    st.markdown("\n".join(lines) or "None.")


def worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with words for the codes of indicators and states."""
    words = {"indicator": TITLES, "state": gaps.STATES}
    return rows.assign(**{name: rows[name].map(words[name]) for name in words if name in rows})


view, day = chosen(), current_day()
families = {"CMR": ("CMR", "STOCK"), "AP_MINES": ("MINES",)}.get(view.hazard, ("MINES", "CMR", "STOCK"))
fitting = [code for code, row in gaps.INDICATORS.items() if row.family in (*families, "", "LAND")]
built = tuple(part["hash"] for part in package()["resources"])
cells = covered(built, view.known, view.members, view.bounds, day)
cells = cells[cells["indicator"].isin(fitting)]
st.markdown(
    "What the records do not say. A silent year may be a report that was never written, one that was not "
    "found, or one that nobody has entered yet; it is never a zero. A row that nobody saw in a source is set "
    "aside: it makes a year unverified, never a figure. Releases and casualties are those of all hazards."
)
part = address.ask("part", "What to see", tuple(PARTS), names=PARTS, kind="buttons")
{"grid": grid, "fresh": fresh, "silent": silent}[part]()
