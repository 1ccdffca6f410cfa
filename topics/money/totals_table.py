"""Totals as sources print them: of single years, beside the sum of the contributions, and of many years."""

from typing import Any

import pandas as pd

from charts.chart import Chart, empty
from topics.money.totals import checks, multi_year_totals
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap


def funding_checks(tables: Tables, view: View) -> Chart:
    """International totals of a year as printed, with the share of each that is itemised."""
    rows = checks(tables, view)
    if rows.empty:
        return empty(sentence("No yearly international total on record"))
    names = names_at_dates(rows, tables, "recipient")
    labels = [
        lines(
            bold(f"{name} {row.year}: {money(row.amount_usd)}"),
            f"{number(row.share_pct, '%', digits=0)} of it itemised" if pd.notna(row.share_pct) else "",
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    title = sentence("{totals} beside the contributions itemised", totals=plural(len(rows), "yearly total"))
    note = sentence("A share below 100 % means that contributions are missing, above that totals differ.")
    columns = ("recipient", "year", "amount_usd", "itemised_usd", "share_pct")
    return Chart(title, rows.assign(label=labels), note=note, columns=columns)


def cumulative_claims(tables: Tables, view: View) -> Chart:
    """Totals over many years, which repeat the money of single years."""
    rows = multi_year_totals(tables, view)
    if rows.empty:
        return empty(sentence("No total over several years on record"))
    names = names_at_dates(rows, tables, "recipient")
    labels = [
        lines(
            bold(f"{row.donor} to {name}"),
            escape(f"{year_range(row.year_from, row.year_to)}: {_amount(row)}"),
            wrap(row.note),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    rows = rows.assign(label=labels, stage="not stated")
    rows = rows.sort_values(["year_to", "amount_usd"], ascending=False, ignore_index=True)
    note = sentence(
        "Each repeats money of single years, so totals are never added. How much was paid is not stated."
    )
    columns = ("recipient", "donor", "year_from", "year_to", "amount", "currency", "amount_usd")
    return Chart(plural(len(rows), "multi-year total"), rows, note=note, columns=columns)


def _amount(row: Any) -> str:
    return money(row.amount_usd) if pd.isna(row.amount) else money(row.amount, row.currency)
