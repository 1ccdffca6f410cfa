"""What the network of states says in sentences: who connects others, how steadily, what is not counted."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.cooperation.chains import RESAMPLES
from topics.cooperation.participants import claims_up_to, left_out
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import THIN, plural

MOST_NAMED = 3
CONNECTS_PCT, CONNECTS_PAIRS = 10, 3
"""From this share and number of linked pairs on, a state is said to connect most pairs."""
METHOD = (
    "A meeting of n states ties each two of them with 1 ÷ (n − 1), so that a large conference does not "
    "outweigh talks of two. The length of a tie is 1 ÷ its strength; a state *links* two others of the view "
    "if the shortest chain between them runs through it (betweenness). The limits hold 95 of 100 values that "
    f"come out when the meetings are drawn again, with replacement, {RESAMPLES} times: they say how far a "
    "figure rests on which meetings are on record. Eigenvector centrality is high for states tied to states "
    "that are well tied themselves; the highest is 1. Communities come from greedy modularity. Lists of "
    "participants are incomplete: a state without a tie may have been there unrecorded, and series whose "
    "lists were published count for more than they should."
)


def network_title(ranked: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which state of `network.centralities`, at least one, connects most pairs of others."""
    inside = ranked[ranked["within_filter"]]
    if len(inside) == 1:
        only = inside.iloc[0]
        met = plural(only["states_met"], "other state")
        return f"{names[only['country']]} is on record at meetings with {met}"
    if len(inside) < MOST_NAMED or inside["pairs_linked"].iloc[0] < 1:
        return "No state of the filter is needed to link two others"
    first, share = names[inside["country"].iloc[0]], share_words(inside["pairs_linked_pct"].iloc[0])
    drawn_again = f"{_limits(inside.iloc[0])} when the meetings are drawn again"
    is_weak = inside["pairs_linked_pct"].iloc[0] < CONNECTS_PCT
    if is_weak or inside["pairs_linked"].iloc[0] < CONNECTS_PAIRS:
        return f"On record no state links many pairs of others: {first} links most, {share} ({drawn_again})"
    return f"On record {first} links most pairs of other states: {share} ({drawn_again})"


def connection_words(ranked: pd.DataFrame, leaders: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Which states connect the others, and whether they do without each circle, in a sentence or three."""
    inside = ranked[ranked["within_filter"]]
    if len(inside) < MOST_NAMED:
        return "Which state links others can be said for three countries or more."
    linking = inside[inside["pairs_linked"] >= 1]
    first = "No state is needed to link two others: every pair is best linked directly."
    if len(linking):
        top = linking.head(MOST_NAMED).itertuples()
        shares = listed(f"{names[row.country]} for {link_words(row._asdict())}" for row in top)
        first = f"Of the pairs of other states, the strongest chain of shared meetings runs through {shares}."
    tied = inside.dropna(subset=["eigenvector"]).sort_values("eigenvector", ascending=False, kind="stable")
    best = listed(names[code] for code in tied["country"].head(MOST_NAMED))
    last = f"Tied most closely to states that are well tied themselves: {best}." if best else ""
    parts = [first, _sureness(linking, names), _steadiness(linking, leaders, names)]
    parts += [_from_outside(ranked, linking, names), last]
    return " ".join(filter(None, parts))


def not_counted(tables: Tables, view: View, *, claim: str = "stated") -> str:
    """How many attendances are not counted as their claim is weaker, as a sentence; empty where none is."""
    events = view.of(tables["events"], skip=("country",))["event"]
    counts = left_out(tables, events, claims_up_to(claim))
    words = listed(f"{count} {name}" for name, count in counts.items() if count)
    return f"Not counted: {words} attendances of single states." if words else ""


def share_words(share_pct: float) -> str:
    r"""A share in words.

    >>> share_words(45.8), share_words(0.4)
    ('46\u202f%', 'under 1\u202f%')
    """
    return f"{share_pct:.0f}{THIN}%" if share_pct >= 1 else f"under 1{THIN}%"


def link_words(row: Mapping[str, Any]) -> str:
    r"""The share of pairs that a state links, with its limits.

    >>> link_words({"pairs_linked_pct": 46.2, "low_pct": 11.3, "high_pct": 48.0})
    '46\u202f% (11–48\u202f%)'
    """
    return f"{share_words(row['pairs_linked_pct'])} ({_limits(row)})"


def _limits(row: Mapping[str, Any]) -> str:
    return f"{row['low_pct']:.0f}–{row['high_pct']:.0f}{THIN}%"


def _sureness(linking: pd.DataFrame, names: Mapping[str, str]) -> str:
    """In how many resamples the first state is first, and the middle of its share in them."""
    if linking.empty:
        return ""
    row = linking.iloc[0]
    return (
        f"In brackets are the limits when the meetings are drawn again {RESAMPLES} times: "
        f"{names[row['country']]} is then first in {share_words(row['first_pct'])} of cases, with "
        f"{share_words(row['middle_pct'])} in the middle."
    )


def _from_outside(ranked: pd.DataFrame, linking: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Whether a state that is no member links more pairs than the first member."""
    outside = ranked[~ranked["within_filter"] & (ranked["pairs_linked"] >= 1)].head(1)
    least = linking["pairs_linked"].max() if len(linking) else 0
    if outside.empty or outside["pairs_linked"].iloc[0] <= least:
        return ""
    row = outside.iloc[0]
    return f"{names[row['country']]}, outside the filter, links more: {link_words(row)}."


def _steadiness(linking: pd.DataFrame, leaders: Mapping[str, str], names: Mapping[str, str]) -> str:
    if linking.empty or not leaders:
        return ""
    first = linking["country"].iloc[0]
    other = {circle: code for circle, code in leaders.items() if code != first}
    if not other:
        return f"{names[first]} stays first whichever meeting series is left out."
    cases = listed(f"without {circle} it is {names.get(code, 'no state')}" for circle, code in other.items())
    if len(other) == 1:
        return f"That rests on one meeting series: {cases}."
    return f"That depends on the meeting series that are counted: {cases}."
