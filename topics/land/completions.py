"""When a place counted as complete, or as a place where no contamination is reported, by hazard family."""

from itertools import groupby
from operator import itemgetter

import pandas as pd

from topics.land.areas import PLACE, figures, is_declaration, is_report_of_none
from topics.land.obligations import clearance_completions
from topics.tables import Tables, with_records
from topics.vocabulary.dates import period_bounds
from topics.vocabulary.hazards import families

CONTAMINATED, AREA_UNKNOWN = "contaminated", "area_unknown"
NONE_REPORTED, COMPLETE = "none_reported", "complete"
ENDED = (COMPLETE, NONE_REPORTED)
ORDER = (CONTAMINATED, AREA_UNKNOWN, NONE_REPORTED, COMPLETE)
"""In which order statements of one day count."""
DATES = ["begins", "lasts", "ended_on", "as_of", "completed_on"]
COLUMNS = [*PLACE, "country", "subdivision", "hazard", "status", *DATES, "as_of_precision"]
COLUMNS += ["completed_on_precision", "area_km2", "area_class", "stated", "basis", "source", "note", "treaty"]
COLUMNS += ["records", "is_stated"]


def completions(tables: Tables) -> pd.DataFrame:
    """The times at which each place counted as complete, or as one without reported contamination.

    A declaration is a completed obligation to clear, or a zero of the whole (`areas.is_declaration`). It
    stands until a later area above zero; a mention without an area does not end it. That of a country is one
    of all its parts. A report that nothing is known is ended by a mention too, and by a declaration. The
    obligation gives the date where there is one, else the first zero.

    *Columns*: COLUMNS. status is complete or none_reported; begins is its day, lasts the last day of its date
    where only the month or year is known, ended_on the day of the finding that ended it; completed_on is of a
    declaration, treaty of one by an obligation.
    """
    events = statements(tables)
    ended = events.loc[events["status"].isin(ENDED), PLACE].drop_duplicates()
    events = events.merge(ended, on=PLACE)
    grouped = groupby(events.to_dict("records"), key=itemgetter(*PLACE))
    rows = [span for _, part in grouped for span in _spans(list(part))]
    frame = pd.DataFrame(rows, columns=COLUMNS)
    frame = frame.assign(**{name: pd.to_datetime(frame[name]).astype("datetime64[ms]") for name in DATES})
    texts = dict.fromkeys(("as_of_precision", "completed_on_precision", "area_class", "stated"), "str")
    return frame.astype({"is_stated": "bool", "area_km2": "float64"} | texts)


def statements(tables: Tables) -> pd.DataFrame:
    """What is stated of each place and family, in order of time; on one day findings come first.

    *Columns*: COLUMNS without ended_on.
    """
    rows = figures(tables)
    rows = rows[rows["is_stated"]]
    above, zero = rows[rows["area_km2"].gt(0)], rows[rows["area_km2"].eq(0)]
    dated = zero.assign(completed_on=zero["as_of"], completed_on_precision=zero["as_of_precision"])
    parts = [
        above.assign(status=CONTAMINATED),
        rows[rows["area_km2"].isna()].assign(status=AREA_UNKNOWN),
        zero[is_report_of_none(zero)].assign(status=NONE_REPORTED),
        dated[is_declaration(zero, above)].assign(status=COMPLETE),
        obligations_met(tables).assign(status=COMPLETE),
    ]
    events = pd.concat(parts, ignore_index=True)
    events = pd.concat([events, _of_parts(events, rows)], ignore_index=True)
    begins = events["as_of"].fillna(events["completed_on"])
    exact = events["as_of_precision"].fillna(events["completed_on_precision"])
    ends = [period_bounds(day, None, precision)[1] for day, precision in zip(begins, exact, strict=True)]
    lasts = pd.to_datetime(pd.Series(ends, index=events.index)) - pd.Timedelta(days=1)
    order = events["status"].map({status: place for place, status in enumerate(ORDER)})
    events = events.assign(begins=begins, lasts=lasts, order=order)
    events = events.sort_values([*PLACE, "begins", "order"], kind="stable", ignore_index=True)
    return events.reindex(columns=[name for name in COLUMNS if name != "ended_on"])


def _of_parts(events: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Declarations of whole countries as statements of each part of them that is on record."""
    whole = events[events["status"].eq(COMPLETE) & events["subdivision"].isna()]
    parts = rows.loc[rows["subdivision"].notna(), ["country", "family", "subdivision", "place"]]
    declared = whole.drop(columns=["subdivision", "place"]).merge(parts.drop_duplicates())
    return declared.assign(is_stated=False)


def obligations_met(tables: Tables) -> pd.DataFrame:
    """Completed obligations to clear land: the record that decides each, see `obligations.obligations`.

    Their hazard is the first one of the family that the treaty speaks of.
    """
    codes = {family: hazard for hazard, family in reversed([*families(tables).items()])}
    rows = tables["obligations"].merge(clearance_completions(tables)[["record_id", "family"]])
    rows = rows.rename(columns={"date": "completed_on", "date_precision": "completed_on_precision"})
    rows = rows.assign(hazard=rows["family"].map(codes), place=rows["country"])
    return with_records(rows.drop_duplicates(PLACE))


def _spans(events: list[dict]) -> list[dict]:
    """The times at which a place and family counted as complete, by the `statements` about it in order."""
    spans: list[dict] = []
    current: dict | None = None
    for event in events:
        if event["status"] not in ENDED:
            if current is not None and _reopens(event, current):
                current["ended_on"], current = event["begins"], None
        elif current is None:
            spans.append(current := event | {"ended_on": pd.NaT})
        elif current["status"] == NONE_REPORTED and event["status"] == COMPLETE:
            current["ended_on"] = event["begins"]
            spans.append(current := event | {"ended_on": pd.NaT})
        elif pd.notna(event["treaty"]) and pd.isna(current["treaty"]):
            current |= event
    return spans


def _reopens(event: dict, span: dict) -> bool:
    """Whether a statement ends a span: a later area above zero; a mention only where none was declared."""
    is_enough = event["status"] == CONTAMINATED or span["status"] == NONE_REPORTED
    return is_enough and event["begins"] > span["lasts"]
