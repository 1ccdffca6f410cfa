"""Composes treaties, land, cooperation and money: tables of what is on record about one country."""

import pandas as pd

from charts.chart import Chart, empty
from topics.cooperation.meetings import COLUMNS as MEETING
from topics.cooperation.meetings import meeting_rows
from topics.country import HELD, contaminated_places, meetings_with, payments
from topics.land.status import NOT_RECENT
from topics.land.status_words import status_words
from topics.money.words import contribution_labels
from topics.tables import Tables, with_records
from topics.treaties.dates import dated_standings
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.land import PLACE_STATUSES
from topics.vocabulary.numbers import plural
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap
from topics.vocabulary.treaties import treaty_names

PLACES_NOTE = f"“{sentence_case(PLACE_STATUSES[NOT_RECENT])}”: the last figure is over five years old."
PLACE = ("name", "level", "family", "status", "area_km2", "area_class", "areas", "as_of", "completed_on")
TREATY = (
    *("treaty_name", "standing", "signature", "action", "deposit", "entry_into_force", "withdrawal"),
    *("first_report", "next_report"),
)
PAYMENT = (
    "way",
    "year",
    "donor",
    "recipient",
    "channel",
    "sector",
    "amount",
    "currency",
    "amount_usd",
    "stage",
)
STATEMENT = ("subject", "indicator", "value", "unit", "date")


def country_places(tables: Tables, view: View) -> Chart:
    """Contamination by place: the last figure, or the declaration, of each part of a country."""
    rows = contaminated_places(tables, view)
    if rows.empty:
        return empty("No part of the country is named as contaminated")
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
    title = f"Contamination by place: {plural(rows['subdivision'].nunique(), 'place')} with data"
    return Chart(title, rows, note=PLACES_NOTE, columns=PLACE)


def country_treaties(tables: Tables, view: View) -> Chart:
    """The standing of a country under each treaty, with the dates."""
    names = treaty_names(tables)
    rows = dated_standings(tables, view.day, view.members, tuple(names)) if names else pd.DataFrame()
    if rows.empty or not rows["records"].map(len).any():
        return empty("No act under the treaties is on record")
    name = country_names(tables, full=True)[view.members[0]] if len(view.members) == 1 else view.place
    bound = int(rows["standing_code"].eq("party").sum())
    return Chart(
        f"{name}: bound by {bound} of {len(rows)} treaties",
        rows.assign(treaty_name=rows["treaty"].map(names)),
        columns=TREATY,
        scope=f"{view.place}, as on {long_date(view.day)}",
    )


def country_meetings(tables: Tables, view: View) -> Chart:
    """Meetings that were held in a country or that it took part in."""
    events = meetings_with(tables, view)
    if events.empty:
        return empty("No meeting is on record")
    columns = ("start", "title", "city", "country", "part", "series_group", *MEETING[-2:])
    return Chart(
        f"{plural(len(events), 'meeting')}, {int(events['is_held'].sum())} of them {HELD}",
        meeting_rows(tables, events),
        columns=columns,
    )


def country_payments(tables: Tables, view: View) -> Chart:
    """Contributions to a country and by it, as each source states them."""
    rows = payments(tables, view)
    if rows.empty:
        return empty("No contribution to the country or by it is on record")
    rows = with_records(rows)
    counts = [(int(rows["way"].eq(way).sum()), way) for way in ("received", "given")]
    return Chart(
        f"Contributions: {', '.join(f'{count} {way}' for count, way in counts if count)}",
        rows.assign(label=contribution_labels(tables, rows)),
        note="Flows overlap: these rows must not be added.",
        columns=PAYMENT,
    )


def country_statements(tables: Tables, view: View) -> Chart:
    """Figures of the founding documents that name a country."""
    rows, named = tables["reported_figures"], view.of(tables["reported_figure_countries"])
    rows = rows[rows["figure"].isin(named["figure"])]
    if rows.empty:
        return empty("No figure of the founding documents names the country")
    rows = with_records(rows.reset_index(drop=True))
    labels = [
        lines(bold(row.subject), escape(row.indicator), long_date(row.date, row.date_precision))
        for row in rows.itertuples()
    ]
    return Chart(
        f"Founding documents: {plural(len(rows), 'figure')}",
        rows.assign(label=labels),
        columns=STATEMENT,
        scope=view.timeless.words(),
    )
