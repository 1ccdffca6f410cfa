"""Curves of several groups of states beside each other, as shares of each group or as states."""

from datetime import date
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.line_ends import named_ends
from charts.marks import Trace, step_curve
from topics.tables import Tables
from topics.treaties import groups as regions
from topics.treaties.groups import ALWAYS, BEFORE, group_counts, own_counts
from topics.treaties.status import states_of
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.text import bold, escape, lines, wrap
from topics.vocabulary.treaties import STEPS

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
COLUMNS = ("counted_from", "group", "country", "what", "change", "states_after", "members")
LETTERS = 13
"""In a line of a name beside the plot."""
OWN = sentence("Own group")


def group_curves(
    tables: Tables,
    view: View,
    *,
    treaty: str = "CCM",
    groups: tuple[str, ...] = (),
    own: tuple[str, ...] = (),
    count: str = "deposits",
    as_states: bool = False,
    of_each_day: bool = False,
) -> Chart:
    """A line of steps for each group of states, in shares of the group or in states (`as_states`).

    `groups` are codes of regions, without them those that are compared by default; `own` are countries that
    the reader makes a group of; `count` is a key of `counts.CURVES`. With `of_each_day` the members of each
    day count instead of those of today, where the days are on record.
    """
    codes = groups or regions.compared_groups(tables)
    if not own and not view.countries and view.region not in codes:
        codes = (*codes, view.region)
    dated = [code for code in codes if of_each_day and regions.is_dated(tables, code)]
    name, titles = treaty_name(tables, treaty), regions.group_titles(tables)
    chosen = dict.fromkeys(states_of(tables, own or view.countries), ALWAYS)
    parts = [
        (titles.get(code, code), tables.derive(group_counts, treaty, count, code, view.day, code in dated))
        for code in codes
    ]
    parts.append((OWN if own else view.place, own_counts(tables, treaty, count, chosen, view.day, {})))
    rows = _rows(tables, parts)
    if rows.empty or not rows["states_after"].any():
        return empty(sentence("No state of these groups is on record under the {treaty}", treaty=name))
    shares = 100 * rows["states_after"] / rows["members"].clip(lower=1)
    rows["height"] = rows["states_after"] if as_states else shares.round(1)
    figure = {"data": _lines(rows, view.day), "layout": _layout(rows)}
    note, measure = _note(tables, view, codes, dated), _measure(count, name, as_states)
    return Chart(_title(rows, count), rows, figure, note, COLUMNS, long_date(view.day), measure=measure)


def _measure(count: str, name: str, as_states: bool) -> str:
    """What the lines count, in states or as a share."""
    if as_states:
        return {
            "deposits": sentence("Number of states that have joined the {treaty}", treaty=name),
            "signatures": sentence("Number of states that have signed the {treaty}", treaty=name),
            "entries into force": sentence("Number of states bound by the {treaty}", treaty=name),
        }[count]
    return {
        "deposits": sentence("States that have joined the {treaty}, % of each group", treaty=name),
        "signatures": sentence("States that have signed the {treaty}, % of each group", treaty=name),
        "entries into force": sentence("States bound by the {treaty}, % of each group", treaty=name),
    }[count]


def _layout(rows: pd.DataFrame) -> dict[str, Any]:
    """The name of each group at the end of its line."""
    last = rows.groupby("group", sort=False).tail(1).to_dict("records")
    ends = [
        (
            f"{wrap(row['group'], LETTERS)} {row['states_after']}/{row['members']}",
            theme.PALETTE[place % len(theme.PALETTE)],
            row["height"],
        )
        for place, row in enumerate(last)
    ]
    return named_ends(ends, rows["height"].max())


def _rows(tables: Tables, parts: list[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    """The changes of each group, by its title, with their labels."""
    names = country_names(tables, full=True)
    labelled = [
        rows.assign(group=title, label=[_label(row, title, names) for row in rows.to_dict("records")])
        for title, rows in parts
        if len(rows)
    ]
    if not labelled:
        return pd.DataFrame()
    return pd.concat(labelled, ignore_index=True).drop(columns=["step_text", "source_text"])


def _label(row: dict[str, Any], title: str, names: dict[str, str]) -> str:
    """What happened, and how many of the group then had taken the step."""
    share = f", {100 * row['states_after'] / row['members']:.0f} %" if row["members"] else ""
    total = f"{row['states_after']} of {row['members']} states{share}"
    if row["what"] == BEFORE:
        return lines(bold(title), total)
    who = row["name"] if isinstance(row["name"], str) else names.get(row["country"], row["country"])
    deed = f"{STEPS.get(row['what'], row['what'])}, {long_date(row['counted_from'])}"
    source = row["source_text"] if isinstance(row["source_text"], str) else ""
    return lines(f"{bold(who)} {deed}", f"{escape(title)}: {total}", source)


def _lines(rows: pd.DataFrame, day: date) -> list[Trace]:
    traces: list[Trace] = []
    for place, (group, part) in enumerate(rows.groupby("group", sort=False)):
        last = part.iloc[-1]
        name = f"{escape(group)}: {last['states_after']} of {last['members']}"
        line = {"color": theme.PALETTE[place % len(theme.PALETTE)], "dash": DASHES[place % len(DASHES)]}
        traces += step_curve(part, "counted_from", "height", name, line, end=f"{day:%Y-%m-%d}")
    return traces


def _title(rows: pd.DataFrame, count: str) -> str:
    """The group with the largest share."""
    ends = rows.groupby("group", sort=False)[["states_after", "members"]].last()
    group = (ends["states_after"] / ends["members"].clip(lower=1)).idxmax()
    parts = {"group": group, "states": ends["states_after"][group], "members": ends["members"][group]}
    if count == "signatures":
        return first_short(
            sentence("Highest share: {group}, {states} of {members} states have signed", **parts),
            sentence("Highest share of a group: {states} of {members} states have signed", **parts),
        )
    if count == "entries into force":
        return first_short(
            sentence("Highest share: {group}, {states} of {members} states are bound", **parts),
            sentence("Highest share of a group: {states} of {members} states are bound", **parts),
        )
    return first_short(
        sentence("Highest share: {group}, {states} of {members} states have joined", **parts),
        sentence("Highest share of a group: {states} of {members} states have joined", **parts),
    )


def _note(tables: Tables, view: View, codes: tuple[str, ...], dated: list[str]) -> str:
    """Whose members are counted, and as of when."""
    day = long_date(view.day)
    if not dated:
        return sentence("Members are those of {day}; areas that are no states are left out.", day=day)
    if len(dated) == len(codes):
        return sentence("Members are those of each day; areas that are no states are left out.")
    titles = regions.group_titles(tables)
    groups = listed((titles[code] for code in dated), most=4, noun="groups")
    return sentence("Members of each day: {groups}. The others: members on {day}.", groups=groups, day=day)
