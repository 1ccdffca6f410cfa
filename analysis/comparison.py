"""Sets what was found, released and suffered against ground cleared, country area and inhabitants."""

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis import hazards, release
from analysis.once import once

FOUND = {"MINES": ["ap_mines", "av_mines"], "CMR": ["submunitions"]}
"""Items that clearance of each hazard looks for; other remnants are mostly found on single spots."""
MEASURES = {
    "left": ("area", 1_000),
    "released": ("area", 1_000),
    "casualties": ("population", 1_000_000),
}
"""What each measure is set against, and in which lots."""
M2_PER_KM2 = 1_000_000
TAIL = ["source", "locator", "basis", "note"]


def items_per_km2(clearance: pd.DataFrame) -> pd.DataFrame:
    """Mines and submunitions found per km² cleared, where one row states both for a year of a country.

    Source: IMAS 04.10 keeps clearance apart from survey; only areas that were cleared count here.

    Columns: country, family, hazard, year, area_km2, items, items_per_km2, m2_per_item, role (drawn, rival),
    source, locator, basis, note.
    """
    return once(_items_per_km2, clearance)


def _items_per_km2(clearance: pd.DataFrame) -> pd.DataFrame:
    rows = release.single_years(clearance)
    rows = rows[rows["method"].eq("clearance") & rows["area_km2"].gt(0)]
    rows = rows.assign(family=hazards.family(rows["hazard"]))
    parts = [
        rows[rows["family"] == family].assign(
            items=lambda own, names=names: own[names].sum(axis=1, min_count=1)
        )
        for family, names in FOUND.items()
    ]
    rows = pd.concat(parts, ignore_index=True).dropna(subset="items")
    rows = rows.assign(wide=rows["hazard"].ne("AP_MINES"))
    key = ["country", "family", "year"]
    rows = rows.sort_values([*key, "preferred", "wide"], ascending=[True] * 3 + [False] * 2, kind="stable")
    rows["role"] = rows.duplicated(key).map({False: "drawn", True: "rival"})
    rows["items_per_km2"] = (rows["items"] / rows["area_km2"]).astype(float).round(1)
    rows["m2_per_item"] = (M2_PER_KM2 * rows["area_km2"] / rows["items"].where(rows["items"] > 0)).round()
    named = [
        "country",
        "family",
        "hazard",
        "year",
        "area_km2",
        "items",
        "items_per_km2",
        "m2_per_item",
        "role",
    ]
    return rows[[*named, *TAIL]].reset_index(drop=True)


def regional_totals(
    released: pd.DataFrame, members: Iterable[str], done: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The area released per year by all members together, with those who have a figure and those silent.

    A member that has declared its land complete for every hazard on record before the year is not silent.

    Args:
        released: from `analysis.release.across_families` of the areas released.
        members: codes of the region.
        done: from `analysis.hazards.completed_states`.
        names: of countries by code.

    Columns: year, country, area_km2, together_km2 (of all with a figure), figures (how many they are), silent
    (names), source, locator, basis, note.
    """
    inside = sorted(set(members), key=lambda code: names.get(code, code))
    ended = done.groupby("country")["completed_on"].max().dt.year
    parts = []
    for year, part in released[released["country"].isin(inside)].groupby("year"):
        said = set(part["country"])
        quiet = [code for code in inside if code not in said and not ended.get(code, year + 1) < year]
        facts = {"together_km2": round(float(part["area_km2"].sum()), 3), "figures": len(said)}
        parts.append(part.assign(**facts, silent=", ".join(names.get(code, code) for code in quiet)))
    columns = ["year", "country", "area_km2", "together_km2", "figures", "silent", *TAIL]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def by_size(
    contamination: pd.DataFrame,
    clearance: pd.DataFrame,
    casualties: pd.DataFrame,
    country_facts: pd.DataFrame,
    members: Iterable[str],
) -> pd.DataFrame:
    """Land left and released per 1,000 km² of the country, casualties per million inhabitants.

    Released and suffered are means of the single years on record: years says of how many. So a country is
    not set lower for years of which nothing is known.

    Columns: country, measure (a key of MEASURES), amount, years (null for what is left), size, per_size (null
    where the amount or the size is not on record), source (of the last figure), size_source.
    """
    return once(_by_size, contamination, clearance, casualties, country_facts, tuple(members))


def _by_size(
    contamination: pd.DataFrame,
    clearance: pd.DataFrame,
    casualties: pd.DataFrame,
    country_facts: pd.DataFrame,
    members: tuple[str, ...],
) -> pd.DataFrame:
    facts = country_facts.set_index(["indicator", "country"])[["value", "source"]]
    amounts = pd.concat([_left(contamination), _released(clearance), _suffered(casualties)])
    known = amounts.set_index(["measure", "country"])
    rows = []
    for measure, (indicator, lot) in MEASURES.items():
        for country in members:
            has, sized = (measure, country) in known.index, (indicator, country) in facts.index
            found = known.loc[(measure, country)] if has else {}
            fact = facts.loc[(indicator, country)] if sized else {}
            amount, size = found.get("amount", float("nan")), fact.get("value", float("nan"))
            cited = (found.get("source"), fact.get("source"))
            rows.append((country, measure, amount, found.get("years"), size, lot * amount / size, *cited))
    columns = ["country", "measure", "amount", "years", "size", "per_size", "source", "size_source"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({"amount": float, "size": float, "per_size": float}).assign(
        years=pd.to_numeric(frame["years"]).astype("Int64")
    )


def _left(contamination: pd.DataFrame) -> pd.DataFrame:
    """Land left by the last figures, mines and cluster munition remnants added."""
    rows = hazards.area_left(contamination)
    rows = rows[rows["family"].isin(list(FOUND)) & rows["area_km2"].notna()]
    return _summed(rows, "area_km2", "left").assign(years=None)


def _released(clearance: pd.DataFrame) -> pd.DataFrame:
    rows = release.across_families(release.released(clearance))
    return _summed(rows, "area_km2", "released")


def _suffered(casualties: pd.DataFrame) -> pd.DataFrame:
    rows = release.casualty_years(casualties)
    return _summed(rows[rows["role"] == "stack"], "count", "casualties")


def _summed(rows: pd.DataFrame, column: str, measure: str) -> pd.DataFrame:
    groups = rows.sort_values("year", kind="stable").groupby("country")
    found = groups.agg(amount=(column, "sum"), years=("year", "nunique"), source=("source", "last"))
    if measure != "left":
        found["amount"] /= found["years"]
    return found.reset_index().assign(measure=measure)
