"""What the records lack, as tables: years without a figure, and what was looked for in vain."""

from charts.chart import Chart, empty
from topics.records.gaps import indicator_titles, missing_by_series
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.text import bold, escape, lines, wrap

NOTE = (
    "This is about our reading of sources, not about states. Counted are years up to the last one of which a "
    "figure can be out. Lines in the charts break at these years."
)


def years_without_figure(tables: Tables, view: View) -> Chart:
    """Series that have figures, those with most years missing first; a row rests on its figures."""
    rows = missing_by_series(tables, view)
    rows = rows[rows["figures"].gt(0) & rows["missing"].gt(0)].reset_index(drop=True)
    if rows.empty:
        return empty("No series with figures has a year without one")
    rows = rows.assign(indicator_title=rows["indicator"].map(indicator_titles(tables)))
    labels = [
        lines(bold(name), escape(row.indicator_title), wrap(f"No figure found for {row.years}"))
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    title = f"{number(len(rows))} series with years of which we have read no figure"
    columns = ("country", "indicator_title", "figures", "missing", "years")
    return Chart(title, rows.assign(label=labels), note=NOTE, columns=columns)


def fruitless_searches(tables: Tables, view: View) -> Chart:
    """What was looked for and no document within reach says, for the countries of the view and for all."""
    rows = tables["searches"]
    rows = rows[rows["country"].isna() | rows["country"].isin(view.members)]
    if rows.empty:
        return empty("Nothing was looked for in vain")
    rows = rows.sort_values(["subject", "country", "sought"], na_position="first", ignore_index=True)
    labels = [
        lines(bold(row["sought"]), wrap(row["looked_in"]), long_date(row["looked_on"]))
        for row in rows.to_dict("records")
    ]
    title = f"Looked for and not found: {plural(len(rows), 'question')}"
    columns = ("country", "sought", "looked_in", "looked_on", "subject")
    rows = rows.assign(label=labels, records=[()] * len(rows), is_stated=False)
    return Chart(title, rows, note="Copies that are open to the public were searched.", columns=columns)
