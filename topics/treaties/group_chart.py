"""Curves of several groups of states beside each other, as shares of each group or as states."""

from datetime import date
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, step_curve
from topics.tables import Tables
from topics.treaties import groups as regions
from topics.treaties.groups import ALWAYS, BEFORE, group_counts, own_counts
from topics.treaties.status import states_of
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import part_of
from topics.vocabulary.text import bold, escape, lines
from topics.vocabulary.treaties import STEPS

DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
AXES = {
    "deposits": "States that have deposited, less withdrawals",
    "signatures": "States that have signed",
    "entries into force": "States for which it is in force",
}
SHARE = "Share of the states of the group, %"
VERBS = {"deposits": "have joined", "signatures": "have signed", "entries into force": "are bound by"}
COLUMNS = ("group", "country", "what", "action", "date", "counted_from", "change", "states_after", "members")
OWN = "Own group"


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
    the reader makes a group of; `count` is a key of AXES. With `of_each_day` the members of each day count
    instead of those of today, where the days are on record.
    """
    codes = groups or regions.compared_groups(tables)
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
        return empty(f"No state of these groups is on record under the {name}")
    shares = 100 * rows["states_after"] / rows["members"].clip(lower=1)
    rows["height"] = rows["states_after"] if as_states else shares.round(1)
    by_group = enumerate(rows.groupby("group", sort=False))
    traces = [trace for place, (_, part) in by_group for trace in _line(part, place, view.day)]
    title, note = _title(rows, VERBS[count], name), _note(tables, view, codes, dated)
    figure = {"data": traces, "layout": _layout(AXES[count] if as_states else SHARE)}
    return Chart(title, rows, figure, note, COLUMNS, scope_words(tables, view, treaty))


def _layout(title: str) -> dict[str, Any]:
    return {
        "height": 460,
        "xaxis": {"title": {"text": "Date"}},
        "yaxis": {"title": {"text": title}, "rangemode": "tozero"},
    }


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


def _line(rows: pd.DataFrame, place: int, day: date) -> list[Trace]:
    last = rows.iloc[-1]
    name = f"{escape(last['group'])}: {last['states_after']} of {last['members']}"
    line = {"color": theme.PALETTE[place % len(theme.PALETTE)], "dash": DASHES[place % len(DASHES)]}
    return step_curve(rows, "counted_from", "height", name, line, end=f"{day:%Y-%m-%d}")


def _title(rows: pd.DataFrame, verb: str, name: str) -> str:
    """The group with the largest share and the one with the smallest."""
    ends = rows.groupby("group", sort=False)[["states_after", "members"]].last()
    ends = ends[ends["states_after"] > 0]
    shares = ends["states_after"] / ends["members"].clip(lower=1)
    if ends.empty:
        return f"No state of these groups {verb.replace('have', 'has')} the {name}"
    most, least = shares.idxmax(), shares.idxmin()
    counts = {title: (ends["states_after"][title], ends["members"][title]) for title in (most, least)}
    words = f"{most}: {part_of(*counts[most], 'state', (verb.replace('have', 'has'), verb))} the {name}"
    joined, members = counts[least]
    return words if most == least else f"{words}; {least}: {joined} of {members}"


def _note(tables: Tables, view: View, codes: tuple[str, ...], dated: list[str]) -> str:
    """Whose members are counted, and as of when."""
    titles, today = regions.group_titles(tables), f"embers as on {long_date(view.day)}"
    note = f"M{today}."
    if dated:
        others = f" For the others the days of joining are not known: m{today}." * (len(dated) < len(codes))
        note = f"Members of each day: {listed(titles[code] for code in dated)}.{others}"
        by_year = [titles[code] for code in dated if regions.is_dated_by_year(tables, code)]
        if by_year:
            note += f" {listed(by_year)}: from the end of the year of accession."
    return f"{note} Areas that are no states are left out."
