"""Composes money and land: the money of a recipient beside the land it released, year by year."""

from dataclasses import replace

import pandas as pd

from topics.land.release import across_families, cleared, released
from topics.money.flows import contributions
from topics.money.totals import national_money, yearly_totals
from topics.tables import Tables, with_records
from topics.view import View

ITEMISED, PRINTED, NATIONAL, TOTAL = "itemised", "printed", "national", "total"
LAND, CLEARED, COST = "land", "cleared", "cost"
PARTS = {
    ITEMISED: "contribution, itemised",
    PRINTED: "international total, as printed",
    NATIONAL: "national funding",
    TOTAL: "total funding, as printed",
    LAND: "land released",
    CLEARED: "land cleared, total release not on record",
    COST: "total funding per km² released",
}
"""What a figure is of, in the order of the table."""
COLUMNS = ["country", "year", "part", "value", "unit", "amount", "currency", "donor"]
COLUMNS += ["source", "basis", "note", "records", "is_stated"]
PER_KM2 = "USD per km²"


def recipients(tables: Tables, view: View) -> tuple[str, ...]:
    """Countries of the view for which money is on record, by name."""
    rows = (view.of(tables[name])["recipient"] for name in ("funding", "funding_totals"))
    known = {code for codes in rows for code in codes}
    return tuple(code for code in view.members if code in known)


def view_of_recipient(view: View, recipient: str) -> View:
    """The filter with one country and all hazards: money is not recorded by hazard."""
    return replace(view, countries=(recipient,), hazard="ALL")


def money_and_land(tables: Tables, view: View, recipient: str) -> pd.DataFrame:
    """Every figure of money of one recipient, every year's release, and the cost where both are known.

    Contributions are those that may be added. The cost of a year needs a printed total of all money, or a
    printed international and a national figure; itemised contributions alone are never set against land,
    since others may be missing.

    *Columns*: COLUMNS; part is a key of PARTS, value is in US dollars, km² or dollars per km², amount and
    currency are as printed.
    """
    view = view_of_recipient(view, recipient)
    totals = yearly_totals(view.of(with_records(tables["funding_totals"])))
    rows = pd.concat(
        [
            _dollars(contributions(tables, view), ITEMISED),
            _dollars(totals[totals["kind"] == "recipient_international"], PRINTED),
            _dollars(national_money(tables, view), NATIONAL),
            _dollars(totals[totals["kind"] == "recipient_total"], TOTAL),
            _land(tables, view),
        ],
        ignore_index=True,
    )
    rows = pd.concat([rows, _costs(rows)], ignore_index=True).assign(country=recipient)
    order = rows["part"].map([*PARTS].index)
    return rows.assign(order=order).sort_values(["order", "year"], kind="stable", ignore_index=True)[COLUMNS]


def years_without(rows: pd.DataFrame, parts: tuple[str, ...], first: int, last: int) -> list[int]:
    """The years of a span without any figure of some parts."""
    known = set(rows.loc[rows["part"].isin(parts), "year"])
    return [year for year in range(first, last + 1) if year not in known]


def _dollars(rows: pd.DataFrame, part: str) -> pd.DataFrame:
    """Figures of money that have a year and a value in US dollars."""
    rows = rows.dropna(subset=["year", "amount_usd"]).assign(part=part, unit="USD")
    rows = rows.assign(value=rows["amount_usd"], year=rows["year"].astype("int64"))
    return rows.reindex(columns=COLUMNS)


def _land(tables: Tables, view: View) -> pd.DataFrame:
    """The total release of each hazard per year; of years without it the area cleared."""
    total, alone = (across_families(view.of(rows(tables))) for rows in (released, cleared))
    year = ["family", "year"]
    alone = alone[~pd.MultiIndex.from_frame(alone[year]).isin(pd.MultiIndex.from_frame(total[year]))]
    rows = pd.concat([total.assign(part=LAND), alone.assign(part=CLEARED)], ignore_index=True)
    return rows.assign(value=rows["area_km2"], unit="km²").reindex(columns=COLUMNS)


def _costs(rows: pd.DataFrame) -> pd.DataFrame:
    """Dollars per km² of the years of which all money and the total release of each hazard are on record."""
    is_part = rows["year"].isin(rows.loc[rows["part"] == CLEARED, "year"])
    land = rows[rows["part"].eq(LAND) & ~is_part].groupby("year", as_index=False)
    land = land.agg(area_km2=("value", "sum"), of_land=("records", "sum"))
    all_money = pd.concat([rows[rows["part"] == TOTAL], _both(rows)], ignore_index=True)
    costs = all_money.merge(land[land["area_km2"] > 0], on="year")
    costs = costs.assign(
        value=costs["value"] / costs["area_km2"],
        records=costs["records"] + costs["of_land"],
        part=COST,
        unit=PER_KM2,
        basis="computed",
        amount=None,
        currency=None,
        note=None,
        is_stated=False,
    )
    return costs.drop_duplicates(["year", "value"])[COLUMNS]


def _both(rows: pd.DataFrame) -> pd.DataFrame:
    """Printed international and national money of a year together, where no total is printed.

    National figures that were derived, or cover a part only, are not enough for a total.
    """
    first = rows[~(rows["part"].eq(NATIONAL) & rows["basis"].eq("computed"))]
    first = first.drop_duplicates(["part", "year"])
    printed, national = (first[first["part"] == part] for part in (PRINTED, NATIONAL))
    has_total = printed["year"].isin(rows.loc[rows["part"] == TOTAL, "year"])
    both = printed[~has_total].merge(national[["year", "value", "records"]], on="year", suffixes=("", "_too"))
    both = both.assign(value=both["value"] + both["value_too"], records=both["records"] + both["records_too"])
    return both[COLUMNS]
