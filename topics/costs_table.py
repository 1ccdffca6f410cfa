"""Composes money and land: what a square kilometre cost, as a table."""

import pandas as pd

from charts.chart import Chart, empty
from topics.costs import cost_range, costs
from topics.money.prices import price_words
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import money, number, plural
from topics.vocabulary.text import bold, escape, lines

PRICES = "https://www.inflationtool.com/rates/euro/historical"


def cost_per_km2(tables: Tables, view: View) -> Chart:
    """What a square kilometre cost, wherever money and area of the same work are on record."""
    rows = tables.derive(costs)
    if rows.empty:
        return empty("No work with both its cost and its area on record")
    cheapest, dearest = (money(cost, "EUR") for cost in cost_range(tables))
    prices = price_words(tables)
    note = (
        f"Amounts are as printed. The cost per km² stands in prices of its years and in {prices} "
        f"([consumer prices of the euro area]({PRICES})). All works are in Croatia and its neighbours: costs "
        "elsewhere, and of survey alone, may differ much."
    )
    rows = rows.assign(label=_labels(tables, rows))
    columns = ("work", "country", "year_from", "year_to", "amount", "currency", "area_km2", "cost_eur")
    works = plural(len(rows), "work", "works")
    title = f"{works} on record: {cheapest} to {dearest} per km², in {prices}"
    return Chart(title, rows, note=note, columns=(*columns, "cost_real_eur"), scope="all works on record")


def _labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names = country_names(tables)
    return [
        lines(
            bold(row.work),
            escape(listed(names.get(code, code) for code in str(row.country).split(";"))),
            year_range(row.year_from, row.year_to),
            f"{money(row.amount, row.currency)} for {number(row.area_km2, 'km²')}",
            f"{money(row.cost_eur, 'EUR')} per km²",
        )
        for row in rows.itertuples()
    ]
