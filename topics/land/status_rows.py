"""Rows of the maps of contaminated land: the status of each place in each year, its class and its label."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from charts import theme
from topics.land.areas import BEST, PARTS, YEARS_VALID, best_areas, figures
from topics.land.status import (
    ALL,
    AREA_UNKNOWN,
    COMPLETE,
    CONTAMINATED,
    NO_DATA,
    NONE_REPORTED,
    statuses_by_year,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_by_year
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import families, family_names, hazard_name, hazard_names
from topics.vocabulary.land import BEST_AREAS, PLACE_STATUSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, sentence_case, wrap

NAMES = PLACE_STATUSES | {AREA_UNKNOWN: "area not stated", NONE_REPORTED: "none reported"}
"""Statuses as the key of a map has room for them."""
CLASSES = {
    **{label: colour for label, _, _, colour in theme.AREA_CLASSES},
    NAMES["area_unknown"]: theme.NOT_STATED,
    NAMES["none_reported"]: theme.NONE_KNOWN,
    NAMES["complete"]: theme.COMPLETE,
    NAMES["not_recent"]: theme.STALE,
    NAMES["no_data"]: theme.LAND,
}
"""Colours of the classes of a map in the order of its key; "no data" leaves the hatching under it open."""
OUTLINED = ("first", "municipality")
"""Levels of places that are drawn by their outlines, where there are any."""
MOST_LISTED = 8
"""How many of the latest figures of a place its label lists, beside the first."""
TICK, QUERY = "\u2713", "?"
"""Before the year of a completion, and where no area is stated: legible without colour."""
UNSEEN = ["day", "year", "place", "is_old", "areas"]
"""Columns of a status that its row of a map does not need."""
LABELLED = ["place", "name", "choice", "records", "status", "is_old"]
"""What tells the labels of rows apart."""


def country_years(tables: Tables, view: View, hazards: Sequence[str], area_class: str = BEST) -> pd.DataFrame:
    """The status of each country of the view at the end of each year, from the first with anything on record.

    Countries without an outline are left out. Each of the hazards is a choice of the map.

    *Columns*: step, choice, country, unit, class, hazard, area_km2, area_class, stated, category, as_of,
    completed_on with their precisions, basis, source, records, is_stated, label, status, sign (what stands
    under the name).
    """
    rows = _of_years(tables, view, hazards, area_class)
    rows = rows[rows["subdivision"].isna() & rows["country"].isin(tables["map_units"]["unit"])]
    return _finished(tables, rows.assign(unit=rows["country"]), area_class)


def place_years(tables: Tables, view: View, hazards: Sequence[str], area_class: str = BEST) -> pd.DataFrame:
    """The status of each part of a country with anything on record, as `country_years` has that of countries.

    Villages that add up to their municipality are left out. *Columns*: those of `country_years`, subdivision,
    level; unit is the polygon of a first-level unit or a municipality, others have lon and lat.
    """
    known = tables["subdivisions"].set_index("subdivision")
    rows = _of_years(tables, view, hazards, area_class)
    rows = rows[rows["subdivision"].isin(known.index) & rows["country"].isin(view.members)]
    rows = rows[rows["status"] != NO_DATA]
    rows = rows.join(known[["name", "level", "parent", "polygon", "lon", "lat"]], on="subdivision")
    is_added = rows["level"].eq("settlement") & rows["parent"].isin(rows["subdivision"])
    rows = rows[(rows["polygon"].notna() | rows["lat"].notna()) & ~is_added]
    unit = rows["polygon"].where(rows["level"].isin(OUTLINED))
    return _finished(tables, rows.assign(unit=unit).drop(columns=["parent", "polygon"]), area_class)


def places_not_drawn(tables: Tables, view: View) -> str:
    """Sentences with the places on record that no map can show, and with how many are points.

    Empty where all are drawn by their outlines.
    """
    places = tables["subdivisions"]
    rows = view.of(tables["contamination"], skip=("hazard",))
    places = places[places["subdivision"].isin(rows["subdivision"]) & places["polygon"].isna()]
    hidden = sorted(places.loc[places["lat"].isna(), "name"])
    points = places.loc[places["level"].eq("municipality") & places["lat"].notna(), "country"].value_counts()
    names = country_names(tables, full=True)
    countries = listed(sorted(f"{names[code]} ({count})" for code, count in points.items()))
    outlines = sentence(
        "Municipalities are points where no open file of their boundaries is at hand: {countries}.",
        countries=countries,
    )
    unknown = sentence(
        "On record but not on the map, since their position is not known: {places}.", places=", ".join(hidden)
    )
    return " ".join([*([outlines] if countries else []), *([unknown] if hidden else [])])


def map_hazards(tables: Tables) -> dict[str, str]:
    """What maps call each hazard and each family: the status of a place is that of a family."""
    names, of_family = dict(family_names(tables)), families(tables)
    names[ALL] = hazard_name(tables, ALL)
    return names | {hazard: names[family] for hazard, family in of_family.items()}


def _of_years(tables: Tables, view: View, hazards: Iterable[str], area_class: str) -> pd.DataFrame:
    """The statuses of the places of the view in its years."""
    known = figures(tables)["year"]
    first = max(view.bounds[0], known.min()) if len(known) else tables.edition.year
    years = range(int(first), min(view.span[1], tables.edition.year) + 1)
    parts = [
        statuses_by_year(tables, hazard, years, area_class=area_class).assign(choice=hazard)
        for hazard in hazards or (ALL,)
    ]
    rows = pd.concat(parts, ignore_index=True)
    return rows[rows["country"].isin(view.members)]


def _finished(tables: Tables, rows: pd.DataFrame, area_class: str) -> pd.DataFrame:
    """Rows with step, class, sign and label, numbered, from the first year with anything on record."""
    rows = rows[rows["year"] >= rows.loc[rows["status"] != NO_DATA, "year"].min()]
    names = names_by_year(tables, rows["year"].unique().tolist())
    lands = [names[year].get(code, code) for year, code in zip(rows["year"], rows["country"], strict=True)]
    if "name" in rows:
        lands = [f"{name}, {land}" for name, land in zip(rows["name"], lands, strict=True)]
    classes = [
        theme.area_class(area)[0] if status == CONTAMINATED else NAMES[status]
        for status, area in zip(rows["status"], rows["area_km2"], strict=True)
    ]
    signs = rows["status"].map({AREA_UNKNOWN: QUERY}).astype(object)
    ended = TICK + theme.THIN + rows["completed_on"].dt.year.astype("Int64").astype("str")
    rows = rows.assign(
        **{"step": rows["year"].astype(int), "name": lands, "class": classes},
        sign=signs.where(rows["status"] != COMPLETE, ended),
    )
    rows = rows.sort_values(["choice", "step", "name"], kind="stable", ignore_index=True)
    return rows.assign(label=_labels(tables, rows, area_class)).drop(columns=UNSEEN)


def _labels(tables: Tables, rows: pd.DataFrame, area_class: str) -> list[str]:
    """The label of each row; a text is made once, however many years it stands for."""
    keys = list(zip(*[rows[name].tolist() for name in LABELLED], strict=True))
    first = {key: place for place, key in reversed(list(enumerate(keys)))}
    history = tables.derive(histories, area_class)
    cited = {source: source_line(tables, source) for source in rows["source"].unique()}
    words, speaks = hazard_names(tables), map_hazards(tables)
    texts = {
        key: lines(
            bold(row["name"]),
            *_facts(row, words, speaks),
            cited.get(row["source"], ""),
            history.get((row["place"], row["family"]), ""),
        )
        for key, row in zip(first, rows.iloc[list(first.values())].to_dict("records"), strict=True)
    }
    return [texts[key] for key in keys]


def _facts(row: Mapping[str, Any], words: Mapping[str, str], speaks: Mapping[str, str]) -> list[str]:
    """What is known of one place: its area or its status, of what hazard, on what basis and of what date."""
    status = row["status"]
    if status == NO_DATA:
        return [wrap(f"No data on {speaks[row['choice']]}. No data does not mean none.")]
    if status == COMPLETE:
        ended = "every hazard on record" if row["choice"] == "ALL" else speaks[row["choice"]]
        day = long_date(row["completed_on"], row["completed_on_precision"])
        return [wrap(f"Declared complete: {ended}"), day]
    if status == NONE_REPORTED:
        stated = sentence_case(PLACE_STATUSES[status])
    elif pd.isna(row["area_km2"]):
        category = f" (the source says: {row['category']})" if isinstance(row["category"], str) else ""
        stated = f"Contaminated, area not stated{category}"
    else:
        stated = f"{number(row['area_km2'], 'km²')}, {BEST_AREAS[row['stated']]}"
    speaks_of = f"Speaks of {words[row['hazard']]}" if row["hazard"] != row["choice"] else ""
    age = f", more than {YEARS_VALID} years before" if row["is_old"] else ""
    dated = long_date(row["as_of"], row["as_of_precision"])
    return [wrap(stated), wrap(speaks_of), wrap(f"{sentence_case(row['basis'])}, {dated}{age}")]


def histories(tables: Tables, area_class: str) -> dict[tuple[str, str], str]:
    """What was stated of each place and family in which year, at least twice; silent years are left out.

    Figures of one hazard and one kind of area only, those with most years: others would not compare.
    """
    rows = best_areas(tables, area_class)
    kinds = rows["stated"].where(rows["stated"].isin(PARTS), "whole")
    groups = rows[rows["is_main"]].assign(kind=kinds).groupby(["place", "family", "kind"])
    longest: dict[tuple[str, str], tuple[str, list[tuple[int, float]]]] = {}
    for (place, family, kind), part in groups:
        points = list(zip(part["year"].tolist(), part["area_km2"].tolist(), strict=True))
        if len(points) > max(1, len(longest.get((place, family), ("", []))[1])):
            longest[place, family] = kind, points
    return {key: _history(kind, points) for key, (kind, points) in longest.items()}


def _history(kind: str, areas: Sequence[tuple[int, float]]) -> str:
    """The first and the latest figures of a place, in km²."""
    points = [f"{year}:\u00a0{number(area)}" for year, area in areas]
    first = f"{points[0]} … " if len(points) > MOST_LISTED else ""
    only = "" if kind == "whole" else f", {kind} only"
    return wrap(f"Stated{only}, km²: {first}{'; '.join(points[-MOST_LISTED:])}")
