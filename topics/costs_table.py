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
from topics.vocabulary.numbers import money, number
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines

PRICES = "https://www.inflationtool.com/rates/euro/historical"


def cost_per_km2(tables: Tables, view: View) -> Chart:
    """What a square kilometre cost, wherever money and area of the same work are on record."""
    rows = tables.derive(costs)
    if rows.empty:
        return empty(sentence("No work with both its cost and its area on record"))
    cheapest, dearest = (money(cost, "EUR") for cost in cost_range(tables))
    note = sentence(
        "All works are in Croatia and its neighbours; costs elsewhere, and of survey alone, may differ much. "
        "Prices follow the [consumer prices of the euro area]({link}).",
        link=PRICES,
    )
    rows = rows.assign(label=_labels(tables, rows))
    columns = ("work", "country", "year_from", "year_to", "area_km2", "cost_eur", "cost_real_eur")
    title = sentence("Clearing a km² cost {low} to {high}", low=cheapest, high=dearest)
    measure = sentence("Cost of a km², as printed and in {prices}", prices=price_words(tables))
    return Chart(
        title, rows, note=note, columns=columns, scope=sentence("all works on record"), measure=measure
    )


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
