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
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_titles

MOST_DONORS, MOST_AREAS, MOST_AMOUNTS, MOST_CITED = 10, 5, 6, 8
COUNTED = {"money": "contribution", "project": "project", "meeting": "meeting", "membership": "membership"}
"""What an entry of a partner is, by its kind, in the order in which they are counted."""


def plan_heading(tables: Tables, state: str) -> str:
    """The heading of the plan."""
    return sentence(
        "Country coalition for {country}", country=country_names(tables, full=True).get(state, state)
    )


def partners_line(tables: Tables, partners: Sequence[str]) -> str:
    """Who the partners are, and on which day the plan is made."""
    names = party_names(tables)
    chosen = listed(names[partner] for partner in partners)
    if not chosen:
        return sentence("No partners chosen. Data of {day}.", day=long_date(tables.edition))
    return sentence("Partners: {partners}. Data of {day}.", partners=chosen, day=long_date(tables.edition))


def surroundings(tables: Tables, state: str) -> list[Line]:
    """Neighbours with what is left there, and land on borders."""
    around = neighbours(tables, state)
    if not around:
        return [
            Line(
                sentence("Borders"),
                sentence("No land border is on record; borders are recorded for South East Europe only."),
            )
        ]
    names, words, left = country_names(tables), family_names(tables), neighbour_statuses(tables, state)
    lines = [
        Line(
            names.get(code, code),
            "; ".join(
                f"{words[row.family]}: {dated_status(row)}"
                for row in left[left["country"] == code].itertuples()
            )
            or sentence("no data"),
        )
        for code in around
    ]
    near = border_areas(tables, state)
    near = near[near["area_km2"].notna()].tail(MOST_AREAS)
    return lines + [
        Line(
            sentence("On a border, {country} {year}", country=name, year=row.as_of.year),
            area_words(row.area_km2, row.area_class) + (f", {row.note}" if isinstance(row.note, str) else ""),
        )
        for name, row in zip(names_at_dates(near, tables), near.itertuples(), strict=True)
    ]


def operators_sentence(tables: Tables, state: str) -> str:
    """Who has carried out projects."""
    rows = operators(tables, state)
    words = "; ".join(f"{row.operator} ({row.projects})" for row in rows.itertuples())
    if not words:
        return sentence("No operator is on record.")
    return sentence("{operators} (number of projects).", operators=words)


def partner_lines(tables: Tables, state: str, partners: Sequence[str]) -> list[Line]:
    """What each partner has done."""
    entries, names = partner_entries(tables, state, partners), party_names(tables)
    return [Line(names[partner], _deeds(entries[entries["partner"] == partner])) for partner in partners]


def missing_sentences(tables: Tables, state: str, partners: Sequence[str]) -> list[str]:
    """Who gave before and is not chosen, which partners have no data, which neighbours are left out."""
    donors = donors_not_chosen(tables, state, partners).head(MOST_DONORS)
    gave = "; ".join(
        sentence("{donor} (last {year})", donor=row.donor, year=f"{row.last_year:.0f}")
        for row in donors.itertuples()
    )
    sentences = [sentence("Gave before: {donors}.", donors=gave)] if gave else []
    active = set(partner_entries(tables, state, partners)["partner"])
    names = party_names(tables)
    without_data = listed(names[partner] for partner in partners if partner not in active)
    if without_data:
        sentences.append(sentence("Partners without data: {partners}.", partners=without_data))
    others = listed(names.get(code, code) for code in neighbours(tables, state) if code not in partners)
    if others:
        sentences.append(sentence("Neighbours: {countries}.", countries=others))
    return sentences or [sentence("Nobody on record.")]


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
    words = "; ".join([*named, "Natural Earth (borders)"])
    if more > 0:
        return sentence("Sources: {titles} and {count} more, in the tables below.", titles=words, count=more)
    return sentence("Sources: {titles}.", titles=words)


def _completed(row: Any) -> str:
    return long_date(row.completed_on, row.completed_on_precision)


def _deeds(own: pd.DataFrame) -> str:
    """What one partner has done, in words."""
    if own.empty:
        return sentence("no data.")
    count, years = own["deed"].value_counts(), own["year"].dropna()
    span = year_range(years.min(), years.max()) if len(years) else ""
    counted = [plural(count.get(deed, 0), noun) for deed, noun in COUNTED.items() if count.get(deed, 0)]
    numbers = ", ".join([*counted, *filter(None, [span])])
    paid = own[own["deed"].isin(["money", "project"]) & own["amount"].notna()].tail(MOST_AMOUNTS)
    years = [sentence("undated") if pd.isna(year) else f"{year:.0f}" for year in paid["year"]]
    sums = [money(row.amount, row.currency) for row in paid.itertuples()]
    by_year = pd.Series(sums, dtype="str").groupby(years, sort=False).agg(", ".join)
    amounts = "; ".join(f"{year}: {words}" for year, words in by_year.items())
    if not amounts:
        return f"{numbers}."
    return sentence(
        "{numbers}. Last amounts, which may overlap: {amounts}.", numbers=numbers, amounts=amounts
    )


def _begun(start: pd.Timestamp) -> str:
    return sentence("start not dated") if pd.isna(start) else sentence("from {year}", year=start.year)


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
            sentence(
                "first meeting of a country coalition on record {year}; {hazard} declared complete, {day}. "
                "The records do not say what the coalition contributed.",
                year=first.year,
                hazard=hazard,
                day=_completed(row),
            ),
        )
    ]
