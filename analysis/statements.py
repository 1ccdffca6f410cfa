"""Gathers what sources state about the same thing from all tables, in one form; judges nothing."""

import pandas as pd

from analysis.hazards import STATEMENT, family

KINDS = {
    "contamination": "Contaminated area",
    "release": "Released land and items destroyed",
    "casualties": "Casualties",
    "funding": "Funding",
    "stockpiles": "Stockpiles",
    "counts": "States at a meeting",
    "participants": "Who took part",
    "treaties": "Treaty dates",
}
"""What statements are about."""
COLUMNS = [
    "kind",
    "about",
    "country",
    "place",
    "hazard",
    "year_from",
    "year_to",
    "day",
    "precision",
    "measure",
    "part",
    "value",
    "unit",
    "said",
    "preferred",
    "table",
    "source",
    "locator",
    "basis",
    "note",
    "record_id",
]
"""Of a statement: `about` is what rivals share; `part` the class or method; `said` a value in words."""
ITEMS = {
    "submunitions": "submunitions destroyed",
    "ap_mines": "anti-personnel mines destroyed",
    "av_mines": "anti-vehicle mines destroyed",
    "uxo": "other items destroyed",
}
METHODS = {
    "clearance": "cleared",
    "technical_survey": "reduced by technical survey",
    "non_technical_survey": "cancelled by non-technical survey",
    "total_released": "released in all",
}
PERSONS = ("killed", "injured", "unknown")
TOTALS = {
    "recipient_international": "international funding",
    "recipient_national": "national funding",
    "recipient_total": "funding in all",
    "itf_income": "income of ITF",
    "itf_spending": "spending of ITF",
    "cumulative_claim": "cumulative funding",
}
TREATY_HAZARDS = {"CCM": "CMR", "APMBC": "AP_MINES"}
WHOLE = ("national", "subnational", "village")
"""Scopes that say all of a place and not a part of it."""
Tables = dict[str, pd.DataFrame]
NEEDED = (
    "contamination",
    "subdivisions",
    "clearance",
    "global_clearance",
    "casualties",
    "global_casualties",
    "funding_totals",
    "national_funding",
    "stockpiles",
    "event_counts",
    "event_participants",
    "events",
    "treaty_conflicts",
    "reported_figures",
)
"""The tables that statements are taken from."""


def statements(tables: Tables) -> pd.DataFrame:
    """All statements of figures that more than one source may state.

    *Columns*: COLUMNS. The country is empty for meetings, treaties as a whole and the world.
    """
    parts = [
        _contamination(tables),
        _release(tables["clearance"], "clearance"),
        _release(tables["global_clearance"], "global_clearance"),
        _casualties(tables["casualties"], "casualties"),
        _casualties(tables["global_casualties"], "global_casualties"),
        _funding(tables),
        _stockpiles(tables["stockpiles"]),
        _counts(tables),
    ]
    found = [part.reindex(columns=COLUMNS) for part in parts if len(part)]
    if not found:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(found, ignore_index=True)
    rows = rows.astype({"value": float, "year_from": float, "year_to": float})
    return rows.assign(
        preferred=rows["preferred"].fillna(False).astype(bool), part=rows["part"].fillna("").astype(str)
    )


def _contamination(tables: Tables) -> pd.DataFrame:
    """Dated areas of whole places; where one source splits an area into CHA and SHA, their sum too."""
    rows = tables["contamination"]
    rows = rows[rows["area_km2"].notna() & rows["as_of"].notna() & rows["scope"].isin(WHOLE)]
    names = tables["subdivisions"].set_index("subdivision")["name"]
    rows = _with_sums(rows)
    place = rows["subdivision"].map(names)
    return rows.assign(
        kind="contamination",
        table="contamination",
        place=place,
        about=rows["country"] + "/" + rows["subdivision"].fillna("") + "/" + family(rows["hazard"]),
        year_from=rows["as_of"].dt.year,
        year_to=rows["as_of"].dt.year,
        day=rows["as_of"],
        precision=rows["as_of_precision"],
        measure="contaminated",
        part=rows["area_class"],
        value=rows["area_km2"].round(6),
        unit="km²",
    )


def _with_sums(areas: pd.DataFrame) -> pd.DataFrame:
    """Add CHA and SHA where one source states both; the suspected area alone is then no statement."""
    both = areas[areas["area_class"].isin(["CHA", "SHA"])]
    both = both.groupby([*STATEMENT, "as_of_precision", "scope"], dropna=False, as_index=False).agg(
        area_km2=("area_km2", "sum"),
        classes=("area_class", "nunique"),
        rows=("area_class", "size"),
        preferred=("preferred", "all"),
        locator=("locator", "first"),
    )
    sums = both[both["classes"].eq(2) & both["rows"].eq(2)]
    sums = sums.assign(area_class="CHA+SHA", basis="computed", note="CHA and SHA of this source added")
    split = pd.MultiIndex.from_frame(sums[STATEMENT].fillna(""))
    part = areas["area_class"].eq("SHA") & pd.MultiIndex.from_frame(areas[STATEMENT].fillna("")).isin(split)
    return pd.concat([areas[~part], sums], ignore_index=True)


def _release(clearance: pd.DataFrame, table: str) -> pd.DataFrame:
    """Released areas and items destroyed of whole countries, or of the world."""
    rows = clearance[clearance["scope"].eq("national")]
    country = rows["country"] if "country" in rows else pd.Series(None, index=rows.index, dtype=object)
    states = rows["states"] if "states" in rows else pd.Series(None, index=rows.index, dtype=object)
    rows = rows.assign(country=country, table=table, kind="release", part=rows["method"])
    rows = rows.assign(
        note=[" ".join(filter(_text, pair)) for pair in zip(rows["note"], states, strict=True)]
    )
    areas = rows.assign(
        value=rows["area_km2"], unit="km²", measure=rows["method"].map(METHODS), sort=rows["method"]
    )
    items = [
        rows.assign(value=rows[item], unit="items", measure=words, sort=item)
        for item, words in ITEMS.items()
        if item in rows
    ]
    found = pd.concat([areas, *items], ignore_index=True)
    found = found[found["value"].notna()]
    return found.assign(about=_about(found, family(found["hazard"]), found["sort"]))


def _casualties(casualties: pd.DataFrame, table: str) -> pd.DataFrame:
    """Casualties of whole countries, or of the world: the stated total, else the sum of its parts."""
    rows = casualties[casualties["scope"].eq("national")]
    country = rows["country"] if "country" in rows else pd.Series(None, index=rows.index, dtype=object)
    parts = rows[list(PERSONS)].sum(axis=1).where(rows[["killed", "injured"]].notna().all(axis=1))
    value = rows["total"].fillna(parts)
    rows = rows.assign(country=country, value=value.astype(float), unit="persons", measure="casualties")
    rows = rows[rows["value"].notna()].assign(kind="casualties", table=table)
    years = [rows["country"].fillna(""), rows["year_from"], rows["year_to"]]
    every = rows["value"].where(rows["hazard"].eq("ALL")).groupby(years, dropna=False).transform("max")
    rows = rows[~(rows["hazard"].ne("ALL") & (rows["value"] <= every))]
    return rows.assign(about=_about(rows, "ALL" if "country" in casualties else rows["hazard"], "casualties"))


def _funding(tables: Tables) -> pd.DataFrame:
    """Totals of money as printed, in dollars."""
    totals = tables["funding_totals"]
    totals = totals.assign(country=totals["recipient"], table="funding_totals")
    national = tables["national_funding"]
    own = national.assign(
        kind="recipient_national", donor="all donors", year_from=national["year"], year_to=national["year"]
    )
    own = own.assign(table="national_funding")
    rows = pd.concat([totals, own], ignore_index=True)
    rows = rows[rows["amount_usd"].notna()]
    measure = rows["kind"].map(TOTALS).fillna(rows["kind"])
    named = rows["donor"].fillna("").ne("all donors") & rows["donor"].notna()
    measure = measure.mask(named, measure + " from " + rows["donor"].fillna(""))
    rows = rows.assign(kind="funding", value=rows["amount_usd"], unit="US dollars", measure=measure)
    return rows.assign(about=_about(rows, "funding", rows["measure"]))


def _stockpiles(stockpiles: pd.DataFrame) -> pd.DataFrame:
    """Stockpiles that one state declared: what sources say of the whole stock."""
    rows = stockpiles[stockpiles["munitions"].notna() & stockpiles["country"].notna()]
    year = rows["completed_on"].dt.year
    return rows.assign(
        kind="stockpiles",
        table="stockpiles",
        hazard="CMR",
        about="stockpile/" + rows["country"],
        year_from=year,
        year_to=year,
        measure="stockpile",
        value=rows["munitions"].astype(float),
        unit="munitions",
    )


def _counts(tables: Tables) -> pd.DataFrame:
    """How many states were at a meeting, by its name; the start documents state some beside."""
    events = tables["events"].set_index("event")
    rows = tables["event_counts"]
    year = rows["event"].map(events["start"].dt.year)
    return rows.assign(
        kind="counts",
        table="event_counts",
        country=None,
        hazard="CMR",
        place=rows["event"].map(meeting_names(tables["events"])),
        about="meeting/" + rows["event"] + "/" + rows["indicator"],
        year_from=year,
        year_to=year,
        measure=rows["indicator"],
        unit="states",
        preferred=rows["claim"].eq("main"),
    )


def meeting_names(events: pd.DataFrame) -> dict[str, str]:
    """Short names of meetings by their id: the city and the kind."""
    short = events["city"].fillna("") + " " + events["kind"].fillna("meeting").str.replace("_", " ")
    return dict(zip(events["event"], short.str.strip(), strict=True))


def _about(rows: pd.DataFrame, hazard: pd.Series | str, measure: pd.Series | str) -> pd.Series:
    first, last = (
        rows[name].astype("Int64").astype("string").fillna("") for name in ("year_from", "year_to")
    )
    parts = pd.DataFrame({"hazard": hazard, "measure": measure}, index=rows.index)
    return (
        rows["country"].fillna("world")
        + "/"
        + parts["hazard"]
        + "/"
        + first
        + "-"
        + last
        + "/"
        + parts["measure"]
    )


def _text(words: object) -> bool:
    return isinstance(words, str) and bool(words)
