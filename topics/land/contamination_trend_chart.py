"""Draws contaminated area over time: a line per country, its name at its end."""

import math
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import OWN, Chart, empty
from charts.line_ends import named_ends
from charts.marks import Trace, scatter, unmarked, values
from topics.land.area_series import area_series, families_with_areas, labelled_areas
from topics.land.areas import BEST, YEARS_VALID
from topics.tables import Tables
from topics.view import FIRST_YEAR, View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import area_name
from topics.vocabulary.land import FIGURE_ROLES, NO_AREA
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, more_countries_in_table, sentence
from topics.vocabulary.text import escape, sentence_case, wrap

MOST, LEFT = 6, 3
"""Countries with a line: so many with most land left, the others with most land at any time."""
LETTERS = 15
"""In a line of the name of a country at the end of its line."""
SYMBOLS = {"line": "circle", "further": "circle-open", "complete": "star"}
COLUMNS = ("country", "family", "as_of", "area_km2", "area_class", "role")
DRAWN = ["country", "name", "area_km2", "as_of", "at", "height", "role", "complete", "label"]
"""Columns that the drawing needs."""
BESIDE = ("hazard", "stated", "as_of_precision", "basis", "note")
"""Columns that files have beside those of the table."""


def contamination_trend(
    tables: Tables,
    view: View,
    *,
    area_class: str = BEST,
    scale: str = "linear",
    compare: tuple[str, ...] = (),
    family: str = "",
) -> Chart:
    """National area of one family of hazards over time, with other sources as open marks.

    `area_class` is one of `areas.figures`, `scale` linear or log; `compare` are the countries to draw,
    without them those with most land; `family` is that of the hazards, else the first with an area.
    """
    every = view.of(area_series(tables, area_class))
    every = every[every["country"].isin(compare)] if compare else every
    offered = families_with_areas(tables, view, area_class)
    family = family if family in offered else next(iter(offered), "")
    inside = every[every["family"] == family]
    inside = inside[inside["year"] >= FIRST_YEAR] if inside["country"].nunique() > 1 else inside
    rows = every.assign(is_drawn=every.index.isin(inside.index) & every["country"].isin(_most_land(inside)))
    rows = rows.sort_values("is_drawn", ascending=False, kind="stable", ignore_index=True)
    if not rows["is_drawn"].any():
        return empty(NO_AREA)
    rows = labelled_areas(tables, rows)
    drawn = rows[rows["is_drawn"]]
    floor = _floor(drawn) if scale == "log" else 0.0
    drawn = drawn.assign(height=drawn["area_km2"].clip(lower=floor))[DRAWN]
    colours = dict(zip(sorted(set(drawn["country"])), theme.PALETTE, strict=False))
    traces = [trace for code, colour in colours.items() for trace in _line(drawn, code, colour)]
    figure = {"data": traces, "layout": _layout(tables, drawn, colours, floor)}
    measure = _measure(tables, family, drawn)
    title, note = _title(tables, drawn, family, view.day.year), _note(every, family, len(colours))
    return Chart(title, rows[[*COLUMNS, *BESIDE, *OWN]], figure, note, COLUMNS, measure=measure)


def _measure(tables: Tables, family: str, drawn: pd.DataFrame) -> str:
    """What is drawn; of several countries the areas of earlier years are in the table alone."""
    area = sentence_case(area_name(tables, family))
    if drawn["country"].nunique() == 1:
        return sentence("{area}, km²", area=area)
    return sentence("{area} since {year}, km²", area=area, year=FIRST_YEAR)


def _most_land(rows: pd.DataFrame) -> list[str]:
    """The countries with most land left, then those that had most."""
    rows = rows[rows["role"].eq("line")] if rows["role"].eq("line").any() else rows
    by_country = rows.groupby("country")["area_km2"]
    left, most = (areas.sort_values(ascending=False) for areas in (by_country.last(), by_country.max()))
    return list(dict.fromkeys([*left.index[:LEFT], *most.index]))[:MOST]


def _note(series: pd.DataFrame, family: str, drawn: int) -> str:
    """How to read the marks, and how many countries the table has beside those that are drawn."""
    about = sentence("Open marks are other sources, and a line stops where a year has no data.")
    more = series.loc[series["family"] == family, "country"].nunique() - drawn
    return f"{about} {more_countries_in_table(more)}".strip()


def _floor(rows: pd.DataFrame) -> float:
    """The height at which zero is drawn: a logarithm has none."""
    above = rows.loc[rows["area_km2"].gt(0), "area_km2"]
    return 10 ** (math.floor(math.log10(above.min())) - 0.6) if len(above) else 0.0


def _layout(tables: Tables, rows: pd.DataFrame, colours: dict[str, str], floor: float) -> dict[str, Any]:
    """A name at the end of each line; the axis of areas is linear without a floor."""
    top = float(rows["height"].max()) or 1.0
    ends = [
        (_end_words(tables, last), colours[last.country], math.log10(last.height) if floor else last.height)
        for last in _ends(rows).itertuples()
    ]
    layout = named_ends(ends, math.log10(top), bottom=math.log10(floor)) if floor else named_ends(ends, top)
    if floor:
        steps = [10.0**step for step in range(math.ceil(math.log10(floor)), math.ceil(math.log10(top)) + 1)]
        ticks = {"tickvals": [floor, *steps], "ticktext": ["0", *map(number, steps)]}
        layout["yaxis"] |= {"type": "log", **ticks}
    else:
        layout["yaxis"] |= {"tickformat": ",~g"}
    return layout | {"xaxis": {"type": "date", "tickformat": "%Y"}}


def _ends(rows: pd.DataFrame) -> pd.DataFrame:
    """The last mark of each country: of its line, if it has one."""
    is_line = rows["role"].eq("line")
    rows = rows.assign(is_line=is_line).sort_values(["is_line", "at"], kind="stable")
    return rows.drop_duplicates("country", keep="last")


def _end_words(tables: Tables, row: Any) -> str:
    """Name and area at the end of a line."""
    name = country_names(tables, full=True).get(row.country, row.country)
    return wrap(f"{name} {number(row.area_km2)}", LETTERS)


def _line(rows: pd.DataFrame, country: str, colour: str) -> list[Trace]:
    """One country: full marks on a line that breaks where a year has no data, open marks beside it."""
    rows = rows[rows["country"] == country]
    line, name = rows[rows["role"] == "line"], escape(rows["name"].iloc[-1])
    x, y = _broken(line)
    traces = [unmarked(x, y, mode="lines", line={"color": colour, "width": 2})]
    kinds = rows["role"].mask(rows["complete"], "complete")
    for kind, symbol in SYMBOLS.items():
        part = rows[kinds == kind]
        if len(part):
            size = 12 if kind == "complete" else 7
            marker = {
                "symbol": symbol,
                "color": colour,
                "size": size,
                "line": {"width": 1.5, "color": colour},
            }
            title = f"{name}, {FIGURE_ROLES[kind]}"
            style = {"mode": "markers", "marker": marker, "cliponaxis": False}
            traces.append(scatter(part, "at", "height", title, **style))
    return traces


def _broken(line: pd.DataFrame) -> tuple[list, list]:
    """A line through rows that stops where a year has no data."""
    x, y, years = values(line["at"]), values(line["height"]), line["at"].dt.year.tolist()
    for place in reversed(range(1, len(line))):
        if years[place] - years[place - 1] > 1:
            x.insert(place, None)
            y.insert(place, None)
    return x, y


def _title(tables: Tables, rows: pd.DataFrame, family: str, year: int) -> str:
    """The largest area left in a year, or how the area of the only country went."""
    names, ends = country_names(tables, full=True), _ends(rows)
    if len(ends) == 1:
        return _one_country_title(rows[rows["role"] == "line"], names[rows["country"].iloc[0]], ends.iloc[0])
    top, last = ends.sort_values("area_km2").iloc[-1], ends.sort_values("at").iloc[-1]
    if top["area_km2"] == 0:
        facts = {"country": names[last["country"]], "year": last["as_of"].year}
        return first_short(
            sentence("{country} was the last to reach zero, in {year}", **facts),
            sentence("The last country reached zero in {year}", **facts),
        )
    area = number(top["area_km2"], "km²")
    facts = {"country": names[top["country"]], "area": area, "year": top["as_of"].year}
    if facts["year"] < year - YEARS_VALID:
        return first_short(
            sentence("Largest last figure: {country}, {area} ({year})", **facts),
            sentence("Largest last figure: {area} ({year})", **facts),
        )
    return first_short(
        sentence("{country} has most {land} left: {area} ({year})", land=area_name(tables, family), **facts),
        sentence("{country} has the largest area left: {area} ({year})", **facts),
        sentence("Largest area left: {area} ({year})", **facts),
    )


def _one_country_title(line: pd.DataFrame, country: str, last: pd.Series) -> str:
    """How the area of a country went from its first figure to its last."""
    facts = {"country": country, "year": last["as_of"].year, "area": number(last["area_km2"], "km²")}
    if len(line) < 2:
        return first_short(
            sentence("{country}: {area} ({year})", **facts), sentence("{area} ({year})", **facts)
        )
    facts |= {"before": number(line["area_km2"].iloc[0], "km²"), "first": line["as_of"].iloc[0].year}
    if last["complete"]:
        return first_short(
            sentence("{country}: {before} in {first}, declared complete in {year}", **facts),
            sentence("{before} in {first}, declared complete in {year}", **facts),
        )
    return first_short(
        sentence("{country}: {before} in {first}, {area} in {year}", **facts),
        sentence("{before} in {first}, {area} in {year}", **facts),
    )
