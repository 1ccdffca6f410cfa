"""What the records lack, as tables: years without a figure, and what was looked for in vain."""

from charts.chart import Chart, empty
from topics.records.gaps import indicator_titles, missing_by_series, our_reading
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import names_at_dates
from topics.vocabulary.dates import long_date
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, wrap


def years_without_figure(tables: Tables, view: View) -> Chart:
    """Series that have figures, those with most years missing first; a row rests on its figures."""
    rows = missing_by_series(tables, view)
    rows = rows[rows["figures"].gt(0) & rows["missing"].gt(0)].reset_index(drop=True)
    if rows.empty:
        return empty(sentence("No series has a year without a figure"))
    rows = rows.assign(indicator_title=rows["indicator"].map(indicator_titles(tables)))
    labels = [
        lines(bold(name), escape(row.indicator_title), wrap(f"No figure found for {row.years}"))
        for name, row in zip(names_at_dates(rows, tables), rows.itertuples(), strict=True)
    ]
    title = sentence(
        "{series} with years of which no figure was read", series=plural(len(rows), "series", "series")
    )
    columns = ("country", "indicator_title", "missing", "years", "figures")
    note = f"{our_reading()} {sentence('Lines in the charts break at these years.')}"
    return Chart(title, rows.assign(label=labels), note=note, columns=columns)


def fruitless_searches(tables: Tables, view: View) -> Chart:
    """What was looked for and no document within reach says, for the countries of the view and for all."""
    rows = tables["searches"]
    rows = rows[rows["country"].isna() | rows["country"].isin(view.members)]
    if rows.empty:
        return empty(sentence("Nothing was looked for without result"))
    rows = rows.sort_values(["subject", "country", "sought"], na_position="first", ignore_index=True)
    labels = [
        lines(bold(row["sought"]), wrap(row["looked_in"]), long_date(row["looked_on"]))
        for row in rows.to_dict("records")
    ]
    title = sentence("Looked for and not found: {questions}", questions=plural(len(rows), "question"))
    columns = ("sought", "country", "looked_in", "looked_on", "subject")
    rows = rows.assign(label=labels, records=[()] * len(rows), is_stated=False, source=None)
    return Chart(
        title, rows, note=sentence("Only copies that are open to the public were searched."), columns=columns
    )
