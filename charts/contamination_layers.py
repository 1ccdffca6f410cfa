"""The layers in which maps draw contaminated area: areas and points by class, their key, their hover texts.

All classes of a map share one layer, and all lines of the key another: what Plotly does again at each step of
the slider grows with the number of layers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from charts import base_map, theme
from charts.contamination_figures import (
    COLOURS,
    COMPLETE,
    HAZARD_WORDS,
    NO_DATA,
    NOT_STATED,
    STALE,
    WHOLE,
    Shown,
    facts,
    hover,
    wrapped,
)

State = dict[str, Shown]
States = dict[int, State]
Places = dict[str, tuple[float, float]]
PARTS = {"CHA": "none confirmed (0 km²)", "SHA": "none suspected (0 km²)"}
"""What a zero means where only a part of the contaminated area is shown."""
LISTED = 8
"""How many of the latest figures of a place its hover text lists, beside the first."""
NUMBERS = {label: number for number, label in enumerate(COLOURS)}
"""Value of each class in a layer of areas."""
POINT_SIZES = dict(zip([row[0] for row in theme.AREA_CLASSES], (7, 9, 12, 15, 18, 21, 24), strict=True))
SWITCH = {
    "ALL": "All hazards",
    "CMR": "Cluster munitions",
    "AP_MINES": "Mines",
    "MINES_MIXED": "Mines",
    "ERW": "Other remnants",
}
"""Names of the hazards on the buttons and over the panels of a map."""
TICK = "\u2713"
"""Before the year in which a country declared completion: legible without colour."""
QUERY = "?"
MARKS = {COMPLETE: TICK, NOT_STATED: QUERY}
"""What tells these classes in greys too."""


@dataclass(frozen=True)
class Sheet:
    """What the layers of one map share: names, points, titles of sources, and all texts said once.

    `said` grows while layers are painted; a layer names a text by its number, so that the texts of fifteen
    countries and thirty years cross the wire once and not once a year. `facts` holds the figures behind a
    text, for files of geography. `trends` adds to the words of a unit what was stated of it year by year.
    """

    names: dict[str, str]
    where: Places
    titles: dict[str, str]
    area_class: str = "best"
    said: dict[str, int] = field(default_factory=dict)
    facts: dict[str, dict] = field(default_factory=dict)
    trends: Mapping[str, str] = field(default_factory=dict)


def texts(state: State, hazard: str, sheet: Sheet, silent: Iterable[str] = ()) -> dict[str, str]:
    """Hover text of each unit that has a figure, and of those that have none."""
    said = {
        unit: hover(one, sheet.names.get(unit, unit), sheet.titles, hazard) for unit, one in state.items()
    }
    sheet.facts.update((said[unit], facts(one)) for unit, one in state.items())
    none = wrapped(f"No data on {HAZARD_WORDS[hazard]}. No data does not mean none.")
    return said | {
        unit: f"<b>{theme.plain(sheet.names.get(unit, unit))}</b><br>{none}"
        for unit in silent
        if unit not in state
    }


def says(units: Sequence[str], said: Mapping[str, str], sheet: Sheet) -> dict:
    """Hover texts by their number among all texts of the map."""
    words = [[said[unit], *filter(None, [sheet.trends.get(unit)])] for unit in units]
    numbers = [[sheet.said.setdefault(text, len(sheet.said)) for text in texts] for texts in words]
    templates = ["<br>".join(f"%{{meta.said[{number}]}}" for number in some) for some in numbers]
    return {"hoverinfo": "text", "hovertemplate": [f"{one}<extra></extra>" for one in templates] or [""]}


def trends(states: States, hazard: str) -> dict[str, str]:
    """What was stated of each unit in which year, at least twice; years without a figure are left out.

    Figures of one hazard and one kind of area only, those with most years: others would not compare.
    """
    series: dict[str, dict[tuple[str, str], dict[int, float]]] = {}
    for year, state in states.items():
        for unit, one in state.items():
            figure = one.figure
            if figure.as_of.year == year and figure.area_km2 is not None:
                kind = "whole" if figure.stated in WHOLE else figure.stated
                series.setdefault(unit, {}).setdefault((figure.hazard, kind), {})[year] = figure.area_km2
    longest = {unit: max(found.items(), key=lambda pair: len(pair[1])) for unit, found in series.items()}
    return {unit: _trend(*found, hazard) for unit, found in longest.items() if len(found[1]) > 1}


def _trend(kind: tuple[str, str], areas: Mapping[int, float], hazard: str) -> str:
    """The first and the latest figures of a series, in km²."""
    speaks_of, covers = kind
    named = [HAZARD_WORDS[speaks_of]] * (speaks_of != hazard) + [f"{covers} only"] * (covers in PARTS)
    what = ", ".join(named) or "stated"
    points = [f"{year}:\u00a0{theme.number(area)}" for year, area in areas.items()]
    listed = "; ".join(points[-LISTED:])
    first = f"{points[0]} … " if len(points) > LISTED else ""
    return wrapped(f"{what[:1].upper()}{what[1:]}, km²: {first}{listed}")


def saying(layout: dict, sheet: Sheet) -> dict:
    """The layout with all texts of the map in the order of their numbers, and the figures behind them."""
    known = {str(number): sheet.facts[text] for text, number in sheet.said.items() if text in sheet.facts}
    return layout | {"meta": layout["meta"] | {"said": list(sheet.said), "facts": known}}


def classes(
    state: State, units: Sequence[str], boundaries: str, said: Mapping[str, str], sheet: Sheet
) -> dict:
    """Units in the colour of their class; those without a figure say so and leave the hatching open."""
    here = [unit for unit in units if unit in said]
    return base_map.areas(
        here,
        boundaries,
        theme.CLEAR,
        z=[NUMBERS[state[unit].label] + 1 if unit in state else 0 for unit in here] or [0],
        zmin=0,
        zmax=len(NUMBERS) + 1,
        colorscale=_steps([theme.LAND, *COLOURS.values()]),
        **says(here, said, sheet),
    )


def spots(state: State, units: Sequence[str], entities: Collection[str], sheet: Sheet, hazard: str) -> dict:
    """Units without a polygon as points: the larger the area, the larger the point; entities as diamonds."""
    here = [unit for unit in state if unit in units and unit in sheet.where]
    labels = [state[unit].label for unit in here]
    marker = {
        "color": [COLOURS[label] for label in labels],
        "size": [
            15 if unit in entities else POINT_SIZES.get(label, 8)
            for unit, label in zip(here, labels, strict=True)
        ],
        "symbol": ["diamond" if unit in entities else "circle" for unit in here],
        "line": {"color": theme.INK[False], "width": 0.8},
        "opacity": 0.95,
    }
    said = says(here, texts(state, hazard, sheet), sheet)
    return base_map.spots(
        [sheet.where[unit] for unit in here], mode="markers", marker=marker, ids=here, **said
    )


def key(used: Collection[str], extent: str, area_class: str = "best", is_marked: bool = True) -> dict:
    """The key: all classes of areas, as they are fixed, of the others those that are shown, and "no data"."""
    fixed = {row[0] for row in theme.AREA_CLASSES}
    shown = {label: colour for label, colour in COLOURS.items() if label in fixed or label in used}
    words = {COMPLETE: PARTS.get(area_class, COMPLETE)}
    marks = MARKS if is_marked and extent != "world" else {}
    named = {
        " ".join(filter(None, [words.get(label, label), marks.get(label)])): colour
        for label, colour in shown.items()
    }
    return base_map.key(named | {NO_DATA: theme.LAND}, () if extent == "world" else (STALE, NO_DATA))


def used(states: Iterable[State]) -> set[str]:
    """Classes that any of the states shows."""
    return {one.label for state in states for one in state.values()}


def notes(state: State) -> dict[str, str]:
    """What stands under the names: a tick and the year of completion, a query where no area is stated."""
    ended = {
        unit: f"{TICK}{theme.THIN}{one.figure.as_of.year}"
        for unit, one in state.items()
        if one.label == COMPLETE
    }
    return ended | {unit: QUERY for unit, one in state.items() if one.label == NOT_STATED}


def where(places: pd.DataFrame, name: str) -> Places:
    """Longitude and latitude of each place that has them."""
    known = places.dropna(subset=["lon", "lat"])
    return dict(zip(known[name], zip(known["lon"], known["lat"], strict=True), strict=True))


def _steps(colours: Sequence[str]) -> list[list]:
    """A colour scale of flat steps: the number of a class, counted from 0, falls into its step."""
    count = len(colours)
    return [[edge / count, colour] for place, colour in enumerate(colours) for edge in (place, place + 1)]
