"""Composes treaties, land, cooperation and money: tables of what is on record about one country."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import meeting_rows
from topics.country import contaminated_places, meetings_with, payments
from topics.country_status import status_sentences, status_title
from topics.land.status import NOT_RECENT
from topics.land.status_words import status_words
from topics.money.words import contribution_labels
from topics.overview import no_status
from topics.tables import Tables, with_records
from topics.treaties.dates import dated_standings
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.land import PLACE_STATUSES
from topics.vocabulary.numbers import plural
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap
from topics.vocabulary.treaties import treaty_names

PLACE = ("name", "family", "status", "area_km2", "area_class", "as_of", "completed_on")
TREATY = (
    *("treaty_name", "standing", "signature", "deposit", "entry_into_force", "first_report", "next_report"),
)
PAYMENT = ("way", "year", "donor", "recipient", "amount", "currency", "stage")
STATEMENT = ("subject", "indicator", "value", "unit", "date")


def country_status(tables: Tables, view: View) -> Chart:
    """How a country stands, in sentences: area or completion, deadline, projection."""
    rows = status_sentences(tables, view)
    if rows.empty:
        return empty(no_status())
    names = country_names(tables, full=True)
    labels = [lines(bold(names[row.country]), wrap(row.sentence)) for row in rows.itertuples()]
    rows = rows.assign(label=labels, is_stated=False)
    return Chart(status_title(tables, view), rows, columns=("country", "sentence"))


def country_places(tables: Tables, view: View) -> Chart:
    """Contamination by place: the last figure, or the declaration, of each part of a country."""
    rows = contaminated_places(tables, view)
    if rows.empty:
        return empty(sentence("No part of the country is named as contaminated"))
    families = family_names(tables)
    labels = [
        lines(
            bold(row.name),
            wrap(sentence_case(families[row.family])),
            wrap(status_words(row)),
            long_date(
                *(row.as_of, row.as_of_precision)
                if pd.isna(row.completed_on)
                else (row.completed_on, row.completed_on_precision)
            ),
        )
        for row in rows.drop(columns="place").itertuples(index=False)
    ]
    rows = rows.assign(label=labels, status=rows["status"].map(PLACE_STATUSES))
    rows = rows.drop(columns=["place", "day", "year", "is_old", "parent"])
    title = sentence(
        "Contamination by place: {places} with data", places=plural(rows["name"].nunique(), "place")
    )
    note = sentence(
        "“{status}”: the last figure is over five years old.",
        status=sentence_case(PLACE_STATUSES[NOT_RECENT]),
    )
    return Chart(title, rows, note=note, columns=PLACE)


def country_treaties(tables: Tables, view: View) -> Chart:
    """The standing of a country under each treaty, with the dates."""
    names = treaty_names(tables)
    rows = dated_standings(tables, view.day, view.members, tuple(names)) if names else pd.DataFrame()
    if rows.empty or not rows["records"].map(len).any():
        return empty(sentence("No act under the treaties is on record"))
    name = country_names(tables, full=True)[view.members[0]] if len(view.members) == 1 else view.place
    bound = int(rows["standing_code"].eq("party").sum())
    return Chart(
        sentence(
            "{country}: bound by {bound} of {total} treaties", country=name, bound=bound, total=len(rows)
        ),
        rows.assign(treaty_name=rows["treaty"].map(names)),
        columns=TREATY,
        scope=sentence("{place}, as on {day}", place=name, day=long_date(view.day)),
    )


def country_meetings(tables: Tables, view: View) -> Chart:
    """Meetings that were held in a country or that it took part in."""
    events = meetings_with(tables, view)
    if events.empty:
        return empty(sentence("No meeting with the country is on record"))
    columns = ("start", "title", "city", "country", "part", "series_group")
    return Chart(
        sentence(
            "{meetings}, {held} of them held there",
            meetings=plural(len(events), "meeting"),
            held=int(events["is_held"].sum()),
        ),
        meeting_rows(tables, events),
        columns=columns,
    )


def country_payments(tables: Tables, view: View) -> Chart:
    """Contributions to a country and by it, as each source states them."""
    rows = payments(tables, view)
    if rows.empty:
        return empty(sentence("No contribution to the country or by it is on record"))
    rows = with_records(rows)
    counts = {way: int(rows["way"].eq(way).sum()) for way in ("received", "given")}
    return Chart(
        sentence("Contributions: {received} received, {given} given", **counts),
        rows.assign(label=contribution_labels(tables, rows)),
        note=sentence("The same money can stand in several rows: do not add them."),
        columns=PAYMENT,
    )


def country_statements(tables: Tables, view: View) -> Chart:
    """Figures of the founding documents that name a country."""
    rows, named = tables["reported_figures"], view.of(tables["reported_figure_countries"])
    rows = rows[rows["figure"].isin(named["figure"])]
    if rows.empty:
        return empty(sentence("No figure of the founding documents names the country"))
    rows = with_records(rows.reset_index(drop=True))
    labels = [
        lines(bold(row.subject), escape(row.indicator), long_date(row.date, row.date_precision))
        for row in rows.itertuples()
    ]
    return Chart(
        sentence("{figures} in the founding documents", figures=plural(len(rows), "figure")),
        rows.assign(label=labels),
        columns=STATEMENT,
        scope=view.timeless.words(),
    )
