"""Composes the line of a country: the best available area of a hazard by year, its end, its deadline."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import OWN, Chart, empty
from charts.marks import Trace, scatter, upright_line
from topics.country import line_families
from topics.land.area_series import area_series, labelled_areas
from topics.land.obligations import obligations
from topics.land.status_words import area_words
from topics.overview import deadline_day
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date, short_date, year_range
from topics.vocabulary.hazards import area_name, family_names
from topics.vocabulary.land import FIGURE_ROLES, PLACE_STATUSES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import sentence_case, wrap

HEIGHT = 360
BESIDE_PIXELS, LETTERS = 104, 12
"""Room for words at the right end of the line, and the letters of a line of them."""
FEW_YEARS = pd.Timedelta(days=5 * 365)
AHEAD = pd.DateOffset(years=3)
"""How far after today a deadline may lie to be drawn."""
COLUMNS = ("country", "hazard", "area_class", "area_km2", "stated", "as_of", "role")
BESIDE = ("family", "as_of_precision", "basis", "note")
"""Columns that files have beside those of the table."""


def country_line(tables: Tables, view: View, *, family: str = "") -> Chart:
    """The areas of a hazard family over the years, linear, in the first country of a view that has any.

    `family` is one of `line_families`; the first of them without.
    """
    families = line_families(tables, view)
    family = family or next(iter(families), "")
    rows = view.of(area_series(tables))
    rows = rows[rows["family"] == family]
    if rows.empty:
        return empty(sentence("No area of contaminated land is on record"))
    country = next(code for code in view.members if code in set(rows["country"]))
    rows = labelled_areas(tables, rows[rows["country"] == country].reset_index(drop=True))
    line = rows[rows["role"] == "line"]
    drawn = line if len(line) else rows
    name = country_names(tables, full=True)[country]
    figure = {"data": _traces(rows), "layout": _layout(drawn, rows, _deadline(tables, view, country, family))}
    years = year_range(rows["as_of"].dt.year.min(), rows["as_of"].dt.year.max())
    return Chart(
        _title(tables, drawn, name, family),
        rows[[*COLUMNS, *BESIDE, *OWN]],
        figure,
        _note(rows),
        COLUMNS,
        scope=sentence("{place} · {years}", place=name, years=years),
        measure=sentence("{area}, km²", area=sentence_case(area_name(tables, family))),
    )


def _traces(rows: pd.DataFrame) -> list[Trace]:
    """The line with full marks, a star at a zero; open marks beside it."""
    line, further = rows[rows["role"] == "line"], rows[rows["role"] == "further"]
    is_zero = line["area_km2"].eq(0)
    marker = {
        "symbol": is_zero.map({True: "star", False: "circle"}).tolist(),
        "size": is_zero.map({True: 13, False: 8}).tolist(),
    }
    look = {"mode": "lines+markers", "line": {"color": theme.BLUE, "width": 2.5}}
    traces = (
        [scatter(line, "at", "area_km2", FIGURE_ROLES["line"], marker=marker, **look)] if len(line) else []
    )
    if len(further):
        marker = {"symbol": "circle-open", "size": 9, "color": theme.VERMILLION, "line": {"width": 1.5}}
        traces.append(
            scatter(further, "at", "area_km2", FIGURE_ROLES["further"], mode="markers", marker=marker)
        )
    return traces


def _deadline(tables: Tables, view: View, country: str, family: str) -> pd.DataFrame:
    """The deadline to clear this land, while no completion is on record; no row without one."""
    rows = obligations(tables, deadline_day(view))
    rows = rows[rows["country"].eq(country) & rows["family"].eq(family) & rows["duty"].eq("clearance")]
    latest = pd.Timestamp(deadline_day(view)) + AHEAD
    return rows[rows["state"].ne("completed") & rows["deadline"].le(latest)].tail(1)


def _layout(line: pd.DataFrame, rows: pd.DataFrame, deadline: pd.DataFrame) -> dict[str, Any]:
    """Linear axes, the last figure in words, the deadline as a thin line."""
    begin, end = rows["at"].min(), max([rows["at"].max(), *deadline["deadline"]])
    is_short = end - begin < FEW_YEARS  # by default the months between two years would be named by their year
    margin = pd.Timedelta(days=366) if is_short else max((end - begin) * 0.02, pd.Timedelta(days=100))
    limits = [begin - margin, end + margin]
    top = 1.12 * max(float(rows["area_km2"].max()), 0.1)
    layout: dict[str, Any] = {
        "height": HEIGHT,
        "xaxis": {"type": "date", "tickformat": "%Y", "range": [f"{day:%Y-%m-%d}" for day in limits]}
        | ({"dtick": "M12" if end - begin < FEW_YEARS / 2 else "M24"} if is_short else {}),
        "yaxis": {"title": {"text": "Area, km²"}, "range": [-0.03 * top, top], "tickformat": ",~g"},
        "showlegend": False,
        "margin": {"t": 24, "r": BESIDE_PIXELS},
        "annotations": [_end_words(line.iloc[-1], limits)],
        "shapes": [],
    }
    for row in deadline[deadline["deadline"] >= begin].itertuples():
        words = sentence("deadline {day}", day=long_date(row.deadline, row.deadline_precision))
        upright = upright_line(f"{row.deadline:%Y-%m-%d}", words, xanchor="right", yanchor="bottom")
        layout["shapes"] += upright["shapes"]
        layout["annotations"] += upright["annotations"]
    return layout


def _end_words(last: pd.Series, limits: list[pd.Timestamp]) -> dict[str, Any]:
    """The last figure in words: beside its mark, or beside the plot where that is as near."""
    words = f"<b>{wrap(_area_of(last), LETTERS)}</b><br>{short_date(last['as_of'], last['as_of_precision'])}"
    is_near = last["at"] > limits[1] - (limits[1] - limits[0]) * 0.12
    place = {"x": 1, "xref": "paper"} if is_near else {"x": f"{last['at']:%Y-%m-%d}"}
    look = {
        "xanchor": "left",
        "xshift": 6,
        "align": "left",
        "showarrow": False,
        "font": {"size": theme.SIZE - 1},
    }
    bottom = {"yanchor": "bottom", "yshift": -10} if last["area_km2"] == 0 else {}
    return {"y": last["area_km2"], "text": words, **place, **look, **bottom}


def _area_of(row: pd.Series) -> str:
    """The last figure as it stands beside its mark."""
    if row["area_km2"] > 0:
        return area_words(row["area_km2"], row["stated"])
    return PLACE_STATUSES["complete" if row["complete"] else "none_reported"]


def _title(tables: Tables, line: pd.DataFrame, name: str, family: str) -> str:
    """How the area went, or when it was declared clear."""
    first, last = line.iloc[0], line.iloc[-1]
    short = family_names(tables, short=True)[family]
    day = long_date(last["as_of"], "month" if last["as_of_precision"] == "day" else last["as_of_precision"])
    facts = {"country": name, "hazard": short, "day": day, "area": sentence_case(area_name(tables, family))}
    if last["complete"]:
        return first_short(
            sentence("{country} declared clear of {hazard} in {day}", **facts),
            sentence("Declared clear of {hazard} in {day}", **facts),
        )
    if last["area_km2"] == 0:
        return sentence("No contamination with {hazard} reported, {day}", **facts)
    facts |= {
        "hazard": sentence_case(facts["hazard"]),
        "years": year_range(first["as_of"].year, last["as_of"].year),
        "first": number(first["area_km2"]),
        "last": number(last["area_km2"], "km²"),
        "begin": first["as_of"].year,
        "end": last["as_of"].year,
    }
    return _change(facts, line, first, last)


def _change(facts: dict[str, Any], line: pd.DataFrame, first: pd.Series, last: pd.Series) -> str:
    """From which area to which; a rise or fall only of the same class."""
    if len(line) == 1:
        return first_short(
            sentence("{area}: {last} in {end}", **facts),
            sentence("{hazard}: {last} in {end}", **facts),
        )
    neutral = (
        sentence("{area}: {first} km² in {begin}, {last} in {end}", **facts),
        sentence("{hazard}: {first} km² in {begin}, {last} in {end}", **facts),
    )
    if first["stated"] != last["stated"] or first["area_km2"] == last["area_km2"]:
        return first_short(*neutral)
    if last["area_km2"] < first["area_km2"]:
        return first_short(sentence("{area} fell from {first} to {last}, {years}", **facts), *neutral)
    return first_short(sentence("{area} grew from {first} to {last}, {years}", **facts), *neutral)


def _note(rows: pd.DataFrame) -> str:
    """What to beware of."""
    areas = rows[rows["area_km2"] > 0]
    parts = []
    if areas.loc[areas["role"] == "line", "stated"].nunique() > 1:
        parts.append(
            sentence("The figures are of different classes: confirmed, suspected or estimated areas.")
        )
    if rows["role"].eq("further").any():
        parts.append(sentence("Open marks are other sources or other dates."))
    return " ".join(parts)
