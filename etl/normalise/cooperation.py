"""Organisations, meetings, who took part, memberships, projects and figures of the start documents."""

import pandas as pd

from etl.columns import dated, numbers, with_basis, with_preferred

GROUPS = (
    ("Oslo Process", ("Oslo Process",)),
    ("CCM meetings", ("CCM ", "Country coalition seminars")),
    ("RACVIAC", ("RACVIAC",)),
    ("SEEMACC/ITF", ("SEEMACC", "ITF")),
    ("Roadmap local", ("Roadmap local",)),
    ("Roadmap regional", ("Roadmap regional",)),
    ("Roadmap high-level", ("Roadmap high-level",)),
)


def series_group(series: str) -> str:
    """Return the group in which a series of meetings is drawn.

    >>> series_group("RACVIAC CCM workshops")
    'RACVIAC'
    >>> series_group("RASR")
    'Other'
    """
    return next((group for group, starts in GROUPS if series.startswith(starts)), "Other")


def actors(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return organisations and offices."""
    frame = numbers(dated(raw["actors"], "founded"), "lat", "lon")
    return with_basis(frame, raw["sources"])


def events(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return meetings and other events, in the order in which they took place."""
    frame = numbers(dated(dated(raw["events"], "start"), "end"), "lat", "lon", "states")
    frame = frame.assign(series_group=frame["series"].map(series_group))
    return with_basis(frame, raw["sources"]).sort_values(["start", "event"], kind="stable")


def event_counts(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how many states attended and endorsed at the conferences of the Oslo Process, rivals beside."""
    frame = raw["oslo_process"].rename(
        columns={"states": "states attending", "endorsing": "states endorsing"}
    )
    frame = with_basis(frame, raw["sources"])
    kept = ["event", "claim", "source", "locator", "basis", "note"]
    counts = frame.melt(kept, ["states attending", "states endorsing"], "indicator", "value")
    counts = numbers(counts.dropna(subset=["value"]), "value")
    return with_preferred(counts, raw["sources"], ["event", "indicator"])


def event_participants(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who took part in what; the matrix of the Oslo Process adds states not named otherwise."""
    named = raw["event_participants"]
    actors_kept = raw["actors"]["actor"]
    named = named.assign(actor=named["actor"].where(named["actor"].isin(actors_kept)))
    both = pd.concat([named, matrix(raw)], ignore_index=True)
    claim = both["verified"].map({"yes": "stated", "partial": "inferred"})
    claim = claim.mask(both["note"].fillna("").str.startswith("DISPUTED"), "disputed")
    return with_basis(both.assign(claim=claim), raw["sources"])


def matrix(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the Oslo Process matrix as participants: who came, stayed away, signed or endorsed."""
    names = raw["countries"].set_index("country")["name"]
    frame = raw["oslo_process_see"]
    return frame.assign(participant=frame["country"].map(names), kind="state", actor=None)


def event_programme(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the programmes of events: sessions and who contributed, in order."""
    return numbers(raw["event_programme"], "position")


def memberships(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return memberships of organisations."""
    frame = dated(raw["memberships"], "since").rename(columns={"organisation": "actor"})
    return with_basis(frame, raw["sources"])


def projects(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return projects; a running total over many projects is marked cumulative."""
    frame = numbers(dated(dated(raw["projects"], "start"), "end"), "amount", "area_km2", "mines", "uxo")
    frame = frame.assign(cumulative=frame["project"].str.contains("-total"))
    return with_basis(frame, raw["sources"])


def project_countries(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the countries of each project."""
    frame = raw["projects"][["project", "countries"]].dropna()
    return frame.assign(country=frame["countries"].str.split(";")).explode("country")


def roadmap_indicators(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the indicators of the SALW Control Roadmap and of the Armed Violence Monitoring Platform."""
    frame = raw["roadmap_indicators"].rename(columns={"jurisdictions": "jurisdiction"})
    frame = with_basis(numbers(frame, "value", "year"), raw["sources"])
    return with_preferred(frame, raw["sources"], ["indicator", "jurisdiction", "year", "unit"])


def reported_figures(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return figures of the start documents that fit no other table, a row for each country named."""
    frame = numbers(dated(raw["reported_figures"], "date"), "value")
    frame = frame.assign(country=frame["countries"].str.split(";")).explode("country")
    return with_basis(frame.reset_index(drop=True), raw["sources"])
