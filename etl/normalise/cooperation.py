"""Organisations, meetings, who took part, memberships, projects and figures of the start documents."""

import pandas as pd

from etl.columns import dated, numbers, with_basis, with_preferred

COUNTS = {"states attending": "states", "states endorsing": "endorsing"}
"""Counts of a conference, and the raw column of each."""


def actors(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return organisations and offices."""
    return with_basis(raw["actors"], raw["sources"])


def events(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return meetings and other events, in the order in which they took place."""
    group = raw["series"].set_index("series")["series_group"]
    frame = dated(dated(raw["events"], "start"), "end")
    is_preparatory = frame["is_preparatory"].fillna("no")
    frame = frame.assign(series_group=frame["series"].map(group), is_preparatory=is_preparatory)
    return with_basis(frame, raw["sources"]).sort_values(["start", "event"], kind="stable")


def event_counts(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how many states attended and endorsed at the conferences of the Oslo Process, rivals beside."""
    frame = raw["oslo_process"].rename(columns={column: words for words, column in COUNTS.items()})
    frame = with_basis(frame, raw["sources"])
    facts = ["event", "claim", "source", "locator", "basis", "difference", "rounded", "note"]
    counts = frame.melt(facts, list(COUNTS), "indicator", "value").dropna(subset=["value"])
    own = counts["rounded"].eq(counts["indicator"].map(COUNTS))
    counts = counts.assign(rounded=own.map({True: "value", False: None}))
    return with_preferred(counts, raw["sources"], ["event", "indicator"])


def event_participants(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return who took part in what; the matrix of the Oslo Process adds states not named otherwise."""
    named = raw["event_participants"]
    named = named.assign(actor=named["actor"].where(named["actor"].isin(raw["actors"]["actor"])))
    both = pd.concat([named, matrix(raw)], ignore_index=True)
    seen = both["verified"].map({"yes": "stated", "partial": "inferred"})
    state = both["kind"].eq("state").map({True: "yes", False: "no"})
    both = both.assign(claim=both["claim"].fillna(seen), for_state=both["for_state"].fillna(state))
    return with_basis(both, raw["sources"])


def matrix(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the Oslo Process matrix as participants: who came, stayed away, signed or endorsed."""
    names = raw["countries"].set_index("country")["name"]
    frame = raw["oslo_process_see"]
    return frame.assign(participant=frame["country"].map(names), kind="state", actor=None)


def memberships(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return memberships of organisations."""
    frame = raw["memberships"].rename(columns={"organisation": "actor"})
    return with_basis(frame, raw["sources"])


def projects(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return projects; a running total over projects is marked cumulative, a part of the cost a share."""
    frame = raw["projects"]
    flags = {flag: frame[flag].fillna("no") for flag in ("cumulative", "is_share")}
    return with_basis(frame.assign(**flags), raw["sources"])


def project_countries(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the countries of each project."""
    return countries_of(raw["projects"], "project")


def roadmap_indicators(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the indicators of the SALW Control Roadmap and of the Armed Violence Monitoring Platform."""
    frame = raw["roadmap_indicators"].rename(columns={"jurisdictions": "jurisdiction"})
    frame = with_basis(numbers(frame, "year"), raw["sources"])
    return with_preferred(frame, raw["sources"], ["indicator", "jurisdiction", "year", "unit"])


def reported_figures(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return figures of the start documents that fit no other table, each once."""
    return with_basis(raw["reported_figures"], raw["sources"])


def reported_figure_countries(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the countries that each figure is about."""
    return countries_of(raw["reported_figures"], "figure")


def countries_of(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a row for each country that a raw row lists."""
    listed = frame[[key, "countries"]].dropna()
    return listed.assign(country=listed["countries"].str.split(";")).explode("country")


def ideas(raw: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what documents hold beside figures and acts; stated where no document speaks against it."""
    frame = raw["ideas"]
    return with_basis(frame.assign(claim=frame["claim"].fillna("stated")), raw["sources"])
