"""Levels of prices, so that euros of different years can be compared."""

import pandas as pd

from topics.tables import Tables


def base_year(tables: Tables) -> int | None:
    """The last year of which the prices are on record: euros are put on its level."""
    years = tables["price_changes"]["year"]
    return int(years.max()) if len(years) else None


def price_words(tables: Tables) -> str:
    """What level of prices the euros stand on, in words."""
    year = base_year(tables)
    return "prices as printed" if year is None else f"prices of {year}"


def price_factors(price_changes: pd.DataFrame) -> pd.Series:
    """By how much an amount of each year is multiplied to stand in prices of the last year on record.

    The changes are those from December to December. The level of a year lies in the middle between its two
    ends (the root of their product), so that its prices rise from the one to the other.
    """
    rows = price_changes[price_changes["currency"] == "EUR"].sort_values("year")
    growth = 1 + rows["change_pct"].astype("float64") / 100
    ends = growth.cumprod()
    middles = (ends * ends / growth) ** 0.5
    levels = pd.Series(middles.to_numpy(), index=rows["year"].astype(int))
    return levels.iloc[-1] / levels if len(levels) else levels
