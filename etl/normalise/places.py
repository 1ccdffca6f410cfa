"""Countries and regions."""

import pandas as pd

from etl.columns import dated, with_basis


def countries(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return countries and areas, with the names that each had before."""
    frame = raw["countries"]
    past = raw["country_names"].dropna(subset=["valid_to"])
    spans = past["valid_from"].fillna("").str.cat(past["valid_to"], sep=" to ").str.strip()
    names = past["name"] + " (" + spans + ")"
    return frame.assign(former_names=frame["country"].map(names.groupby(past["country"]).agg("; ".join)))


def region_members(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who belongs to which region: by_hand, by UN M49, by membership, and the world."""
    by_hand = dated(dated(raw["region_members"], "since"), "until")
    states = raw["countries"].assign(locator="un_region and un_subregion of countries", source="un-m49")
    parts = [by_hand, states.assign(region="WORLD")]
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
    return with_basis(raw["country_facts"], raw["sources"])
