"""Small maps of contaminated area side by side, one per year or one per hazard; by country only."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from charts import base_map, theme
from charts import contamination_layers as layers
from charts.contamination_figures import COMPLETE, HAZARD_WORDS, NONE_KNOWN, STALE
from charts.contamination_layers import SWITCH, Sheet, State
from charts.contamination_maps import shown_by_year
from charts.map_years import Layers
from charts.words import names_in

MOST = 12
"""Maps by year; where there are more years, evenly spaced ones are drawn, the last always."""
COLUMNS = 3
HEAD = 0.1
"""Part of a map's height that its heading takes."""
GAP = 0.012
WITH = {
    "AP_MINES": "mines",
    "CMR": "cluster munition remnants",
    "ERW": "other explosive remnants",
    "ALL": "any of them",
}
"""Hazards with a map, and their names in the title."""


def contamination_maps_by_year(
    contamination: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    hazard: str = "CMR",
    area_class: str = "best",
    members: Sequence[str] = base_map.SEE,
) -> go.Figure:
    """One small map per year, at most twelve, evenly spaced and ending with the last year.

    Args:
        contamination: rows of any part of the table.
        countries: names and label points.
        subdivisions: not drawn; what `shown_by_year` leaves out.
        sources: their titles end the hover texts.
        hazard: CMR, AP_MINES, MINES_MIXED, ERW or ALL.
        area_class: best, CHA, SHA or TOTAL.
        members: the countries spoken of.
    """
    found = shown_by_year(contamination, subdivisions, "country", area_class, (hazard,), members)
    if hazard not in found:
        return go.Figure(layout_title_text=f"No area of {HAZARD_WORDS[hazard]} is on record by country")
    states = found[hazard]
    panels = {str(year): (states[year], hazard, year) for year in spaced(list(states))}
    figure = _grid(panels, countries, sources, members)
    first, last = next(iter(panels)), list(panels)[-1]
    then, now = (_contaminated(panels[year][0]) for year in (first, last))
    done = sum(one.label == COMPLETE for one in panels[last][0].values())
    counted = f"{then} {'country' if then == 1 else 'countries'} contaminated in {first}, {now} in {last}"
    title = f"{HAZARD_WORDS[hazard].capitalize()}: {counted}"
    return figure.update_layout(title_text=f"{title}; {done} declared complete")


def contamination_maps_by_hazard(
    contamination: pd.DataFrame,
    countries: pd.DataFrame,
    subdivisions: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    area_class: str = "best",
    members: Sequence[str] = base_map.SEE,
    at: int | None = None,
) -> go.Figure:
    """One small map per hazard, all of the same year.

    Args:
        contamination: rows of any part of the table.
        countries: names and label points.
        subdivisions: not drawn; what `shown_by_year` leaves out.
        sources: their titles end the hover texts.
        area_class: best, CHA, SHA or TOTAL.
        members: the countries spoken of.
        at: the year; the last with a figure where it is none of the years.
    """
    found = shown_by_year(contamination, subdivisions, "country", area_class, tuple(WITH), members)
    if not found:
        return go.Figure(layout_title_text="No contaminated area is on record by country")
    years = next(iter(found.values()))
    year = at if at in years else max(years)
    panels = {SWITCH[hazard]: (states[year], hazard, year) for hazard, states in found.items()}
    figure = _grid(panels, countries, sources, members)
    counts = {WITH[hazard]: _contaminated(state) for state, hazard, _ in panels.values()}
    said = ", ".join(f"{count} with {words}" for words, count in counts.items() if count) or "none on record"
    return figure.update_layout(title_text=f"Countries contaminated in {year}: {said}")


def spaced(years: Sequence[int], most: int = MOST) -> list[int]:
    """At most so many of the years, evenly spaced back from the last.

    >>> spaced(range(1995, 2027), 4)
    [2002, 2010, 2018, 2026]
    """
    step = -(-len(years) // most)
    return sorted(list(years)[::-1][::step])


def _contaminated(state: State) -> int:
    return sum(one.label not in (COMPLETE, NONE_KNOWN, STALE) for one in state.values())


def _grid(
    panels: Mapping[str, tuple[State, str, int]],
    countries: pd.DataFrame,
    sources: pd.DataFrame,
    members: Sequence[str],
) -> go.Figure:
    """All panels, the key that they share, and the texts said once."""
    extent = base_map.extent_of(members)
    titles = dict(zip(sources["source"], sources["title"], strict=True))
    sheet = Sheet({}, layers.where(countries, "country"), titles)
    names = names_in(countries, {year for *_, year in panels.values()})
    columns = 2 if len(panels) <= 4 else COLUMNS
    rows = -(-len(panels) // columns)
    traces = [base_map.no_base_map(), layers.key(layers.used(state for state, *_ in panels.values()), extent)]
    one = base_map.layout(extent, spoken_of=countries[countries["country"].isin(members)])
    layout = {name: value for name, value in one.items() if name != "geo"}
    headings = []
    for place, (heading, (state, hazard, year)) in enumerate(panels.items()):
        geo, domain = f"geo{place + 1 if place else ''}", _domain(place, columns, rows)
        layout[geo] = one["geo"] | {"domain": domain}
        headings.append(_heading(heading, domain))
        then = replace(sheet, names=names[year])
        traces += [layer | {"geo": geo} for layer in _panel(state, hazard, countries, members, then)]
    places = [f"geo{place + 1 if place else ''}" for place in range(len(panels))]
    named = dict(zip(places, panels, strict=True))
    layout["meta"] = one["meta"] | {"extent": "small", "panels": named}
    layout["margin"] = {"l": 0, "r": 0, "t": 8, "b": 8}
    return go.Figure({"data": traces, "layout": layers.saying(layout, sheet) | {"annotations": headings}})


def _domain(place: int, columns: int, rows: int) -> dict:
    """Where a panel lies in the figure, row by row from above; its heading stands over it."""
    row, column = divmod(place, columns)
    width, height = 1 / columns, 1 / rows
    top = 1 - row * height
    return {
        "x": [column * width + GAP / 2, (column + 1) * width - GAP / 2],
        "y": [max(top - height + GAP, 0), top - HEAD * height],
    }


def _heading(words: str, domain: dict) -> dict:
    return {
        "text": f"<b>{theme.plain(words)}</b>",
        "x": domain["x"][0],
        "y": domain["y"][1],
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": theme.SIZE - 1},
    }


def _panel(
    state: State, hazard: str, countries: pd.DataFrame, members: Sequence[str], sheet: Sheet
) -> Layers:
    """Ground, hatching, countries in their classes, borders, and a tick where completion was declared."""
    extent = base_map.extent_of(members)
    boundaries = "world" if extent == "world" else "see_countries_overview"
    drawn = [country for country in members if country not in base_map.NO_POLYGON]
    said = layers.texts(state, hazard, sheet, drawn)
    marked = {unit: note[0] for unit, note in layers.notes(state).items() if unit in sheet.where}
    font = {"size": 12, "color": theme.INK[False]}
    return [
        *base_map.ground(extent, members, countries),
        *base_map.hatching(extent, members),
        layers.classes(state, drawn, boundaries, said, sheet),
        *base_map.outlines(extent, countries),
        base_map.spots(
            [sheet.where[unit] for unit in marked], mode="text", text=list(marked.values()), textfont=font
        ),
    ]
