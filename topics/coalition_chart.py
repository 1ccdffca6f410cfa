"""Composes the entries of topics.coalition to a chart: what partners have done in a state, year by year."""

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter
from topics.coalition import FIRST, PARTNERS, partner_entries
from topics.cooperation.projects import party_names
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import year_range
from topics.vocabulary.numbers import money
from topics.vocabulary.sentences import first_short, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, wrap

DEEDS = {
    "money": ("Contribution", theme.ORANGE, "diamond", 0.3),
    "project": ("Project", theme.GREEN, "square", 0.1),
    "meeting": ("Meeting", theme.BLUE, "circle", -0.1),
    "membership": ("Membership", theme.PURPLE, "triangle-up", -0.3),
}
"""Name, colour, symbol and height in the lane of the partner, of each kind of entry."""
LETTERS = 16
"""In a line of the name of a partner beside its lane."""
COLUMNS = ("partner", "year", "did", "what", "amount", "currency")


def partner_timeline(
    tables: Tables, view: View, *, state: str = FIRST, partners: tuple[str, ...] = PARTNERS
) -> Chart:
    """What each partner is on record with in a state: money, projects, meetings and memberships by year."""
    names, place = party_names(tables), country_names(tables, full=True).get(state, state)
    entries = partner_entries(tables, state, partners)
    if entries.empty:
        return empty(sentence("Nothing is on record between {country} and these partners", country=place))
    lanes = {partner: float(lane) for lane, partner in enumerate([*dict.fromkeys(entries["partner"])][::-1])}
    rows = entries.assign(label=_labels(tables, entries, names))
    drawn = rows[rows["year"].notna()]
    offsets = drawn["deed"].map({deed: look[3] for deed, look in DEEDS.items()})
    traces = _traces(drawn.assign(height=drawn["partner"].map(lanes) + offsets))
    axis = {
        "tickvals": list(lanes.values()),
        "ticktext": [wrap(names[partner], LETTERS) for partner in lanes],
        "range": [-0.6, len(lanes) - 0.4],
    }
    layout = {"height": 100 + 56 * len(lanes), "yaxis": axis}
    rows = rows.assign(partner=rows["partner"].map(names))
    return Chart(
        _title(rows[rows["year"].notna()]),
        rows,
        {"data": traces, "layout": layout},
        sentence("Entries without a date are in the table only."),
        COLUMNS,
        scope=sentence("{country} and the chosen partners", country=place),
        measure=sentence("Contributions, projects, meetings and memberships, by year"),
    )


def _title(rows: pd.DataFrame) -> str:
    """Which partner has most of the entries that are drawn."""
    if rows.empty:
        return sentence("No dated entry of these partners is on record")
    counts = rows["partner"].value_counts()
    facts = {"partner": counts.index[0], "count": counts.iloc[0], "total": len(rows)}
    return first_short(
        sentence("{partner} has most: {count} of {total} dated entries", **facts),
        sentence("One partner has {count} of {total} dated entries", **facts),
    )


def _traces(drawn: pd.DataFrame) -> list[Trace]:
    traces = []
    for deed, (name, colour, symbol, _) in DEEDS.items():
        part = drawn[drawn["deed"] == deed]
        if len(part):
            marker = {"color": colour, "symbol": symbol, "size": 11, "opacity": 0.85}
            traces.append(scatter(part, "year", "height", name, mode="markers", marker=marker))
    return traces


def _labels(tables: Tables, entries: pd.DataFrame, names: dict[str, str]) -> list[str]:
    return [
        lines(
            f"{bold(names[row.partner])}, {year_range(row.year, row.year) or 'undated'}: {escape(row.did)}",
            wrap(row.what),
            escape(money(row.amount, row.currency)) if pd.notna(row.amount) else "",
            source_line(tables, row.source),
        )
        for row in entries.itertuples()
    ]
