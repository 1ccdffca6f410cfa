"""International and national funding, totals that sources report, exchange rates."""

import pandas as pd

from etl.columns import numbers, with_basis, with_preferred

ALL_DONORS = "ALL DONORS"


def funding(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return contributions as booked; `overlap` rows repeat money of another row."""
    donations = raw["itf_donations"]
    donations = donations[donations["donor"].ne(ALL_DONORS)]
    donations = donations.assign(
        recipient="ITF",
        channel="ITF",
        currency="USD",
        basis="itf",
        overlap="yes",
        stage="reported",
        amount=donations["amount_usd"],
    )
    return pd.concat([raw["funding"], donations], ignore_index=True)


def national_funding(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what affected states paid themselves."""
    frame = with_basis(raw["national_funding"], raw["sources"])
    return with_preferred(frame, raw["sources"], ["country", "year"])


def funding_totals(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return totals as sources print them: checks, never to be added to rows."""
    income = raw["itf_donations"]
    income = income[income["donor"].eq(ALL_DONORS)]
    parts = [
        one_year(recipient_totals(raw)),
        raw["cumulative_claims"].assign(kind="cumulative_claim"),
        one_year(raw["itf_spending"].assign(kind="itf_spending", donor="ITF")),
        one_year(income.assign(kind="itf_income", donor="all donors", recipient="ITF")),
    ]
    totals = with_basis(pd.concat(parts, ignore_index=True), raw["sources"])
    totals = numbers(totals, "year_from", "year_to", "area_km2")
    figure = ["kind", "year_from", "year_to", "donor", "recipient"]
    return with_preferred(totals, raw["sources"], figure)


def one_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its year as a period of one year."""
    return frame.assign(year_from=frame["year"], year_to=frame["year"])


def recipient_totals(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the printed totals of each recipient: international, national and together."""
    frame = raw["recipient_totals"].rename(columns={"country": "recipient"})
    kinds = {"international_usd": "international", "national_usd": "national", "total_usd": "total"}
    parts = []
    for column, kind in kinds.items():
        part = frame.assign(kind=f"recipient_{kind}", amount_usd=frame[column], donor="all donors")
        part = part.assign(amount=frame["total_amount"] if kind == "total" else None)
        rounded = part["rounded"].fillna("").str.split(";").map(lambda names, own=column: own in names)
        part = part.assign(rounded=rounded.map({True: "amount_usd", False: None}))
        parts.append(part[part[["amount_usd", "amount"]].notna().any(axis=1)])
    return pd.concat(parts, ignore_index=True)
