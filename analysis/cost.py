"""Finds what a square kilometre cost, only where money and area of the same work are both on record."""

import pandas as pd

from analysis import release

COLUMNS = [
    "work",
    "country",
    "year_from",
    "year_to",
    "amount",
    "currency",
    "area_km2",
    "cost_eur",
    "cost_real_eur",
    "source",
    "locator",
    "basis",
    "note",
]


def costs(
    projects: pd.DataFrame,
    project_countries: pd.DataFrame,
    funding_totals: pd.DataFrame,
    clearance: pd.DataFrame,
    price_changes: pd.DataFrame,
) -> pd.DataFrame:
    """Cost per km² of projects, and of years for which a country's whole spending and release are known.

    Only what is printed in euros; running totals are left out.

    Columns: those of COLUMNS; cost_eur is euros per km² as printed, cost_real_eur the same in prices of
    `base_year` (null where the prices of the years are not on record).
    """
    parts = [
        part
        for part in (_projects(projects, project_countries), _years(funding_totals, clearance))
        if len(part)
    ]
    if not parts:
        return pd.DataFrame(columns=COLUMNS)
    rows = pd.concat(parts, ignore_index=True)
    rows = rows[rows["area_km2"].gt(0) & rows["currency"].eq("EUR")]
    factors = price_factors(price_changes)
    spans = zip(rows["year_from"], rows["year_to"], strict=True)
    cost = rows["amount"] / rows["area_km2"]
    real = cost * [_factor(factors, first, last) for first, last in spans]
    rows = rows.assign(cost_eur=cost.round(-3), cost_real_eur=real.round(-3))
    return rows.sort_values("cost_eur")[COLUMNS].reset_index(drop=True)


def base_year(price_changes: pd.DataFrame) -> int | None:
    """The last year of which the prices are on record: euros are put on its level."""
    return int(price_changes["year"].max()) if len(price_changes) else None


def price_factors(price_changes: pd.DataFrame, currency: str = "EUR") -> pd.Series:
    """By how much an amount of each year is multiplied to stand in prices of the last year on record.

    The changes are those from December to December. The level of a year lies in the middle between its two
    ends (the root of their product), so that its prices rise from the one to the other.
    """
    rows = price_changes[price_changes["currency"] == currency].sort_values("year")
    ends = (1 + rows["change_pct"] / 100).cumprod()
    middles = (ends * ends / (1 + rows["change_pct"] / 100)) ** 0.5
    levels = pd.Series(middles.to_numpy(), index=rows["year"].astype(int))
    return levels.iloc[-1] / levels if len(levels) else levels


def _factor(factors: pd.Series, first: float, last: float) -> float:
    """The mean factor over the years of a work; where its first year is not stated, that of its last."""
    if pd.isna(last):
        return float("nan")
    years = range(int(last if pd.isna(first) else first), int(last) + 1)
    known = factors.reindex(list(years))
    return float(known.mean()) if known.notna().all() else float("nan")


def _projects(projects: pd.DataFrame, project_countries: pd.DataFrame) -> pd.DataFrame:
    rows = projects[~projects["cumulative"] & projects["amount"].notna() & projects["area_km2"].notna()]
    places = project_countries.groupby("project")["country"].agg(", ".join)
    return rows.assign(
        work=rows["title"],
        country=rows["project"].map(places),
        year_from=rows["start"].dt.year,
        year_to=rows["end"].dt.year,
    )[[name for name in COLUMNS if not name.startswith("cost")]]


def _years(funding_totals: pd.DataFrame, clearance: pd.DataFrame) -> pd.DataFrame:
    """Years of a country with its total money, national and international, and its release of mined land."""
    money = funding_totals[funding_totals["kind"].eq("recipient_total") & funding_totals["amount"].notna()]
    money = money[money["year_from"] == money["year_to"]].drop(columns="area_km2")
    land = release.released(clearance)
    land = land[land["family"] == "MINES"][["country", "year", "area_km2"]]
    rows = money.merge(land, left_on=["recipient", "year_from"], right_on=["country", "year"])
    rows = rows.assign(work="All mine action of the year")
    return rows[[name for name in COLUMNS if not name.startswith("cost")]]


def cost_range(rows: pd.DataFrame) -> tuple[float, float]:
    """The lowest and the highest cost on record, in euros per km²; not a number where none is.

    In prices of the last year on record where those of all works are known, else as printed.
    """
    column = "cost_real_eur" if rows["cost_real_eur"].notna().all() else "cost_eur"
    return float(rows[column].min()), float(rows[column].max())


def prices_said(price_changes: pd.DataFrame) -> str:
    """What level of prices the euros stand on, in words."""
    year = base_year(price_changes)
    return "prices as printed" if year is None else f"prices of {year}"


def last_total(
    funding_totals: pd.DataFrame,
    exchange_rates: pd.DataFrame,
    price_changes: pd.DataFrame,
    country: str,
) -> dict:
    """The last year of which all money for a country is printed, in euros of the last prices on record.

    Dollars become euros at the mean rate of their year. Empty where no such total is on record, or no rate.

    Keys: year, amount, currency (as printed), eur, source.
    """
    rows = funding_totals[
        funding_totals["kind"].eq("recipient_total") & funding_totals["recipient"].eq(country)
    ]
    rows = rows[rows["year_from"].eq(rows["year_to"]) & rows["amount_usd"].notna()]
    rates = exchange_rates[exchange_rates["currency"] == "EUR"].set_index("year")["usd_per_unit"]
    factors = price_factors(price_changes)
    for row in rows.sort_values("year_from", ascending=False).to_dict("records"):
        year, is_euro = int(row["year_from"]), row["currency"] == "EUR" and pd.notna(row["amount"])
        euros = row["amount"] if is_euro else row["amount_usd"] / rates.get(year, float("nan"))
        if pd.isna(euros):
            continue
        printed = (row["amount"], "EUR") if is_euro else (row["amount_usd"], "USD")
        real = euros * factors.get(year, 1.0)
        return {"year": year, "amount": printed[0], "currency": printed[1], "eur": real} | {
            "source": row["source"]
        }
    return {}


def yearly_gap(needed_km2: float, costs: tuple[float, float], eur: float) -> tuple[float, float]:
    """Euros a year that are missing to release what a deadline asks for, at the lowest and highest cost.

    A negative gap is no gap: zero.

    >>> yearly_gap(10.0, (1e6, 2e6), 4e6)
    (6000000.0, 16000000.0)
    """
    low, high = (max(needed_km2 * each - eur, 0.0) for each in costs)
    return low, high
