"""By which route states joined a treaty: curves of cumulative incidence."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, step_curve, unmarked, values
from topics.tables import Tables
from topics.treaties.survival import YEAR_DAYS, routes
from topics.treaties.words import no_wait, scope_words, treaty_name
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import plural
from topics.vocabulary.text import bold, lines, wrap
from topics.vocabulary.treaties import is_signed

LOOKS = {
    "ratification": (theme.BLUE, "solid"),
    "accession": (theme.VERMILLION, "dash"),
    "succession": (theme.GREEN, "dot"),
}
"""Colour and dash of each route."""
MOST_NAMED = 8
NOTE = (
    "Cumulative incidence: the share of all states that had joined by each route (ratification stands for "
    "acceptance and approval too, all after a signature; accession is without one). Every state is observed "
    "from the opening for signature on, so the routes add up to the share that had joined. Grey bands are "
    "the limits of 95 in 100 if the states were a sample. Only the first time that a state joins counts."
)


def routes_to_consent(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Share of the states that had joined by each route, by years since the opening for signature."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    rows, name = routes(tables, treaty, view.day, view.members), treaty_name(tables, treaty)
    if rows.empty:
        return empty(f"No deposit for the {name} is on record: {view.place}")
    opened = tables["treaties"].set_index("treaty")["opened"][treaty]
    end = round((pd.Timestamp(view.day) - opened).days / YEAR_DAYS, 2)
    rows = rows.round({"years": 2, "share_pct": 1, "low_pct": 1, "high_pct": 1})
    rows = rows.assign(label=[_label(row) for row in rows.to_dict("records")], is_stated=False)
    layout = {
        "height": 420,
        "xaxis": {"title": {"text": "Years since the opening for signature"}, "rangemode": "tozero"},
        "yaxis": {"title": {"text": "States that had joined, %"}, "range": [0, 104]},
    }
    return Chart(
        f"{view.place}: {_title(rows, name)}",
        rows.drop(columns="names"),
        {"data": _traces(rows, end), "layout": layout},
        NOTE,
        ("route", "counted_from", "years", "joined", "states", "total", "share_pct", "low_pct", "high_pct"),
        scope_words(tables, view, treaty),
    )


def _traces(rows: pd.DataFrame, end: float) -> list[Trace]:
    """A curve for each route over the pale band of its limits."""
    traces: list[Trace] = []
    for route, (colour, dash) in LOOKS.items():
        part = rows[rows["route"] == route]
        if part.empty:
            continue
        name = f"{route}: {part['states'].iloc[-1]} of {part['total'].iloc[-1]}"
        across = [*values(part["years"]), end]
        edge = {"mode": "lines", "legendgroup": name, "line": {"shape": "hv", "width": 0, "color": colour}}
        fill = {"fill": "tonexty", "fillcolor": theme.LAND}
        for column, style in (("low_pct", edge), ("high_pct", edge | fill)):
            heights = values(part[column])
            traces.append(unmarked(across, [*heights, heights[-1]], **style))
        line = {"color": colour, "dash": dash}
        traces += step_curve(part, "years", "share_pct", name, line, begin=0, end=end)
    return traces


def _label(row: dict) -> str:
    return lines(
        f"{bold(row['route'])}: {row['states']} of {row['total']} states, {row['share_pct']:.0f} %, "
        f"after {row['years']:.1f} years",
        wrap(listed(row["names"], MOST_NAMED, "states")),
    )


def _title(rows: pd.DataFrame, name: str) -> str:
    last = rows.groupby("route")["states"].last()
    first, *others = (route for route in LOOKS if route in last)
    begin = f"{last[first]} of {plural(rows['total'].iloc[0], 'state')} joined the {name} by {first}"
    return ", ".join([begin, *(f"{last[route]} by {route}" for route in others)])
