"""Works out who paid for whom in which year, scope by scope, and where receivers are; draws nothing."""

from collections.abc import Sequence

import pandas as pd

from analysis import money

SCOPES = {"monitor": money.counted, "us": money.programme, "announced": money.announced, "itf": money.to_fund}
"""Kinds of records that must never be added to each other, and how each is told from the others."""


def of_scope(funding: pd.DataFrame, scope: str = "monitor") -> pd.DataFrame:
    """The rows of one scope, those that repeat another one left out.

    Gifts to ITF as a whole are all repeated somewhere, as ITF passed them on: in their scope they stay.

    Raises:
        LookupError: there is no such scope.
    """
    if scope not in SCOPES:
        raise LookupError(f"No scope '{scope}'. There are: {', '.join(SCOPES)}")
    rows = SCOPES[scope](funding)
    return rows if scope == "itf" else rows[~rows["overlap"].astype(bool)]


def drawable(rows: pd.DataFrame, countries: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The rows with a year, an amount in US dollars and a receiver with a place.

    Columns: those of the table, lat, lon (of the receiver).
    """
    rows = rows[rows["year"].notna() & (rows["amount_usd"] > 0)]
    return rows.merge(_receivers(countries, actors), on="recipient").astype({"year": int})


def not_drawn(rows: pd.DataFrame, countries: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """The rows that a map must leave out: no year, no amount in US dollars or several receivers."""
    known = set(_receivers(countries, actors)["recipient"])
    return rows[rows["year"].isna() | ~(rows["amount_usd"] > 0) | ~rows["recipient"].isin(known)]


def _receivers(countries: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """Point of each state, and of ITF at its seat.

    Columns: recipient, lat, lon.
    """
    states = countries.rename(columns={"country": "recipient"})
    fund = actors[actors["actor"] == "itf"].assign(recipient="ITF")
    rows = pd.concat([states, fund])[["recipient", "lat", "lon"]]
    return rows.dropna().reset_index(drop=True)


def between(rows: pd.DataFrame, years: Sequence[int] | range) -> pd.DataFrame:
    """Sums of some years by payer and receiver, the largest first.

    Columns: donor, recipient, lat, lon, amount_usd, records, first, last (years), source (the latest).
    """
    some = rows[rows["year"].isin(list(years))].sort_values(["year", "source"], kind="stable")
    found = some.groupby(["donor", "recipient", "lat", "lon"]).agg(
        amount_usd=("amount_usd", "sum"),
        records=("year", "size"),
        first=("year", "min"),
        last=("year", "max"),
        source=("source", "last"),
    )
    order = ["amount_usd", "donor", "recipient"]
    return found.reset_index().sort_values(order, ascending=[False, True, True], ignore_index=True)
