"""Documents, countries, regions and places."""

import pandas as pd

from etl.columns import dated, numbers, with_basis


def sources(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the documents."""
    frame = dated(raw["sources"], "published")
    return numbers(dated(frame, "accessed"), "rank")


def countries(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return countries and areas, with the names that each had before."""
    frame = numbers(raw["countries"], "lat", "lon")
    past = raw["country_names"].dropna(subset=["valid_to"])
    spans = past["valid_from"].fillna("").str.cat(past["valid_to"], sep=" to ").str.strip()
    said = past["name"] + " (" + spans + ")"
    return frame.assign(former_names=frame["country"].map(said.groupby(past["country"]).agg("; ".join)))


def country_names(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the names valid at a date."""
    return dated(dated(raw["country_names"], "valid_from"), "valid_to")


def regions(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the regions."""
    return raw["regions"]


def region_members(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who belongs to which region: listed, by UN M49, by membership, and the world."""
    listed = dated(dated(raw["region_members"], "since"), "until")
    states = raw["countries"].assign(locator="un_region and un_subregion of countries", source="un-m49")
    parts = [listed, states.assign(region="WORLD")]
    for region in raw["regions"].itertuples():
        if region.m49:
            named = region.m49.split(";")
            belongs = states["un_region"].isin(named) | states["un_subregion"].isin(named)
            parts.append(states[belongs].assign(region=region.region))
        if region.organisation:
            parts.append(organisation(raw, region.organisation, region.region))
    return pd.concat(parts, ignore_index=True)


def organisation(raw: dict[str, pd.DataFrame], name: str, region: str) -> pd.DataFrame:
    """Return the members of an organisation as a region."""
    rows = raw["memberships"]
    rows = rows[rows["organisation"].eq(name) & rows["status"].eq("member")]
    return dated(rows, "since").assign(region=region)


def country_facts(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return area and population of the countries of the region."""
    frame = numbers(dated(raw["country_facts"], "as_of"), "value")
    return with_basis(frame, raw["sources"])


def subdivisions(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return subdivisions and places."""
    return numbers(raw["subdivisions"], "lat", "lon")


def borders(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who shares a land border with whom; each border stands once from either side."""
    return raw["borders"]


def corrections(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the corrections that were applied."""
    return raw["corrections"]
