"""Finds where sources state different things about the same, how far apart and why; draws nothing."""

import re
from decimal import ROUND_DOWN, Context, Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from analysis import reasons
from analysis.evidence import origins_of
from analysis.reasons import Said
from analysis.rivals import participants, treaty_dates
from analysis.statements import COLUMNS, NEEDED, Tables, statements

TABLES = (*NEEDED, "sources")
WHOLE = ("CHA+SHA", "TOTAL", "SHA")
"""Classes of area that may each stand for the whole: a confirmed area alone is a part of it."""
A_PART = re.compile(r"(?i)^partial|additional stock|first stock|documents handed over")
"""Notes of stockpiles that are not the whole stock."""
WIDE = ("ALL", "MINES_MIXED", "CMR")
"""Hazards that come before a part of them."""
ROUNDED = ("km²", "US dollars")
"""Units of figures that sources round."""
LENGTHS = {"year": pd.Timedelta(days=365), "month": pd.Timedelta(days=30)}
ADDED = ["group", "lead", "low", "high", "ratio", "days", "reason", "documents", "origins", "copy_of"]


def agree(one: float, other: float, unit: str = "km²") -> bool:
    """Whether two figures are the same, or one is the other rounded or cut to two or more digits.

    Persons, states and items are counted and must be the same.

    >>> agree(1000, 1018), agree(13.2e6, 13245146), agree(93, 93.9), agree(2, 2.24)
    (True, True, True, False)
    >>> agree(680, 683), agree(680, 683, "persons")
    (True, False)
    """
    if one == other or unit not in ROUNDED:
        return one == other
    digits = max(2, min(_digits(one), _digits(other)))
    return _cut(one, digits) & _cut(other, digits) != set()


def _cut(value: float, digits: int) -> set[str]:
    """A figure rounded and cut to some digits."""
    exact = Decimal(repr(float(value)))
    return {f"{exact:.{digits - 1}e}", f"{Context(digits, ROUND_DOWN).create_decimal(exact):.{digits - 1}e}"}


def disagreements(tables: Tables) -> pd.DataFrame:
    """All statements about something on which sources differ, the widest differences first.

    *Columns*: those of statements, group, lead (the one drawn full), low, high, ratio (high by low; null
    where low is zero or the statements are words), days (between dates), reason (why a rival differs
    from the lead; of the lead: why the rival furthest away does), documents and origins (of the group: how
    many, and from how many origins; see `evidence.origins_of`), copy_of (id of the document that this one
    repeats).
    """
    sources = tables["sources"].set_index("source")
    rows = statements(tables)
    rows = rows[~(rows["kind"].eq("stockpiles") & rows["note"].fillna("").str.contains(A_PART))]
    parts = [part for part in (_grouped(rows), treaty_dates(tables), participants(tables)) if len(part)]
    if not parts:
        return pd.DataFrame(columns=[*COLUMNS, *ADDED])
    rows = pd.concat(parts, ignore_index=True)
    rows = rows.assign(day=pd.to_datetime(rows["day"]))
    rows = _measured(_explained(_with_lead(rows, sources), sources), sources)
    rows = rows.assign(far=rows["high"] - rows["low"])
    by = ["ratio", "days", "far", "group", "lead", "value", "source"]
    ascending = [False, False, False, True, False, False, True]
    return (
        rows.sort_values(by, ascending=ascending, na_position="last", kind="stable")
        .drop(columns="far")
        .reset_index(drop=True)
    )


def leads(rows: pd.DataFrame) -> pd.DataFrame:
    """One row for each disagreement: the statement that is drawn full."""
    return rows[rows["lead"].astype(bool)].reset_index(drop=True)


def _digits(value: float) -> int:
    """How many digits of a figure are stated: zeros at its end are not.

    >>> _digits(1740.5), _digits(2000)
    (5, 1)
    """
    return len(f"{value:.9g}".split("e")[0].replace(".", "").strip("0")) or 1


def _grouped(rows: pd.DataFrame) -> pd.DataFrame:
    """Statements that another one contradicts, with those that agree with either, and their group."""
    found = []
    for about, part in rows.groupby("about", sort=True):
        if len(part) > 1 and part["value"].nunique() > 1:
            found += [part.loc[ids].assign(group=f"{about}#{n}") for n, ids in enumerate(_clusters(part))]
    return pd.concat(found) if found else pd.DataFrame(columns=[*rows.columns, "group"])


def _clusters(part: pd.DataFrame) -> list[list[int]]:
    """Which rows belong together: linked by being about the same, and at least two of them differ."""
    cluster = {row.Index: {row.Index} for row in part.itertuples()}
    differ = set()
    for one, other in combinations(part.itertuples(), 2):
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
    same = (one.hazard, one.part, str(one.day)) == (other.hazard, other.part, str(other.day))
    if one.source == other.source and not same and one.kind != "casualties":
        return ""
    if one.kind == "contamination":
        return _link_areas(one, other)
    return "agree" if agree(one.value, other.value, one.unit) else "differ"


def _link_areas(one: Any, other: Any) -> str:
    """Areas change with time: a difference counts where the dates are up to a month apart.

    Up to twelve months apart it counts where one is at least double the other and the two do not measure the
    same (another hazard or class of area): a year of work does not explain it.
    """
    if one.part != other.part and not (one.part in WHOLE and other.part in WHOLE):
        return ""
    low, high = sorted((one.value, other.value))
    exact = "year" not in (one.precision, other.precision) or one.day.year == other.day.year
    if exact and _apart(one, other) <= pd.Timedelta(days=31):
        return "agree" if agree(low, high) else "differ"
    near = abs(one.day - other.day) <= pd.Timedelta(days=365)
    apart = (one.hazard, one.part) != (other.hazard, other.part)
    return "differ" if near and apart and 0 < 2 * low <= high else ""


def _apart(one: Any, other: Any) -> pd.Timedelta:
    """Time between two dates, none where they may be the same day."""
    first, last = sorted((one, other), key=lambda row: row.day)
    return last.day - first.day - LENGTHS.get(first.precision, pd.Timedelta(0))


def _with_lead(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Mark the statement of each group that is drawn full.

    The preferred one; of several preferred the widest hazard, the better source, the later date.
    """
    published = sources["published"].reindex(rows["source"]).to_numpy()
    order = pd.DataFrame(
        {
            "group": rows["group"],
            "preferred": ~rows["preferred"].astype(bool),
            "narrow": ~rows["hazard"].isin(WIDE),
            "rank": sources["rank"].reindex(rows["source"]).fillna(9).to_numpy(),
            "day": -pd.to_datetime(rows["day"]).rank().fillna(0),
            "published": -pd.Series(published, index=rows.index).rank().fillna(0),
        }
    )
    best = order.sort_values(list(order), kind="stable").drop_duplicates("group").index
    return rows.assign(lead=rows.index.isin(best))


def _explained(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add why each rival differs; of a lead all reasons of its group."""
    said = {row.Index: _said(row, sources) for row in rows.itertuples()}
    reason = pd.Series("", index=rows.index, dtype=object)
    for _, part in rows.groupby("group"):
        lead = part.index[part["lead"]][0]
        rivals = [index for index in part.index if index != lead]
        for index in rivals:
            reason[index] = _why(said[lead], said[index])
        reason[lead] = reason[max(rivals, key=lambda index: _distance(said[lead], said[index]))]
    return rows.assign(reason=reason)


def _why(lead: Said, rival: Said) -> str:
    """Why a rival differs from the statement drawn full; nothing where it says the same."""
    if pd.isna(lead.value):
        return reasons.reason(lead, rival)
    if lead.value == rival.value:
        return ""
    return "the same, rounded" if agree(lead.value, rival.value, lead.unit) else reasons.reason(lead, rival)


def _distance(lead: Said, rival: Said) -> float:
    """How many times the one is larger than the other."""
    low, high = sorted((lead.value, rival.value))
    return high / low if low > 0 else float("inf") if high > 0 else 1.0


def _said(row: Any, sources: pd.DataFrame) -> Said:
    known = sources.loc[row.source] if row.source in sources.index else {}
    text = {name: value if isinstance(value, str) else "" for name, value in row._asdict().items()}
    about = {name: known.get(name) for name in ("kind", "publisher", "published")}
    return Said(
        hazard=text["hazard"],
        part=text["part"],
        value=row.value,
        unit=text["unit"],
        day=row.day.to_pydatetime() if pd.notna(row.day) else None,
        note=text["note"],
        locator=text["locator"],
        basis=text["basis"],
        source=text["source"],
        kind=str(about["kind"] or ""),
        publisher=str(about["publisher"] or ""),
        published=str(about["published"])[:10] if pd.notna(about["published"]) else "",
    )


def _measured(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add how far apart the statements of each group are, and on how many documents of their own."""
    copies = sources["copies"].dropna().to_dict()
    groups = rows.groupby("group")
    low, high = groups["value"].transform("min"), groups["value"].transform("max")
    known = origins_of(sources.reset_index())
    origins = rows["source"].map(lambda source: known.get(source, source)).groupby(rows["group"])
    days = (groups["day"].transform("max") - groups["day"].transform("min")).dt.days
    days = days.where(groups["day"].transform("nunique") > 1)
    number = rows["unit"].ne("days")
    return rows.assign(
        low=low,
        high=high,
        ratio=(high / low).where(number & low.gt(0)),
        days=days.where(~number),
        documents=groups["source"].transform("nunique"),
        origins=origins.transform("nunique"),
        copy_of=rows["source"].map(copies),
    )
