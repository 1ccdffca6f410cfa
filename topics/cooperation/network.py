"""The network that states make by the meetings they shared: ties, centralities, communities, places."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import lcm
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from topics.cooperation.participants import attendances, claims_up_to
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.meetings import circles

if TYPE_CHECKING:
    import networkx

SEED = 4
"""Places the points of the network: the same ties give the same picture."""
PAIR = ["country", "other"]
CENTRALITIES = ["country", "within_filter", "meetings", "states_met", "encounters", "pairs_linked"]
CENTRALITIES += ["pairs_linked_pct", "eigenvector", "community", "sources", "records"]


def view_attendances(tables: Tables, view: View, claim: str = "stated") -> pd.DataFrame:
    """Attendances of all states at the meetings of the years in view, as sure as a claim or surer."""
    events = view.of(tables["events"], skip=("country",))
    rows = tables.derive(attendances, claims_up_to(claim))
    return rows[rows["event"].isin(events["event"])]


def shared_attendances(attended: pd.DataFrame, members: Iterable[str]) -> pd.DataFrame:
    """Attendances at meetings that one of some states, or any state, shared with another one."""
    members = set(members)
    shared = attended[attended.duplicated("event", keep=False)]
    if not members:
        return shared
    return shared[shared["event"].isin(shared.loc[shared["country"].isin(members), "event"])]


def ties(shared: pd.DataFrame) -> pd.DataFrame:
    """Each pair of states once, with the number of meetings they shared.

    *Columns*: country, other, meetings.
    """
    counts: dict[tuple[str, str], int] = {}
    for _, states in shared.groupby("event", sort=True)["country"]:
        for pair in combinations(sorted(set(states)), 2):
            counts[pair] = counts.get(pair, 0) + 1
    return pd.DataFrame([(*pair, counts[pair]) for pair in sorted(counts)], columns=[*PAIR, "meetings"])


def shared_by_pair(shared: pd.DataFrame) -> pd.DataFrame:
    """Each pair of states both ways round, with the meetings they shared and both attendances as records.

    *Columns*: country, other, meetings, events, records.
    """
    rows = shared[["event", "country", "record_id"]]
    rows = rows.merge(rows.rename(columns={"country": "other", "record_id": "other_id"}), on="event")
    rows = rows[rows["country"] != rows["other"]]
    rows = rows.assign(records=list(zip(rows["record_id"], rows["other_id"], strict=True)))
    grouped = rows.groupby(PAIR, as_index=False)
    return grouped.agg(meetings=("event", "nunique"), events=("event", list), records=("records", united))


def centralities(shared: pd.DataFrame, members: Iterable[str] = ()) -> pd.DataFrame:
    """How each state stands in the network, those that link most pairs first.

    *Columns*: CENTRALITIES. meetings (with another state), states_met, encounters (states met, counted anew
    at each meeting), pairs_linked and pairs_linked_pct (pairs of other members whose strongest chain of
    meetings runs through it, and their share), eigenvector (tied to states that are well tied themselves; the
    highest is 1), community (1: the one with most ties), sources (how many), records (its attendances).

    *Source*: betweenness of a subset, with ways of one divided by the meetings shared (Brandes 2008);
    eigenvector centrality (Bonacich 1987); communities by greedy modularity (Clauset, Newman, Moore 2004).
    """
    pairs = ties(shared)
    if pairs.empty:
        return pd.DataFrame({name: [] for name in CENTRALITIES}).astype({"within_filter": "bool"})
    network = graph(pairs)
    rows = _linking(network, members)
    attended = shared.groupby("country")
    rows = rows.assign(
        community=rows["country"].map(_communities(network)),
        meetings=rows["country"].map(attended["event"].nunique()),
        states_met=[network.degree(country) for country in rows["country"]],
        encounters=[network.degree(country, weight="meetings") for country in rows["country"]],
        sources=rows["country"].map(attended["source"].nunique()),
        records=rows["country"].map(attended["record_id"].agg(tuple)),
    )
    others = rows["within_filter"].sum() - rows["within_filter"].astype("int64")
    possible = (others * (others - 1) / 2).where(others > 1)
    share = (100 * rows["pairs_linked"] / possible).round(1)
    return rows.assign(pairs_linked_pct=share)[CENTRALITIES]


def graph(pairs: pd.DataFrame) -> "networkx.Graph":
    """States joined by the meetings they shared; the more meetings, the shorter the way.

    Ways are whole numbers, so that ways of the same length are equal.
    """
    network = _library().Graph()
    whole = lcm(*(int(meetings) for meetings in pairs["meetings"])) if len(pairs) else 1
    for row in pairs.itertuples():
        network.add_edge(row.country, row.other, meetings=int(row.meetings), way=whole // int(row.meetings))
    return network


def places(pairs: pd.DataFrame) -> pd.DataFrame:
    """Where to draw each state: near those with whom it shared many meetings.

    *Columns*: country, x, y (0 to 1).
    """
    network = graph(pairs)
    for _, _, tie in network.edges(data=True):
        tie["pull"] = tie["meetings"] ** 0.5
    apart = 2.2 / max(len(network), 1) ** 0.5
    spots = _library().spring_layout(network, weight="pull", k=apart, seed=SEED, iterations=300)
    at = [(country, *spots[country]) for country in sorted(spots)]
    rows = pd.DataFrame(at, columns=["country", "x", "y"])
    for axis in ("x", "y"):
        span = rows[axis].max() - rows[axis].min() if len(rows) else 0
        rows[axis] = (rows[axis] - rows[axis].min()) / span if span else 0.5
    return rows.round(4)


def leaders_without(
    shared: pd.DataFrame, circle_of_event: Mapping[str, str], members: Sequence[str]
) -> dict[str, str]:
    """Which member links most pairs when the meetings of one circle are left out, by circle.

    An empty code where no pair is linked through a third state any more.
    """
    circle = shared["event"].map(circle_of_event)
    return {name: _leader(shared[circle != name], members) for name in sorted(circle.dropna().unique())}


def circle_of_event(tables: Tables) -> dict[str, str]:
    """The circle of each meeting that belongs to one."""
    events = tables["events"]
    circle = events["series_group"].map(circles(tables))
    return dict(zip(events["event"][circle.notna()], circle.dropna(), strict=True))


def states_in_matrix(attended: pd.DataFrame, members: Sequence[str], most: int) -> list[str]:
    """The members that met others most, then the states that they met; each community together."""
    shared = shared_attendances(attended, members)
    if shared.empty:
        return []
    network, meetings = graph(ties(shared)), shared.groupby("country")["event"].nunique()
    inside, community = set(members or network.nodes), _communities(network)
    encounters = dict(network.degree(weight="meetings"))
    first = sorted(network.nodes, key=lambda state: (state not in inside, -meetings[state], state))[:most]
    return sorted(first, key=lambda state: (state not in inside, community[state], -encounters[state], state))


def states_of_network(tables: Tables, view: View, *, claim: str = "stated") -> tuple[str, ...]:
    """The states that shared a meeting with one of the view, by name."""
    shared = shared_attendances(view_attendances(tables, view, claim), view.members)
    names = country_names(tables)
    return tuple(sorted(shared["country"].unique(), key=lambda code: names.get(code, code)))


def meetings_of_all(tables: Tables, attended: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """The meetings at which all of some states took part."""
    counts = attended[attended["country"].isin(states)].groupby("event")["country"].nunique()
    events = tables["events"]
    return events[events["event"].isin(counts.index[counts == len(set(states))])]


def _leader(shared: pd.DataFrame, members: Sequence[str]) -> str:
    pairs = ties(shared[shared.duplicated("event", keep=False)])
    if pairs.empty:
        return ""
    ranked = _linking(graph(pairs), members)
    ranked = ranked[ranked["within_filter"] & (ranked["pairs_linked"] > 0)]
    return str(ranked["country"].iloc[0]) if len(ranked) else ""


def _library() -> ModuleType:
    import networkx  # noqa: PLC0415 - a quarter of a second that only readers of a network wait for

    return networkx


def _linking(network: "networkx.Graph", members: Iterable[str]) -> pd.DataFrame:
    """Country, within_filter, pairs_linked and eigenvector, those that link most pairs of members first."""
    inside = sorted(set(members or network.nodes) & set(network.nodes))
    between = _library().betweenness_centrality_subset(network, inside, inside, weight="way")
    rows = pd.DataFrame({"country": sorted(network.nodes)})
    rows["within_filter"] = rows["country"].isin(inside)
    rows["pairs_linked"] = rows["country"].map(between).astype("float64").round(2)
    rows["eigenvector"] = rows["country"].map(_eigenvector(network)).astype("float64")
    order = {"pairs_linked": False, "eigenvector": False, "country": True}
    return rows.sort_values([*order], ascending=[*order.values()], ignore_index=True)


def _communities(network: "networkx.Graph") -> dict[str, int]:
    parts = _library().community.greedy_modularity_communities(network, weight="meetings")
    size = {min(part): sum(network.degree(country, weight="meetings") for country in part) for part in parts}
    ordered = sorted(parts, key=lambda part: (-size[min(part)], min(part)))
    return {country: place for place, part in enumerate(ordered, 1) for country in part}


def _eigenvector(network: "networkx.Graph") -> dict[str, float]:
    """Eigenvector centrality in the largest connected part, the highest being 1; elsewhere nothing."""
    largest = max(_library().connected_components(network), key=lambda part: (len(part), min(part)))
    part = network.subgraph(sorted(largest))
    values = _library().eigenvector_centrality_numpy(part, weight="meetings") if len(part) > 2 else {}
    top = max(values.values(), default=1.0)
    return {country: round(float(value) / top, 3) for country, value in values.items()}
