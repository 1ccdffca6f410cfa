"""Who pays for whom: donors by recipients, and one programme by year; adds only what may be added."""

import textwrap
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, heatmap, unmarked
from charts.panels import CELLS, NAMES_AXIS
from topics.money.flows import contributions, sums
from topics.money.words import BOOKED, contribution_labels, dated_amount
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, with_article
from topics.vocabulary.dates import listed_years
from topics.vocabulary.numbers import money, number
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case

MILLION = "USD million"
ALL = "All"
MATRIX_NOTE = (
    "Only contributions that the Monitor itemises, each counted once, in US dollars at its own rate. "
    f"{BOOKED} A blank cell means that no data were found, not that nothing was paid."
)
PROGRAMME_NOTE = (
    "Fiscal years of the United States, all work to destroy conventional weapons, stockpiles included. "
    "Another scope than the contributions, partly the same money: the two are never added."
)


def donor_matrix(tables: Tables, view: View) -> Chart:
    """Donors by recipients, each cell the sum in US dollars."""
    every = contributions(tables, view)
    rows = sums(every, ["donor", "recipient"])
    if rows.empty:
        return empty("No contribution that may be added is on record")
    names = country_names(tables)
    rows = rows.assign(
        name=[escape(names.get(code, code)) for code in rows["recipient"]],
        payer=[escape(donor) for donor in rows["donor"]],
        strength=(rows["amount_usd"] / rows["amount_usd"].max()) ** 0.4,
        label=_cell_labels(tables, rows, every),
    )
    given, received = (
        rows.groupby(by)["amount_usd"].sum().sort_values(ascending=False, kind="stable")
        for by in ("payer", "name")
    )
    recipients, donors = received.index.tolist(), given.index.tolist()
    cells = heatmap(rows, "name", "payer", "strength", xs=recipients, ys=donors, xgap=2, ygap=2, **CELLS)
    figure = {"data": [cells, *_amounts(rows, given)], "layout": _matrix_layout(donors, recipients)}
    columns = ("donor", "recipient", "contributions", "years", "amount_usd")
    reader_rows = rows.drop(columns=["name", "payer", "strength"])
    return Chart(_donor_title(tables, rows, every), reader_rows, figure, MATRIX_NOTE, columns)


def _cell_labels(tables: Tables, rows: pd.DataFrame, every: pd.DataFrame) -> list[str]:
    """What each contribution of a cell was, the earliest first."""
    names, titles = country_names(tables), source_titles(tables)
    given: dict[tuple[str, str], list[Any]] = {}
    for row in every.dropna(subset="amount_usd").sort_values("year").itertuples():
        given.setdefault((row.donor, row.recipient), []).append(row)
    return [
        lines(
            bold(f"{donor} to {names.get(recipient, recipient)}: {money(amount)}"),
            *(escape(dated_amount(each)) for each in given[donor, recipient]),
            source_line([each.source for each in given[donor, recipient]], titles),
        )
        for donor, recipient, amount in zip(rows["donor"], rows["recipient"], rows["amount_usd"], strict=True)
    ]


def _amounts(rows: pd.DataFrame, given: pd.Series) -> list[Trace]:
    """The sum in each cell, and in a last column that of each donor."""
    style = {"mode": "text", "textfont": {"size": 12}}
    cells = [_million(amount) for amount in rows["amount_usd"]]
    all_of_donor = [f"<b>{_million(amount)}</b>" for amount in given]
    return [
        unmarked(rows["name"], rows["payer"], text=cells, **style),
        unmarked([ALL] * len(given), given.index, text=all_of_donor, **style),
    ]


def _million(amount: float) -> str:
    return number(amount / 1e6, digits=1 if amount >= 1e6 else 2 if amount >= 1e4 else 3)


def _matrix_layout(donors: list[str], recipients: list[str]) -> dict[str, Any]:
    ticks = {
        "tickmode": "array",
        "tickvals": donors,
        "ticktext": ["<br>".join(textwrap.wrap(donor, 18)) for donor in donors],
    }
    across = {"title": {"text": MILLION}, "side": "top", "categoryarray": [*recipients, ALL]}
    down = {"autorange": "reversed", "categoryarray": donors, "showgrid": False, **ticks}
    return {
        "xaxis": NAMES_AXIS | across,
        "yaxis": NAMES_AXIS | down,
        "height": max(240, 30 * len(donors) + 110),
        "showlegend": False,
    }


def _donor_title(tables: Tables, rows: pd.DataFrame, every: pd.DataFrame) -> str:
    """Who gave most of what is itemised, in which years, and to whom most of it."""
    given = rows.groupby("donor")["amount_usd"].sum()
    donor, most = given.idxmax(), given.max()
    first = rows[rows["donor"] == donor].iloc[0]
    recipient = country_names(tables, full=True).get(first.recipient, first.recipient)
    part = ""
    if first.amount_usd > most / 2:
        part = f", {'all' if first.amount_usd == most else 'most'} of it to {recipient}"
    payer = sentence_case(with_article(donor, tables))
    years = listed_years(every.loc[every["donor"].eq(donor) & every["amount_usd"].notna(), "year"])
    return f"{payer} gave the largest part of what is itemised: {money(most)} ({years}){part}"


def us_programme(tables: Tables, view: View) -> Chart:
    """The programme of the United States per fiscal year, stacked by recipient."""
    rows = contributions(tables, view, flow="us").dropna(subset=["year", "amount_usd"])
    if rows.empty:
        return empty("No amount of the United States programme is on record")
    rows = rows.sort_values(["year", "recipient"], ignore_index=True)
    rows = rows.assign(height=rows["amount_usd"] / 1e6, label=contribution_labels(tables, rows))
    names, parts = country_names(tables), dict(list(rows.groupby("recipient")))
    received = rows.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False)
    looks = [{"color": theme.PALETTE[place % len(theme.PALETTE)]} for place in range(len(received))]
    traces = [
        bars(parts[code], "year", "height", escape(names.get(code, code)), marker=look)
        for code, look in zip(received.index, looks, strict=True)
    ]
    layout = {
        "barmode": "stack",
        "height": 400,
        "xaxis": {"title": {"text": "United States fiscal year"}, "tickformat": "d"},
        "yaxis": {"title": {"text": MILLION}, "rangemode": "tozero"},
    }
    part = "the largest part" if len(received) > 1 else "all"
    top = country_names(tables, full=True).get(received.index[0], received.index[0])
    sum_words = f"{money(received.iloc[0])} ({listed_years(parts[received.index[0]]['year'])})"
    title = f"{top} received {part} of the United States programme on record: {sum_words}"
    columns = ("year", "recipient", "channel", "amount_usd", "overlap")
    reader_rows = rows.drop(columns="height")
    return Chart(title, reader_rows, {"data": traces, "layout": layout}, PROGRAMME_NOTE, columns)
