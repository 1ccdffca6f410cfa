"""Groups of states that curves are drawn for: regions on record and those of the UN, today or on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

UNITED_NATIONS = "UN-"
"""Begins the codes of UN regions and sub-regions, e.g. UN-SOUTHERN-EUROPE."""
ALWAYS = (pd.Timestamp.min, pd.Timestamp.max)
"""The spell of a member whose day of joining is not on record."""
Spells = Mapping[str, tuple[pd.Timestamp, pd.Timestamp]]
"""Code of each state that is or was a member: from which day, to which day."""


def un_code(title: str) -> str:
    """The code of a UN region or sub-region.

    >>> un_code("Southern Europe")
    'UN-SOUTHERN-EUROPE'
    """
    return UNITED_NATIONS + title.upper().replace(" ", "-")


def group_titles(regions: pd.DataFrame, countries: pd.DataFrame) -> dict[str, str]:
    """Code and title of every group: the regions on record, then the UN's."""
    titles = dict(zip(regions["region"], regions["title"], strict=True))
    for column, kind in (("un_region", "UN region"), ("un_subregion", "UN sub-region")):
        for title in sorted(set(countries[column].dropna())):
            titles.setdefault(un_code(title), f"{title} ({kind})")
    return titles


def group_states(
    code: str,
    region_members: pd.DataFrame,
    countries: pd.DataFrame,
    states_only: bool = True,
    on: date | None = None,
) -> tuple[str, ...]:
    """Codes of the states of a group as it is today, or as it was on a day; areas are left out."""
    day = pd.Timestamp.now() if on is None else pd.Timestamp(on)
    spells = group_spells(code, region_members, countries)
    inside = {country for country, (since, until) in spells.items() if since <= day < until}
    here = countries["country"].isin(inside)
    if states_only:
        here &= countries["kind"] == "state"
    return tuple(countries.loc[here, "country"])


def group_spells(
    code: str, region_members: pd.DataFrame, countries: pd.DataFrame
) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """Since when and until when each state belongs to a group; past members as well.

    Where no day is on record a state always belongs. Membership of a year of which the day is not on record
    counts from the end of that year. `until` is the first day outside.
    """
    if code.startswith(UNITED_NATIONS):
        known = (countries["un_region"].fillna("").map(un_code) == code) | (
            countries["un_subregion"].fillna("").map(un_code) == code
        )
        return dict.fromkeys(countries.loc[known, "country"], ALWAYS)
    mine = region_members[region_members["region"] == code]
    return {
        row.country: (_since(row.since, row.since_precision), _until(row.until)) for row in mine.itertuples()
    }


def _since(day: pd.Timestamp, precision: str | None) -> pd.Timestamp:
    if pd.isna(day):
        return ALWAYS[0]
    return day + pd.offsets.YearBegin(1) if precision == "year" else day


def _until(day: pd.Timestamp) -> pd.Timestamp:
    return ALWAYS[1] if pd.isna(day) else day + pd.Timedelta(days=1)


def is_dated(code: str, region_members: pd.DataFrame) -> bool:
    """Whether the days of joining of every member of a group are on record."""
    mine = region_members[region_members["region"] == code]
    return bool(len(mine)) and bool(mine["since"].notna().all())


def counts_of_the_day(found: pd.DataFrame, spells: Spells, states: Sequence[str]) -> pd.DataFrame:
    """Changes of a count among the members of the day: of those who have taken the step, and of members.

    A state counts while it both belongs to the group and has taken the step; one that leaves the group or
    the treaty counts no more.

    Args:
        found: rows of one curve of `analysis.deposits.counts`, with country, name, date and change.
        spells: from `group_spells`.
        states: codes that are states; areas are not counted.

    *Columns*: date, country, name, why (what changed), total, members: both after the change.
    """
    inside = set(spells) & set(states)
    steps = found[found["country"].isin(inside)]
    taken: dict[str, list[tuple]] = {country: [] for country in inside}
    for row in zip(steps["country"], steps["date"], steps["step"], steps["change"], strict=True):
        taken[row[0]].append(row[1:])
    names = dict(zip(steps["country"], steps["name"], strict=True))
    changes: list[tuple] = []
    for country in sorted(inside):
        (since, until), own = spells[country], taken[country]
        changes.append((since, country, "joins the group", _standing(own, since), 1))
        changes += [(day, country, step, change, 0) for day, step, change in own if since < day < until]
        if until != ALWAYS[1]:
            changes.append((until, country, "leaves the group", -_standing(own, until), -1))
    changes.sort(key=lambda change: change[:2])
    frame = pd.DataFrame(changes, columns=["date", "country", "why", "change", "joined"])
    return frame.assign(
        name=[names.get(country, country) for country in frame["country"]],
        total=frame["change"].cumsum(),
        members=frame["joined"].cumsum(),
    )[["date", "country", "name", "why", "total", "members"]]


def _standing(own: Sequence[tuple], on: pd.Timestamp) -> int:
    """What a state adds to the count on a day."""
    return sum(change for day, _, change in own if day <= on)
