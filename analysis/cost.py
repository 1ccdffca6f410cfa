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
    "source",
    "locator",
    "basis",
    "note",
]
MILLION = 1e6


def costs(
    projects: pd.DataFrame,
    project_countries: pd.DataFrame,
    funding_totals: pd.DataFrame,
    clearance: pd.DataFrame,
) -> pd.DataFrame:
    """Cost per km² of projects, and of years for which a country's whole spending and release are known.

    Only euros as printed: nominal, neither deflated nor converted. Running totals are left out.

    Columns: those of COLUMNS; cost_eur is euros per km².
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
    rows = rows.assign(cost_eur=(rows["amount"] / rows["area_km2"]).round(-3))
    return rows.sort_values("cost_eur")[COLUMNS].reset_index(drop=True)


def _projects(projects: pd.DataFrame, project_countries: pd.DataFrame) -> pd.DataFrame:
    rows = projects[~projects["cumulative"] & projects["amount"].notna() & projects["area_km2"].notna()]
    places = project_countries.groupby("project")["country"].agg(", ".join)
    return rows.assign(
        work=rows["title"],
        country=rows["project"].map(places),
        year_from=rows["start"].dt.year,
        year_to=rows["end"].dt.year,
    )[[name for name in COLUMNS if name != "cost_eur"]]


def _years(funding_totals: pd.DataFrame, clearance: pd.DataFrame) -> pd.DataFrame:
    """Years of a country with its total money, national and international, and its release of mined land."""
    money = funding_totals[funding_totals["kind"].eq("recipient_total") & funding_totals["amount"].notna()]
    money = money[money["year_from"] == money["year_to"]].drop(columns="area_km2")
    land = release.released(clearance)
    land = land[land["family"] == "MINES"][["country", "year", "area_km2"]]
    rows = money.merge(land, left_on=["recipient", "year_from"], right_on=["country", "year"])
    return rows.assign(work="All mine action of the year")[[name for name in COLUMNS if name != "cost_eur"]]


def cost_range(rows: pd.DataFrame) -> tuple[float, float]:
    """The lowest and the highest cost on record, in euros per km²; not a number where none is."""
    return float(rows["cost_eur"].min()), float(rows["cost_eur"].max())
