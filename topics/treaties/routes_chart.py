"""By which route states joined a treaty: curves of cumulative incidence."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import named_ends
from charts.marks import Trace, step_curve, unmarked, values
from topics.tables import Tables
from topics.treaties.survival import YEAR_DAYS, routes
from topics.treaties.words import no_deposit, no_wait, scope_words, treaty_name
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap
from topics.vocabulary.treaties import is_signed

LOOKS = {
    "ratification": (theme.BLUE, "solid"),
    "accession": (theme.VERMILLION, "dash"),
    "succession": (theme.GREEN, "dot"),
}
"""Colour and dash of each route."""
MOST_NAMED = 8
LETTERS = 13
"""In a line of a name beside the plot."""


def routes_to_consent(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Share of the states that had joined by each route, by years since the opening for signature."""
    if not is_signed(tables, treaty):
        return empty(no_wait(tables, treaty))
    rows, name = routes(tables, treaty, view.day, view.members), treaty_name(tables, treaty)
    if rows.empty:
        return empty(no_deposit(tables, treaty))
    opened = tables["treaties"].set_index("treaty")["opened"][treaty]
    end = round((pd.Timestamp(view.day) - opened).days / YEAR_DAYS, 2)
    rows = rows.round({"years": 2, "share_pct": 1, "low_pct": 1, "high_pct": 1})
    rows = rows.assign(label=[_label(row) for row in rows.to_dict("records")], is_stated=False)
    return Chart(
        _title(rows),
        rows.drop(columns="names"),
        {"data": _traces(rows, end), "layout": _layout(rows)},
        sentence(
            "Ratification follows a signature, accession does without one. "
            "Grey bands: 95 % limits if the states were a sample."
        ),
        ("route", "counted_from", "joined", "states", "share_pct", "low_pct", "high_pct"),
        scope_words(view),
        measure=sentence("States that have joined the {treaty}, % of all states", treaty=name),
    )


def _layout(rows: pd.DataFrame) -> dict:
    """The name of each route at the end of its line."""
    last = rows.groupby("route", sort=False).tail(1).to_dict("records")
    ends = [
        (f"{wrap(row['route'], LETTERS)} {row['states']}", LOOKS[row["route"]][0], row["share_pct"])
        for row in last
    ]
    across = {"title": {"text": sentence("Years since the opening for signature")}, "rangemode": "tozero"}
    return named_ends(ends, rows["high_pct"].fillna(rows["share_pct"]).max(), 420) | {"xaxis": across}


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


def _title(rows: pd.DataFrame) -> str:
    """The route that most of the states took that have joined."""
    last = rows.groupby("route")["states"].last()
    most, joined = last.idxmax(), last.sum()
    if joined == 1:
        return sentence("The only state that has joined did so by {route}", route=most)
    if last[most] == joined:
        return sentence("All {joined} states that have joined did so by {route}", joined=joined, route=most)
    return sentence(
        "{states} of {joined} states that have joined did so by {route}",
        states=last[most],
        joined=joined,
        route=most,
    )
