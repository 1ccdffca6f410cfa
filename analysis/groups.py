"""Groups of states that curves are drawn for: regions on record, those of the UN, small islands."""

from collections.abc import Iterable

import pandas as pd

SMALL_ISLANDS = (
    *(
        "ATG",
        "BHS",
        "BRB",
        "COM",
        "CPV",
        "DMA",
        "FJI",
        "FSM",
        "GRD",
        "JAM",
        "KIR",
        "KNA",
        "LCA",
        "MDV",
        "MHL",
    ),
    *("MUS", "NRU", "PLW", "PNG", "SLB", "STP", "SYC", "TLS", "TON", "TTO", "TUV", "VCT", "VUT", "WSM"),
)
"""Source: UNCTAD's unofficial list of 29 small island developing states; the UN has no official one.
http://unctad.org/en/Pages/ALDC/Small%20Island%20Developing%20States/UNCTAD%C2%B4s-unofficial-list-of-SIDS.aspx"""
SIDS = "SIDS"
UNITED_NATIONS = "UN-"
"""Begins the codes of UN regions and sub-regions, e.g. UN-SOUTHERN-EUROPE."""


def un_code(title: str) -> str:
    """The code of a UN region or sub-region.

    >>> un_code("Southern Europe")
    'UN-SOUTHERN-EUROPE'
    """
    return UNITED_NATIONS + title.upper().replace(" ", "-")


def group_titles(regions: pd.DataFrame, countries: pd.DataFrame) -> dict[str, str]:
    """Code and title of every group: the regions on record, then small islands, then the UN's."""
    titles = dict(zip(regions["region"], regions["title"], strict=True))
    titles[SIDS] = "Small island developing states (UNCTAD)"
    for column, kind in (("un_region", "UN region"), ("un_subregion", "UN sub-region")):
        for title in sorted(set(countries[column].dropna())):
            titles.setdefault(un_code(title), f"{title} ({kind})")
    return titles


def group_states(
    code: str, region_members: pd.DataFrame, countries: pd.DataFrame, states_only: bool = True
) -> tuple[str, ...]:
    """Codes of the states of a group as it is today; areas that are no states are left out."""
    if code == SIDS:
        inside: Iterable[str] = SMALL_ISLANDS
    elif code.startswith(UNITED_NATIONS):
        known = (countries["un_region"].fillna("").map(un_code) == code) | (
            countries["un_subregion"].fillna("").map(un_code) == code
        )
        inside = countries.loc[known, "country"]
    else:
        mine = (region_members["region"] == code) & region_members["until"].isna()
        inside = region_members.loc[mine, "country"]
    here = countries["country"].isin(set(inside))
    if states_only:
        here &= countries["kind"] == "state"
    return tuple(countries.loc[here, "country"])
