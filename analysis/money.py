"""Works out what may be added of the money on record, and what must stand apart; draws nothing."""

import pandas as pd

COUNTED = "monitor"
"""Basis of the rows that may be added: itemised contributions as the Monitor lists them."""


def counted(funding: pd.DataFrame) -> pd.DataFrame:
    """The rows that may be added: on the Monitor's basis and repeated in no other row."""
    return funding[(funding["basis"] == COUNTED) & ~funding["overlap"].astype(bool)]


def programme(funding: pd.DataFrame) -> pd.DataFrame:
    """United States fiscal years, all conventional weapons destruction: another scope, never added."""
    return funding[funding["basis"] == "us_cwd"]


def announced(funding: pd.DataFrame) -> pd.DataFrame:
    """Announcements and plans: what was promised, not what was seen spent."""
    return funding[funding["basis"] == "announcement"]


def to_fund(funding: pd.DataFrame) -> pd.DataFrame:
    """Gifts to ITF as a whole: where they went is not stated, so they belong to no country."""
    return funding[funding["basis"] == "itf"]


def sums(funding: pd.DataFrame) -> pd.DataFrame:
    """US dollars counted per recipient and year.

    Columns: recipient, year, amount_usd, donors (how many).
    """
    rows = counted(funding).dropna(subset=["amount_usd", "year"])
    found = rows.groupby(["recipient", "year"]).agg(
        amount_usd=("amount_usd", "sum"), donors=("donor", "nunique")
    )
    return found.reset_index()


def yearly_totals(funding_totals: pd.DataFrame) -> pd.DataFrame:
    """Totals of one recipient and one year as printed; claims over many years are none of these."""
    rows = funding_totals[funding_totals["kind"].str.startswith("recipient")]
    return rows[rows["year_from"] == rows["year_to"]]


def international_totals(funding_totals: pd.DataFrame) -> pd.DataFrame:
    """Yearly international totals that sources print themselves: checks on the sums, never added to them."""
    rows = yearly_totals(funding_totals)
    return rows[(rows["kind"] == "recipient_international") & rows["amount_usd"].notna()]


def checks(funding: pd.DataFrame, funding_totals: pd.DataFrame) -> pd.DataFrame:
    """Sums of the rows beside the totals that sources print, a row per printed total.

    Columns: recipient, year, sum_usd (null: nothing itemised), total_usd, share_pct and those of the total.
    """
    totals = international_totals(funding_totals).rename(
        columns={"year_from": "year", "amount_usd": "total_usd"}
    )
    found = sums(funding).rename(columns={"amount_usd": "sum_usd"})
    rows = totals.merge(found[["recipient", "year", "sum_usd"]], on=["recipient", "year"], how="left")
    share = (100 * rows["sum_usd"] / rows["total_usd"].where(rows["total_usd"] > 0)).round(1)
    rows = rows.assign(share_pct=share).sort_values(["recipient", "year", "total_usd"], ignore_index=True)
    return rows[
        ["recipient", "year", "sum_usd", "total_usd", "share_pct", "source", "locator", "basis", "note"]
    ]


def years_on_record(rows: pd.DataFrame, country: str = "recipient", year: str = "year") -> dict[str, str]:
    """The years each country has rows for, in words: "2012, 2014–2018".

    >>> years_on_record(pd.DataFrame({"recipient": ["BIH"] * 4, "year": [2012, 2014, 2015, 2016]}))
    {'BIH': '2012, 2014–2016'}
    """
    known = rows.dropna(subset=[country, year])
    return {str(code): _runs(sorted(set(part.astype(int)))) for code, part in known.groupby(country)[year]}


def _runs(years: list[int]) -> str:
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)
