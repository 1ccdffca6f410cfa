"""Groups of states that curves are drawn for: regions on record and those of the UN, today or on a day."""

from datetime import date

import pandas as pd

from topics.tables import Tables, united
from topics.treaties.curve import described_counts
from topics.treaties.status import states_of

UNITED_NATIONS = "UN-"
"""Begins the codes of UN regions and sub-regions, e.g. UN-SOUTHERN-EUROPE."""
UN_COLUMNS = {"un_region": "UN region", "un_subregion": "UN sub-region"}
ALWAYS = (pd.Timestamp.min, pd.Timestamp.max)
"""The spell of a member whose day of joining is not on record."""
Spells = dict[str, tuple[pd.Timestamp, pd.Timestamp]]
"""Code of each state that is or was a member: from which day, and the first day outside."""
JOINS, LEAVES, BEFORE = "joins the group", "leaves the group", "before the first step"


def un_code(title: str) -> str:
    """The code of a UN region or sub-region.

    >>> un_code("Southern Europe")
    'UN-SOUTHERN-EUROPE'
    """
    return UNITED_NATIONS + title.upper().replace(" ", "-")


def group_titles(tables: Tables) -> dict[str, str]:
    """Code and title of every group: the regions on record, then the UN's."""
    regions, countries = tables["regions"], tables["countries"]
    titles = dict(zip(regions["region"], regions["title"], strict=True))
    for column, kind in UN_COLUMNS.items():
        for title in sorted(set(countries[column].dropna())):
            titles.setdefault(un_code(title), f"{title} ({kind})")
    return titles


def compared_groups(tables: Tables) -> tuple[str, ...]:
    """The groups that are compared where a reader chooses none."""
    regions = tables["regions"]
    return tuple(regions.loc[regions["is_compared"].astype(bool), "region"])


def group_spells(tables: Tables, code: str) -> Spells:
    """Since when and until when each state belongs to a group; past members as well.

    Where no day is on record a state always belongs. Membership of a year of which the day is not on record
    counts from the end of that year.
    """
    countries = tables["countries"]
    if code.startswith(UNITED_NATIONS):
        known = pd.Series(False, index=countries.index)
        for column in UN_COLUMNS:
            known |= countries[column].fillna("").map(un_code) == code
        return dict.fromkeys(countries.loc[known, "country"], ALWAYS)
    rows = _memberships(tables, code)
    return {
        row["country"]: (_since(row["since"], row["since_precision"]), _until(row["until"]))
        for row in rows.to_dict("records")
    }


def group_states(tables: Tables, code: str, day: date) -> tuple[str, ...]:
    """Codes of the states of a group as it is on a day; areas are left out."""
    moment = pd.Timestamp(day)
    spells = tables.derive(group_spells, code)
    inside = {country for country, (since, until) in spells.items() if since <= moment < until}
    return tuple(code for code in states_of(tables, tables["countries"]["country"]) if code in inside)


def is_dated(tables: Tables, code: str) -> bool:
    """Whether the days of joining of every member of a group are on record."""
    rows = _memberships(tables, code)
    return bool(len(rows)) and bool(rows["since"].notna().all())


def membership_records(tables: Tables, code: str) -> dict[str, str]:
    """The record of each member's membership of a group."""
    rows = _memberships(tables, code)
    return dict(zip(rows["country"], rows["record_id"], strict=True))


def group_counts(
    tables: Tables, treaty: str, curve: str, code: str, day: date, of_each_day: bool
) -> pd.DataFrame:
    """What `own_counts` gives for the states of a group: its members of that day, or of each day."""
    if of_each_day:
        spells = group_spells(tables, code)
        spells = {state: spells[state] for state in states_of(tables, spells)}
    else:
        spells = dict.fromkeys(group_states(tables, code, day), ALWAYS)
    return own_counts(tables, treaty, curve, spells, day, membership_records(tables, code))


def own_counts(
    tables: Tables, treaty: str, curve: str, spells: Spells, day: date, memberships: dict[str, str]
) -> pd.DataFrame:
    """The rows of `counts_of_the_day` of a treaty up to a day; none where nobody is a member."""
    changes = tables.derive(described_counts, treaty)
    changes = changes[changes["curve"] == curve]
    if changes.empty or not spells:
        return changes.head(0).assign(what="", states_after=0, members=0)
    rows = counts_of_the_day(changes, spells, memberships)
    return rows[rows["counted_from"] <= pd.Timestamp(day)]


def counts_of_the_day(changes: pd.DataFrame, spells: Spells, memberships: dict[str, str]) -> pd.DataFrame:
    """Changes of a count among the members of the day: of those who have taken the step, and of members.

    A state counts while it both belongs to the group and has taken the step; one that leaves the group or
    the treaty counts no more. What was before the first step under the treaty is one row.

    Args:
        changes: of one curve, from `counts`.
        spells: from `group_spells`, of states only.
        memberships: from `membership_records`.

    *Columns*: those of the changes, what (happens: a step, JOINS, LEAVES or BEFORE), states_after, members
    (both after the change), records; is_stated is false where nothing but the membership changes.
    """
    own = changes[changes["country"].isin(list(spells))]
    since, until = (
        own["country"].map({code: spell[end] for code, spell in spells.items()}) for end in (0, 1)
    )
    inside = own[(since <= own["counted_from"]) & (own["counted_from"] < until)]
    taken: dict[str, list[tuple[pd.Timestamp, int]]] = {country: [] for country in spells}
    for country, *step in own[["country", "counted_from", "change"]].itertuples(index=False):
        taken[country].append(tuple(step))
    moves = pd.DataFrame(
        [
            (country, what, day, sign * _counted(taken[country], day), sign)
            for country, spell in spells.items()
            for what, day, sign in zip((JOINS, LEAVES), spell, (1, -1), strict=True)
            if day != ALWAYS[1]
        ],
        columns=["country", "what", "counted_from", "change", "joined"],
    )
    moves["records"] = [(memberships[code],) if code in memberships else () for code in moves["country"]]
    parts = [moves.assign(is_stated=False), inside.assign(what=inside["step"], joined=0)]
    frame = pd.concat(parts).sort_values(["counted_from", "country"], kind="stable", ignore_index=True)
    frame = frame.assign(states_after=frame["change"].cumsum(), members=frame["joined"].cumsum())
    begin = changes["counted_from"].min()
    is_before = frame["counted_from"] < begin
    before = frame[is_before].tail(1).assign(counted_from=begin, what=BEFORE, states_after=0, country=None)
    before["records"] = [united(frame.loc[is_before, "records"])] * len(before)
    return pd.concat([before, frame[~is_before]], ignore_index=True).drop(columns="joined")


def _counted(steps: list[tuple[pd.Timestamp, int]], day: pd.Timestamp) -> int:
    """What a state adds to the count at the beginning of a day."""
    return sum(change for counted_from, change in steps if counted_from < day)


def _memberships(tables: Tables, code: str) -> pd.DataFrame:
    rows = tables["region_members"]
    return rows[rows["region"] == code]


def _since(day: pd.Timestamp, precision: str | None) -> pd.Timestamp:
    if pd.isna(day):
        return ALWAYS[0]
    return day + pd.offsets.YearBegin(1) if precision == "year" else day


def _until(day: pd.Timestamp) -> pd.Timestamp:
    return ALWAYS[1] if pd.isna(day) else day + pd.Timedelta(days=1)
