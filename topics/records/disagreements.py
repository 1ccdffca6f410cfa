"""Where sources state different things about the same, how far apart they are and why."""

from decimal import ROUND_DOWN, Context, Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from topics.records import reasons
from topics.records.disagreement_words import with_words
from topics.records.evidence import origins_of
from topics.records.reasons import Statement
from topics.records.rivals import participant_statements, treaty_statements
from topics.records.statements import COLUMNS, statements
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.hazards import hazard_names

ALL = "all"
WHOLE_CLASSES = ("CHA+SHA", "TOTAL", "SHA")
"""Classes of area that may each stand for the whole: a confirmed area alone is a part of it."""
WIDE = {"ALL": "all hazards together", "MINES_MIXED": "mines of all kinds"}
"""Hazards that hold others, in words; any other one stands alone."""
ROUNDED_UNITS = ("km²", "US dollars")
"""Units of figures that sources round."""
A_MONTH = pd.Timedelta(days=30)
ADDED = ["group", "is_lead", "reason", "low", "high", "ratio", "days", "documents", "origins", "copy_of"]


def disagreements_in_view(tables: Tables, view: View, *, subject: str = ALL) -> pd.DataFrame:
    """Statements of the disagreements of a view; what belongs to no country or hazard passes that test.

    One statement inside is enough for all about the same.

    *Columns*: those of `disagreements` and `disagreement_words.with_words`.
    """
    rows = tables.derive(worded_disagreements)
    if subject != ALL:
        rows = rows[rows["subject"] == subject]
    inside = rows.index.isin(view.of(rows, skip=("country", "hazard")).index)
    inside &= rows["country"].isna() | rows.index.isin(view.of(rows, skip=("years", "hazard")).index)
    inside &= rows["hazard"].isna() | rows.index.isin(view.of(rows, skip=("years", "country")).index)
    return rows[rows["group"].isin(rows.loc[inside, "group"])].reset_index(drop=True)


def worded_disagreements(tables: Tables) -> pd.DataFrame:
    """The rows of `disagreements` with what they say in words."""
    return with_words(tables, disagreements(tables))


def disagreements(tables: Tables) -> pd.DataFrame:
    """All statements about something on which sources differ, the widest differences first.

    *Columns*: those of `statements`; group; is_lead (the preferred one, one in a group); reason (why a rival
    differs from the lead; of the lead, why the rival furthest away does); low, high, ratio (high by low;
    missing where low is zero or the statements are words); days (between dates); documents and origins (how
    many state something in the group, and from how many origins, see `evidence.origins_of`); copy_of (id of
    the document that this one repeats).
    """
    parts = [_grouped(statements(tables)), treaty_statements(tables), participant_statements(tables)]
    parts = [part for part in parts if len(part)]
    if not parts:
        return pd.DataFrame(columns=[*COLUMNS, *ADDED])
    rows = pd.concat(parts, ignore_index=True).astype({"value": float, "preferred": bool, "is_stated": bool})
    rows = rows.assign(day=pd.to_datetime(rows["day"]), as_of=pd.to_datetime(rows["as_of"]))
    rows = _measured(_explained(_with_lead(rows, tables["sources"]), tables), tables["sources"])
    rows = rows.assign(distance=rows["high"] - rows["low"])
    by = ["ratio", "days", "distance", "group", "is_lead", "value", "source"]
    ascending = [False, False, False, True, False, False, True]
    rows = rows.sort_values(by, ascending=ascending, na_position="last", kind="stable", ignore_index=True)
    return rows[[*COLUMNS, *ADDED]]


def leads(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each disagreement: the preferred statement."""
    return rows[rows["is_lead"].astype(bool)].reset_index(drop=True)


def agree(one: float, other: float, unit: str = "km²") -> bool:
    """Whether two figures are the same, or one is the other rounded or cut to two or more digits.

    Persons, states and items are counted and must be the same.

    >>> agree(1000, 1018), agree(13.2e6, 13245146), agree(93, 93.9), agree(2, 2.24)
    (True, True, True, False)
    >>> agree(680, 683), agree(680, 683, "persons")
    (True, False)
    """
    if one == other or unit not in ROUNDED_UNITS:
        return one == other
    digits = max(2, min(_digits(one), _digits(other)))
    return not _shortened(one, digits).isdisjoint(_shortened(other, digits))


def _shortened(value: float, digits: int) -> set[str]:
    """A figure rounded and cut to some digits."""
    exact = Decimal(repr(float(value)))
    return {f"{exact:.{digits - 1}e}", f"{Context(digits, ROUND_DOWN).create_decimal(exact):.{digits - 1}e}"}


def _digits(value: float) -> int:
    """How many digits of a figure are stated: zeros at its end are not.

    >>> _digits(1740.5), _digits(2000)
    (5, 1)
    """
    return len(f"{value:.9g}".split("e")[0].replace(".", "").strip("0")) or 1


def _grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Statements that another one contradicts, with those that agree with either, and their group."""
    texts = [rows[name].astype("str").fillna("") for name in ("hazard", "area_class", "method", "day")]
    rows = rows.assign(area_class=texts[1], measured=["/".join(parts) for parts in zip(*texts, strict=True)])
    by_index = {row.Index: row for row in rows.itertuples()}
    groups = [
        rows.loc[ids].assign(group=f"{point}#{place}")
        for point, indices in rows.groupby("point", sort=True).groups.items()
        for place, ids in enumerate(_clusters([by_index[index] for index in indices]))
    ]
    return pd.concat(groups) if groups else rows.iloc[:0].assign(group=None)


def _clusters(part: list[Any]) -> list[list[int]]:
    """Which rows belong together: linked by being about the same, and at least two of them differ."""
    cluster = {row.Index: {row.Index} for row in part}
    differ = set()
    for one, other in combinations(part, 2):
        link = _link(one, other)
        if link:
            joint = cluster[one.Index] | cluster[other.Index]
            cluster |= dict.fromkeys(joint, joint)
        if link == "differ":
            differ |= {one.Index, other.Index}
    lists = {tuple(sorted(members)) for members in cluster.values() if members & differ}
    return [list(members) for members in sorted(lists)]


def _link(one: Any, other: Any) -> str:
    """Whether two statements about the same agree, differ or cannot be compared (empty)."""
    is_same = one.measured == other.measured
    if one.source == other.source and not is_same and one.subject != "casualties":
        return ""
    if one.subject == "contamination":
        return _link_areas(one, other)
    return "agree" if agree(one.value, other.value, one.unit) else "differ"


def _link_areas(one: Any, other: Any) -> str:
    """Areas of one hazard and of classes that stand for the same, where the dates are up to a month apart.

    Land is cleared with time: where only the year of one is known, they differ if one is at least double the
    other. An estimate of anti-personnel mines contradicts no area suspected of mines of all kinds.
    """
    classes = {one.area_class, other.area_class}
    if one.hazard != other.hazard or (len(classes) > 1 and not classes <= set(WHOLE_CLASSES)):
        return ""
    is_same = agree(one.value, other.value)
    if "year" in (one.as_of_precision, other.as_of_precision):
        low, high = sorted((one.value, other.value))
        is_near, is_apart = one.day.year == other.day.year, 0 < 2 * low <= high
    else:
        is_near, is_apart = _time_between(one, other) <= pd.Timedelta(days=31), not is_same
    return "" if not is_near else "agree" if is_same else "differ" if is_apart else ""


def _time_between(one: Any, other: Any) -> pd.Timedelta:
    """Time between two dates, none where they may be the same day."""
    first, last = sorted((one, other), key=lambda row: row.day)
    return last.day - first.day - (A_MONTH if first.as_of_precision == "month" else pd.Timedelta(0))


def _with_lead(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Mark the preferred statement of each group.

    Of several the widest hazard, the better source, the later date, the later document.
    """
    documents = sources.set_index("source").reindex(rows["source"])
    published = pd.Series(documents["published"].to_numpy(), index=rows.index)
    order = pd.DataFrame(
        {
            "group": rows["group"],
            "preferred": ~rows["preferred"],
            "narrow": ~rows["hazard"].isin([*WIDE, "CMR"]),
            "rank": documents["rank"].fillna(9).to_numpy(),
            "day": -rows["day"].rank().fillna(0),
            "published": -published.rank().fillna(0),
        }
    )
    best = order.sort_values(list(order), kind="stable").drop_duplicates("group").index
    return rows.assign(is_lead=rows.index.isin(best))


def _explained(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Add why each rival differs; of a lead why the rival furthest away does."""
    documents = {row["source"]: row for row in tables["sources"].astype(object).to_dict("records")}
    hazards = {code: f"{name} alone" for code, name in hazard_names(tables).items()} | WIDE
    by_row = [reasons.statement(row, documents, hazards) for row in rows.to_dict("records")]
    reason = pd.Series("", index=rows.index, dtype=object)
    for _, part in rows.groupby("group"):
        lead = part.index[part["is_lead"]][0]
        rivals = [index for index in part.index if index != lead]
        for index in rivals:
            reason[index] = _why(by_row[lead], by_row[index])
        reason[lead] = reason[max(rivals, key=lambda index: _times(by_row[lead], by_row[index]))]
    return rows.assign(reason=reason)


def _why(lead: Statement, rival: Statement) -> str:
    """Why a rival differs from the preferred statement; nothing where it says the same."""
    if pd.isna(lead.value):
        return reasons.reason(lead, rival)
    if lead.value == rival.value:
        return ""
    return "the same, rounded" if agree(lead.value, rival.value, lead.unit) else reasons.reason(lead, rival)


def _times(lead: Statement, rival: Statement) -> float:
    """How many times the one is larger than the other."""
    low, high = sorted((lead.value, rival.value))
    return high / low if low > 0 else float("inf") if high > 0 else 1.0


def _measured(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add how far apart the statements of each group are, and on how many documents of their own."""
    groups, origin = rows.groupby("group"), origins_of(sources)
    low, high = groups["value"].transform("min"), groups["value"].transform("max")
    origins = rows["source"].map(lambda source: origin.get(source, source)).groupby(rows["group"])
    days = (groups["day"].transform("max") - groups["day"].transform("min")).dt.days
    is_date = rows["unit"].eq("days")
    return rows.assign(
        low=low,
        high=high,
        ratio=(high / low).where(~is_date & low.gt(0)),
        days=days.where(is_date & groups["day"].transform("nunique").gt(1)),
        documents=groups["source"].transform("nunique"),
        origins=origins.transform("nunique"),
        copy_of=rows["source"].map(sources.set_index("source")["copies"].dropna()),
    )
