"""The last year of which all money for a country is printed."""

from typing import NamedTuple

import pandas as pd

from topics.money.totals import yearly_totals
from topics.tables import Records, Tables, with_records


class YearTotal(NamedTuple):
    """All money for a country in a year, as printed."""

    year: int
    amount: float
    currency: str
    records: Records


def last_total(tables: Tables, country: str) -> YearTotal | None:
    """The last year of which all money for a country is printed; None where none is."""
    rows = yearly_totals(with_records(tables["funding_totals"]))
    rows = rows[rows["kind"].eq("recipient_total") & rows["recipient"].eq(country)]
    rows = rows.dropna(subset="amount_usd").sort_values(["year", "preference"], ascending=[False, True])
    if rows.empty:
        return None
    row = next(rows.itertuples())
    is_euro = row.currency == "EUR" and pd.notna(row.amount)
    amount, currency = (row.amount, "EUR") if is_euro else (row.amount_usd, "USD")
    return YearTotal(row.year, float(amount), currency, row.records)
