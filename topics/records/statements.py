"""Composes what sources state about the same thing, from the tables of several topics; judges nothing."""

import pandas as pd

from topics.land.areas import STATEMENT, figures
from topics.tables import Tables, with_records
from topics.vocabulary.hazards import ITEMS, PERSONS, families
from topics.vocabulary.land import METHODS
from topics.vocabulary.meetings import meeting_names
from topics.vocabulary.money import TOTALS

COLUMNS = ["subject", "point", "country", "place", "hazard", "year_from", "year_to", "day", "measure"]
COLUMNS += ["area_class", "method", "value", "unit", "figure_column", "stated_words", "table", "source"]
COLUMNS += ["locator", "basis", "note", "difference", "counted_by", "counted_to", "rounded", "coverage"]
COLUMNS += ["as_of", "as_of_precision", "preferred", "records", "is_stated"]
TOTAL_RELEASED = {"total_released": "total released"}
WHOLE_SCOPES = ("national", "subnational", "village")
"""Scopes that say all of a place and not a part of it."""


def statements(tables: Tables) -> pd.DataFrame:
    """All statements of figures that more than one source may make.

    *Columns*: COLUMNS. subject is a key of vocabulary.records.SUBJECTS; point is what statements about the
    same thing share; figure_column is the column of the record with the value. The country is missing for
    meetings and the world.
    """
    clearance, casualties = tables["clearance"], tables["casualties"]
    every_release, every_casualty = tables["global_clearance"], tables["global_casualties"]
    parts = [
        _areas(tables),
        _release(clearance.assign(table="clearance"), tables),
        _release(every_release.assign(table="global_clearance", country=None), tables),
        _casualties(casualties.assign(table="casualties", breakdown="ALL")),
        _casualties(
            every_casualty.assign(table="global_casualties", country=None, breakdown=every_casualty["hazard"])
        ),
        _funding(tables),
        _stockpiles(tables["stockpiles"]),
        _meeting_counts(tables),
    ]
    rows = pd.concat([part.reindex(columns=COLUMNS) for part in parts if len(part)] or [parts[0]])
    rows = rows.reindex(columns=COLUMNS).reset_index(drop=True)
    rows = rows.astype({"value": float, "year_from": float, "year_to": float})
    return rows.assign(preferred=rows["preferred"].eq(True), day=pd.to_datetime(rows["day"]))


def _areas(tables: Tables) -> pd.DataFrame:
    """Dated areas of whole places; where one source has CHA and SHA, their sum takes the place of the SHA."""
    rows = figures(tables)
    rows = rows[rows["area_km2"].notna() & rows["scope"].isin(WHOLE_SCOPES)]
    sums = pd.MultiIndex.from_frame(rows.loc[rows["stated"] == "summed", STATEMENT])
    is_part = rows["area_class"].eq("SHA") & pd.MultiIndex.from_frame(rows[STATEMENT]).isin(sums)
    rows = rows[~is_part]
    names = tables["subdivisions"].set_index("subdivision")["name"]
    return rows.assign(
        subject="contamination",
        table="contamination",
        point=rows["place"] + "/" + rows["family"],
        place=rows["subdivision"].map(names),
        year_from=rows["year"],
        year_to=rows["year"],
        day=rows["as_of"],
        measure="contaminated",
        value=rows["area_km2"].round(6),
        unit="km²",
        figure_column="area_km2",
    )


def _release(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Released areas and items destroyed of whole countries, or of the world."""
    rows = with_records(rows[rows["scope"].eq("national")]).assign(subject="release")
    areas = rows.assign(
        measure=rows["method"].map(METHODS | TOTAL_RELEASED), unit="km²", figure_column="area_km2"
    )
    items = [
        rows.assign(value=rows[item], measure=f"{words} destroyed", unit="items", figure_column=item)
        for item, words in ITEMS.items()
        if item in rows
    ]
    rows = pd.concat([areas.assign(value=rows["area_km2"]), *items], ignore_index=True)
    rows = rows[rows["value"].notna()]
    counted = rows["method"].where(rows["figure_column"].eq("area_km2"), rows["figure_column"])
    return rows.assign(point=_points(rows, rows["hazard"].map(families(tables)), counted))


def _casualties(rows: pd.DataFrame) -> pd.DataFrame:
    """Casualties of whole countries, or of the world: the stated total, else the sum of its parts.

    A count of one hazard that is no larger than that of all hazards in the same years is a part of it.
    """
    rows = with_records(rows[rows["scope"].eq("national")])
    persons = [name for name in PERSONS if name != "total"]
    sums = rows[persons].sum(axis=1).where(rows[["killed", "injured"]].notna().all(axis=1))
    rows = rows.assign(value=rows["total"].fillna(sums).astype(float), is_stated=rows["total"].notna())
    rows = rows[rows["value"].notna()]
    years = [rows["country"].fillna(""), rows["year_from"], rows["year_to"]]
    every = rows["value"].where(rows["hazard"].eq("ALL")).groupby(years, dropna=False).transform("max")
    rows = rows[~(rows["hazard"].ne("ALL") & (rows["value"] <= every))]
    return rows.assign(
        subject="casualties",
        measure="casualties",
        unit="persons",
        figure_column="total",
        point=_points(rows, rows["breakdown"], "casualties"),
    )


def _funding(tables: Tables) -> pd.DataFrame:
    """Totals of money as printed, in dollars."""
    totals = tables["funding_totals"]
    totals = totals.assign(country=totals["recipient"], table="funding_totals")
    own = tables["national_funding"]
    own = own.assign(kind="recipient_national", donor="all donors", table="national_funding")
    own = own.assign(year_from=own["year"], year_to=own["year"])
    rows = with_records(pd.concat([totals, own], ignore_index=True))
    rows = rows[rows["amount_usd"].notna()]
    measure = rows["kind"].map(TOTALS).fillna(rows["kind"])
    is_of_donor = rows["donor"].notna() & rows["donor"].ne("all donors")
    measure = measure.mask(is_of_donor, measure + " from " + rows["donor"].fillna(""))
    return rows.assign(
        subject="funding",
        measure=measure,
        value=rows["amount_usd"],
        unit="US dollars",
        figure_column="amount_usd",
        point=_points(rows, "funding", measure),
    )


def _stockpiles(rows: pd.DataFrame) -> pd.DataFrame:
    """What sources say of the whole stock of cluster munitions that one state declared."""
    rows = rows[rows["munitions"].notna() & rows["country"].notna() & rows["scope"].ne("subset")]
    year = rows["completed_on"].dt.year
    return with_records(rows).assign(
        subject="stockpiles",
        table="stockpiles",
        hazard="CMR",
        point="stockpile/" + rows["country"],
        year_from=year,
        year_to=year,
        measure="stockpile",
        value=rows["munitions"],
        unit="munitions",
        figure_column="munitions",
    )


def _meeting_counts(tables: Tables) -> pd.DataFrame:
    """How many states were at a meeting, by its name."""
    rows = with_records(tables["event_counts"])
    year = rows["event"].map(tables["events"].set_index("event")["start"].dt.year)
    return rows.assign(
        subject="counts",
        table="event_counts",
        hazard="CMR",
        place=rows["event"].map(meeting_names(tables)),
        point="meeting/" + rows["event"] + "/" + rows["indicator"],
        year_from=year,
        year_to=year,
        measure=rows["indicator"],
        unit="states",
        figure_column="value",
        preferred=rows["claim"].eq("main"),
    )


def _points(rows: pd.DataFrame, hazard: pd.Series | str, measure: pd.Series | str) -> pd.Series:
    """Country, hazard, years and measure as one key."""
    years = [rows[name].astype("Int64").astype("string").fillna("") for name in ("year_from", "year_to")]
    parts = pd.DataFrame({"hazard": hazard, "measure": measure}, index=rows.index)
    head = rows["country"].astype("string").fillna("world") + "/" + parts["hazard"]
    return head + "/" + years[0] + "-" + years[1] + "/" + parts["measure"]
