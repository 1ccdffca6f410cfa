"""A reader's own hazard areas on the map, and their sums beside the published figures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import area_drawing
from analysis.area_sums import FAMILY_WORDS, NOT_STATED
from analysis.area_terms import CLASSES, HAZARDS
from charts import base_map, theme
from charts.words import HOVER, NAMES_AXIS, lines, names_of, source_titles, when, wrapped

COLOURS = {**theme.HAZARDS, NOT_STATED: theme.PURPLE}
FILLED = {"CHA": 0.8, "SHA": 0.4}
"""How dense an outline is filled: confirmed more than suspected."""
MARKS = {
    "own_km2": ("your file", theme.BLUE, "circle"),
    "published_km2": ("published", theme.ORANGE, "diamond"),
}
MOST_ROWS = 24
HEIGHT = 620


def size(area_km2: float) -> str:
    """An area in km², or in m² where it is so small that km² would read as zero.

    >>> size(0.00008), size(12.5)
    ('80\u202fm²', '12.5\u202fkm²')
    """
    if 0 < area_km2 < 0.01:
        return theme.number(area_km2 * 1e6, "m²", digits=0)
    return theme.number(area_km2, "km²")


def own_areas_map(
    areas: Any,
    compared: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
) -> go.Figure:
    """Outlines of the own areas, or sums in cells where they are many; countries speak of both figures.

    Args:
        areas: the own areas that are counted, in degrees (GeoDataFrame), with counted_km2.
        compared: the own sums beside the published figures, by country.
        countries: names and label points.
        subdivisions: first-level units whose borders are drawn.
        sources: their titles stand in the hover texts.
    """
    if areas is None or areas.empty:
        return go.Figure(layout_title_text="No area of your file can be drawn")
    present = sorted(set(areas["country"].dropna()) & set(base_map.SEE))
    units = subdivisions[(subdivisions["level"] == "first") & subdivisions["polygon"].notna()]
    units = units[units["country"].isin(present)]["polygon"].tolist()
    traces = [base_map.no_base_map(), *base_map.labels(countries, "see")]
    traces += base_map.ground("see", (), countries)
    traces.append(base_map.borders(units, "see_admin1", 0.6, theme.BORDER))
    traces += [*base_map.outlines("see", countries), _countries(present, compared, countries, sources)]
    if len(areas) > area_drawing.MOST_OUTLINES:
        cells, width = area_drawing.gridded(areas)
        traces += _cells(cells)
        how = f", summed in squares of {width} km"
    else:
        traces += _outlines(area_drawing.outlined(areas))
        how = ""
    figure = go.Figure({"data": traces, "layout": _layout(areas)})
    return figure.update_layout(title_text=_map_title(areas, present, countries) + how)


def _layout(areas: Any) -> dict:
    layout = base_map.layout("see", HEIGHT)
    lon, lat = area_drawing.frame_of(areas)
    layout["geo"] |= {"lonaxis": {"range": lon}, "lataxis": {"range": lat}}
    layout["geo"]["projection"] = layout["geo"]["projection"] | {"rotation": {"lon": sum(lon) / 2}}
    return layout


def _map_title(areas: Any, present: Sequence[str], countries: pd.DataFrame) -> str:
    names = names_of(countries)
    total = areas["counted_km2"].sum(min_count=1)
    where = _listed([names.get(country, country) for country in present])
    what = f"{theme.number(len(areas))} area{'s' * (len(areas) > 1)}"
    whole = f", {size(total)}," if pd.notna(total) else ""
    return f"Your file: {what}{whole} in {where}" if where else f"Your file: {what}{whole.rstrip(',')}"


def _listed(words: Sequence[str], most: int = 3) -> str:
    if len(words) > most:
        return f"{len(words)} countries"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _countries(
    present: Sequence[str], compared: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None
) -> dict:
    """Unseen areas over the countries that say the own sum and the published figure."""
    names, titles = names_of(countries), source_titles(sources)
    said = []
    for country in present:
        rows = compared[compared["country"] == country]
        parts = [_said(row, titles) for row in rows.itertuples()]
        said.append(lines(f"<b>{theme.plain(names.get(country, country))}</b>", *parts))
    more = {"hovertext": said, "hoverinfo": "text", "hovertemplate": HOVER}
    return base_map.areas(present, "see_countries", theme.CLEAR, **more)


def _said(row: Any, titles: dict[str, str]) -> str:
    classes = f" ({row.own_class})" if isinstance(row.own_class, str) else ""
    own = "not in your file" if pd.isna(row.own_areas) else f"your file {size(row.own_km2)}{classes}"
    if pd.isna(row.published_km2):
        return wrapped(f"{FAMILY_WORDS[row.family].capitalize()}: {own}; no figure on record")
    dated = when(row.as_of, None, row.as_of_precision)
    stated = f"published {theme.number(row.published_km2, 'km²')} ({row.area_class}, {dated})"
    source = titles.get(row.source, row.source)
    return wrapped(f"{FAMILY_WORDS[row.family].capitalize()}: {own}; {stated}. Source: {source}")


def _outlines(drawn: pd.DataFrame) -> list[dict]:
    """For each hazard its outlines, and a point in each so that small ones are seen from afar."""
    hazard = drawn["hazard"].astype(object).where(drawn["hazard"].notna(), NOT_STATED)
    traces = []
    for code, colour in COLOURS.items():
        rows = drawn[hazard == code]
        if rows.empty:
            continue
        said = [_area_said(row) for row in rows.itertuples()]
        traces.append(_shapes(rows, said, colour, [FILLED.get(name, 0.6) for name in rows["area_class"]]))
        marker = {"size": 7, "color": colour, "line": {"color": theme.PAGE[False], "width": 0.5}}
        label = f"{HAZARDS.get(code, FAMILY_WORDS[NOT_STATED])} ({len(rows)})"
        seen = {"hovertext": said, "hoverinfo": "text", "hovertemplate": HOVER}
        traces.append(
            base_map.points(rows, mode="markers", marker=marker, name=label, **seen) | {"showlegend": True}
        )
    return traces


def _area_said(row: Any) -> str:
    name = row.id if isinstance(row.id, str) else f"row {row.row}"
    measured = f"{size(row.area_km2)} measured" if pd.notna(row.area_km2) else "a point, no outline"
    stated = f"{size(row.area_stated_km2)} stated" if pd.notna(row.area_stated_km2) else ""
    return lines(
        f"<b>{wrapped(name)}</b>",
        HAZARDS.get(row.hazard, FAMILY_WORDS[NOT_STATED]),
        CLASSES.get(row.area_class, "class not stated"),
        measured,
        stated,
        "Source: your file",
    )


def _cells(cells: pd.DataFrame) -> list[dict]:
    """Cells in classes of area; cells of points without an area are a class of their own."""
    limits = area_drawing.class_limits(cells["counted_km2"])
    edges = [0.0, *limits, float("inf")]
    colours = theme.SEQUENTIAL[-len(edges) + 1 :] if len(edges) > 3 else theme.SEQUENTIAL[2::3]
    classes = [("area not stated", theme.NOT_STATED, cells["counted_km2"].isna())]
    for low, high, colour in zip(edges[:-1], edges[1:], colours, strict=False):
        inside = cells["counted_km2"].ge(low) & cells["counted_km2"].lt(high)
        classes.append((_class_words(low, high), colour, inside))
    traces = []
    for label, colour, inside in classes:
        rows = cells[inside]
        if rows.empty:
            continue
        said = [
            lines(
                f"<b>{theme.number(row.areas)} areas of your file</b>",
                size(row.counted_km2),
                "Source: your file",
            )
            for row in rows.itertuples()
        ]
        traces += [
            _shapes(rows, said, colour, [0.85] * len(rows)),
            base_map.key_entry(label, colour, rank=1000),
        ]
    return traces


def _class_words(low: float, high: float) -> str:
    if high == float("inf"):
        return f"from {theme.number(low, 'km²')}" if low else "any area"
    return f"{theme.number(low)}–{theme.number(high, 'km²')}" if low else f"under {theme.number(high, 'km²')}"


def _shapes(rows: pd.DataFrame, said: list[str], colour: str, density: list[float]) -> dict:
    """Outlines as they are: they are the reader's own, so no address serves them."""
    shaped = [
        (str(place), outline, words, filled)
        for place, outline, words, filled in zip(rows.index, rows["outline"], said, density, strict=True)
        if outline is not None
    ]
    features = [
        {"type": "Feature", "id": place, "properties": {}, "geometry": outline}
        for place, outline, _, _ in shaped
    ]
    marker = {"line": {"color": colour, "width": 1}, "opacity": [filled for *_, filled in shaped] or 1}
    places = [place for place, *_ in shaped]
    trace = base_map.areas(places, "see_countries", colour, marker=marker)
    seen = {"hovertext": [words for _, _, words, _ in shaped], "hoverinfo": "text", "hovertemplate": HOVER}
    return trace | {"geojson": {"type": "FeatureCollection", "features": features}} | seen


def own_beside_published(
    compared: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame | None = None,
) -> go.Figure:
    """Own sum and published figure of each place and hazard, joined by a line.

    Args:
        compared: as `analysis.area_sums.compared` gives it.
        countries: their names.
        subdivisions: their names.
        sources: their titles end the hover texts.
    """
    rows = compared.dropna(subset=["own_km2", "published_km2"], how="all")
    if rows.empty:
        return go.Figure(layout_title_text="No area of your file can be compared")
    rows = rows.assign(both=rows["difference_km2"].notna(), most=rows[[*MARKS]].max(axis=1))
    rows = rows.sort_values(["both", "most"], ascending=False, kind="stable").head(MOST_ROWS).iloc[::-1]
    places, titles = _places(rows, countries, subdivisions), source_titles(sources)
    heads = [place.split("<br>", 1)[0] for place in places]
    said = [lines(head, _said(row, titles)) for head, row in zip(heads, rows.itertuples(), strict=True)]
    figure = go.Figure([_joins(rows, places)])
    for column, (label, colour, symbol) in MARKS.items():
        mark = {"color": colour, "symbol": symbol, "size": 12}
        seen = {"mode": "markers", "hovertext": said, "hovertemplate": HOVER}
        figure.add_scatter(x=rows[column].tolist(), y=places, name=label, marker=mark, **seen)
    figure.update_xaxes(title_text="Area, km²", rangemode="tozero", showgrid=True, nticks=5, tickangle=0)
    figure.update_yaxes(**NAMES_AXIS, categoryarray=places)
    return figure.update_layout(title_text=_beside_title(compared), height=150 + 54 * len(rows))


def _places(rows: pd.DataFrame, countries: pd.DataFrame, subdivisions: pd.DataFrame) -> list[str]:
    names = names_of(countries)
    units = dict(zip(subdivisions["subdivision"], subdivisions["name"], strict=True))
    place = rows["subdivision"].map(units) if "subdivision" in rows else rows["country"].map(names)
    place = place.fillna(rows["country"].map(names)).fillna("outside the region")
    words = rows["family"].map(FAMILY_WORDS)
    pairs = zip(rows["own_km2"], rows["published_km2"], strict=True)
    values = [f"{_value(own)} here, {_value(other)} published" for own, other in pairs]
    return [
        f"<b>{theme.plain(name)}</b><br>{what}<br>{both}"
        for name, what, both in zip(place, words, values, strict=True)
    ]


def _value(area_km2: float) -> str:
    return size(area_km2).removesuffix(f"{theme.THIN}km²") if pd.notna(area_km2) else "none"


def _joins(rows: pd.DataFrame, places: list[str]) -> dict:
    """A grey line from the own sum to the published figure where the two speak of the same."""
    pairs = zip(rows["own_km2"], rows["published_km2"], places, rows["difference_km2"].notna(), strict=True)
    known = [(own, other, place) for own, other, place, is_comparable in pairs if is_comparable]
    return {
        "type": "scatter",
        "x": [value for own, other, _ in known for value in (own, other, None)],
        "y": [value for *_, place in known for value in (place, place, None)],
        "mode": "lines",
        "line": {"color": theme.GREY, "width": 3},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _beside_title(compared: pd.DataFrame) -> str:
    known = compared["difference_km2"].dropna()
    if known.empty:
        return "No published figure is of the same place, hazard and class as your file"
    more, less = int((known > 0).sum()), int((known < 0).sum())
    cases = f"{len(known)} comparable case{'s' * (len(known) > 1)}"
    return f"Of {cases}, your file is above the published figure in {more} and below it in {less}"
