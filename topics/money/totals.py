"""Totals of money as sources print them, and national money: checks on the sums, never added to them."""

import pandas as pd

from topics.money.flows import contributions, sums
from topics.tables import Tables, with_records
from topics.view import View


def yearly_totals(rows: pd.DataFrame) -> pd.DataFrame:
    """Totals of one recipient and one year, with `year`; those over many years are none of these."""
    rows = rows[rows["kind"].str.startswith("recipient") & rows["year_from"].eq(rows["year_to"])]
    return rows.assign(year=rows["year_from"].astype("int64"))


def international_totals(tables: Tables, view: View) -> pd.DataFrame:
    """Yearly international totals in US dollars.

    *Columns*: those of funding_totals, year, records, is_stated.
    """
    rows = yearly_totals(view.of(with_records(tables["funding_totals"])))
    rows = rows[rows["kind"].eq("recipient_international") & rows["amount_usd"].notna()]
    return rows.sort_values(["recipient", "year", "amount_usd"], ignore_index=True)


def multi_year_totals(tables: Tables, view: View) -> pd.DataFrame:
    """Totals over many years: each repeats money of single years, so none may be added.

    *Columns*: those of funding_totals, records, is_stated.
    """
    rows = view.of(with_records(tables["funding_totals"]))
    return rows[rows["kind"] == "cumulative_claim"].reset_index(drop=True)


def national_money(tables: Tables, view: View) -> pd.DataFrame:
    """What states pay themselves, each figure on record.

    *Columns*: those of national_funding, is_open (derived, or of a part only), records, is_stated.
    """
    rows = view.of(with_records(tables["national_funding"]))
    return rows.assign(is_open=rows["basis"].eq("computed"))


def checks(tables: Tables, view: View) -> pd.DataFrame:
    """Printed international totals, with the sum of the contributions of the same year.

    *Columns*: those of `international_totals`, itemised_usd and share_pct (of the total; both missing where
    nothing is itemised).
    """
    totals, keys = international_totals(tables, view), ["recipient", "year"]
    added = sums(contributions(tables, view), keys).rename(columns={"amount_usd": "itemised_usd"})
    rows = totals.merge(added[[*keys, "itemised_usd"]].astype({"year": "int64"}), "left", keys)
    share = 100 * rows["itemised_usd"] / rows["amount_usd"].where(rows["amount_usd"] > 0)
    rows = rows.assign(share_pct=share.round(1), nothing_itemised=rows["itemised_usd"].isna())
    by, ascending = ["nothing_itemised", "year", "amount_usd"], [True, False, False]
    return rows.sort_values(by, ascending=ascending, ignore_index=True).drop(columns="nothing_itemised")
