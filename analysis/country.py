"""Selects what is on record about one country where no single column says it; knows no figures."""

import pandas as pd

from analysis import cooperation, hazards

TREATY_ORDER = ("CCM", "APMBC", "CCW-APII", "CCW-PV", "ATT")


def meetings(events: pd.DataFrame, event_participants: pd.DataFrame, country: str) -> pd.DataFrame:
    """Meetings held in a country and meetings that it took part in, the latest first.

    Columns: those of events, date, part (held there, took part, or both; inferred and disputed said).
    """
    seats = cooperation.attendances(event_participants, cooperation.CLAIMS)
    seats = seats[seats["country"] == country].drop_duplicates("event").set_index("event")
    here = events["country"] == country
    rows = events[here | events["event"].isin(seats.index)]
    claims = rows["event"].map(seats["claim"])
    took = claims.map(
        {"stated": "took part", "inferred": "took part (inferred)", "disputed": "named (disputed)"}
    )
    held = (rows["country"] == country).map({True: "held there", False: ""})
    part = [", ".join(filter(None, [one, two])) for one, two in zip(held, took.fillna(""), strict=True)]
    rows = rows.assign(date=rows["start"], part=part)
    return rows.sort_values(["date", "event"], ascending=[False, True], na_position="last", ignore_index=True)


def places(contamination: pd.DataFrame, subdivisions: pd.DataFrame) -> pd.DataFrame:
    """The latest figure of each contaminated place and hazard, the largest first; no villages.

    Columns: those of hazards.best_area, place (its name), level.
    """
    rows = contamination[contamination["subdivision"].notna() & contamination["scope"].ne("village")]
    latest = hazards.best_area(rows).sort_values("as_of", kind="stable")
    latest = latest.drop_duplicates(["subdivision", "hazard"], keep="last")
    known = subdivisions.set_index("subdivision")
    latest = latest.assign(
        place=latest["subdivision"].map(known["name"]).fillna(latest["subdivision"]),
        level=latest["subdivision"].map(known["level"]),
    )
    return latest.sort_values(["hazard", "area_km2"], ascending=[True, False], ignore_index=True)


def given_and_received(funding: pd.DataFrame, country: str) -> pd.DataFrame:
    """Contributions to a country and by it, the latest first.

    Columns: those of funding, way (received, given).
    """
    received = funding[funding["recipient"] == country].assign(way="received")
    given = funding[funding["donor_country"] == country].assign(way="given")
    rows = pd.concat([received, given])
    return rows.sort_values(["way", "year"], ascending=[False, False], ignore_index=True)


def projects(projects: pd.DataFrame, project_countries: pd.DataFrame, country: str) -> pd.DataFrame:
    """Projects in a country, the latest first."""
    here = project_countries.loc[project_countries["country"] == country, "project"]
    rows = projects[projects["project"].isin(here)]
    return rows.sort_values("start", ascending=False, na_position="last", ignore_index=True)


def names_then(country_names: pd.DataFrame, country: str) -> list[str]:
    """Earlier names and other wordings of a country, with the years in which they held.

    >>> rows = {"country": ["CZE"], "name": ["Czech Republic"], "wording": ["UN"]}
    >>> dates = {"valid_from": pd.to_datetime(["1993-01-01"]), "valid_to": pd.to_datetime(["2016-06-30"])}
    >>> names_then(pd.DataFrame(rows | dates), "CZE")
    ['Czech Republic (1993–2016)']
    """
    rows = country_names[(country_names["country"] == country) & country_names["valid_to"].notna()]
    spans = zip(rows["name"], rows["valid_from"].dt.year, rows["valid_to"].dt.year, strict=True)
    return [
        f"{name} ({'to ' if pd.isna(first) else f'{first:.0f}–'}{last:.0f})" for name, first, last in spans
    ]
