"""Land released and items destroyed in a year, by method and together; periods and other counts apart."""

import pandas as pd

from topics.tables import Tables, united, with_records
from topics.vocabulary.hazards import ITEMS, families

METHODS = ("clearance", "technical_survey", "non_technical_survey")
"""Methods that add up to a release."""
FIGURE = ["country", "family", "year"]
CLOSE = 0.01
"""Two figures say the same where they differ by no more than this share."""
WHOLE_COUNTRY = ("national", "partial_year")
PART = ("subnational", "subset")


def single_years(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows about one whole year of a whole country or of the world, with `year`."""
    rows = rows[rows["scope"].eq("national") & rows["year_from"].eq(rows["year_to"])]
    return rows.assign(year=rows["year_to"].astype("int64"))


def spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are not a year of a country: several years, a part of a year, or a part of the country."""
    is_year = rows["scope"].eq("national") & rows["year_from"].eq(rows["year_to"])
    rows = rows[~is_year & rows["scope"].ne("survey_coverage")]
    return rows.sort_values(["country", "year_to", "year_from"], ignore_index=True)


def country_spans(rows: pd.DataFrame) -> pd.DataFrame:
    """Of `spans` the preferred rows about a whole country: several years or a part of a year."""
    rows = spans(rows)
    return rows[rows["scope"].isin(WHOLE_COUNTRY) & rows["preferred"]].reset_index(drop=True)


def release_by_method(tables: Tables) -> pd.DataFrame:
    """Areas released per country, family of hazards, year and method.

    The rows of a stack are of one hazard (all mines before anti-personnel mines alone) and of one source, the
    one that splits the year furthest, so that nothing is counted twice. A total is in the stack only where no
    method is stated. What else is stated is a rival, unless it says the same. Source: IMAS 07.11.

    *Columns*: those of clearance, family, year, role (stack, rival), records, is_stated.
    """
    return tables.derive(_release_by_method)


def _release_by_method(tables: Tables) -> pd.DataFrame:
    rows = single_years(with_records(tables["clearance"])).dropna(subset="area_km2")
    rows = rows.assign(
        family=rows["hazard"].map(families(tables)),
        is_wide=rows["hazard"].ne("AP_MINES"),
        is_split=rows["method"].isin(METHODS),
    )
    statement = [*FIGURE, "hazard", "source"]
    by_statement = rows["method"].where(rows["is_split"]).groupby([rows[name] for name in statement])
    rows = rows.assign(methods=by_statement.transform("nunique"))
    by = [*FIGURE, "is_wide", "is_split", "methods", "preferred", "source"]
    rows = rows.sort_values(by, ascending=[True] * 3 + [False] * 4 + [True], kind="stable")
    choice = ["hazard", "is_split", "source"]
    same = rows[choice].eq(first_values(rows, FIGURE, choice)).all(axis=1)
    stack = same & ~rows[same].duplicated([*FIGURE, "method"]).reindex(rows.index, fill_value=True)
    rows = rows.assign(role=stack.map({True: "stack", False: "rival"}))
    rows = rows[stack | ~_repeats(rows)]
    return rows.drop(columns=["is_wide", "is_split", "methods"]).reset_index(drop=True)


def _repeats(rows: pd.DataFrame) -> pd.Series:
    """Which rivals repeat what is in the stack: its area by the same method, or its sum as a total."""
    stack = rows[rows["role"] == "stack"]
    areas, sums = stack.set_index([*FIGURE, "method"])["area_km2"], stack.groupby(FIGURE)["area_km2"].sum()
    by_method = areas.reindex(pd.MultiIndex.from_frame(rows[[*FIGURE, "method"]])).to_numpy()
    whole = sums.reindex(pd.MultiIndex.from_frame(rows[FIGURE])).to_numpy()
    drawn = pd.Series(by_method, rows.index).mask(rows["method"].eq("total_released"), whole)
    return (rows["area_km2"] - drawn).abs() <= CLOSE * drawn.clip(lower=CLOSE)


def released(tables: Tables) -> pd.DataFrame:
    """One area per country, family and year: the stated total, or the methods added where that is more.

    *Columns*: country, family, hazard, year, area_km2, methods (codes), basis, source, locator, note,
    records, is_stated.
    """
    return tables.derive(_released)


def _released(tables: Tables) -> pd.DataFrame:
    rows = release_by_method(tables)
    first = {name: (name, "first") for name in ("hazard", "basis", "source", "locator", "note")}
    sums = (
        rows[rows["role"] == "stack"]
        .groupby(FIGURE, as_index=False)
        .agg(
            area_km2=("area_km2", "sum"),
            methods=("method", lambda methods: ", ".join(dict.fromkeys(methods))),
            records=("records", united),
            **first,
        )
    )
    is_stated = sums["records"].map(len).eq(1)
    sums = sums.assign(is_stated=is_stated, basis=sums["basis"].where(is_stated, "computed"))
    totals = rows[rows["method"].eq("total_released") & rows["role"].eq("rival") & rows["preferred"]]
    both = pd.concat([sums, totals.assign(methods="total_released")[list(sums)]], ignore_index=True)
    both = both.sort_values([*FIGURE, "area_km2"], ascending=[True, True, True, False], kind="stable")
    return both.drop_duplicates(FIGURE, ignore_index=True)


def across_families(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what is counted together for all hazards where the year has figures per hazard.

    Mines, cluster munition remnants and other remnants lie on different land and may be added; a count of all
    of them may not be added to them. Rows with a role become rivals instead.
    """
    years = pd.MultiIndex.from_frame(rows[["country", "year"]])
    is_joint = rows["family"].eq("ALL") & years.isin(years[rows["family"].ne("ALL")])
    if "role" not in rows:
        return rows[~is_joint]
    return rows.assign(role=rows["role"].mask(is_joint, "rival"))


def items_destroyed(clearance: pd.DataFrame) -> pd.DataFrame:
    """Items destroyed per country, year and kind: the preferred and largest count; others are rivals.

    Counts of one year are never added: sources repeat the same items by hazard and by method.

    *Columns*: those of clearance without the counts, year, ordnance (a key of ITEMS), destroyed, role (stack,
    rival), records, is_stated.
    """
    rows = single_years(with_records(clearance))
    others = [name for name in rows if name not in ITEMS]
    rows = rows.melt(others, list(ITEMS), "ordnance", "destroyed").dropna(subset="destroyed")
    key = ["country", "year", "ordnance"]
    rows = with_roles(rows, key, ["preferred", "destroyed"])
    return rows.drop_duplicates([*key, "destroyed"]).reset_index(drop=True)


def with_roles(rows: pd.DataFrame, key: list[str], best: list[str]) -> pd.DataFrame:
    """Rows by their key with `role`: the first of each key is drawn (stack), the others are rivals.

    Those come first for which the columns of `best` are true, or larger.
    """
    ascending = [True] * len(key) + [False] * len(best)
    rows = rows.sort_values([*key, *best], ascending=ascending, kind="stable")
    return rows.assign(role=rows.duplicated(key).map({False: "stack", True: "rival"}))


def first_values(rows: pd.DataFrame, key: list[str], columns: list[str]) -> pd.DataFrame:
    """For each row the values of the first row that has the same key."""
    firsts = rows.drop_duplicates(key)[[*key, *columns]]
    return rows[key].merge(firsts, how="left", on=key).set_axis(rows.index)[columns]
