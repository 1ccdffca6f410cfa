"""Composes the statuses and deadlines of the overview to one list: the words of its table and its cards."""

from typing import Any

import pandas as pd

from charts.chart import Chart, empty
from topics.land.completions import COMPLETE, ENDED
from topics.land.status import NO_DATA, NOT_RECENT
from topics.land.status_words import area_words
from topics.overview import (
    OVER,
    clearance_statuses,
    deadlines_in_view,
    main_family,
    no_status,
    place_and_day,
    status_labels,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import short_date
from topics.vocabulary.hazards import area_name, family_names
from topics.vocabulary.land import PLACE_STATUSES
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, sentence_case

MOST = 15
"""Countries that the table lists; the page of countries has all."""
COLUMNS = ("country", "status", "area_km2", "stated", "as_of", "completed_on", "deadline", "state")
OWN = ["kind", "name", "figure", "dated", "brief", "is_listed", "label", "records", "is_stated"]


def country_list(tables: Tables, view: View, *, every: bool = False) -> Chart:
    """How each country of a view stands, and its deadlines: each a row with its records.

    `every` lists all countries, not only the first ones.

    *Columns* of the rows: kind (of overview.KINDS, or over or deadline), name, figure and dated
    (what the table has), brief (what a card has), is_listed (whether the table has it).
    """
    statuses, family = clearance_statuses(tables, view), main_family(tables, view)
    if statuses["status"].isin([NO_DATA]).all():
        return empty(no_status())
    statuses = _with_words(tables, statuses, family, len(statuses) if every else MOST)
    deadlines = _deadline_words(deadlines_in_view(tables, view))
    is_cleared_by = deadlines["duty"].eq("clearance") & deadlines["family"].eq(family)
    listed = statuses.loc[statuses["is_listed"], "country"]
    deadlines["is_listed"] = is_cleared_by & deadlines["country"].isin(listed)
    rows = pd.concat([statuses, deadlines[deadlines["is_listed"] | deadlines["kind"].eq(OVER)]])
    columns = [*COLUMNS, *OWN]
    return Chart(
        sentence("Status and treaty deadline by country"),
        rows.reindex(columns=columns).astype({"is_stated": "bool"}).reset_index(drop=True),
        columns=COLUMNS,
        scope=place_and_day(view),
        measure=sentence_case(area_name(tables, family)),
    )


def _with_words(tables: Tables, rows: pd.DataFrame, family: str, most: int) -> pd.DataFrame:
    """Statuses with what table and cards say of them."""
    words = list(rows.itertuples())
    return rows.assign(
        label=status_labels(tables, rows, family_names(tables)[family]),
        figure=[_status(row) for row in words],
        dated=[short_date(row.date, row.date_precision) if pd.notna(row.date) else "" for row in words],
        brief=[f"{row.name} {row.date:%Y}" if row.status == COMPLETE else row.name for row in words],
        is_listed=rows["area_km2"].fillna(0).rank(method="first", ascending=False) <= most,
        status=rows["status"].map(PLACE_STATUSES),
        is_stated=False,
    )


def _status(row: Any) -> str:
    if row.status in (*ENDED, NO_DATA):
        return PLACE_STATUSES[row.status]
    if row.status == NOT_RECENT and pd.isna(row.area_km2):
        return PLACE_STATUSES[NOT_RECENT]
    return area_words(row.area_km2, row.stated)


def _deadline_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Deadlines with what table and cards say of them."""
    days = [short_date(row.deadline, row.deadline_precision) for row in rows.itertuples()]
    states = [_state(row) for row in rows.itertuples()]
    return rows.assign(
        figure=days,
        dated=states,
        brief=[
            sentence("{country} ({task}, {day})", country=row.name, task=row.task.lower(), day=day)
            for row, day in zip(rows.itertuples(), days, strict=True)
        ],
        label=[
            lines(bold(row.name), escape(row.task), escape(" ".join([day, state]).strip()))
            for row, day, state in zip(rows.itertuples(), days, states, strict=True)
        ],
        is_stated=False,
    )


def _state(row: Any) -> str:
    """How a deadline stands, as short as a cell of the table."""
    if row.state == "in force":
        return sentence("extension requested") if row.is_requested else ""
    return {
        "requested": sentence("passed, extension requested"),
        "passed": sentence("passed"),
        "refused": sentence("passed, extension not approved"),
        "extended": sentence("extended, new day not found"),
        "missed": sentence("missed, a source says"),
    }.get(row.state, "")
