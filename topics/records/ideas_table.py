"""Lists of the ideas that documents hold beside figures: purposes, principles, benefits, roles, views."""

from collections.abc import Callable, Iterable

import pandas as pd

from charts.chart import Chart, empty
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.ideas import ASPECTS, THEMES
from topics.vocabulary.meetings import CLAIMS
from topics.vocabulary.sentences import sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, lines, wrap

COLUMNS = ("theme", "aspect", "sentence", "actor", "country", "date", "claim")


def ideas(tables: Tables, view: View, *, themes: tuple[str, ...] = ("coalition",)) -> Chart:
    """What documents say of some themes, whatever the filter: a short list for each aspect of a theme."""
    rows = tables["ideas"]
    rows = rows[rows["theme"].isin(themes)]
    if rows.empty:
        return empty(sentence("What the documents say was not yet on record"))
    rows = rows.sort_values("aspect", key=_order(ASPECTS), kind="stable")
    rows = _labelled(tables, rows.sort_values("theme", key=_order(themes), kind="stable"))
    is_one = len(themes) == 1
    title = THEMES[themes[0]] if is_one else sentence("The documents in brief")
    heads = ("aspect",) if is_one else ("theme", "aspect")
    scope = sentence("whole documents")
    return Chart(title, rows, note=_note(), columns=COLUMNS, scope=scope, heads=heads)


def country_ideas(tables: Tables, view: View) -> Chart:
    """What the documents say of the countries of a view."""
    rows = view.of(tables["ideas"], skip=("years",))
    rows = rows[rows["country"].notna()]
    if rows.empty:
        return empty(sentence("The founding documents do not name the country"))
    title = sentence("What the founding documents say: {count} lines", count=len(rows))
    if len(rows) == 1:
        title = sentence("What the founding documents say: 1 line")
    rows = _labelled(tables, rows)
    return Chart(title, rows, note=_note(), columns=COLUMNS, scope=view.place, heads=("theme",))


def _note() -> str:
    return sentence("In our words; each line opens its source.")


def _order(codes: Iterable[str]) -> Callable[[pd.Series], pd.Series]:
    """What sorts rows by the places of codes."""
    places = {code: place for place, code in enumerate(codes)}
    return lambda column: column.map(places)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    labels = [
        lines(
            bold(ASPECTS[row["aspect"]]),
            wrap(row["sentence"]),
            "" if row["claim"] == "stated" else CLAIMS[row["claim"]],
            source_line(tables, row["source"]),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.assign(label=labels)).reset_index(drop=True)
