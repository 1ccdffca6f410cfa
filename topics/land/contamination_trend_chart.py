"""Draws contaminated area over time: a panel per hazard family, a line per country."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import OWN, Chart, empty
from charts.marks import Trace, key_entry, scatter, unmarked, values
from charts.panels import annotation, axis, in_panel, key_symbol, panel_layout
from topics.land.area_series import area_series
from topics.land.areas import BEST
from topics.land.status_words import area_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.hazards import area_name, family_names, hazard_names
from topics.vocabulary.land import BEST_AREAS, FIGURE_ROLES, PLACE_STATUSES
from topics.vocabulary.numbers import number, of_drawn
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

MOST = 10
"""Countries with a line where the reader has not chosen."""
HEIGHTS = 5
"""Heights on which the dates of completion take turns, so that they do not cover each other."""
LETTERS = 21
"""In a line of the name of a country beside its star."""
TALL, LOW = 320, 200
"""Pixels of a panel with many figures and with few."""
SYMBOLS = {
    "CHA+SHA": ("circle", "CHA + SHA"),
    "TOTAL": ("square", "total estimate"),
    "CHA": ("triangle-up", "CHA only"),
    "SHA": ("triangle-down", "SHA only"),
    "complete": ("star", PLACE_STATUSES["complete"]),
}
NOTE = (
    "Full marks are the best available figures, open marks what other sources or dates say. A line stops "
    "where a year has no data. Mines with and without anti-vehicle mines share a panel; the line follows the "
    "count that has most years."
)
COLUMNS = ("country", "family", "hazard", "area_class", "area_km2", "stated", "as_of", "role")
DRAWN = ["country", "name", "area_km2", "as_of", "at", "height", "role", "symbol", "in_line", "label"]
"""Columns that the drawing needs."""
BESIDE = ("as_of_precision", "basis", "note")
"""Columns that files have beside those of the table."""


def contamination_trend(
    tables: Tables, view: View, *, area_class: str = BEST, scale: str = "log", compare: tuple[str, ...] = ()
) -> Chart:
    """National area over time, with completions as stars and figures of other sources as open marks.

    `area_class` is one of `areas.figures`, `scale` log or linear; `compare` are the countries to draw,
    without them the ten with figures for most years.
    """
    every = view.of(area_series(tables, area_class))
    rows = _drawn(every, compare[:MOST])
    if rows.empty:
        return empty("No contaminated area is on record")
    rows = _labelled(tables, rows.reset_index(drop=True))
    panels = [name for name in family_names(tables) if (rows["family"].eq(name) & rows["in_line"]).any()]
    floors = {name: _floor(rows[rows["family"] == name], scale) for name in panels}
    rows = rows.assign(height=rows["area_km2"].clip(lower=rows["family"].map(floors).fillna(0)))
    looks = _looks(rows)
    traces, layout = _country_keys(tables, looks), _layout(tables, rows, panels, floors)
    drawn = rows[DRAWN]
    for place, name in enumerate(panels, start=1):
        part = drawn[rows["family"] == name]
        traces += [in_panel(place, trace) for trace in _panel(part, looks)]
        layout["annotations"] += _ending_words(part, place, floors[name])
    figure = {"data": [*traces, *_keys(rows)], "layout": layout}
    return Chart(_title(tables, rows, every), rows[[*COLUMNS, *BESIDE, *OWN]], figure, NOTE, COLUMNS)


def _drawn(series: pd.DataFrame, compare: Sequence[str]) -> pd.DataFrame:
    """What is drawn: the lines worth one, `in_line`, and what reached zero beside them."""
    if compare:
        series = series[series["country"].isin(compare)]
    chosen = compare or _most_stated(series) or series["country"].unique()[:MOST]
    worth = _worth_a_line(series[series["country"].isin(chosen)])
    is_zero = series["area_km2"].eq(0) & series["family"].isin(worth["family"])
    in_line = series.index.isin(worth.index)
    return series.assign(in_line=in_line)[is_zero | in_line]


def _most_stated(series: pd.DataFrame) -> list[str]:
    """Countries with areas above zero for most years; among equals those with the larger area."""
    line = series[series["role"].eq("line") & series["area_km2"].gt(0)]
    order = line.groupby("country")["area_km2"].agg(["size", "max"])
    return order.sort_values(["size", "max"], ascending=False).index[:MOST].tolist()


def _worth_a_line(series: pd.DataFrame) -> pd.DataFrame:
    """Leave out countries only at zero and families with but one figure, unless that is all there is."""
    keys = ["country", "family"]
    above = series.groupby(keys)["area_km2"].transform("max").gt(0)
    rows = series[above]
    many = rows[rows["family"].map(rows["family"].value_counts()) > 1]
    return many if len(many) else rows if len(rows) else series


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with the name at the date, the kind of mark (a key of SYMBOLS), its symbol and its label."""
    titles, hazards = source_titles(tables), hazard_names(tables)
    kinds = rows["area_class"].mask(rows["complete"], "complete")
    rows = rows.assign(
        name=names_on(rows["country"], rows["as_of"], tables),
        kind=kinds,
        symbol=[SYMBOLS[kind][0] for kind in kinds],
    )
    labels = [
        lines(
            bold(row.name),
            wrap(_area_words(row)),
            wrap(sentence_case(hazards[row.hazard])),
            long_date(row.as_of, row.as_of_precision),
            sentence_case(FIGURE_ROLES["further"]) if row.role == "further" else "",
            wrap(row.note),
            source_line(row.source, titles),
        )
        for row in rows.itertuples()
    ]
    return rows.assign(label=labels)


def _area_words(row: Any) -> str:
    if row.complete:
        return sentence_case(PLACE_STATUSES["complete"])
    if row.area_km2 == 0:
        return sentence_case(PLACE_STATUSES["none_reported"])
    return f"{number(row.area_km2, 'km²')}, {BEST_AREAS[row.stated]}"


def _looks(rows: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Colour and dash of each country's line; after eight the colours return with dashes."""
    size, codes = len(theme.PALETTE), sorted(set(rows.loc[rows["in_line"], "country"]))
    return {
        code: (theme.PALETTE[place % size], "solid" if place < size else "dash")
        for place, code in enumerate(codes)
    }


def _floor(rows: pd.DataFrame, scale: str) -> float:
    """The height at which zero is drawn: a logarithm has none."""
    above = rows.loc[rows["area_km2"].gt(0) & rows["in_line"], "area_km2"]
    return 0.0 if scale != "log" or above.empty else 10 ** (math.floor(math.log10(above.min())) - 0.6)


def _layout(
    tables: Tables, rows: pd.DataFrame, panels: Sequence[str], floors: dict[str, float]
) -> dict[str, Any]:
    names = family_names(tables)
    parts = {name: rows[rows["family"].eq(name) & rows["in_line"]] for name in panels}
    heights = [TALL if len(part) > 12 else LOW for part in parts.values()]
    headings = [escape(sentence_case(names[name])) for name in panels]
    layout = panel_layout(headings, heights, xaxis={"type": "date", "tickformat": "%Y"})
    layout[axis("xaxis", len(panels))]["title"] = {"text": "Year"}
    for place, (name, part) in enumerate(parts.items(), start=1):
        layout[axis("yaxis", place)] |= _area_axis(part, floors[name])
    return layout


def _area_axis(rows: pd.DataFrame, floor: float) -> dict[str, Any]:
    """The axis of areas: linear, or logarithmic with a zero at the floor."""
    above = rows.loc[rows["area_km2"] > 0, "area_km2"]
    title: dict[str, Any] = {"title": {"text": "Area, km²"}}
    if not floor:
        top = 1.15 * float(above.max()) if len(above) else 1.0
        return {**title, "range": [-0.04 * top, top], "tickformat": ",~g"}
    low, high = math.floor(math.log10(above.min())), math.ceil(math.log10(above.max()))
    steps = [10.0**step for step in range(low, high + 1)]
    return {
        **title,
        "type": "log",
        "range": [math.log10(floor) - 0.15, high + 0.15],
        "tickvals": [floor, *steps],
        "ticktext": ["0", *map(number, steps)],
    }


def _panel(rows: pd.DataFrame, looks: dict[str, tuple[str, str]]) -> list[Trace]:
    """Lines of countries, and stars at zero."""
    traces: list[Trace] = []
    for code, part in rows[rows["in_line"]].groupby("country"):
        traces += _line(part, *looks[str(code)])
    zeros = rows[rows["area_km2"] == 0]
    if len(zeros):
        marker = {"symbol": zeros["symbol"].tolist(), "size": 12, "color": theme.COMPLETE}
        title = "declared complete or none reported"
        traces.append(scatter(zeros, "at", "height", title, mode="markers", showlegend=False, marker=marker))
    return traces


def _line(rows: pd.DataFrame, colour: str, dash: str) -> list[Trace]:
    """One country: full marks on a line that breaks where a year has no data, open marks beside it."""
    group = {"legendgroup": rows["country"].iloc[0], "showlegend": False}
    line, further = rows[rows["role"] == "line"], rows[rows["role"] == "further"]
    x, y = _broken(line)
    traces = [unmarked(x, y, mode="lines", line={"color": colour, "width": 2, "dash": dash}, **group)]
    name = escape(rows["name"].iloc[-1])
    marks = (
        (line[line["area_km2"] > 0], name, "", 0.0),
        (further, f"{name}, {FIGURE_ROLES['further']}", "-open", 1.5),
    )
    for part, title, ending, width in marks:
        if len(part):
            symbols = [f"{symbol}{ending}" for symbol in part["symbol"]]
            marker = {"symbol": symbols, "color": colour, "size": 9, "line": {"width": width}}
            traces.append(scatter(part, "at", "height", title, mode="markers", marker=marker, **group))
    return traces


def _broken(line: pd.DataFrame) -> tuple[list, list]:
    """A line through rows that stops where a year has no data."""
    x, y, years = values(line["at"]), values(line["height"]), line["at"].dt.year.tolist()
    for place in reversed(range(1, len(line))):
        if years[place] - years[place - 1] > 1:
            x.insert(place, None)
            y.insert(place, None)
    return x, y


def _ending_words(rows: pd.DataFrame, place: int, floor: float) -> list[dict[str, Any]]:
    """The name and date beside each star, on heights that take turns."""
    notes, high = [], 6
    for step, row in enumerate(rows[rows["area_km2"] == 0].sort_values("at").itertuples()):
        high = high if step % HEIGHTS else 6
        text = f"{wrap(row.name, LETTERS)} {short_date(row.as_of.replace(day=1), 'month')}"
        side = "right" if row.at.year > 2015 else "center"
        look = {"xanchor": side, "yanchor": "bottom", "yshift": high, "font": {"size": theme.SIZE - 3}}
        foot = math.log10(floor) if floor else 0
        notes.append(annotation(place, f"{row.at:%Y-%m-%d}", foot, text, **look))
        high += 14 * (1 + text.count("<br>"))
    return notes


def _country_keys(tables: Tables, looks: dict[str, tuple[str, str]]) -> list[Trace]:
    names = country_names(tables)
    return [
        key_entry(escape(names.get(code, code)), mode="lines", legendgroup=code, line=line)
        for code, (colour, dash) in looks.items()
        for line in [{"color": colour, "dash": dash, "width": 3}]
    ]


def _keys(rows: pd.DataFrame) -> list[Trace]:
    drawn = rows[rows["in_line"]]
    used = set(drawn["kind"])
    colours = {"complete": theme.COMPLETE}
    entries = [
        key_symbol(words, symbol, colours.get(kind, theme.GREY))
        for kind, (symbol, words) in SYMBOLS.items()
        if kind in used
    ]
    is_beside = drawn["role"].eq("further").any()
    return entries + ([key_symbol(f"open: {FIGURE_ROLES['further']}", "circle-open")] if is_beside else [])


def _title(tables: Tables, rows: pd.DataFrame, every: pd.DataFrame) -> str:
    """The largest area now, or how the area of the only country went."""
    rows = rows[rows["role"] == "line"]
    name = next((name for name in family_names(tables) if name in set(rows["family"])), None)
    if name is None:
        return "Contaminated area: figures of other sources only"
    rows, area = rows[rows["family"] == name], area_name(tables, name)
    names = country_names(tables, full=True)
    if rows["country"].nunique() == 1:
        return _one_country_title(rows, f"{names[rows['country'].iloc[0]]}: {area}")
    last = rows.drop_duplicates("country", keep="last")
    top, done = last.sort_values("area_km2").iloc[-1], last[last["complete"]].sort_values("at")
    if top["area_km2"] == 0:
        newest = done.iloc[-1] if len(done) else top
        return f"No {area} is left on record; the last to report so was {names[newest['country']]}"
    size = f"{area_words(top['area_km2'], top['stated'])}, {long_date(top['as_of'], top['as_of_precision'])}"
    left = [
        part.loc[part["family"].eq(name) & part["area_km2"].gt(0), "country"].nunique()
        for part in (rows, every[every["role"] == "line"])
    ]
    drawn = of_drawn(left[0], left[1], "country", "countries")
    ended = f"; {len(done)} countries drawn have declared it complete" if len(done) > 1 else ""
    return f"Largest last figure of {area}{drawn}: {names[top['country']]}, {size}{ended}"


def _one_country_title(rows: pd.DataFrame, subject: str) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    begin, end = (long_date(row["as_of"], row["as_of_precision"]) for row in (first, last))
    zero = "zero, declared complete" if last["complete"] else "zero, none reported"
    reached = zero if last["area_km2"] == 0 else area_words(last["area_km2"], last["stated"])
    if len(rows) == 1:
        return f"{subject}, {reached} ({end})"
    change = f"from {area_words(first['area_km2'], first['stated'])} ({begin}) to {reached} ({end})"
    is_other = last["area_km2"] > 0 and first["stated"] != last["stated"]
    return f"{subject}, {change}{'; not the same class' if is_other else ''}"
