"""Makes a network of states from the meetings they shared and says who holds it together; draws nothing."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import lcm
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from analysis.cooperation import attendances
from analysis.once import once

if TYPE_CHECKING:
    import networkx

CIRCLES = {
    "SEEMACC/ITF": ("SEEMACC/ITF",),
    "RACVIAC": ("RACVIAC",),
    "Oslo Process": ("Oslo Process",),
    "CCM meetings": ("CCM meetings",),
    "Roadmap": ("Roadmap local", "Roadmap regional", "Roadmap high-level"),
}
"""Circles of meetings and the groups of series that belong to each, in the order in which they began."""
SEED = 4
"""Places the points of the network: the same ties give the same picture."""


def seats_around(attended: pd.DataFrame, members: Iterable[str]) -> pd.DataFrame:
    """Attendances of meetings that one of some states shared with another state, one row per event and state.

    Args:
        attended: as `analysis.cooperation.attendances` gives them.
        members: codes of the states around which the network is built; every state if there are none.
    """
    members = set(members)
    shared = attended[attended.duplicated("event", keep=False)]
    if not members:
        return shared
    return shared[shared["event"].isin(shared.loc[shared["country"].isin(members), "event"])]


def ties(seats: pd.DataFrame) -> pd.DataFrame:
    """Each pair of states once, with the number of meetings they shared.

    Columns: country, other, meetings.
    """
    met: dict[tuple[str, str], int] = {}
    for _, states in seats.groupby("event", sort=True)["country"]:
        for pair in combinations(sorted(set(states)), 2):
            met[pair] = met.get(pair, 0) + 1
    rows = [(*pair, met[pair]) for pair in sorted(met)]
    return pd.DataFrame(rows, columns=["country", "other", "meetings"])


def _library() -> ModuleType:
    import networkx  # noqa: PLC0415 - a quarter of a second that only readers of a network wait for

    return networkx


def graph(ties: pd.DataFrame) -> "networkx.Graph":
    """States joined by the meetings they shared; the more meetings, the shorter the way.

    Ways are whole numbers, so that ways of the same length are found to be so.
    """
    found = _library().Graph()
    whole = lcm(*(int(meetings) for meetings in ties["meetings"])) if len(ties) else 1
    for row in ties.itertuples():
        found.add_edge(row.country, row.other, meetings=int(row.meetings), way=whole // int(row.meetings))
    return found


def centralities(seats: pd.DataFrame, members: Iterable[str] = ()) -> pd.DataFrame:
    """How each state stands in the network, those that link most pairs first.

    Columns: country, inside (one of the members), community (1: the one with most ties), meetings (with
    another state), states_met, encounters (states met, counted anew at each meeting), pairs_linked and
    links_pct (pairs of other members whose strongest chain of meetings runs through it, and their share),
    eigenvector (tied to states that are well tied themselves; the highest is 1), sources, source.

    Source: betweenness of a subset, with ways of one divided by the meetings shared (Brandes 2008);
    eigenvector centrality (Bonacich 1987); communities by greedy modularity (Clauset, Newman, Moore 2004).
    """
    return once(_centralities, seats, tuple(members))


def _centralities(seats: pd.DataFrame, members: tuple[str, ...]) -> pd.DataFrame:
    pairs = ties(seats)
    if pairs.empty:
        return pd.DataFrame({name: [] for name in CENTRALITIES})
    net = graph(pairs)
    inside = sorted(set(members or net.nodes) & set(net.nodes))
    rows = _linking(net, inside)
    rows["inside"] = rows["country"].isin(inside)
    rows["community"] = rows["country"].map(_communities(net))
    rows["meetings"] = rows["country"].map(seats.groupby("country")["event"].nunique())
    rows["states_met"] = [net.degree(country) for country in rows["country"]]
    rows["encounters"] = [net.degree(country, weight="meetings") for country in rows["country"]]
    others = len(inside) - rows["inside"].astype(int)
    possible = (others * (others - 1) / 2).where(others > 1)
    rows["links_pct"] = (100 * rows["pairs_linked"] / possible).round(1)
    rows["sources"] = rows["country"].map(seats.groupby("country")["source"].nunique())
    rows["source"] = rows["country"].map(most_cited(seats, ["country"]))
    return rows[CENTRALITIES]


def _linking(net: "networkx.Graph", inside: Sequence[str]) -> pd.DataFrame:
    """Country, pairs_linked and eigenvector of each state, those that link most pairs first."""
    between = _library().betweenness_centrality_subset(net, inside, inside, weight="way")
    rows = pd.DataFrame({"country": sorted(net.nodes)})
    rows["pairs_linked"] = rows["country"].map(between).astype(float).round(2)
    rows["eigenvector"] = rows["country"].map(_eigenvector(net))
    order = {"pairs_linked": False, "eigenvector": False, "country": True}
    return rows.sort_values(list(order), ascending=list(order.values()), ignore_index=True)


CENTRALITIES = [
    "country",
    "inside",
    "community",
    "meetings",
    "states_met",
    "encounters",
    "pairs_linked",
    "links_pct",
    "eigenvector",
    "sources",
    "source",
]


def most_cited(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """The source that most rows of each group name, the first by its id among equals."""
    counts = rows.groupby([*by, "source"]).size().rename("rows").reset_index()
    counts = counts.sort_values([*by, "rows", "source"], ascending=[True] * len(by) + [False, True])
    return counts.drop_duplicates(by).set_index(by)["source"]


def _communities(net: "networkx.Graph") -> dict[str, int]:
    found = _library().community.greedy_modularity_communities(net, weight="meetings")
    size = {min(part): sum(net.degree(country, weight="meetings") for country in part) for part in found}
    ordered = sorted(found, key=lambda part: (-size[min(part)], min(part)))
    return {country: place for place, part in enumerate(ordered, 1) for country in part}


def _eigenvector(net: "networkx.Graph") -> dict[str, float]:
    """Eigenvector centrality in the largest connected part, the highest being 1; elsewhere nothing."""
    largest = max(_library().connected_components(net), key=lambda part: (len(part), min(part)))
    part = net.subgraph(sorted(largest))
    found = _library().eigenvector_centrality_numpy(part, weight="meetings") if len(part) > 2 else {}
    top = max(found.values(), default=1.0)
    return {country: round(float(value) / top, 3) for country, value in found.items()}


def places(pairs: pd.DataFrame) -> pd.DataFrame:
    """Where to draw each state: near those with whom it shared many meetings.

    Columns: country, x, y (0 to 1).
    """
    net = graph(pairs)
    for _, _, tie in net.edges(data=True):
        tie["pull"] = tie["meetings"] ** 0.5
    spots = _library().spring_layout(
        net, weight="pull", k=2.2 / max(len(net), 1) ** 0.5, seed=SEED, iterations=300
    )
    rows = pd.DataFrame(
        [(country, *spots[country]) for country in sorted(spots)], columns=["country", "x", "y"]
    )
    for axis in ("x", "y"):
        span = rows[axis].max() - rows[axis].min() if len(rows) else 0
        rows[axis] = (rows[axis] - rows[axis].min()) / span if span else 0.5
    return rows.round(4)


def leaders_without(seats: pd.DataFrame, events: pd.DataFrame, members: Sequence[str]) -> dict[str, str]:
    """Which member links most pairs when the meetings of one circle are left out, by circle.

    An empty code where no pair is linked through a third state any more.
    """
    return once(_leaders_without, seats, events[["event", "series_group"]], tuple(members))


def _leaders_without(seats: pd.DataFrame, events: pd.DataFrame, members: tuple[str, ...]) -> dict[str, str]:
    leaders = {}
    for circle, groups in CIRCLES.items():
        gone = events.loc[events["series_group"].isin(groups), "event"]
        rest = seats[~seats["event"].isin(gone)]
        if len(rest) == len(seats):
            continue
        pairs = ties(rest)
        if pairs.empty:
            leaders[circle] = ""
            continue
        net = graph(pairs)
        inside = sorted(set(members or net.nodes) & set(net.nodes))
        ranked = _linking(net, inside)
        ranked = ranked[ranked["country"].isin(inside) & (ranked["pairs_linked"] > 0)]
        leaders[circle] = str(ranked["country"].iloc[0]) if len(ranked) else ""
    return leaders


def holding_together(ranked: pd.DataFrame, leaders: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Which states hold the region together, in a sentence or three.

    Args:
        ranked: as `centralities` gives them.
        leaders: as `leaders_without` gives them.
        names: of states by code.
    """
    inside = ranked[ranked["inside"]] if len(ranked) else ranked
    if len(inside) < 3:
        return "Which state links others is said for filters of three countries or more."
    linking = inside[inside["pairs_linked"] >= 1]
    if linking.empty:
        first = "No state is needed to link two others: every pair is best linked directly."
    else:
        said = [f"{names[row.country]} for {_share(row.links_pct)}" for row in linking.head(3).itertuples()]
        chain = "Of the pairs of other states, the strongest chain of shared meetings runs through"
        first = f"{chain} {_listed(said)}."
    tied = inside.dropna(subset=["eigenvector"]).sort_values("eigenvector", ascending=False, kind="stable")
    best = _listed([names[code] for code in tied["country"].head(3)])
    second = f"Tied most closely to states that are well tied themselves are {best}." if best else ""
    parts = [first, _steadiness(linking, leaders, names), _from_outside(ranked, linking, names), second]
    return " ".join(filter(None, parts))


def _share(pct: float) -> str:
    r"""A share in words.

    >>> _share(45.8), _share(0.4)
    ('46\u202f%', 'under 1\u202f%')
    """
    return f"{pct:.0f}\u202f%" if pct >= 1 else "under 1\u202f%"


def _from_outside(ranked: pd.DataFrame, linking: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Whether a state that is no member links more pairs than the first member."""
    outside = ranked[~ranked["inside"] & (ranked["pairs_linked"] >= 1)].head(1)
    least = linking["pairs_linked"].max() if len(linking) else 0
    if outside.empty or outside["pairs_linked"].iloc[0] <= least:
        return ""
    row = outside.iloc[0]
    return f"{names[row['country']]}, from outside, links more: {_share(row['links_pct'])}."


def _steadiness(linking: pd.DataFrame, leaders: Mapping[str, str], names: Mapping[str, str]) -> str:
    if linking.empty or not leaders:
        return ""
    first = linking["country"].iloc[0]
    other = {circle: code for circle, code in leaders.items() if code != first}
    if not other:
        return f"{names[first]} stays first whichever circle of meetings is left out."
    said = [f"without {circle} it is {names.get(code, 'no state')}" for circle, code in other.items()]
    if len(said) == 1:
        return f"That rests on one circle: {said[0]}."
    return f"That depends on the circles that are counted: {_listed(said)}."


def _listed(words: Sequence[str]) -> str:
    *first, last = words or [""]
    return f"{', '.join(first)} and {last}" if first else last


def by_circle(event_participants: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """At how many meetings of each circle a state is on record.

    Columns: country, circle, meetings, source (the most frequent).
    """
    return once(_by_circle, event_participants, events)


def _by_circle(event_participants: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    circle = {group: name for name, groups in CIRCLES.items() for group in groups}
    known = events[["event", "series_group"]].assign(circle=events["series_group"].map(circle))
    rows = attendances(event_participants, tuple(CLAIMS)).merge(known.dropna(subset=["circle"]), on="event")
    by = ["country", "circle"]
    found = rows.groupby(by)["event"].nunique().rename("meetings")
    return pd.concat([found, most_cited(rows, by)], axis=1).reset_index()


CLAIMS = ("stated", "inferred")
"""Claims that may count; which of them do is decided before."""


def overlaps(counts: pd.DataFrame) -> pd.DataFrame:
    """Which circles have which states in common: a row per combination, most circles first.

    Columns: circles (tuple, in the order of CIRCLES), states (list of codes), number.
    """
    combined = counts.groupby("country")["circle"].agg(
        lambda circles: tuple(name for name in CIRCLES if name in set(circles))
    )
    rows = combined.rename("circles").reset_index().groupby("circles")["country"].agg(list)
    found = rows.rename("states").reset_index()
    found["number"] = found["states"].map(len)
    order = found["circles"].map(len)
    return found.assign(order=order).sort_values(
        ["order", "number", "circles"], ascending=[False, False, True], ignore_index=True
    )[["circles", "states", "number"]]


def in_circles(events: pd.DataFrame) -> pd.DataFrame:
    """The meetings that belong to one of the circles."""
    groups = [group for part in CIRCLES.values() for group in part]
    return events[events["series_group"].isin(groups)]


def by_community(attended: pd.DataFrame, states: Sequence[str], members: Sequence[str]) -> list[str]:
    """Some states, members first, each community together and its best tied states first."""
    ranked = centralities(seats_around(attended, members), members).set_index("country")
    inside = set(members)

    def place(code: str) -> tuple[bool, float, float, str]:
        row = ranked.loc[code]
        return code not in inside, row["community"], -row["encounters"], code

    return sorted((code for code in states if code in ranked.index), key=place)
