"""Amounts and contributions in words: hover texts, and sentences on what a drawing leaves out."""

from typing import Any

import pandas as pd

from topics.money.flows import ALL, BY_DONOR, contributions
from topics.money.totals import national_money
from topics.tables import Tables
from topics.view import WORLD, View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import listed_years
from topics.vocabulary.lists import listed
from topics.vocabulary.money import FLOW_PHRASES
from topics.vocabulary.numbers import money
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap


def no_contribution(flow: str = "") -> str:
    """What stands in place of contributions, of one flow where it is named."""
    if not flow:
        return sentence("No contribution on record")
    return sentence("No contribution {of_flow} on record", of_flow=FLOW_PHRASES[flow])


def amount_words(row: Any) -> str:
    """An amount as printed, with US dollars beside where the currency is another."""
    dollars = money(row.amount_usd) if pd.notna(row.amount_usd) else "no figure in US dollars"
    if row.currency == "USD" or not isinstance(row.currency, str) or pd.isna(row.amount):
        return dollars
    return f"{money(row.amount, row.currency)} ({dollars})"


def dated_amount(row: Any) -> str:
    """The year and the amount of a contribution."""
    return f"{int(row.year) if pd.notna(row.year) else 'year not stated'}: {amount_words(row)}"


def contribution_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """Hover texts of contributions; one that is announced says that it is not added."""
    names = names_at_dates(rows, tables, "recipient")
    return [
        lines(
            bold(f"{row.donor} to {name}"),
            escape(dated_amount(row)),
            wrap(row.channel),
            escape(row.stage),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def years_itemised(tables: Tables, view: View) -> str:
    """For which years each recipient has contributions on record, and which countries have none."""
    rows = contributions(tables, view).dropna(subset="year")
    if rows.empty:
        return ""
    names = country_names(tables)
    years = {code: listed_years(part) for code, part in rows.groupby("recipient")["year"]}
    words = "; ".join(f"{names.get(code, code)} {span}" for code, span in years.items())
    itemised = sentence("Years with contributions on record: {years}.", years=words)
    missing = [] if view.region == WORLD else [names[code] for code in view.members if code not in years]
    if not missing:
        return itemised
    return f"{itemised} {sentence('No data found for {countries}.', countries=listed(missing))}"


def undated_contributions(tables: Tables, view: View, donor: str = ALL) -> str:
    """The contributions and announcements whose year is not stated, in a sentence; empty where none is."""
    rows = pd.concat(contributions(tables, view, flow=flow, donor=donor) for flow in BY_DONOR)
    return not_drawn(given_words(tables, rows[rows["year"].isna()]), "year not stated")


def national_without_dollars(tables: Tables, view: View) -> str:
    """National contributions that no source gives in US dollars, in a sentence; empty where there is none."""
    rows = national_money(tables, view)
    rows = rows[rows["amount_usd"].isna()]
    words = [
        f"{name} {row.year}, {money(row.amount, row.currency)}"
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    return not_drawn(words, "no figure in US dollars")


def given_words(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """Donor, recipient and amount of contributions."""
    return [
        f"{row.donor} to {name}, {money(row.amount, row.currency)}"
        for name, row in zip(names_at_dates(rows, tables, "recipient"), rows.itertuples(), strict=True)
    ]


def not_drawn(words: list[str], reason: str) -> str:
    """The sentence on what a drawing leaves out; empty where it is nothing."""
    records = "; ".join(words)
    return sentence("Not drawn, {reason}: {records}.", reason=reason, records=records) if words else ""
