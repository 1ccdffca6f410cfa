"""Draws land and casualties set against the size of the countries."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import bars
from charts.panels import annotation, axis, in_panel, panel_layout
from topics.land.comparison import LEAST, MEAN, common_window, measures_by_size
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range
from topics.vocabulary.land import AREA_UNITS, BEST_AREAS, PLACE_STATUSES
from topics.vocabulary.numbers import number
from topics.vocabulary.text import bold, escape, lines

PANELS = {
    "left": ("Land left per 1,000 km²", "km²", theme.ORANGE),
    "released": ("Total release a year per 1,000 km²", "km²", theme.METHODS["total_released"]),
    "cleared": ("Cleared a year per 1,000 km²", "km²", theme.METHODS["clearance"]),
    "casualties": ("Casualties a year per million", "", theme.CASUALTIES["total"]),
}
"""Heading, unit and colour of each measure."""
NOTE = (
    "Means are of the same years for all countries, those with most figures; in brackets how many of these "
    f"years a country has a figure for, at least {LEAST}. Land left stands with the year of its figure; "
    "point at it for its class, suspected or confirmed. Figures of two classes or years are not added. "
    "Area and population of 2015, Serbia without Kosovo. No figure is not zero."
)
ROW = 26


def by_country_size(tables: Tables, view: View) -> Chart:
    """Land left and released per area of the country and casualties per inhabitant, a panel for each."""
    rows = measures_by_size(tables, view)
    rows = rows[rows.groupby("measure")["per_size"].transform("count") > 0]
    if rows.empty:
        return empty("No land left is on record to set against the size of a country")
    by_size = rows.sort_values(["per_size", "country"], na_position="first", kind="stable")
    rows = pd.concat([by_size[by_size["measure"] == measure] for measure in PANELS], ignore_index=True)
    names = country_names(tables)
    rows = rows.assign(
        place=rows.groupby("measure").cumcount(),
        label=[_label(row, escape(names[row.country])) for row in rows.itertuples()],
    )
    parts = [part for measure in PANELS if len(part := rows[rows["measure"] == measure])]
    window = common_window(tables, view)
    headings = [_heading(part["measure"].iloc[0], window) for part in parts]
    layout = panel_layout(headings, [ROW * len(part) for part in parts], shared=False)
    traces = []
    for place, part in enumerate(parts, start=1):
        _, _, colour = PANELS[part["measure"].iloc[0]]
        drawn = part.assign(length=part["per_size"].round(4))
        style = {"orientation": "h", "marker": {"color": colour}}
        traces.append(in_panel(place, bars(drawn, "length", "place", headings[place - 1], **style)))
        _write_panel(layout, place, part, names)
    return Chart(
        _title(rows, country_names(tables, full=True), window),
        rows.drop(columns="place"),
        {"data": traces, "layout": layout | {"showlegend": False}},
        NOTE,
        ("country", "measure", "per_size", "amount", "years", "as_of", "size"),
    )


def _heading(measure: str, window: tuple[int, int] | None) -> str:
    """The heading of a panel, of a mean with its years."""
    years = f", {year_range(*window)}" if window and measure in MEAN else ""
    return f"{PANELS[measure][0]}{years}"


def _write_panel(layout: dict[str, Any], place: int, part: pd.DataFrame, names: Mapping[str, str]) -> None:
    """Names beside the bars, a figure at the end of each, and room for it."""
    layout["annotations"] += [_figure_words(row, place) for row in part.itertuples()]
    top = float(part["per_size"].max()) or 1.0
    layout[axis("xaxis", place)] |= {"range": [0, top * 1.8], "tickformat": ",~g", "nticks": 5}
    labels = [escape(names[code]) for code in part["country"]]
    ticks = {"tickvals": part["place"].tolist(), "ticktext": labels, "showgrid": False}
    layout[axis("yaxis", place)] |= ticks


def _figure_words(row: Any, place: int) -> dict[str, Any]:
    """The figure beside its bar, or that there is none."""
    is_missing = pd.isna(row.per_size)
    years = f" ({row.years} y)" if pd.notna(row.years) else f" ({row.as_of})"
    words = "no figure" if is_missing else _number(row.per_size, PANELS[row.measure][1]) + years
    style = {"xanchor": "left", "font": {"size": 12}}
    return annotation(place, 0 if is_missing else row.per_size, row.place, f" {words}", **style)


def _number(value: float, unit: str = "") -> str:
    """A figure that is not zero never reads as zero."""
    return number(value, unit, 4 if 0 < value < 0.01 else 2)


def _label(row: Any, name: str) -> str:
    if pd.isna(row.per_size):
        return f"{bold(name)}: no figure on record"
    is_persons = row.measure == "casualties"
    amount = number(round(row.amount, 2), "casualties" if is_persons else "km²")
    is_mean = pd.notna(row.years)
    stated = f", {BEST_AREAS.get(row.stated, PLACE_STATUSES['complete'])}, {row.as_of}" if not is_mean else ""
    mean = f" in the mean of the years on record ({row.years})" if is_mean else stated
    size = number(row.size, "inhabitants (2015)" if is_persons else "km²")
    return lines(f"{bold(name)}: {_number(row.per_size)}", f"{amount}{mean}; {size}")


def _title(rows: pd.DataFrame, names: Mapping[str, str], window: tuple[int, int] | None) -> str:
    above = rows[rows["per_size"] > 0]
    left, persons = (above[above["measure"] == measure] for measure in ("left", "casualties"))
    if left.empty:
        return "No land left is on record to set against the size of a country"
    top = left.iloc[-1]
    area, country = number(round(top["per_size"], 2)), top["country"]
    counted = "one figure" if len(left) == 1 else f"largest of {len(left)} last figures"
    size = f"{area} {AREA_UNITS[top['stated']]} per 1,000 km² ({top['as_of']})"
    land = f"Land left by size of the country, {counted}: {names[country]}, {size}"
    if window is None or persons.empty:
        return land
    years, most = year_range(*window), persons["country"].iloc[-1]
    if len(persons) == 1:
        return f"{land}; casualties per head in {years} are on record for {names[most]} alone"
    if most == country:
        return f"{land}; in {years} also most casualties per head on record"
    return f"{land}; most casualties per head on record in {years}: {names[most]}"
