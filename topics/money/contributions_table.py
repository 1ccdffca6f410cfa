"""Tables of single contributions by flow, and of totals over many years."""

from typing import Any

import pandas as pd

from charts.chart import Chart, empty
from topics.money.flows import contributions
from topics.money.totals import multi_year_totals
from topics.money.words import contribution_labels
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import year_range
from topics.vocabulary.money import FLOW_PHRASES
from topics.vocabulary.numbers import money, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, wrap

COLUMNS = ("year", "donor", "recipient", "channel", "sector", "amount", "currency", "amount_usd", "stage")
TITLES = {
    "monitor": ("contribution itemised by the Monitor", "contributions itemised by the Monitor"),
    "us": ("amount of the United States programme", "amounts of the United States programme"),
    "announced": ("announcement or plan, never added", "announcements and plans, never added"),
    "itf": ("unearmarked donation to ITF", "unearmarked donations to ITF"),
}
"""What the records of each flow are, one and several."""
NOTES = {
    "announced": "What was promised, not what was seen spent. “Overlap”: another record holds it already.",
    "itf": "Donations to ITF as a whole, for no country; ITF passed them on.",
}


def contribution_list(tables: Tables, view: View, *, flow: str = "monitor") -> Chart:
    """Every contribution of a flow, those too that another record holds already."""
    rows = contributions(tables, view, flow=flow, is_repeated=True)
    if rows.empty:
        return empty(f"No contribution {FLOW_PHRASES[flow]} is on record")
    rows = rows.sort_values(["year", "donor"], ascending=[False, True], kind="stable", ignore_index=True)
    rows = rows.assign(label=contribution_labels(tables, rows))
    columns = COLUMNS if flow == "monitor" else (*COLUMNS, "overlap")
    title = plural(len(rows), *TITLES[flow])
    return Chart(title, rows, note=NOTES.get(flow, ""), columns=columns)


def cumulative_claims(tables: Tables, view: View) -> Chart:
    """Totals over many years, which repeat the money of single years."""
    rows = multi_year_totals(tables, view)
    if rows.empty:
        return empty("No multi-year total is on record")
    names, titles = names_at_dates(rows, tables, "recipient"), source_titles(tables)
    labels = [
        lines(
            bold(f"{row.donor} to {name}"),
            escape(f"{year_range(row.year_from, row.year_to)}: {_amount(row)}"),
            wrap(row.note),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    columns = ("recipient", "donor", "year_from", "year_to", "amount", "currency")
    title = f"{plural(len(rows), 'multi-year total')}, never added"
    return Chart(title, rows.assign(label=labels), columns=columns)


def _amount(row: Any) -> str:
    return money(row.amount_usd) if pd.isna(row.amount) else money(row.amount, row.currency)
