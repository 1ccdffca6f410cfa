"""Lists of the ideas that documents hold beside figures: purposes, principles, benefits, roles, views."""

from collections.abc import Callable, Iterable

import pandas as pd

from charts.chart import Chart, empty
from topics.tables import Tables, with_records
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.ideas import ASPECTS, THEMES
from topics.vocabulary.lists import listed
from topics.vocabulary.meetings import CLAIMS
from topics.vocabulary.numbers import plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, lines, wrap

NOTE = "In our words. Each line opens its source."
COLUMNS = ("theme", "aspect", "sentence", "actor", "country", "date", "claim")


def ideas(tables: Tables, view: View, *, themes: tuple[str, ...] = ("coalition",)) -> Chart:
    """What documents say of some themes, whatever the filter: a short list for each aspect of a theme."""
    rows = tables["ideas"]
    rows = rows[rows["theme"].isin(themes)]
    if rows.empty:
        return empty("What the document says of this was not yet on record on that day")
    rows = rows.sort_values("aspect", key=_order(ASPECTS), kind="stable")
    rows = _labelled(tables, rows.sort_values("theme", key=_order(themes), kind="stable"))
    is_one = len(themes) == 1
    title = THEMES[themes[0]] if is_one else f"The document in brief: {plural(len(rows), 'line')}"
    heads = ("aspect",) if is_one else ("theme", "aspect")
    scope = "the documents whole, not filtered"
    return Chart(title, rows, note=NOTE, columns=COLUMNS, scope=scope, heads=heads)


def country_ideas(tables: Tables, view: View) -> Chart:
    """What the documents say of the countries of a view."""
    rows = view.of(tables["ideas"], skip=("years",))
    rows = rows[rows["country"].notna()]
    if rows.empty:
        return empty("No idea of the documents names the country")
    names = country_names(tables, full=True)
    about = listed(dict.fromkeys(names[code] for code in rows["country"]), most=3, noun="countries")
    title = f"{about} in the founding documents: {plural(len(rows), 'line')}"
    scope = view.timeless.words()
    return Chart(title, _labelled(tables, rows), note=NOTE, columns=COLUMNS, scope=scope, heads=("theme",))


def _order(codes: Iterable[str]) -> Callable[[pd.Series], pd.Series]:
    """What sorts rows by the places of codes."""
    places = {code: place for place, code in enumerate(codes)}
    return lambda column: column.map(places)


def _labelled(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    titles = source_titles(tables)
    labels = [
        lines(
            bold(ASPECTS[row["aspect"]]),
            wrap(row["sentence"]),
            "" if row["claim"] == "stated" else CLAIMS[row["claim"]],
            source_line(row["source"], titles),
        )
        for row in rows.to_dict("records")
    ]
    return with_records(rows.assign(label=labels)).reset_index(drop=True)
