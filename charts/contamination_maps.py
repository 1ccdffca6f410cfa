"""The maps of contaminated area, by country and by county, municipality and place, year by year."""

from collections.abc import Collection, Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts.contamination_figures import (
    COLOURS,
    COMPLETE,
    HAZARD_WORDS,
    NO_DATA,
    STALE,
    AreaFigure,
    Shown,
    area_figures,
    hover,
    shown_in,
    wrapped,
)
from charts.map_years import map_of_years

Figures = dict[str, list[AreaFigure]]
State = dict[str, Shown]
Texts = dict[str, str]
Places = dict[str, tuple[float, float]]
PARTS = {"CHA": "none confirmed (0 km²)", "SHA": "none suspected (0 km²)"}
"""What a zero means where only a part of the contaminated area is shown."""
POINT_SIZES = dict(zip([row[0] for row in theme.AREA_CLASSES], (7, 9, 12, 15, 18, 21, 24), strict=True))
SEEN = {"hoverinfo": "text", "hovertemplate": "%{text}<extra></extra>"}


def contamination_map(
    contamination: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame,
    hazard: str = "CMR",
    area_class: str = "best",
    level: str = "country",
    members: Sequence[str] = base_map.SEE,
) -> go.Figure:
    """Contaminated area in fixed classes with a slider over the years; the last year is shown first.

    Args:
        contamination: rows of any part of the table.
        countries: names and label points.
        subdivisions: names, polygons and points of counties, municipalities and places.
        sources: their titles end the hover texts.
        hazard: CMR, AP_MINES, MINES_MIXED, ERW or ALL.
        area_class: "best" takes CHA + SHA, else the estimate of the whole, else a part; or CHA, SHA, TOTAL.
        level: "country" or "subdivision".
        members: the countries spoken of; others are drawn as neighbours.
    """
    rows = contamination[contamination["country"].isin(members)]
    if level == "subdivision":
        rows = rows[rows["subdivision"].isin(_drawn(rows, subdivisions))]
    else:
        rows = rows[rows["subdivision"].isna() & (rows["scope"] == "national")]
    figures = area_figures(rows, level, hazard, area_class)
    if not figures:
        where = "by county, municipality or place" if level == "subdivision" else "by country"
        return go.Figure(layout_title_text=f"No area of {HAZARD_WORDS[hazard]} is on record {where}")
    titles = dict(zip(sources["source"], sources["title"], strict=True))
    states, words = _states(figures, hazard), (titles, hazard, area_class)
    if level == "subdivision":
        return _place_map(states, countries, subdivisions, words, members)
    return _country_map(states, countries, words, members)


def places_without_point(contamination: pd.DataFrame, subdivisions: pd.DataFrame) -> pd.DataFrame:
    """Rows on places that no map can show, as neither a polygon nor a point of them is at hand."""
    placed = subdivisions[subdivisions["polygon"].notna() | subdivisions["lat"].notna()]["subdivision"]
    return contamination[contamination["subdivision"].notna() & ~contamination["subdivision"].isin(placed)]


def _drawn(rows: pd.DataFrame, subdivisions: pd.DataFrame) -> list[str]:
    """Subdivisions with a polygon or a point, without villages that add up to their municipality."""
    placed = subdivisions["polygon"].notna() | subdivisions["lat"].notna()
    added = (subdivisions["level"] == "settlement") & subdivisions["parent"].isin(
        rows["subdivision"].dropna()
    )
    return subdivisions[placed & ~added]["subdivision"].tolist()


def _states(figures: Figures, hazard: str) -> dict[int, State]:
    """What stands for each unit, year by year, from the first to the last figure."""
    known = [figure.as_of.year for rows in figures.values() for figure in rows]
    states: dict[int, State] = {}
    for year in range(min(known), max(known) + 1):
        shown = {unit: shown_in(rows, year, hazard) for unit, rows in figures.items()}
        states[year] = {unit: one for unit, one in shown.items() if one}
    return states


def _country_map(
    states: dict[int, State],
    countries: pd.DataFrame,
    words: tuple[Texts, str, str],
    members: Sequence[str],
) -> go.Figure:
    titles, hazard, area_class = words
    extent = base_map.extent_of(members)
    boundaries = "world" if extent == "world" else "see_countries"
    names = base_map.names(countries)
    drawn = [country for country in members if country not in base_map.NO_POLYGON]
    where, pointed = _where(countries, "country"), COLOURS if extent == "world" else ()
    apart = where.keys() & set(base_map.NO_POLYGON)
    silent = {country: _unknown(names.get(country, country), hazard, extent) for country in drawn}

    def painted(state: State) -> list[dict]:
        said = {unit: hover(shown, names.get(unit, unit), titles, hazard) for unit, shown in state.items()}
        unknown = [country for country in drawn if country not in state]
        grey = _areas(unknown, boundaries, theme.LAND, silent, legendgroup=NO_DATA)
        traces = [_class(_of(state, label, drawn), boundaries, label, said, area_class) for label in COLOURS]
        spots = [_class_points(_of(state, label, apart), label, said, where) for label in pointed]
        return [*traces, grey, *spots]

    under = [*base_map.labels(countries, extent), *base_map.ground(extent, members, countries)]
    under += base_map.hatching(extent, members, NO_DATA)
    layout = base_map.layout(extent, spoken_of=countries[countries["country"].isin(members)])
    figure = map_of_years(states, layout, under, painted, base_map.outlines(extent, countries))
    return figure.update_layout(title_text=_country_title(states, members, hazard))


def _place_map(
    states: dict[int, State],
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    words: tuple[Texts, str, str],
    members: Sequence[str],
) -> go.Figure:
    titles, hazard, area_class = words
    units = subdivisions.set_index("subdivision", drop=False)
    filled = set(units[(units["level"] == "first") & units["polygon"].notna()].index)
    entities = set(units[units["level"] == "entity"].index)
    names, where = _place_names(units, countries), _where(subdivisions, "subdivision")

    def painted(state: State) -> list[dict]:
        said = {unit: hover(shown, names[unit], titles, hazard) for unit, shown in state.items()}
        points = where.keys() - filled - entities
        traces = [_entities([unit for unit in state if unit in entities], where, state, said)]
        for label in COLOURS:
            traces.append(_class(_of(state, label, filled), "see_admin1", label, said, area_class))
            traces.append(_class_points(_of(state, label, points), label, said, where))
        return traces

    extent = _place_extent(states, units)
    under, over = _place_sheet(extent, members, countries)
    figure = map_of_years(states, base_map.layout(extent), under, painted, over)
    return figure.update_layout(title_text=_place_title(states, hazard))


def _place_sheet(
    extent: str, members: Sequence[str], countries: pd.DataFrame
) -> tuple[list[dict], list[dict]]:
    """What lies under and over the places, with the key to what is not an area."""
    see = [country for country in members if country in base_map.SEE]
    no_figure = "no figure"
    under = [
        *base_map.labels(countries, extent),
        *base_map.ground(extent, see, countries),
        base_map.areas(see, "see_countries", theme.LAND, legendgroup=no_figure),
        *base_map.hatching(extent, see, no_figure),
        base_map.key_entry("place (point)", theme.GREY, "circle-open", rank=2001),
        base_map.key_entry("BiH entity", theme.GREY, "diamond-open", rank=2002),
    ]
    entities = base_map.borders(["BIH-republika-srpska", "BIH-brcko-district"], "bih_entities", 0.5)
    return under, [entities, *base_map.outlines(extent, countries)]


def _entities(here: list[str], where: Places, state: State, texts: Texts) -> dict:
    """The entities as diamonds: their figures hold those of their cantons and municipalities."""
    colours = [COLOURS[state[unit].label] for unit in here]
    line = {"color": theme.INK[False], "width": 1}
    marker = {"symbol": "diamond", "size": 15, "color": colours, "line": line}
    words = [texts[unit] for unit in here]
    return base_map.spots([where[unit] for unit in here], mode="markers", marker=marker, text=words, **SEEN)


def _place_extent(states: dict[int, State], units: pd.DataFrame) -> str:
    """The west where all recent figures of the last year lie there, else all of South East Europe."""
    recent = [unit for unit, shown in states[max(states)].items() if shown.label != STALE]
    return "west" if recent and base_map.extent_of(units.loc[recent, "country"].tolist()) == "west" else "see"


def _place_names(units: pd.DataFrame, countries: pd.DataFrame) -> Texts:
    lands = base_map.names(countries)
    pairs = zip(units.index, units["name"], units["country"], strict=True)
    return {unit: f"{name}, {lands.get(country, country)}" for unit, name, country in pairs}


def _of(state: State, label: str, units: Collection[str]) -> list[str]:
    """The units of a class, in the order of the state."""
    return [unit for unit, shown in state.items() if shown.label == label and unit in units]


def _areas(units: Sequence[str], boundaries: str, colour: str, texts: Texts, **more: object) -> dict:
    """Units in one colour that say something when pointed at."""
    words = [texts[unit] for unit in units] or [""]
    return base_map.areas(units, boundaries, colour, text=words, **SEEN, **more)


def _class(units: list[str], boundaries: str, label: str, texts: Texts, area_class: str) -> dict:
    name = PARTS.get(area_class, label) if label == COMPLETE else label
    line = {"color": theme.BORDER, "width": 0.5}
    key = {"name": name, "showlegend": True, "legendgroup": label, "marker": {"line": line}}
    return _areas(units, boundaries, COLOURS[label], texts, **key)


def _class_points(units: list[str], label: str, texts: Texts, where: Places) -> dict:
    """Units of one class that have no polygon as points: the larger the area, the larger the point."""
    line = {"color": theme.INK[False], "width": 0.8}
    marker = {"color": COLOURS[label], "size": POINT_SIZES.get(label, 8), "line": line, "opacity": 0.95}
    more = {
        "mode": "markers",
        "marker": marker,
        "legendgroup": label,
        "text": [texts[unit] for unit in units],
    }
    return base_map.spots([where[unit] for unit in units], **more, **SEEN)


def _where(places: pd.DataFrame, key: str) -> Places:
    """Longitude and latitude of each place that has them."""
    known = places.dropna(subset=["lon", "lat"])
    return dict(zip(known[key], zip(known["lon"], known["lat"], strict=True), strict=True))


def _unknown(name: str, hazard: str, extent: str) -> str:
    if extent == "world":
        return f"{theme.plain(name)}: no data"
    said = wrapped(f"No data on {HAZARD_WORDS[hazard]}. No data does not mean none.")
    return f"<b>{theme.plain(name)}</b><br>{said}"


def _country_title(states: dict[int, State], members: Sequence[str], hazard: str) -> str:
    year = max(states)
    labels = [one.label for one in states[year].values()]
    done, old = labels.count(COMPLETE), labels.count(STALE)
    counts = {
        "contaminated": len(labels) - done - old,
        "declared complete": done,
        "without a recent figure": len(members) - len(labels) + old if len(members) < 50 else 0,
    }
    said = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    return f"{HAZARD_WORDS[hazard].capitalize()} in {year}: {said or 'no figure'}"


def _place_title(states: dict[int, State], hazard: str) -> str:
    year = max(states)
    recent = [one.label for one in states[year].values() if one.label != STALE]
    done = recent.count(COMPLETE)
    return (
        f"{HAZARD_WORDS[hazard].capitalize()} by county, municipality and place in {year}: "
        f"{len(recent) - done} contaminated, {done} declared complete"
    )
