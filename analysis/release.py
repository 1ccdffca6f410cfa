"""Selects what was released, destroyed and suffered per year, keeping spans, part years and rivals apart."""

import pandas as pd

from analysis.hazards import family
from analysis.once import once

METHODS = ("clearance", "technical_survey", "non_technical_survey")
"""Methods that add up to a release."""
ITEMS = ("submunitions", "ap_mines", "av_mines", "uxo")
PERSONS = ("killed", "injured", "unknown")
FIGURE = ["country", "family", "year"]
CLOSE = 0.01
"""Figures of which the one is within this share of the other say the same."""


def single_years(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows about one whole year of a whole country, with `year`."""
    keep = frame["scope"].eq("national") & frame["year_from"].eq(frame["year_to"])
    return frame[keep].assign(year=frame.loc[keep, "year_to"].astype("int64"))


def spans(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows that are not a year of a country: several years, a part of a year or a part of the country."""
    kept = frame["scope"].ne("survey_coverage")
    years = ~(frame["scope"].eq("national") & frame["year_from"].eq(frame["year_to"]))
    return frame[kept & years].sort_values(["country", "year_to", "year_from"]).reset_index(drop=True)


def country_spans(frame: pd.DataFrame) -> pd.DataFrame:
    """Of `spans` the preferred rows about a whole country: several years or a part of a year."""
    rows = spans(frame)
    return rows[rows["scope"].isin(["national", "partial_year"]) & rows["preferred"]].reset_index(drop=True)


def first_of(rows: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """For each row the values of the first row that has the same key."""
    firsts = rows.drop_duplicates(key)[[*key, *columns]]
    return rows[key].merge(firsts, how="left", on=key).set_axis(rows.index)[columns]


def survey_coverage(clearance: pd.DataFrame) -> pd.DataFrame:
    """Rows about land that was surveyed; none of it is a release."""
    return clearance[clearance["scope"].eq("survey_coverage")].reset_index(drop=True)


def release_by_method(clearance: pd.DataFrame) -> pd.DataFrame:
    """Areas released per country, hazard family, year and method.

    The rows of a stack are of one hazard code (all mines before anti-personnel mines alone) and of one
    source, the one that splits the year furthest, so that nothing is counted twice. A total is in the stack
    only where no method is stated. What else is stated is a rival, unless it says the same.

    Columns: those of clearance, family, year, role (stack, rival).
    """
    return once(_release_by_method, clearance)


def _release_by_method(clearance: pd.DataFrame) -> pd.DataFrame:
    rows = single_years(clearance)
    rows = rows[rows["area_km2"].notna()]
    rows = rows.assign(
        family=family(rows["hazard"]), wide=rows["hazard"].ne("AP_MINES"), split=rows["method"].isin(METHODS)
    )
    one = [*FIGURE, "hazard", "source"]
    methods = rows[rows["split"]].groupby(one)["method"].nunique().rename("methods").reset_index()
    rows = rows.merge(methods, how="left", on=one).fillna({"methods": 0})
    by = [*FIGURE, "wide", "split", "methods", "preferred", "source"]
    rows = rows.sort_values(by, ascending=[True] * 3 + [False] * 4 + [True], kind="stable")
    choice = ["hazard", "split", "source"]
    same = rows[choice].eq(first_of(rows, FIGURE, choice)).all(axis=1)
    stack = same & ~rows[same].duplicated([*FIGURE, "method"]).reindex(rows.index, fill_value=True)
    rows = rows.assign(role=stack.map({True: "stack", False: "rival"}))
    rows = rows[stack | ~_repeats(rows)]
    return rows.drop(columns=["wide", "split", "methods"]).reset_index(drop=True)


def _repeats(rows: pd.DataFrame) -> pd.Series:
    """Which rivals say again what is in the stack: its area by the same method, or its sum as a total."""
    stack = rows[rows["role"] == "stack"]
    areas = stack.set_index([*FIGURE, "method"])["area_km2"]
    sums = stack.groupby(FIGURE)["area_km2"].sum()
    drawn = areas.reindex(pd.MultiIndex.from_frame(rows[[*FIGURE, "method"]])).to_numpy()
    whole = sums.reindex(pd.MultiIndex.from_frame(rows[FIGURE])).to_numpy()
    total = rows["method"].eq("total_released")
    stated = pd.Series(drawn, rows.index).mask(total, whole)
    return (rows["area_km2"] - stated).abs() <= CLOSE * stated.clip(lower=CLOSE)


def released(clearance: pd.DataFrame) -> pd.DataFrame:
    """One area per country, family and year: the stated total, or the methods added where that is more.

    Columns: country, family, hazard, year, area_km2, methods (words), basis, source, locator, note.
    """
    return once(_released, clearance)


def _released(clearance: pd.DataFrame) -> pd.DataFrame:
    rows = release_by_method(clearance)
    stack = rows[rows["role"] == "stack"].groupby(FIGURE, sort=True)
    sums = stack.agg(
        hazard=("hazard", "first"),
        area_km2=("area_km2", "sum"),
        methods=("method", lambda names: ", ".join(dict.fromkeys(names))),
        parts=("method", "size"),
        basis=("basis", "first"),
        source=("source", "first"),
        locator=("locator", "first"),
        note=("note", "first"),
    ).reset_index()
    sums["basis"] = sums["basis"].mask(sums["parts"] > 1, "computed")
    total = rows[(rows["method"] == "total_released") & (rows["role"] == "rival") & rows["preferred"]]
    total = total.assign(methods="total_released")[[name for name in sums if name != "parts"]]
    both = pd.concat([sums.drop(columns="parts"), total], ignore_index=True)
    both = both.sort_values([*FIGURE, "area_km2"], ascending=[True, True, True, False], kind="stable")
    return both.drop_duplicates(FIGURE).reset_index(drop=True)


def last_release(clearance: pd.DataFrame) -> pd.DataFrame:
    """The last year with a released area, per country and family, as in `released`."""
    return released(clearance).drop_duplicates(["country", "family"], keep="last").reset_index(drop=True)


def across_families(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is counted together for all hazards where the year has figures per hazard.

    Mines, cluster munition remnants and other remnants lie on different land and may be added; a count of
    all of them may not be added to them.
    """
    years = rows.loc[rows["family"] != "ALL", ["country", "year"]].drop_duplicates()
    apart = pd.MultiIndex.from_frame(rows[["country", "year"]]).isin(pd.MultiIndex.from_frame(years))
    together = rows["family"].eq("ALL") & apart
    if "role" not in rows:
        return rows[~together]
    return rows.assign(role=rows["role"].mask(together, "rival"))


def items_destroyed(clearance: pd.DataFrame) -> pd.DataFrame:
    """Items destroyed per country, year and kind: the preferred and largest count; the others are rivals.

    Counts of one year are never added: sources repeat the same items by hazard and by method.

    Columns: country, year, item, count, role (stack, rival), hazard, method, source, locator, basis, note.
    """
    return once(_items_destroyed, clearance)


def _items_destroyed(clearance: pd.DataFrame) -> pd.DataFrame:
    rows = single_years(clearance)
    keep = ["country", "year", "hazard", "method", "preferred", "source", "locator", "basis", "note"]
    rows = rows.melt(keep, list(ITEMS), "item", "count").dropna(subset="count")
    key = ["country", "year", "item"]
    by = [*key, "preferred", "count"]
    rows = rows.sort_values(by, ascending=[True, True, True, False, False], kind="stable")
    rows = rows.drop_duplicates([*key, "count"])
    rows = rows.assign(role=rows.duplicated(key).map({False: "stack", True: "rival"}))
    return rows.drop(columns="preferred").reset_index(drop=True)


def casualty_years(casualties: pd.DataFrame) -> pd.DataFrame:
    """Casualties per country and year: one row to draw, the others rivals.

    All hazards together come before a single hazard, then the preferred row; where another source has the
    same total and tells killed and injured apart, its row is drawn. Copies are left out, and so is a count of
    one hazard that is not larger than that of all: it is a part of it and not a rival.

    Columns: those of casualties, year, count (the stated total, else the sum of the parts), role (stack,
    rival).
    """
    return once(_casualty_years, casualties)


def _casualty_years(casualties: pd.DataFrame) -> pd.DataFrame:
    rows = single_years(casualties)
    parts = rows[list(PERSONS)].sum(axis=1, min_count=1)
    rows = rows.assign(count=rows["total"].fillna(parts), whole=rows["hazard"].eq("ALL"))
    rows = rows[rows["count"].notna()]
    key = ["country", "year"] if "country" in rows else ["hazard", "year"]
    by = [*key, "whole", "preferred"]
    rows = rows.sort_values(by, ascending=[True, True, False, False], kind="stable")
    first = first_of(rows, key, ["whole", "count"])
    agrees = rows["whole"].eq(first["whole"]) & rows["count"].eq(first["count"])
    split = rows[list(PERSONS[:2])].notna().all(axis=1)
    rows = rows.assign(agrees=agrees, split=split, total_of_all=first["count"].where(first["whole"]))
    by = [*key, "agrees", "split", "preferred"]
    rows = rows.sort_values(by, ascending=[True, True, False, False, False], kind="stable")
    second = rows.duplicated(key)
    part = ~rows["whole"] & (rows["count"] <= rows["total_of_all"])
    rows = rows.assign(role=second.map({False: "stack", True: "rival"}))[~(second & (rows["agrees"] | part))]
    return rows.drop(columns=["whole", "agrees", "split", "total_of_all"]).reset_index(drop=True)
