"""Sets the money of a recipient beside the land that it released, year by year; adds nothing twice."""

import pandas as pd

from analysis import money, release

KINDS = {
    "itemised": "contributions, itemised",
    "printed": "international total, as printed",
    "national": "national money",
    "total": "all money, as printed",
    "land": "land released",
    "cost": "all money per km² released",
}
COLUMNS = [
    "year",
    "kind",
    "value",
    "unit",
    "amount",
    "currency",
    "donor",
    "source",
    "locator",
    "basis",
    "note",
]
USD, KM2, PER_KM2 = "USD", "km²", "USD per km²"


def money_and_land(
    funding: pd.DataFrame,
    national_funding: pd.DataFrame,
    funding_totals: pd.DataFrame,
    clearance: pd.DataFrame,
    country: str,
) -> pd.DataFrame:
    """Every figure of money of one recipient and every year's release, with the cost where both are known.

    Contributions are those that may be added (`analysis.money.counted`: repeated rows are out by their
    flag). The cost of a year needs a printed total of all money, or a printed international and a national
    figure; itemised contributions alone are never set against land, since others may be missing.

    Columns: country and those of COLUMNS; kind is a key of KINDS, value is in US dollars, km² or dollars per
    km², amount and currency as printed.
    """
    totals = money.yearly_totals(funding_totals)
    totals = totals[totals["recipient"] == country].rename(columns={"year_from": "year"})
    parts = [
        _dollars(money.counted(funding).query("recipient == @country"), "itemised"),
        _dollars(totals[totals["kind"] == "recipient_international"], "printed"),
        _dollars(national_funding.query("country == @country"), "national"),
        _dollars(totals[totals["kind"] == "recipient_total"], "total"),
        _land(clearance, country),
    ]
    known = [part for part in parts if len(part)]
    if not known:
        return pd.DataFrame(columns=["country", *COLUMNS])
    rows = pd.concat(known, ignore_index=True)
    costs = _costs(rows)
    rows = pd.concat([rows, costs], ignore_index=True) if len(costs) else rows
    order = rows["kind"].map({kind: place for place, kind in enumerate(KINDS)})
    rows = rows.assign(order=order).sort_values(["order", "year"], kind="stable")
    return rows.assign(country=country)[["country", *COLUMNS]].reset_index(drop=True)


def _dollars(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Figures of money that have a year and a value in US dollars."""
    rows = rows.dropna(subset=["year", "amount_usd"]).assign(kind=kind, unit=USD)
    rows = rows.assign(value=rows["amount_usd"], year=rows["year"].astype(int))
    return rows.reindex(columns=COLUMNS)


def _land(clearance: pd.DataFrame, country: str) -> pd.DataFrame:
    """Area released per year, the hazards added that lie on different land."""
    rows = release.across_families(release.released(clearance[clearance["country"] == country]))
    rows = rows.rename(columns={"area_km2": "value"}).assign(kind="land", unit=KM2)
    return rows.assign(note=rows["note"].fillna(rows["methods"])).reindex(columns=COLUMNS)


def _costs(rows: pd.DataFrame) -> pd.DataFrame:
    """Dollars per km² of the years of which all money and the land are on record."""
    land = rows[rows["kind"] == "land"].groupby("year")["value"].sum()
    found = []
    for row in pd.concat([rows[rows["kind"] == "total"], _both(rows)]).to_dict("records"):
        area = land.get(row["year"], 0.0)
        if area > 0:
            found.append(row | {"kind": "cost", "value": row["value"] / area, "unit": PER_KM2})
    frame = pd.DataFrame(found, columns=COLUMNS)
    return frame.assign(basis="computed", amount=None, currency=None).drop_duplicates(["year", "value"])


def _both(rows: pd.DataFrame) -> pd.DataFrame:
    """Printed international and national money of a year together, where no total is printed.

    National figures that were derived, or cover a part only, are not enough for a total.
    """
    first = rows[~(rows["kind"].eq("national") & rows["basis"].eq("computed"))]
    first = first.drop_duplicates(["kind", "year"])
    printed, national = (first[first["kind"] == kind] for kind in ("printed", "national"))
    done = set(rows.loc[rows["kind"] == "total", "year"])
    both = printed[~printed["year"].isin(done)].merge(
        national[["year", "value"]], on="year", suffixes=("", "_2")
    )
    return both.assign(value=both["value"] + both["value_2"], kind="total").reindex(columns=COLUMNS)


def unknown_years(rows: pd.DataFrame, kinds: tuple[str, ...], years: tuple[int, int]) -> list[int]:
    """The years of a span without any figure of some kinds."""
    known = set(rows.loc[rows["kind"].isin(kinds), "year"])
    return [year for year in range(years[0], years[1] + 1) if year not in known]
