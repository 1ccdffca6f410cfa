"""How many states joined a treaty in each year."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from topics.tables import Tables, united
from topics.treaties.steps import steps_of
from topics.treaties.words import no_deposit, scope_words, treaty_name
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import lines, wrap

YEARLY = {
    "deposited": ("Deposits", theme.ACTIONS["deposit"], 1),
    "withdrawn": ("Withdrawals", theme.ACTIONS["withdrawal"], -1),
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
        return empty(no_deposit(tables, treaty))
    rows = _year_rows(steps)
    traces = [
        bars(part, "year", "change", f"{title}: {part['states'].sum()}", text=part["states"].tolist(), **look)
        for step, (title, colour, _) in YEARLY.items()
        if len(part := rows[rows["step"] == step])
        for look in [{"marker": {"color": colour}, "textposition": "outside", "cliponaxis": False}]
    ]
    layout = {
        "height": 360,
        "margin": {"l": theme.NUMBERS},
        "barmode": "relative",
        "legend": {"font": {"size": theme.SIZE - 2}},
        "showlegend": bool((rows["change"] < 0).any()),
        "xaxis": {"tickformat": "d", "range": [rows["year"].min() - 0.7, view.day.year + 0.7]},
        "yaxis": {"tickformat": "d"} | ({"dtick": 1} if rows["states"].max() <= FEW else {}),
    }
    figure, note = {"data": traces, "layout": layout}, ""
    if (rows["change"] < 0).any():
        note = sentence("A withdrawal counts in the year in which it takes effect.")
    columns, title = ("year", "states", "step_name", "country"), _busiest_year(rows)
    measure = sentence("States that joined each year, {treaty}", treaty=name)
    return Chart(title, rows, figure, note, columns, scope_words(view), measure=measure)


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


def _busiest_year(rows: pd.DataFrame) -> str:
    """The year with most deposits, and whether another one has as many."""
    deposited = rows[rows["step"] == "deposited"]
    if deposited.empty:
        return sentence("No state has joined")
    best = deposited.loc[deposited["states"].idxmax()]
    parts = {"most": best["states"], "total": deposited["states"].sum(), "year": best["year"]}
    if parts["total"] == 1:
        return sentence("The only deposit came in {year}", **parts)
    if (deposited["states"] == best["states"]).sum() > 1:
        return sentence("Never more than {most} of the {total} deposits came in one year", **parts)
    return sentence("{most} of {total} deposits came in {year}, the busiest year", **parts)
