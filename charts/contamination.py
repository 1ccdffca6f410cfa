"""Draws contaminated area over time and the latest area of each country."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import hazards
from analysis.names import names_on
from charts import theme
from charts.panels import full_names, key, panels, write
from charts.words import HOVER, lines, names_of, source_of, source_titles, when, wrapped

MOST = 10
"""Countries with a line where the reader has not chosen."""
HEIGHTS = 5
"""Heights on which the dates of completion take turns, so that they do not cover each other."""
LETTERS = 21
"""In a line of the name of a country beside its star."""
AREAS = {
    "MINES": "mined area",
    "CMR": "area with cluster munition remnants",
    "ERW": "area with other explosive remnants",
    "ALL": "contaminated area, all hazards counted together",
}
HEADINGS = {
    "MINES": "Mines",
    "CMR": "Cluster munition remnants",
    "ERW": "Other explosive remnants of war",
    "ALL": "All hazards counted together",
}
CODES = {
    "AP_MINES": "anti-personnel mines",
    "MINES_MIXED": "mines (anti-personnel and anti-vehicle)",
    "CMR": "cluster munition remnants",
    "ERW": "explosive remnants of war",
    "ALL": "all hazards together",
}
SYMBOLS = {
    "CHA+SHA": ("circle", "CHA + SHA"),
    "TOTAL": ("square", "total estimate"),
    "CHA": ("triangle-up", "CHA only"),
    "SHA": ("triangle-down", "SHA only"),
    "complete": ("star", "declared complete"),
}
PARTS = {
    "CHA": ("confirmed (CHA)", theme.VERMILLION, ""),
    "SHA": ("suspected (SHA)", theme.ORANGE, "/"),
    "CHA+SHA": ("CHA and SHA, not split", theme.PURPLE, "x"),
    "TOTAL": ("total estimate", theme.GREY, "."),
}
"""Parts of a bar: name, colour, pattern."""
Names = dict[str, str]


def contamination_trend(
    contamination: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    area_class: str = "best",
    scale: str = "log",
    compare: Sequence[str] = (),
) -> go.Figure:
    """National area over time, a panel per hazard family, a line per country, rivals as open marks.

    Args:
        contamination: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        area_class: best, CHA, SHA or TOTAL.
        scale: log or linear.
        compare: the countries to draw; the ten with figures for most years where none is given.
    """
    names = names_of(countries)
    series = shown(hazards.area_series(contamination, area_class), compare)
    series = _marks(series, countries, source_titles(sources))
    lines_of = _worth_a_line(series)
    drawn = sorted(set(lines_of["country"]))
    families = [name for name in HEADINGS if name in set(lines_of["family"])]
    heights = [_height(lines_of[lines_of["family"] == name]) for name in families]
    figure = panels([HEADINGS[name] for name in families], heights or 320)
    colours = {code: _look(place) for place, code in enumerate(drawn)}
    for code in drawn:
        _country_key(figure, code, theme.plain(names.get(code, code)), colours[code])
    for place, name in enumerate(families, start=1):
        rows = lines_of[lines_of["family"] == name]
        floor = _axis(figure, rows, scale, place)
        for code, part in rows.groupby("country"):
            _line(figure, part, names.get(code, code), colours[code], floor, place)
        zero = series[(series["family"] == name) & (series["area_km2"] == 0)]
        _endings(figure, zero, floor, place)
    _keys(figure, lines_of)
    figure.update_layout(title_text=_trend_title(series, full_names(countries)))
    figure.update_xaxes(type="date", tickformat="%Y")
    return figure.update_xaxes(title_text="Year", row=max(len(families), 1), col=1)


def shown(series: pd.DataFrame, compare: Sequence[str] = ()) -> pd.DataFrame:
    """The rows of `hazards.area_series` that the trend draws: its lines and what reached zero beside them.

    Args:
        series: from `hazards.area_series`.
        compare: the countries to draw; the ten with figures for most years where none is given.
    """
    if compare:
        series = series[series["country"].isin(compare)]
    lines_of = _worth_a_line(series[series["country"].isin(compare or most_stated(series))])
    zero = series["area_km2"].eq(0) & series["family"].isin(lines_of["family"])
    return series[zero | series.index.isin(lines_of.index)]


def most_stated(series: pd.DataFrame, most: int = MOST) -> list[str]:
    """Countries with areas above zero for most years; among equals those with the larger area."""
    line = series[(series["role"] == "line") & (series["area_km2"] > 0)]
    order = (
        line.groupby("country")["area_km2"].agg(["size", "max"]).sort_values(["size", "max"], ascending=False)
    )
    return [str(code) for code in order.index[:most]]


def _worth_a_line(series: pd.DataFrame) -> pd.DataFrame:
    """Leave out countries only at zero and families with but one figure, unless that is all there is."""
    keys = ["country", "family"]
    above = pd.MultiIndex.from_frame(series.loc[series["area_km2"] > 0, keys])
    rows = series[pd.MultiIndex.from_frame(series[keys]).isin(above)]
    many = rows[rows["family"].map(rows["family"].value_counts()) > 1]
    return many if len(many) else rows if len(rows) else series


def _height(rows: pd.DataFrame) -> int:
    """Pixels of a panel: few figures need little room."""
    return 320 if len(rows) > 12 else 200


def _look(place: int) -> tuple[str, str]:
    """Colour and dash of a line; after eight countries the colours return with dashes."""
    return theme.PALETTE[place % len(theme.PALETTE)], "solid" if place < len(theme.PALETTE) else "dash"


def _country_key(figure: go.Figure, code: str, name: str, look: tuple[str, str]) -> None:
    line = {"color": look[0], "dash": look[1], "width": 3}
    figure.add_scatter(x=[None], y=[None], mode="lines", name=name, legendgroup=code, line=line)


def _axis(figure: go.Figure, rows: pd.DataFrame, scale: str, place: int) -> float:
    """Set the axis of areas; the height at which zero is drawn, as a logarithm has none."""
    axis: dict[str, Any] = {"title_text": "Area, km²", "row": place, "col": 1}
    above = rows.loc[rows["area_km2"] > 0, "area_km2"]
    if scale != "log" or above.empty:
        top = 1.15 * above.max() if len(above) else 1
        figure.update_yaxes(range=[-0.04 * top, top], tickformat=",~g", **axis)
        return 0.0
    low, high = math.floor(math.log10(above.min())), math.ceil(math.log10(above.max()))
    floor = low - 0.6
    steps = list(range(low, high + 1))
    figure.update_yaxes(
        type="log",
        range=[floor - 0.15, high + 0.15],
        tickvals=[10**floor, *(10.0**step for step in steps)],
        ticktext=["0", *(theme.number(10.0**step) for step in steps)],
        **axis,
    )
    return 10**floor


def _marks(series: pd.DataFrame, countries: pd.DataFrame, titles: Names) -> pd.DataFrame:
    """The series with symbol, kind (a key of SYMBOLS) and words of each point, and only what is drawn."""
    series = series.assign(called=names_on(series["country"], series["as_of"], countries))
    kinds = series["area_class"].mask(series["complete"], "complete")
    words = [_words(row, titles) for row in series.itertuples()]
    series = series.assign(kind=kinds, symbol=[SYMBOLS[kind][0] for kind in kinds], words=words)
    dated = ["called", "at", "year", "as_of", "as_of_precision"]
    return series[["country", "family", "role", *dated, "area_km2", "complete", "kind", "symbol", "words"]]


def _line(
    figure: go.Figure, rows: pd.DataFrame, name: str, look: tuple[str, str], floor: float, place: int
) -> None:
    """One country: full marks on a line that breaks over silent years, further readings as open marks."""
    colour, dash = look
    code = str(rows["country"].iloc[0])
    for role, ending in (("line", ""), ("further", "-open")):
        part = rows[rows["role"] == role]
        part = hazards.with_breaks(part) if role == "line" else part
        if part.empty:
            continue
        symbols = [f"{symbol}{ending}" for symbol in part["symbol"]]
        marker = {"symbol": symbols, "size": 9, "color": colour, "line_width": 1.5 if ending else 0}
        figure.add_scatter(
            x=part["at"].tolist(),
            y=_heights(part, floor),
            mode="lines+markers" if role == "line" else "markers",
            name=theme.plain(name if role == "line" else f"{name}, further figures"),
            legendgroup=code,
            showlegend=False,
            line={"color": colour, "width": 2, "dash": dash},
            marker=marker,
            hovertext=part["words"].tolist(),
            hovertemplate=HOVER,
            connectgaps=False,
            row=place,
            col=1,
        )


def _heights(rows: pd.DataFrame, floor: float) -> list[float | None]:
    return [None if pd.isna(area) else max(area, floor) for area in rows["area_km2"]]


def _words(row: Any, titles: Names) -> str:
    """What a reader sees of a point: area, class, hazard, date, note, source."""
    area = "Declared complete: 0 km²" if row.complete else theme.number(row.area_km2, "km²")
    stated = "" if row.complete else f", {hazards.STATED[row.stated]}"
    return lines(
        f"<b>{theme.plain(row.called)}</b>",
        f"{area}{stated}",
        CODES[row.hazard],
        when(row.as_of, precision=row.as_of_precision),
        "Further or rival figure" if row.role == "further" else "",
        wrapped(row.note),
        source_of(row, titles),
    )


def _endings(figure: go.Figure, rows: pd.DataFrame, floor: float, place: int) -> None:
    """A star with name and date where a country declared completion, or reported none."""
    rows = rows.sort_values("at")
    figure.add_scatter(
        x=rows["at"].tolist(),
        y=_heights(rows, floor),
        mode="markers",
        name="declared complete or none reported",
        showlegend=False,
        marker={"symbol": rows["symbol"].tolist(), "size": 12, "color": theme.COMPLETE},
        hovertext=rows["words"].tolist(),
        hovertemplate=HOVER,
        row=place,
        col=1,
    )
    notes, high = [], 6
    for step, row in enumerate(rows.itertuples()):
        high = high if step % HEIGHTS else 6
        text = f"{wrapped(row.called, LETTERS)} {row.as_of:%b %Y}"
        side = "right" if row.at.year > 2015 else "center"
        look = {"xanchor": side, "yanchor": "bottom", "yshift": high, "font_size": theme.SIZE - 3}
        notes.append({"x": row.at, "y": math.log10(floor) if floor else 0, "text": text, **look})
        high += 14 * (1 + text.count("<br>"))
    write(figure, notes, place)


def _keys(figure: go.Figure, series: pd.DataFrame) -> None:
    used = set(series["kind"])
    for name, (symbol, words) in SYMBOLS.items():
        if name in used:
            key(figure, words, symbol, theme.COMPLETE if name == "complete" else theme.GREY)
    if (series["role"] == "further").any():
        key(figure, "open: further or rival figure", "circle-open")


def _trend_title(series: pd.DataFrame, names: Names) -> str:
    line = series[series["role"] == "line"]
    if line.empty:
        return "No contaminated area is on record"
    name = next(name for name in HEADINGS if name in set(line["family"]))
    rows = line[line["family"] == name]
    if rows["country"].nunique() == 1:
        return _one_country_title(rows, names)
    last = rows.drop_duplicates("country", keep="last")
    top, done = last.sort_values("area_km2").iloc[-1], last[last["complete"]].sort_values("at")
    if top["area_km2"] == 0:
        newest = done.iloc[-1] if len(done) else top
        return f"No {AREAS[name]} is left on record; the last to report so was {_subject(newest, names)}"
    area, dated = theme.number(top["area_km2"], "km²"), when(top["as_of"], precision=top["as_of_precision"])
    ended = f"; {len(done)} countries have declared completion" if len(done) > 1 else ""
    return f"{_subject(top, names)} has the largest {AREAS[name]} on record: {area} ({dated}){ended}"


def _one_country_title(rows: pd.DataFrame, names: Names) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    begin, end = (when(row["as_of"], precision=row["as_of_precision"]) for row in (first, last))
    subject, area = _subject(first, names), AREAS[first["family"]]
    reached = "zero, declared complete" if last["complete"] else theme.number(last["area_km2"], "km²")
    if len(rows) == 1:
        return f"{subject}: {area} {reached} ({end})"
    verb = "fell" if last["area_km2"] < first["area_km2"] else "went"
    start = theme.number(first["area_km2"], "km²")
    return f"{subject}: {area} {verb} from {start} ({begin}) to {reached} ({end})"


def _subject(row: pd.Series, names: Names) -> str:
    return theme.plain(names.get(row["country"], row["country"]))


def area_left_bars(
    contamination: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """The latest national area of each country, a panel per hazard family, confirmed and suspected apart."""
    left = hazards.latest_figures(contamination)
    above = left[left["area_km2"] > 0]
    families = [name for name in HEADINGS if name in set(above["family"])]
    sizes = [44.0 * (above["family"] == name).sum() + 10 for name in families]
    figure = panels([f"{HEADINGS[name]}, km²" for name in families], sizes or 170, shared=False)
    titles = source_titles(sources)
    above = above.assign(called=names_on(above["country"], above["as_of"], countries))
    split = hazards.split_areas(contamination, above)
    for part, (label, colour, pattern) in PARTS.items():
        if part in set(split["part"]):
            marker = {"color": colour, "pattern": _pattern(pattern)}
            figure.add_bar(x=[None], y=[None], orientation="h", name=label, legendgroup=part, marker=marker)
    for place, name in enumerate(families, start=1):
        rows = above[above["family"] == name]
        for part, shown in split[split["family"] == name].groupby("part"):
            _bar(figure, shown, str(part), titles, place)
        _bar_labels(figure, rows, place)
        figure.update_xaxes(range=[0, rows["area_km2"].max() * 1.05], tickformat=",~g", row=place, col=1)
        figure.update_yaxes(visible=False, range=[len(rows) - 0.4, -0.75], row=place, col=1)
    title = _left_title(left, full_names(countries))
    return figure.update_layout(title_text=title, barmode="stack", bargap=0.6)


def _pattern(shape: str) -> dict:
    """A pattern over the colour of a bar, so that classes differ without colour."""
    return {"shape": shape, "fillmode": "overlay", "solidity": 0.25, "size": 6}


def _bar(figure: go.Figure, rows: pd.DataFrame, part: str, titles: Names, place: int) -> None:
    label, colour, pattern = PARTS[part]
    figure.add_bar(
        x=rows["area_km2"].tolist(),
        y=rows["place"].tolist(),
        orientation="h",
        name=label,
        legendgroup=part,
        showlegend=False,
        marker={"color": colour, "pattern": _pattern(pattern)},
        hovertext=[_words(row, titles) for row in rows.itertuples()],
        hovertemplate=HOVER,
        row=place,
        col=1,
    )


def _bar_labels(figure: go.Figure, rows: pd.DataFrame, place: int) -> None:
    """Country, area, class and date above each bar."""
    notes = []
    for height, row in enumerate(rows.itertuples()):
        name, area = theme.plain(row.called), theme.number(row.area_km2, "km²")
        stated = SYMBOLS[row.area_class][1]
        dated = f"{row.as_of:%Y}" if row.as_of_precision == "year" else f"{row.as_of:%b %Y}"
        place_of = {"x": 0, "y": height, "xanchor": "left", "yshift": 17, "xshift": -2}
        text = f"<b>{name}</b> {area}, {stated}, {dated}"
        notes.append({**place_of, "text": text, "font_size": theme.SIZE - 1})
    write(figure, notes, place)


def _left_title(left: pd.DataFrame, names: Names) -> str:
    if left.empty:
        return "No contaminated area is on record"
    name = next(name for name in HEADINGS if name in set(left["family"]))
    rows = left[(left["family"] == name) & (left["area_km2"] > 0)]
    if rows.empty:
        return f"No {AREAS[name]} is left on record"
    first = [
        f"{_subject(row, names)} {theme.number(row['area_km2'], 'km²')}" for _, row in rows[:3].iterrows()
    ]
    return f"Latest {AREAS[name]} on record: {', '.join(first)}"
