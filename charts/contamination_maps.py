"""The maps of contaminated area, by country and by county, municipality and place, year by year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts import contamination_layers as layers
from charts.contamination_figures import (
    COMPLETE,
    HAZARD_WORDS,
    NONE_KNOWN,
    STALE,
    Figures,
    area_figures,
    of_hazard,
    shown_in,
)
from charts.contamination_layers import SWITCH, Sheet, State, States
from charts.map_years import Layers, map_of_steps
from charts.words import names_in, names_of

CLOSED = (COMPLETE, NONE_KNOWN)


def contamination_map(  # noqa: PLR0913
    contamination: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    hazard: str = "CMR",
    area_class: str = "best",
    level: str = "country",
    members: Sequence[str] = base_map.SEE,
    also: Sequence[str] = (),
    at: int | None = None,
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
        also: hazards that a switch over the map shows as well.
        at: the year shown first.
    """
    wanted = sorted({hazard, *also}, key=list(SWITCH).index)
    by_hazard = shown_by_year(contamination, subdivisions, level, area_class, wanted, members)
    if not by_hazard.get(hazard):
        where = "by county, municipality or place" if level == "subdivision" else "by country"
        return go.Figure(layout_title_text=f"No area of {HAZARD_WORDS[hazard]} is on record {where}")
    titles = dict(zip(sources["source"], sources["title"], strict=True))
    if level == "subdivision":
        units = subdivisions.set_index("subdivision", drop=False)
        sheet = Sheet({}, layers.where(units, "subdivision"), titles, area_class)
        return _place_map(by_hazard, countries, units, sheet, members, (hazard, at))
    sheet = Sheet(names_of(countries), layers.where(countries, "country"), titles, area_class)
    return _country_map(by_hazard, countries, sheet, members, (hazard, at))


def shown_by_year(
    contamination: pd.DataFrame,
    subdivisions: pd.DataFrame,
    level: str = "country",
    area_class: str = "best",
    wanted: Sequence[str] = ("CMR",),
    members: Sequence[str] = base_map.SEE,
) -> dict[str, States]:
    """What stands for each unit, by hazard and year; all hazards have the same years, those without are out.

    Args:
        contamination: rows of any part of the table.
        subdivisions: polygons and points of places.
        level: "country" or "subdivision".
        area_class: best, CHA, SHA or TOTAL.
        wanted: hazards, see `contamination_map`.
        members: the countries spoken of.
    """
    rows = contamination[contamination["country"].isin(members)]
    if level == "subdivision":
        rows = rows[rows["subdivision"].isin(_drawn(rows, subdivisions))]
    else:
        rows = rows[rows["subdivision"].isna() & (rows["scope"] == "national")]
    found = area_figures(rows, level, area_class)
    figures = {hazard: of_hazard(found, hazard) for hazard in dict.fromkeys(wanted)}
    known = [one.as_of.year for units in figures.values() for rows in units.values() for one in rows]
    years = range(min(known), max(known) + 1) if known else range(0)
    return {hazard: _states(units, years, hazard) for hazard, units in figures.items() if units}


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


def _states(figures: Figures, years: range, hazard: str) -> States:
    states: States = {}
    for year in years:
        shown = {unit: shown_in(rows, year, hazard) for unit, rows in figures.items()}
        states[year] = {unit: one for unit, one in shown.items() if one}
    return states


def _country_map(
    by_hazard: Mapping[str, States],
    countries: pd.DataFrame,
    sheet: Sheet,
    members: Sequence[str],
    shown: tuple[str, int | None],
) -> go.Figure:
    extent = base_map.extent_of(members)
    named = base_map.labels(countries, extent)
    names = names_in(countries, by_hazard[shown[0]])
    then = {year: replace(sheet, names=known) for year, known in names.items()}
    painted = {
        hazard: {
            year: _country_layers(state, hazard, named, replace(then[year], trends=trends), members)
            for year, state in states.items()
        }
        for hazard, states, trends in _with_trends(by_hazard)
    }
    used = layers.used(state for states in by_hazard.values() for state in states.values())
    under = [*base_map.ground(extent, members, countries), *base_map.hatching(extent, members)]
    under.append(layers.key(used, extent, sheet.area_class))
    over = [*base_map.capitals(countries, extent), *base_map.top(extent, countries)]
    titles = {
        hazard: {year: _country_title(state, year, members, hazard) for year, state in states.items()}
        for hazard, states in by_hazard.items()
    }
    layout = base_map.layout(extent, spoken_of=countries[countries["country"].isin(members)])
    return map_of_steps(painted, layers.saying(layout, sheet), under, over, titles, SWITCH, shown)


def _with_trends(by_hazard: Mapping[str, States]) -> Iterator[tuple[str, States, dict[str, str]]]:
    return ((hazard, states, layers.trends(states, hazard)) for hazard, states in by_hazard.items())


def _country_layers(state: State, hazard: str, named: Layers, sheet: Sheet, members: Sequence[str]) -> Layers:
    """Names, countries in their classes and, on the world map, points for those without a polygon."""
    extent = base_map.extent_of(members)
    drawn = [country for country in members if country not in base_map.NO_POLYGON]
    said = layers.texts(state, hazard, sheet, drawn)
    boundaries = base_map.file_of("see_countries", extent)
    found = [
        *base_map.noted(named, layers.notes(state)),
        layers.classes(state, drawn, boundaries, said, sheet),
    ]
    if extent == "world":
        found.append(layers.spots(state, base_map.NO_POLYGON, (), sheet, hazard))
    return found


def _place_map(
    by_hazard: Mapping[str, States],
    countries: pd.DataFrame,
    units: pd.DataFrame,
    sheet: Sheet,
    members: Sequence[str],
    shown: tuple[str, int | None],
) -> go.Figure:
    names = names_in(countries, by_hazard[shown[0]])
    then = {year: replace(sheet, names=_place_names(units, lands)) for year, lands in names.items()}
    painted = {
        hazard: {
            year: _place_layers(state, hazard, units, replace(then[year], trends=trends))
            for year, state in states.items()
        }
        for hazard, states, trends in _with_trends(by_hazard)
    }
    titles = {
        hazard: {year: _place_title(state, year, hazard) for year, state in states.items()}
        for hazard, states in by_hazard.items()
    }
    extent = _place_extent(by_hazard[shown[0]], units)
    used = layers.used(state for states in by_hazard.values() for state in states.values())
    under, over = _place_ground(extent, members, countries)
    under.append(layers.key(used, extent, sheet.area_class, is_marked=False))
    layout = layers.saying(base_map.layout(extent), sheet)
    return map_of_steps(painted, layout, under, over, titles, SWITCH, shown)


def _place_layers(state: State, hazard: str, units: pd.DataFrame, sheet: Sheet) -> Layers:
    """Areas in their classes, and points; entities are diamonds, as their figures hold those of others."""
    filled = units.index[(units["level"] == "first") & units["polygon"].notna()]
    entities = units.index[units["level"] == "entity"]
    here = [unit for unit in state if unit in filled]
    said = layers.texts(state, hazard, sheet)
    rest = [unit for unit in state if unit not in filled]
    return [
        layers.classes(state, here, "see_admin1", said, sheet),
        layers.spots(state, rest, entities, sheet, hazard),
    ]


def _place_ground(extent: str, members: Sequence[str], countries: pd.DataFrame) -> tuple[Layers, Layers]:
    """What lies under and over the places, with the key to what is not an area."""
    see = [country for country in members if country in base_map.SEE]
    under = [
        *base_map.labels(countries, extent),
        *base_map.ground(extent, see, countries),
        base_map.areas(see, base_map.file_of("see_countries", extent), theme.LAND),
        *base_map.hatching(extent, see),
        base_map.key_entry("place (point)", theme.GREY, "circle-open", rank=2001),
        base_map.key_entry("BiH entity", theme.GREY, "diamond-open", rank=2002),
    ]
    entities = base_map.borders(["BIH-republika-srpska", "BIH-brcko-district"], "bih_entities", 0.5)
    return under, [entities, *base_map.capitals(countries, extent), *base_map.top(extent, countries)]


def _place_extent(states: States, units: pd.DataFrame) -> str:
    """The west where all recent figures of the last year lie there, else all of South East Europe."""
    recent = [unit for unit, shown in states[max(states)].items() if shown.label != STALE]
    return "west" if recent and base_map.extent_of(units.loc[recent, "country"].tolist()) == "west" else "see"


def _place_names(units: pd.DataFrame, lands: Mapping[str, str]) -> dict[str, str]:
    pairs = zip(units.index, units["name"], units["country"], strict=True)
    return {unit: f"{name}, {lands.get(country, country)}" for unit, name, country in pairs}


def _country_title(state: State, year: int, members: Sequence[str], hazard: str) -> str:
    labels = [one.label for one in state.values()]
    done, none, old = (labels.count(label) for label in (COMPLETE, NONE_KNOWN, STALE))
    counts = {
        "contaminated": len(labels) - done - none - old,
        "declared complete": done,
        "with none reported": none,
        "without a recent figure": len(members) - len(labels) + old if len(members) < 50 else 0,
    }
    said = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
    return f"{HAZARD_WORDS[hazard].capitalize()} in {year}: {said or 'no figure'}"


def _place_title(state: State, year: int, hazard: str) -> str:
    recent = [one.label for one in state.values() if one.label != STALE]
    done = sum(label in CLOSED for label in recent)
    words = f"{HAZARD_WORDS[hazard].capitalize()} by county, municipality and place in {year}"
    ended = f", {done} complete or with none reported" if done else ""
    return f"{words}: {len(recent) - done} contaminated{ended}"
