"""Draws land and casualties set against the size of the countries."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from charts.panels import annotation
from topics.land.comparison import MEAN, common_window, measures_by_size
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range
from topics.vocabulary.land import BEST_AREAS, PLACE_STATUSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines

COLOURS = {
    "left": theme.ORANGE,
    "released": theme.METHODS["total_released"],
    "cleared": theme.METHODS["clearance"],
    "casualties": theme.CASUALTIES["total"],
}
COLUMNS = ("country", "per_size", "amount", "years", "as_of", "size")
ROW, MOST = 24, 15
"""Pixels for a country, and how many are drawn; the table has all."""
ROOM = 1.65
"""Length of the axis over that of the longest bar: room for its figure."""
MOST_NAMED = 4
"""Countries without a figure that are named one by one."""


def by_country_size(tables: Tables, view: View, *, measure: str = "left") -> Chart:
    """Land left or released per area of the country, or casualties per inhabitant."""
    rows = measures_by_size(tables, view)
    rows = rows[rows["measure"] == measure]
    rows = rows.sort_values("per_size", ascending=False, kind="stable", ignore_index=True)
    known, names = rows[rows["per_size"].notna()], country_names(tables)
    if known.empty:
        return empty(sentence("No figure to set against the size of a country"))
    rows = rows.assign(label=[_label(row, escape(names[row.country])) for row in rows.itertuples()])
    window = common_window(tables, view) if measure in MEAN else None
    return Chart(
        _title(known, measure, country_names(tables, full=True)),
        rows,
        _figure(rows.loc[known.index[:MOST]], measure, names),
        _note(rows[rows["per_size"].isna()], names, window),
        COLUMNS,
        measure=_measure(measure),
    )


def _figure(rows: pd.DataFrame, measure: str, names: Mapping[str, str]) -> dict[str, Any]:
    """A bar for each country with its figure at the end."""
    drawn = rows.assign(place=range(len(rows)), length=rows["per_size"].round(4))
    style = {"orientation": "h", "width": 0.6, "marker": {"color": COLOURS[measure]}}
    layout = {
        "height": ROW * max(len(rows), 3) + 24,
        "margin": {"t": 10},
        "showlegend": False,
        "annotations": [_figure_words(row) for row in drawn.itertuples()],
        "xaxis": {"range": [0, float(rows["per_size"].max()) * ROOM or 1], "visible": False},
        "yaxis": {
            "range": [len(rows) - 0.4, -0.6],
            "tickvals": drawn["place"].tolist(),
            "ticktext": [escape(names[code]) for code in drawn["country"]],
            "showgrid": False,
        },
    }
    return {"data": [bars(drawn, "length", "place", measure, **style)], "layout": layout}


def _figure_words(row: Any) -> dict[str, Any]:
    """The figure beside its bar: of a mean over how many years, else of which year."""
    value = _number(row.per_size)
    if pd.isna(row.years):
        words = f"{value} ({row.as_of})"
    elif row.years == 1:
        words = sentence("{value} (1 year)", value=value)
    else:
        words = sentence("{value} ({count} years)", value=value, count=row.years)
    return annotation(1, row.per_size, row.place, f" {words}", xanchor="left", font={"size": 12})


def _number(value: float) -> str:
    """A figure that is not zero never reads as zero."""
    return number(value, digits=4 if 0 < value < 0.01 else 2)


def _label(row: Any, name: str) -> str:
    if pd.isna(row.per_size):
        return lines(bold(name), sentence("No data found"))
    is_persons = row.measure == "casualties"
    amount = number(round(row.amount, 2), "casualties" if is_persons else "km²")
    if pd.isna(row.years):
        amount = f"{amount}, {BEST_AREAS.get(row.stated, PLACE_STATUSES['complete'])}, {row.as_of}"
    else:
        amount = sentence("{amount} a year, mean of {count} years", amount=amount, count=row.years)
    size = number(row.size, "people (2015)" if is_persons else "km²")
    return lines(f"{bold(name)}: {_number(row.per_size)}", amount, sentence("Size: {size}", size=size))


def _note(missing: pd.DataFrame, names: Mapping[str, str], window: tuple[int, int] | None) -> str:
    """Which years a mean is of, and who has no figure."""
    parts = []
    if window:
        period = year_range(*window)
        parts.append(sentence("Mean of {period}, in brackets the years with data.", period=period))
    if len(missing) > MOST_NAMED:
        parts.append(sentence("No data for {count} other countries.", count=len(missing)))
    elif len(missing):
        countries = listed(names[code] for code in missing["country"])
        parts.append(sentence("No data for {countries}.", countries=countries))
    return " ".join(parts)


def _measure(measure: str) -> str:
    if measure == "left":
        return sentence("Land left, km² per 1 000 km² of the country")
    if measure == "casualties":
        return sentence("Casualties a year per million people")
    if measure == "cleared":
        return sentence("Land cleared a year, km² per 1 000 km² of the country")
    return sentence("Land released a year, km² per 1 000 km² of the country")


def _title(known: pd.DataFrame, measure: str, names: Mapping[str, str]) -> str:
    """Who has the largest figure for its size."""
    top = known.iloc[0]
    country = names[top["country"]]
    if not top["per_size"]:
        return sentence("Zero in all countries with data")
    if len(known) == 1:
        return sentence("Only {country} has data", country=country)
    if measure == "left":
        return sentence("{country} has the most contaminated land for its size", country=country)
    if measure == "casualties":
        return sentence("{country} had the most casualties for its population", country=country)
    if measure == "cleared":
        return sentence("{country} cleared the most land for its size", country=country)
    return sentence("{country} released the most land for its size", country=country)
