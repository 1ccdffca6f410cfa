"""The network that states make by the meetings they shared: ties, centralities, communities, places."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import ModuleType
from typing import TYPE_CHECKING

import pandas as pd

from topics.cooperation.chains import linked_pairs, pairs_linked
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
PERCENT = ["pairs_linked_pct", "low_pct", "middle_pct", "high_pct", "first_pct"]
CENTRALITIES = ["country", "within_filter", "meetings", "states_met", "encounters", "pairs_linked"]
CENTRALITIES += [*PERCENT, "eigenvector", "community", "sources", "records"]


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

    *Columns*: country, other, meetings, strength (the sum of 1 ÷ (n - 1) over meetings of n states).
    """
    counts: dict[tuple[str, str], int] = {}
    strengths: dict[tuple[str, str], float] = {}
    for _, states in shared.groupby("event", sort=True)["country"]:
        present = sorted(set(states))
        for pair in combinations(present, 2):
            counts[pair] = counts.get(pair, 0) + 1
            strengths[pair] = strengths.get(pair, 0) + 1 / (len(present) - 1)
    rows = [(*pair, counts[pair], strengths[pair]) for pair in sorted(counts)]
    return pd.DataFrame(rows, columns=[*PAIR, "meetings", "strength"])


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


def state_standing(
    tables: Tables, claim: str, events: tuple[str, ...], members: tuple[str, ...]
) -> pd.DataFrame:
    """`centralities` at some meetings that a member shared, by attendances as sure as a claim or surer."""
    attended = tables.derive(attendances, claims_up_to(claim))
    return centralities(shared_attendances(attended[attended["event"].isin(events)], members), members)


def centralities(shared: pd.DataFrame, members: Iterable[str] = ()) -> pd.DataFrame:
    """How each state stands in the network, those that link most pairs first.

    *Columns*: CENTRALITIES. meetings (with another state), states_met, encounters (states met, counted anew
    at each meeting), pairs_linked to first_pct (from `chains.linked_pairs`), eigenvector (tied to states that
    are well tied themselves; the highest is 1), community (1: the one with most ties), sources (how many),
    records (its attendances).

    *Source*: eigenvector centrality (Bonacich 1987); communities by greedy modularity (Clauset, Newman, Moore
    2004); both on the strength of `ties`.
    """
    pairs = ties(shared)
    if pairs.empty:
        return pd.DataFrame({name: [] for name in CENTRALITIES}).astype({"within_filter": "bool"})
    network, attended = graph(pairs), shared.groupby("country")
    rows = linked_pairs(shared, members).round({"pairs_linked": 2} | dict.fromkeys(PERCENT, 1)).reset_index()
    country = rows["country"]
    rows = rows.assign(
        within_filter=country.isin(set(members or network.nodes)),
        eigenvector=country.map(_eigenvector(network)).astype("float64"),
        community=country.map(_communities(network)),
        meetings=country.map(attended["event"].nunique()),
        states_met=[network.degree(code) for code in country],
        encounters=[network.degree(code, weight="meetings") for code in country],
        sources=country.map(attended["source"].nunique()),
        records=country.map(attended["record_id"].agg(tuple)),
    )
    order = {"pairs_linked": False, "eigenvector": False, "country": True}
    return rows.sort_values([*order], ascending=[*order.values()], ignore_index=True)[CENTRALITIES]


def graph(pairs: pd.DataFrame) -> "networkx.Graph":
    """States joined by the meetings they shared."""
    return _library().from_pandas_edgelist(pairs, *PAIR, edge_attr=["meetings", "strength"])


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
    shared = shared[shared.duplicated("event", keep=False)]
    if shared.empty:
        return ""
    linked = pairs_linked(shared, members)
    linked = linked[linked.index.isin(members or linked.index)].round(2)
    return str(linked.idxmax()) if (linked > 0).any() else ""


def _library() -> ModuleType:
    import networkx  # noqa: PLC0415 - a quarter of a second that only readers of a network wait for

    return networkx


def _communities(network: "networkx.Graph") -> dict[str, int]:
    parts = _library().community.greedy_modularity_communities(network, weight="strength")
    size = {min(part): sum(network.degree(country, weight="meetings") for country in part) for part in parts}
    ordered = sorted(parts, key=lambda part: (-size[min(part)], min(part)))
    return {country: place for place, part in enumerate(ordered, 1) for country in part}


def _eigenvector(network: "networkx.Graph") -> dict[str, float]:
    """Eigenvector centrality in the largest connected part, the highest being 1; elsewhere nothing."""
    largest = max(_library().connected_components(network), key=lambda part: (len(part), min(part)))
    part = network.subgraph(sorted(largest))
    values = _library().eigenvector_centrality_numpy(part, weight="strength") if len(part) > 2 else {}
    top = max(values.values(), default=1.0)
    return {country: round(float(value) / top, 3) for country, value in values.items()}
