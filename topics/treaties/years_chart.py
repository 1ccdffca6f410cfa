"""How many states joined a treaty in each year."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from topics.tables import Tables, united
from topics.treaties.steps import steps_of
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.text import lines, wrap

YEARLY = {
    "deposited": ("Deposits", theme.ACTIONS["deposit"], 1),
    "withdrawn": ("Withdrawals in effect", theme.ACTIONS["withdrawal"], -1),
}
"""Name, colour and direction of the bars of each step."""
FEW = 8
"""States up to which an axis counts one by one."""
MOST_NAMED = 8
"""States that a hover text names."""


def deposits_per_year(tables: Tables, view: View, *, treaty: str = "CCM") -> Chart:
    """Deposits in each year upwards, withdrawals that took effect downwards."""
    name = treaty_name(tables, treaty)
    steps = steps_of(tables, treaty)
    inside = steps["country"].isin(view.members) & (steps["counted_from"] <= pd.Timestamp(view.day))
    steps = steps[inside & steps["step"].isin(tuple(YEARLY))]
    if steps.empty:
        return empty(f"No deposit for the {name} on record: {view.place}")
    rows = _year_rows(steps)
    traces = [
        bars(part, "year", "change", f"{title}: {part['states'].sum()}", marker={"color": colour})
        for step, (title, colour, _) in YEARLY.items()
        if len(part := rows[rows["step"] == step])
    ]
    layout = {
        "height": 400,
        "barmode": "relative",
        "showlegend": True,
        "xaxis": {
            "title": {"text": "Year"},
            "tickformat": "d",
            "range": [rows["year"].min() - 0.7, view.day.year + 0.7],
        },
        "yaxis": {"title": {"text": "States"}, "tickformat": "d"}
        | ({"dtick": 1} if rows["states"].max() <= FEW else {}),
    }
    note = "A withdrawal counts in the year in which it takes effect." if (rows["change"] < 0).any() else ""
    columns = ("year", "step_name", "states", "country")
    figure = {"data": traces, "layout": layout}
    title = f"{view.place}: {_busiest_year(rows, name, view.day.year)}"
    return Chart(title, rows, figure, note, columns, scope_words(tables, view, treaty))


def _year_rows(steps: pd.DataFrame) -> pd.DataFrame:
    """A row for each year and step: *columns* year, step, step_name, states, change, country (codes)."""
    groups = steps.assign(year=steps["date"].dt.year).groupby(["year", "step"], sort=True)
    rows = [
        {
            "year": year,
            "step": step,
            "step_name": YEARLY[step][0],
            "states": len(part),
            "change": YEARLY[step][2] * len(part),
            "country": ";".join(part["country"]),
            "label": lines(f"<b>{year}</b>: {len(part)}", wrap(listed(part["name"], MOST_NAMED, "states"))),
            "records": united((record,) for record in part["record_id"]),
        }
        for (year, step), part in groups
    ]
    return pd.DataFrame(rows).assign(is_stated=False)


def _busiest_year(rows: pd.DataFrame, name: str, last: int) -> str:
    deposited = rows[rows["step"] == "deposited"]
    if deposited.empty:
        return f"no state has joined the {name}"
    best = deposited.loc[deposited["states"].idxmax()]
    late = deposited.loc[deposited["year"] > last - 5, "states"].sum()
    most = f"most deposits for the {name} came in {best['year']} ({best['states']})"
    if deposited["states"].sum() == 1:
        most = f"the deposit for the {name} came in {best['year']}"
    return f"{most}; {late or 'none'} in the five years to {last}"
