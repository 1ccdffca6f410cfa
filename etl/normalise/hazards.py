"""Contamination, land release, casualties and stockpiles."""

import pandas as pd

from etl.columns import dated, numbers, with_basis, with_preferred, with_years

ITEMS = ("submunitions", "ap_mines", "av_mines", "uxo")
PERSONS = ("killed", "injured", "unknown", "total")


def contamination(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return contaminated areas; a row without an area names a place as contaminated.

    The world tables name countries, or put them in a class in the words of the source.
    """
    world = raw["global_contamination"].assign(area_class="TOTAL")
    frame = pd.concat([raw["contamination"], world], ignore_index=True)
    frame = with_basis(numbers(dated(frame, "as_of"), "area_km2"), raw["sources"])
    placed = frame["subdivision"].notna().map({True: "subnational", False: "national"})
    frame = frame.assign(scope=frame["scope"].fillna(placed), figure_year=frame["as_of"].dt.year)
    figure = ["country", "subdivision", "hazard", "area_class", "scope", "figure_year"]
    return with_preferred(frame, raw["sources"], figure, newest="as_of")


def over_years(frame: pd.DataFrame, sources: pd.DataFrame, figure: list[str]) -> pd.DataFrame:
    """Return rows of a period with years, scope, basis and the preferred of each figure marked."""
    frame = with_basis(with_years(frame), sources)
    scope = frame["scope"].fillna("national") if "scope" in frame else "national"
    frame = frame.assign(scope=scope)
    return with_preferred(frame, sources, [*figure, "year_from", "year_to", "scope"])


def clearance(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return released areas and items destroyed by country, period and method."""
    frame = numbers(raw["clearance"], "area_km2", *ITEMS)
    return over_years(frame, raw["sources"], ["country", "hazard", "method"])


def global_clearance(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return world totals of land release: sources count the world or the States Parties only."""
    frame = numbers(raw["global_clearance"], "area_km2", "submunitions", "mines")
    return over_years(frame, raw["sources"], ["hazard", "method"])


def casualties(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return casualties by country and period."""
    frame = numbers(raw["casualties"], *PERSONS)
    return over_years(frame, raw["sources"], ["country", "hazard"])


def global_casualties(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return casualties worldwide by period."""
    frame = numbers(raw["global_casualties"], *PERSONS)
    return over_years(frame, raw["sources"], ["hazard"])


def stockpiles(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return stockpiles of cluster munitions destroyed; without a country: all States Parties."""
    frame = dated(dated(raw["stockpiles"], "completed_on"), "deadline")
    frame = with_basis(frame.assign(scope=frame["scope"].fillna("national")), raw["sources"])
    return with_preferred(frame, raw["sources"], ["country", "completed_on"])
