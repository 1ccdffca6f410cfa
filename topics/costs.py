"""Composes money and land: what a square kilometre cost, where money and area of the same work are known."""

import pandas as pd

from topics.land.release import released
from topics.money.prices import price_factors
from topics.money.totals import yearly_totals
from topics.tables import Tables, with_records

COLUMNS = ["work", "country", "year_from", "year_to", "amount", "currency", "area_km2", "cost_eur"]
COLUMNS += ["cost_real_eur", "records", "is_stated"]


def costs(tables: Tables) -> pd.DataFrame:
    """Cost per km² of projects, and of years for which a country's whole money and release are known.

    Only what is printed in euros; running totals are left out.

    *Columns*: COLUMNS; cost_eur is euros per km² as printed, cost_real_eur the same in last prices on record
    (missing where the prices of the years are not on record).
    """
    rows = pd.concat([_projects(tables), _years(tables)], ignore_index=True)
    rows = rows[rows["area_km2"].gt(0) & rows["currency"].eq("EUR")]
    factors = price_factors(tables["price_changes"])
    spans = zip(rows["year_from"], rows["year_to"], strict=True)
    cost = (rows["amount"] / rows["area_km2"]).astype("float64")
    real = cost * [_factor(factors, first, last) for first, last in spans]
    rows = rows.assign(cost_eur=cost.round(-3), cost_real_eur=real.round(-3), is_stated=False)
    return rows.sort_values("cost_eur", ignore_index=True)[COLUMNS]


def cost_range(tables: Tables) -> tuple[float, float]:
    """The lowest and the highest cost on record, in euros per km²; not a number where none is.

    In prices of the last year on record where those of all works are known, else as printed.
    """
    rows = tables.derive(costs)
    column = "cost_real_eur" if rows["cost_real_eur"].notna().all() else "cost_eur"
    return float(rows[column].min()), float(rows[column].max())


def _factor(factors: pd.Series, first: float, last: float) -> float:
    """The mean factor over the years of a work; where its first year is not stated, that of its last."""
    if pd.isna(last):
        return float("nan")
    years = range(int(last if pd.isna(first) else first), int(last) + 1)
    known = factors.reindex(list(years))
    return float(known.mean()) if known.notna().all() else float("nan")


def _projects(tables: Tables) -> pd.DataFrame:
    rows = with_records(tables["projects"])
    is_part = rows["cumulative"].astype("bool") | rows["is_share"].astype("bool")
    rows = rows[~is_part & rows["amount"].notna() & rows["area_km2"].notna()]
    places = tables["project_countries"].groupby("project")["country"].agg(";".join)
    return rows.assign(
        work=rows["title"],
        country=rows["project"].map(places),
        year_from=rows["start"].dt.year,
        year_to=rows["end"].dt.year,
    ).reindex(columns=COLUMNS)


def _years(tables: Tables) -> pd.DataFrame:
    """Years of a country with its total money, national and international, and its release of mined land."""
    money = yearly_totals(with_records(tables["funding_totals"])).drop(columns="year")
    money = money[money["kind"].eq("recipient_total") & money["amount"].notna()]
    money = money[["recipient", "year_from", "year_to", "amount", "currency", "records"]]
    land = released(tables)
    land = land[land["family"] == "MINES"][["country", "year", "area_km2", "records"]]
    rows = money.merge(
        land, left_on=["recipient", "year_from"], right_on=["country", "year"], suffixes=("", "_of_land")
    )
    rows = rows.assign(work="All mine action of the year", records=rows["records"] + rows["records_of_land"])
    return rows.reindex(columns=COLUMNS)
