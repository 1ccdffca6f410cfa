"""What money is missing each year: the last year of which all of it is known, and the gap to a need."""

from typing import NamedTuple

import pandas as pd

from topics.money.prices import price_factors
from topics.money.totals import yearly_totals
from topics.tables import Records, Tables, with_records


class YearTotal(NamedTuple):
    """All money for a country in a year: as printed, and in euros of the last prices on record."""

    year: int
    amount: float
    currency: str
    amount_eur: float
    source: str
    records: Records


def last_total(tables: Tables, country: str) -> YearTotal | None:
    """The last year of which all money for a country is printed; None where none is, or no rate of its year.

    Dollars become euros at the mean rate of their year.
    """
    rows = yearly_totals(with_records(tables["funding_totals"]))
    rows = rows[rows["kind"].eq("recipient_total") & rows["recipient"].eq(country)]
    rows = rows.dropna(subset="amount_usd").sort_values(["year", "preference"], ascending=[False, True])
    rates = tables["exchange_rates"]
    rates = rates[rates["currency"] == "EUR"].set_index("year")["usd_per_unit"]
    factors = price_factors(tables["price_changes"])
    for row in rows.itertuples():
        is_euro = row.currency == "EUR" and pd.notna(row.amount)
        amount, currency = (row.amount, "EUR") if is_euro else (row.amount_usd, "USD")
        euros = amount if is_euro else amount / rates.get(row.year, float("nan"))
        if pd.notna(euros):
            in_last_prices = float(euros * factors.get(row.year, 1.0))
            return YearTotal(row.year, float(amount), currency, in_last_prices, row.source, row.records)
    return None


def yearly_gap(needed_km2: float, costs: tuple[float, float], amount_eur: float) -> tuple[float, float]:
    """Euros a year that are missing to release what a deadline asks for, at the lowest and highest cost.

    A negative gap is no gap: zero.

    >>> yearly_gap(10.0, (1e6, 2e6), 4e6)
    (6000000.0, 16000000.0)
    """
    low, high = (max(needed_km2 * cost - amount_eur, 0.0) for cost in costs)
    return low, high
