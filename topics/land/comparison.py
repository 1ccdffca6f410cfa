"""Release of countries together; what was found, released and suffered against ground, area and people."""

from collections.abc import Iterable

import pandas as pd

from topics.land.casualties import casualty_years
from topics.land.release import across_families, released, single_years, with_roles
from topics.land.status import ENDED, NO_DATA, family_statuses, statuses_by_year
from topics.tables import Tables, united, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.hazards import families

SOUGHT = {"MINES": ["ap_mines", "av_mines"], "CMR": ["submunitions"]}
"""Items that clearance of each family looks for; other remnants are mostly found on single spots."""
MEASURES = (
    ("left", "area", 1_000),
    ("released", "area", 1_000),
    ("casualties", "population", 1_000_000),
)
"""What is measured, which fact of a country it is set against, and in which lots."""
M2_PER_KM2 = 1_000_000
MEAN = ["released", "casualties"]
"""Measures that are the mean of the years with a figure."""


def items_per_km2(tables: Tables, view: View) -> pd.DataFrame:
    """Mines and submunitions found per km² cleared, where one row states both for a year of a country.

    Source: IMAS 04.10 separates clearance from survey; only areas that were cleared count here.

    *Columns*: those of clearance, family, year, items, items_per_km2, m2_per_item, role (stack, rival),
    records, is_stated.
    """
    rows = single_years(with_records(view.of(tables["clearance"])))
    rows = rows[rows["method"].eq("clearance") & rows["area_km2"].gt(0)]
    rows = rows.assign(family=rows["hazard"].map(families(tables)), is_stated=False)
    parts = [
        part.assign(items=part[names].sum(axis=1, min_count=1))
        for family, names in SOUGHT.items()
        for part in [rows[rows["family"] == family]]
    ]
    rows = pd.concat(parts, ignore_index=True).dropna(subset="items")
    key = ["country", "family", "year"]
    rows = rows.assign(is_wide=rows["hazard"].ne("AP_MINES"))
    rows = with_roles(rows, key, ["preferred", "is_wide"])
    return rows.assign(
        items_per_km2=(rows["items"] / rows["area_km2"]).astype("float64").round(1),
        m2_per_item=(M2_PER_KM2 * rows["area_km2"] / rows["items"].where(rows["items"] > 0)).round(),
    ).drop(columns="is_wide")


def regional_totals(tables: Tables, view: View) -> pd.DataFrame:
    """The area released per year by all affected countries of the view, with those that have no data for it.

    A country is not missing where nothing was left to clear at the end of the year before: each hazard that a
    treaty asks to clear, and that is on record, was declared complete or reported as none.

    *Columns*: those of `released`, countries_with_data (how many), total_km2 (of these), without_data
    (names).
    """
    names = country_names(tables)
    affected = set(tables["clearance"]["country"]) | set(tables["contamination"]["country"])
    members = [code for code in view.members if code in affected]
    rows = across_families(view.of(released(tables)))
    rows = rows[rows["country"].isin(members)].sort_values(["year", "country"], ignore_index=True)
    years = rows["year"].unique().tolist()
    known = {*zip(rows["year"], rows["country"], strict=True)} | _nothing_left(tables, years)
    without = {year: [names[code] for code in members if (year, code) not in known] for year in years}
    groups = rows.groupby("year")
    return rows.assign(
        countries_with_data=groups["country"].transform("nunique"),
        total_km2=groups["area_km2"].transform("sum").round(3),
        without_data=[", ".join(without[year]) for year in rows["year"]],
    )


def _nothing_left(tables: Tables, years: Iterable[int]) -> set[tuple[int, str]]:
    """Years at whose beginning a country had nothing left to clear under a treaty, each with its code."""
    duties = tables["treaty_duties"]
    due = duties.loc[duties["duty"] == "clearance", "family"].unique()
    before = [year - 1 for year in years]
    if not before or not len(due):
        return set()
    rows = pd.concat([statuses_by_year(tables, family, before) for family in due], ignore_index=True)
    rows = rows[rows["subdivision"].isna() & rows["status"].ne(NO_DATA)]
    is_over = rows["status"].isin(ENDED).groupby([rows["year"] + 1, rows["country"]]).all()
    return set(is_over[is_over].index)


def measures_by_size(tables: Tables, view: View) -> pd.DataFrame:
    """Land left and released per 1,000 km² of the country, casualties per million inhabitants.

    Released and suffered are means of the single years on record: years says of how many. So a country is not
    set lower for years of which nothing is known. Land left is that of the last day of the view.

    *Columns*: country, measure (first in MEASURES), amount, years (null for what is left), size, per_size
    (null where the amount is not on record), records, is_stated. Countries of unknown size are left out.
    """
    facts = tables["country_facts"].rename(columns={"value": "size", "record_id": "size_record"})
    members = pd.DataFrame({"country": pd.Series(view.members, dtype="str")})
    measures = pd.DataFrame(MEASURES, columns=["measure", "indicator", "lot"])
    rows = measures.merge(members, how="cross")
    rows = rows.merge(facts[["indicator", "country", "size", "size_record"]], on=["indicator", "country"])
    amounts = pd.concat([_left(tables, view), _released(tables, view), _suffered(tables, view)])
    rows = rows.merge(amounts, how="left", on=["measure", "country"])
    records = [
        united([ids, (size_record,)]) if isinstance(ids, tuple) else ()
        for ids, size_record in zip(rows["records"], rows["size_record"], strict=True)
    ]
    rows = rows.astype({"amount": float, "size": float}).assign(
        years=pd.to_numeric(rows["years"]).astype("Int64"), records=records, is_stated=False
    )
    rows = rows.assign(per_size=rows["lot"] * rows["amount"] / rows["size"])
    return rows[["country", "measure", "amount", "years", "size", "per_size", "records", "is_stated"]]


def _left(tables: Tables, view: View) -> pd.DataFrame:
    """Land left on the last day of the view, mines and cluster munition remnants added."""
    rows = view.of(family_statuses(tables, day=view.day), skip=("years",))
    rows = rows[rows["family"].isin(list(SOUGHT))]
    rows = rows.assign(area_km2=rows["area_km2"].mask(rows["status"].isin(ENDED), 0.0)).dropna(
        subset="area_km2"
    )
    return _summed(rows, "area_km2", "left")


def _released(tables: Tables, view: View) -> pd.DataFrame:
    return _summed(across_families(view.of(released(tables))), "area_km2", "released")


def _suffered(tables: Tables, view: View) -> pd.DataFrame:
    rows = casualty_years(view.of(tables["casualties"]))
    return _summed(rows[rows["role"] == "stack"], "persons", "casualties")


def _summed(rows: pd.DataFrame, column: str, measure: str) -> pd.DataFrame:
    groups = rows.groupby("country", as_index=False)
    sums = groups.agg(amount=(column, "sum"), years=("year", "nunique"), records=("records", united))
    if measure in MEAN:
        return sums.assign(amount=sums["amount"] / sums["years"], measure=measure)
    return sums.assign(years=None, measure=measure)
