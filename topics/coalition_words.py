"""Composes the plan of a country coalition in sentences: borders, partners, donors, past ones."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from topics.coalition import (
    Line,
    border_areas,
    donors_not_chosen,
    neighbour_statuses,
    neighbours,
    operators,
    partner_entries,
    past_coalitions,
)
from topics.coalition_duties import duty_records
from topics.cooperation.projects import party_names
from topics.costs import costs
from topics.land.projection import projections
from topics.land.status import completed_states
from topics.land.status_words import area_words, dated_status
from topics.records.evidence import record_index
from topics.tables import Tables
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.hazards import family_names
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import money, number
from topics.vocabulary.sources import source_titles

MOST_DONORS, MOST_AREAS, MOST_AMOUNTS, MOST_CITED = 10, 5, 6, 8
COUNTED = {"money": "money", "project": "projects", "meeting": "meetings", "membership": "memberships"}
"""Kinds of entries of a partner, in the order in which they are counted."""


def plan_heading(tables: Tables, state: str) -> str:
    """The heading of the plan."""
    return f"Country coalition for {country_names(tables, full=True).get(state, state)}"


def partners_line(tables: Tables, partners: Sequence[str]) -> str:
    """Who the partners are, and on which day the plan is made."""
    names = party_names(tables)
    chosen = listed(names[partner] for partner in partners) or "none chosen"
    return f"Partners: {chosen}. {long_date(tables.today)}. Projections are not promises."


def surroundings(tables: Tables, state: str) -> list[Line]:
    """Neighbours with what is left there, and land on borders."""
    around = neighbours(tables, state)
    if not around:
        return [Line("Borders", "no land border is on record; they are recorded for South East Europe only.")]
    names, words, left = country_names(tables), family_names(tables), neighbour_statuses(tables, state)
    lines = [
        Line(
            names.get(code, code),
            "; ".join(
                f"{words[row.family]}: {dated_status(row)}"
                for row in left[left["country"] == code].itertuples()
            )
            or "no data found",
        )
        for code in around
    ]
    near = border_areas(tables, state)
    near = near[near["area_km2"].notna()].tail(MOST_AREAS)
    return lines + [
        Line(
            f"On a border, {name} {row.as_of.year}",
            area_words(row.area_km2, row.area_class) + (f", {row.note}" if isinstance(row.note, str) else ""),
        )
        for name, row in zip(names_at_dates(near, tables), near.itertuples(), strict=True)
    ]


def operators_sentence(tables: Tables, state: str) -> str:
    """Who has carried out projects."""
    rows = operators(tables, state)
    words = "; ".join(f"{row.operator} ({row.projects})" for row in rows.itertuples())
    return f"{words} (number of projects)." if words else "No operator is on record."


def partner_lines(tables: Tables, state: str, partners: Sequence[str]) -> list[Line]:
    """What each partner has done."""
    entries, names = partner_entries(tables, state, partners), party_names(tables)
    return [Line(names[partner], _deeds(entries[entries["partner"] == partner])) for partner in partners]


def missing_sentences(tables: Tables, state: str, partners: Sequence[str]) -> list[str]:
    """Who gave before and is not chosen, which partners have no data, which neighbours are left out."""
    donors = donors_not_chosen(tables, state, partners).head(MOST_DONORS)
    gave = "; ".join(f"{row.donor} (last {row.last_year:.0f})" for row in donors.itertuples())
    sentences = [f"Gave before and not among the partners: {gave or 'none on record'}."]
    active = set(partner_entries(tables, state, partners)["partner"])
    names = party_names(tables)
    without_data = listed(names[partner] for partner in partners if partner not in active)
    if without_data:
        sentences.append(f"Partners without data: {without_data}.")
    others = listed(names.get(code, code) for code in neighbours(tables, state) if code not in partners)
    return [*sentences, f"Neighbours not among the partners: {others or 'none'}."]


def past_lines(tables: Tables, state: str = "BIH", family: str = "CMR") -> list[Line]:
    """Past coalitions, and how the one of a state and a hazard ended."""
    names = country_names(tables)
    lines = []
    for row in past_coalitions(tables).itertuples():
        where = listed(names.get(code, code) for code in row.countries.split(";"))
        facts = [
            year_range(row.start.year, row.end.year) if pd.notna(row.end) else _begun(row.start),
            money(row.amount, row.currency) if pd.notna(row.amount) else "",
            number(row.area_km2, "km²") if pd.notna(row.area_km2) else "",
        ]
        lines.append(Line(row.example, f"{', '.join(filter(None, facts))}; {where}. {row.title}."))
    return [*lines, *_outcome(tables, state, family)]


def cited_sentence(tables: Tables, state: str, partners: Sequence[str]) -> str:
    """The documents behind the plan, the most cited first."""
    cases = projections(tables)
    records = [
        *cases.loc[cases["country"] == state, "records"],
        *tables.derive(costs)["records"],
        *duty_records(tables, state),
        *partner_entries(tables, state, partners)["records"],
        *donors_not_chosen(tables, state, partners)["records"],
    ]
    index = tables.derive(record_index)["source"]
    counts = Counter(index[record] for ids in records for record in ids)
    titles = source_titles(tables)
    named = [titles.get(source, source) for source, _ in counts.most_common(MOST_CITED)]
    more = len(counts) - len(named)
    others = f" and {more} more, in the tables below" if more > 0 else ""
    return f"Sources: {'; '.join([*named, 'Natural Earth (borders)'])}{others}."


def _completed(row: Any) -> str:
    return long_date(row.completed_on, row.completed_on_precision)


def _deeds(own: pd.DataFrame) -> str:
    """What one partner has done, in words."""
    if own.empty:
        return "no data found."
    count, years = own["deed"].value_counts(), own["year"].dropna()
    span = f", {year_range(years.min(), years.max())}" if len(years) else ""
    numbers = ", ".join(f"{name} {count.get(deed, 0)}" for deed, name in COUNTED.items())
    paid = own[own["deed"].isin(["money", "project"]) & own["amount"].notna()].tail(MOST_AMOUNTS)
    amounts = "; ".join(
        f"{'undated' if pd.isna(row.year) else int(row.year)}: {money(row.amount, row.currency)}"
        for row in paid.itertuples()
    )
    return f"entries on record{span}: {numbers}." + (
        f" Last amounts (they may overlap): {amounts}." if amounts else ""
    )


def _begun(start: pd.Timestamp) -> str:
    return "start not dated" if pd.isna(start) else f"from {start.year}"


def _outcome(tables: Tables, state: str, family: str) -> list[Line]:
    """When a state with a coalition met first about it and when its land was declared cleared."""
    done = completed_states(tables)
    done = done[done["country"].eq(state) & done["family"].eq(family)]
    series, events = tables["series"], tables["events"]
    about = series.loc[series["about_coalitions"], "series"]
    first = events.loc[events["series"].isin(about), "start"].min()
    if done.empty or pd.isna(first):
        return []
    row = next(done.itertuples())
    name, hazard = country_names(tables, full=True)[state], family_names(tables)[family]
    return [
        Line(
            name,
            f"first meeting of a country coalition on record {first.year}; {hazard} declared complete, "
            f"{_completed(row)}. The records do not say what the coalition contributed.",
        )
    ]
