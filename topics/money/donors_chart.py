"""Who pays for whom: donors by recipients, and one programme by year; adds only what may be added."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, heatmap, unmarked
from charts.panels import CELLS, NAMES_AXIS, key_symbol, years_axis
from topics.money.flows import BY_DONOR, contributions, sums
from topics.money.words import contribution_labels, dated_amount, no_contribution
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, with_article
from topics.vocabulary.money import FLOWS
from topics.vocabulary.numbers import money, number
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case

ALL_RECIPIENTS = "All"
LONG = 12
"""Letters from which on a donor has its short name in the grid."""
HATCHED = {"shape": "/", "bgcolor": theme.CLEAR, "size": 5, "solidity": 0.35}
MOST = 16
"""Donors in the grid."""
BESIDE = {"monitor": -0.2, "announced": 0.2}
"""Where the bars of a flow stand beside the year."""


def donor_matrix(tables: Tables, view: View) -> Chart:
    """Donors by recipients, each cell the sum in US dollars."""
    every = contributions(tables, view)
    rows = sums(every, ["donor", "recipient"])
    if rows.empty:
        return empty(no_contribution())
    names = country_names(tables)
    rows = rows.assign(
        stage="reported",
        name=[escape(names.get(code, code)) for code in rows["recipient"]],
        payer=_payers(tables, rows["donor"]),
        strength=(rows["amount_usd"] / rows["amount_usd"].max()) ** 0.4,
        label=_cell_labels(tables, rows, every),
    )
    given, received = (
        rows.groupby(by)["amount_usd"].sum().sort_values(ascending=False, kind="stable")
        for by in ("payer", "name")
    )
    donors = given.index[:MOST].tolist()
    recipients, drawn = received.index.tolist(), rows[rows["payer"].isin(donors)]
    cells = heatmap(drawn, "name", "payer", "strength", xs=recipients, ys=donors, xgap=2, ygap=2, **CELLS)
    layout = _matrix_layout(donors, recipients)
    return Chart(
        _donor_title(tables, drawn),
        rows.drop(columns=["name", "payer", "strength"]),
        {"data": [cells, *_amounts(drawn, given[:MOST])], "layout": layout},
        _matrix_note(len(given) - MOST),
        ("donor", "recipient", "contributions", "years", "amount_usd", "stage"),
        measure=sentence("Contributions listed by the Monitor, million US dollars"),
    )


def _payers(tables: Tables, donors: pd.Series) -> list[str]:
    """Donors as the grid names them: states as they are called now, long names shortened."""
    present = tables["country_names"].set_index("name")["country"].map(country_names(tables)).to_dict()
    short = tables["short_names"].set_index("name")["short_name"]
    return [escape(short.get(name, name) if len(name) > LONG else name) for name in donors.replace(present)]


def _cell_labels(tables: Tables, rows: pd.DataFrame, every: pd.DataFrame) -> list[str]:
    """What each contribution of a cell was, the earliest first."""
    names = country_names(tables)
    given: dict[tuple[str, str], list[Any]] = {}
    for row in every.dropna(subset="amount_usd").sort_values("year").itertuples():
        given.setdefault((row.donor, row.recipient), []).append(row)
    return [
        lines(
            bold(f"{donor} to {names.get(recipient, recipient)}: {money(amount)}"),
            *(escape(dated_amount(each)) for each in given[donor, recipient]),
            source_line(tables, [each.source for each in given[donor, recipient]]),
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
        unmarked([ALL_RECIPIENTS] * len(given), given.index, text=all_of_donor, **style),
    ]


def _million(amount: float) -> str:
    return number(amount / 1e6, digits=1 if amount >= 1e6 else 2 if amount >= 1e4 else 3)


def _matrix_layout(donors: list[str], recipients: list[str]) -> dict[str, Any]:
    across = {
        "side": "top",
        "categoryarray": [*recipients, ALL_RECIPIENTS],
        "autotickangles": [0, -90],
        "tickfont": {"size": 11},
    }
    down = {"autorange": "reversed", "categoryarray": donors, "showgrid": False, "tickvals": donors}
    return {
        "xaxis": NAMES_AXIS | across,
        "yaxis": NAMES_AXIS | down,
        "height": 25 * len(donors) + 70,
        "showlegend": False,
    }


def _matrix_note(others: int) -> str:
    note = sentence(
        "Each contribution counted once, multi-year grants included, at the rate of the Monitor. "
        "An empty cell means no data, not zero."
    )
    return f"{note} {more_in_table(others)}".strip()


def _donor_title(tables: Tables, rows: pd.DataFrame) -> str:
    """Who gave most of what is listed."""
    given = rows.groupby("donor")["amount_usd"].sum()
    donor, most = with_article(given.idxmax(), tables), money(given.max())
    text = sentence("{donor} gave most: {most}", donor=donor, most=most)
    return sentence_case(text)


def donor_by_year(tables: Tables, view: View, *, donor: str = "Germany") -> Chart:
    """What one donor gave to whom, year by year: reported as full bars, announced as hatched ones."""
    parts = [contributions(tables, view, flow=flow, donor=donor).assign(flow=flow) for flow in BY_DONOR]
    rows = pd.concat(parts).dropna(subset=["year", "amount_usd"])
    if rows.empty:
        return empty(sentence("No dated contribution of this donor on record"))
    rows = rows.sort_values(["year", "recipient"], ignore_index=True)
    rows = rows.assign(
        label=contribution_labels(tables, rows),
        height=rows["amount_usd"] / 1e6,
        at=rows["year"] + rows["flow"].map(BESIDE),
    )
    return Chart(
        _one_donor_title(tables, rows, donor),
        rows.drop(columns=["height", "at", "flow"]),
        {"data": _donor_bars(tables, rows), "layout": _years_layout(rows)},
        sentence(
            "Full bars: listed by the Monitor. Hatched bars: announced or planned, payment not on record. "
            "The two are never added."
        ),
        ("year", "recipient", "amount", "currency", "amount_usd", "stage"),
        measure=sentence("Contributions by recipient, million US dollars a year"),
    )


def _donor_bars(tables: Tables, rows: pd.DataFrame) -> list[Trace]:
    """The bars of each recipient in its colour, and what hatched ones are."""
    names = country_names(tables)
    received = rows.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False, kind="stable")
    traces = []
    for place, code in enumerate(received.index):
        colour, name = theme.PALETTE[place % len(theme.PALETTE)], escape(names.get(code, code))
        hatched = {"color": theme.CLEAR, "pattern": HATCHED | {"fgcolor": colour}}
        looks = {"monitor": {"color": colour}, "announced": hatched | {"line": {"width": 1, "color": colour}}}
        traces.append(key_symbol(name, "square", colour) | {"legendrank": 1000 + place})
        for flow, part in rows[rows["recipient"] == code].groupby("flow"):
            style = {"width": 0.36, "marker": looks[str(flow)], "showlegend": False}
            traces.append(bars(part, "at", "height", f"{name}, {FLOWS[str(flow)]}", **style))
    if rows["flow"].eq("announced").any():
        look = {"color": theme.CLEAR, "pattern": HATCHED | {"fgcolor": theme.GREY}, "line": {"width": 1}}
        key = {"type": "bar", "x": [None], "y": [None], "marker": look, "legendrank": 2000}
        traces.append(key | {"name": FLOWS["announced"], "hoverinfo": "skip"})
    return traces


def _one_donor_title(tables: Tables, rows: pd.DataFrame, donor: str) -> str:
    """To whom a donor gave most; of one who only announced, for whom most."""
    reported = rows[rows["stage"] == "reported"]
    amounts = (rows if reported.empty else reported).groupby("recipient")["amount_usd"].sum()
    code, most = amounts.idxmax(), money(amounts.max())
    name = with_article(country_names(tables, full=True).get(code, code), tables)
    parts = {"donor": with_article(donor, tables), "name": name, "most": most}
    if reported.empty:
        text = sentence("{donor} announced {most} for {name}", **parts)
    elif len(amounts) == 1:
        text = sentence("{donor} gave {most} to {name}", **parts)
    else:
        text = sentence("{donor} gave most to {name}: {most}", **parts)
    return first_short(
        sentence_case(text), sentence("Most was given to {name}: {most}", name=name, most=most)
    )


def _years_layout(rows: pd.DataFrame) -> dict[str, Any]:
    """The layout of bars by year, stacked by recipient."""
    return {
        "barmode": "stack",
        "height": 400,
        "xaxis": years_axis(rows["year"].min(), rows["year"].max()),
        "yaxis": {"rangemode": "tozero"},
        "legend": {"traceorder": "normal"},
    }


def us_programme(tables: Tables, view: View) -> Chart:
    """The programme of the United States per fiscal year, stacked by recipient."""
    rows = contributions(tables, view, flow="us").dropna(subset=["year", "amount_usd"])
    if rows.empty:
        return empty(sentence("No amount of the United States programme on record"))
    rows = rows.sort_values(["year", "recipient"], ignore_index=True)
    rows = rows.assign(height=rows["amount_usd"] / 1e6, label=contribution_labels(tables, rows))
    names, parts = country_names(tables), dict(list(rows.groupby("recipient")))
    received = rows.groupby("recipient")["amount_usd"].sum().sort_values(ascending=False)
    looks = [{"color": theme.PALETTE[place % len(theme.PALETTE)]} for place in range(len(received))]
    traces = [
        bars(parts[code], "year", "height", escape(names.get(code, code)), marker=look)
        for code, look in zip(received.index, looks, strict=True)
    ]
    return Chart(
        _programme_title(tables, received),
        rows.drop(columns="height"),
        {"data": traces, "layout": _years_layout(rows)},
        sentence(
            "All work to destroy conventional weapons, by fiscal year. Partly the same money as the "
            "contributions that the Monitor lists: the two are never added."
        ),
        ("year", "recipient", "channel", "amount_usd", "stage", "overlap"),
        measure=sentence("United States programme, million US dollars a fiscal year"),
    )


def _programme_title(tables: Tables, received: pd.Series) -> str:
    """Which recipient the programme gave most; `received` is in order."""
    name = country_names(tables, full=True).get(received.index[0], received.index[0])
    most = money(received.iloc[0])
    if len(received) == 1:
        return sentence("{name} received all of it: {most}", name=name, most=most)
    return sentence("{name} received most: {most}", name=name, most=most)
