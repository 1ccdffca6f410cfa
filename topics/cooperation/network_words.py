"""What the network of states says in sentences: who connects others, and what is not counted."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from topics.cooperation.participants import claims_up_to, left_out
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import THIN, plural
from topics.vocabulary.sentences import first_short, sentence

FEWEST = 3
"""States from which on one of them can be said to connect the others."""
CONNECTS_PCT, CONNECTS_PAIRS = 10, 3
"""From this share and number of linked pairs on, a state is said to connect most pairs."""
INCOMPLETE = sentence("Participants are on record for some meetings only.")
NOTE = sentence(
    "The share of pairs whose strongest chain of shared meetings runs through the state; in brackets its "
    "range over resamples. Thicker: more meetings; same colour and shape: states that met most."
)


def network_title(ranked: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which state of `network.centralities`, at least one, connects most pairs of others."""
    inside = ranked[ranked["within_filter"]]
    first = inside.iloc[0]
    name = names[first["country"]]
    if len(inside) == 1:
        states = plural(first["states_met"], "other state")
        return sentence("{country} is on record at meetings with {states}", country=name, states=states)
    if len(inside) < FEWEST or first["pairs_linked"] < 1:
        return sentence("No state is needed to connect two others")
    share = share_words(first["pairs_linked_pct"])
    if first["pairs_linked_pct"] < CONNECTS_PCT or first["pairs_linked"] < CONNECTS_PAIRS:
        return sentence("No state connects many others: {country} most, {share}", country=name, share=share)
    return first_short(
        sentence("{country} connects most pairs of states: {limits}", country=name, limits=link_words(first)),
        sentence("{country} connects most pairs of states: {share}", country=name, share=share),
    )


def steadiness(leaders: Mapping[str, str], ranked: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Whether the first state of `network.centralities` stays first without the meetings of each circle.

    Args:
        leaders: from `network.leaders_without`.
        ranked: the states.
        names: of the countries.
    """
    linking = ranked[ranked["within_filter"] & (ranked["pairs_linked"] >= 1)]
    if linking.empty or not leaders:
        return INCOMPLETE
    first = linking["country"].iloc[0]
    other = {circle: names.get(code, "no state") for circle, code in leaders.items() if code != first}
    if not other:
        return sentence("{country} stays first whichever series is left out.", country=names[first])
    return sentence(
        "Left out one by one, these series put another state first: {cases}.",
        cases="; ".join(f"{circle} ({name})" for circle, name in other.items()),
    )


def more_states(count: int) -> str:
    """That participants are not on record for all meetings, and how many states have no mark."""
    if count > 0:
        return sentence("{incomplete} {count} more states in the table.", incomplete=INCOMPLETE, count=count)
    return INCOMPLETE


def not_counted(tables: Tables, view: View, *, claim: str = "stated") -> str:
    """How many attendances are not counted as their claim is weaker, as a sentence; empty where none is."""
    events = view.of(tables["events"], skip=("country",))["event"]
    counts = left_out(tables, events, claims_up_to(claim))
    inferred, disputed = (counts.get(name, 0) for name in ("inferred", "disputed"))
    if inferred and disputed:
        return sentence(
            "Not counted: {inferred} inferred and {disputed} disputed attendances.",
            inferred=inferred,
            disputed=disputed,
        )
    if inferred:
        return sentence("Not counted: {inferred} inferred attendances.", inferred=inferred)
    return sentence("Not counted: {disputed} disputed attendances.", disputed=disputed) if disputed else ""


def share_words(share_pct: float) -> str:
    r"""A share in words.

    >>> share_words(45.8), share_words(0.4)
    ('46\u202f%', 'under 1\u202f%')
    """
    return f"{share_pct:.0f}{THIN}%" if share_pct >= 1 else f"under 1{THIN}%"


def link_words(row: Any) -> str:
    r"""The share of pairs that a state links, with its limits.

    >>> link_words(pd.Series({"pairs_linked_pct": 46.2, "low_pct": 11.3, "high_pct": 48.0}))
    '46\u202f% (11–48\u202f%)'
    """
    return f"{share_words(row.pairs_linked_pct)} ({row.low_pct:.0f}–{row.high_pct:.0f}{THIN}%)"
