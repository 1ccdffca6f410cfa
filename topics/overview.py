"""Composes treaties, land and cooperation: headline figures of a view, each with the rows it rests on."""

from datetime import date
from typing import Any

import pandas as pd

from topics.cooperation.meetings import meetings_held, on_map_words
from topics.land.completions import ENDED
from topics.land.obligations import LATE, obligations, request_words, state_words
from topics.land.projection_words import completion_words
from topics.land.release import across_families, release_figures
from topics.land.status import (
    AREA_UNKNOWN,
    CONTAMINATED,
    NO_DATA,
    NOT_RECENT,
    country_statuses,
    family_statuses,
)
from topics.land.status_words import OLD, area_words, dated_status, status_words
from topics.tables import Tables, united, with_records
from topics.treaties.status import AREA, standings, states_of
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.hazards import area_name, family_names
from topics.vocabulary.land import AREA_UNITS, BEST_AREAS, DEADLINE_STATES, METHODS, PLACE_STATUSES
from topics.vocabulary.lists import listed
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.text import sentence_case
from topics.vocabulary.treaties import (
    STANDINGS,
    duty_name,
    party_name,
    standing_name,
    treaty_names,
)

MOST_NAMED = 4
"""Countries that a remark names; more are counted."""
COLUMNS = ["heading", "value", "unit", "remark", "records"]
EVIDENCE = ["country", "fact", "area_km2", "date", "date_precision", "records", "is_stated"]
"""Columns of the rows that a headline figure rests on."""
NO_DATA_FOUND = "no data found"
JOINT = "ALL"
"""The family of what is counted together for all hazards."""
NOT_ADDED = "others, never added"
RELEASED = "Land released by all methods, last year with a total"
NO_FORECAST = "a deadline is no forecast"
Figure = dict[str, Any]


def overview_headlines(tables: Tables, view: View) -> pd.DataFrame:
    """The headline figures as rows. *Columns*: COLUMNS; the value is a number, words, or missing."""
    rows = pd.DataFrame(headline_figures(tables, view), columns=[*COLUMNS[:-1], "evidence"])
    return rows.assign(records=[united(evidence["records"]) for evidence in rows["evidence"]])[COLUMNS]


def headline_figures(tables: Tables, view: View) -> list[Figure]:
    """All headline figures in the order a reader asks for them; `evidence` has the columns EVIDENCE.

    They stand at the end of the years of the view; releases and meetings are those of its years. The hazard
    chooses the treaties and the families of hazards, by the duties to clear land.
    """
    duties = view.of(tables["treaty_duties"])
    duties = duties[duties["duty"] == "clearance"]
    treaties = [treaty for treaty in treaty_names(tables) if treaty in set(duties["treaty"])]
    states = states_of(tables, view.members)
    families = [family for family in family_names(tables) if family in set(duties["family"])]
    return [
        *(_memberships(tables, view, treaty, states) for treaty in treaties if states),
        *(figure for family in families for figure in _land_figures(tables, view, family)),
        _area_released(tables, view),
        _next_deadline(tables, view),
        _meetings(tables, view),
    ]


def open_obligations(tables: Tables, view: View) -> pd.DataFrame:
    """Obligations without a completion whose deadline is ahead or passed, those ahead first.

    *Columns*: those of `land.obligations.obligations`.
    """
    rows = view.of(obligations(tables, deadline_day(view)), skip=("years",))
    late = rows[rows["state"].isin(LATE)].sort_values("deadline", kind="stable")
    return pd.concat([_ahead(rows), late], ignore_index=True)


def deadline_day(view: View) -> date:
    """The day deadlines stand at: today, or the end of the years that are chosen."""
    is_open = view.bounds[1] == float("inf")
    return view.tables.today if is_open else view.day


def introduction(view: View) -> str:
    """What the headline figures are of, in a sentence."""
    return (
        f"As of {long_date(view.day)}; released land and meetings are those of the years chosen. Areas of "
        "different hazards, classes or dates are never added, and no deadline says when land will be clear."
    )


def _figure(
    heading: str, value: float | str | None, unit: str, remark: list[str], rows: pd.DataFrame
) -> Figure:
    """A headline figure; a remark is made of sentences, of which empty ones are left out."""
    evidence = rows.reindex(columns=EVIDENCE)
    words = ". ".join(sentence_case(part) for part in remark if part)
    return {"heading": heading, "value": value, "unit": unit, "remark": words, "evidence": evidence}


def _memberships(tables: Tables, view: View, treaty: str, states: tuple[str, ...]) -> Figure:
    """How many states are States Parties, and who has which other standing."""
    name = treaty_names(tables)[treaty]
    is_alone = len(view.members) == 1
    heading = sentence_case(name) if is_alone else f"{party_name(tables, treaty, 2)} to the {name}"
    rows = tables.derive(standings, view.day, states, (treaty,))
    rows = rows.assign(
        fact=rows["standing"],
        date=rows["deposit"].fillna(rows["signature"]),
        date_precision=rows["deposit_precision"].fillna(rows["signature_precision"]),
        is_stated=False,
    )
    adopted = tables["treaties"].set_index("treaty")["adopted"].get(treaty)
    if pd.notna(adopted) and adopted > pd.Timestamp(view.day):
        return _figure(heading, None, "", [f"adopted on {long_date(adopted)}"], rows[:0])
    if is_alone:
        return _membership(heading, rows.iloc[0].to_dict(), rows[rows["records"].map(len).gt(0)])
    parties = rows[rows["standing_code"] == "party"]
    others = [
        f"{standing_name(tables, treaty, code, view.day, len(part))}: {_names(tables, part['country'])}"
        for code in STANDINGS
        if code not in ("party", AREA) and len(part := rows[rows["standing_code"] == code])
    ]
    return _figure(heading, f"{len(parties)} of {len(rows)}", "states", others, parties)


def _membership(heading: str, row: dict[str, Any], rows: pd.DataFrame) -> Figure:
    """Whether one state is a member, and since when."""
    since = row["in_force_on"]
    if row["standing_code"] != "party":
        signed = long_date(row["signature"], row["signature_precision"])
        remark = [f"signed {signed}"] if pd.notna(row["signature"]) else []
        return _figure(heading, row["standing"], "", remark, rows)
    if pd.isna(since):
        return _figure(heading, "party", "", [row["standing"]], rows)
    remark = [f"{row['standing']} since {long_date(since)}"]
    return _figure(heading, f"party since {since.year}", "", remark, rows)


def _land_figures(tables: Tables, view: View, family: str) -> list[Figure]:
    """How many countries have hazards of a family and how much land is left; of one country its area."""
    rows = country_statuses(tables, family, day=view.day)
    rows = rows[rows["country"].isin(view.members)]
    rows = rows.assign(
        date=rows["completed_on"].fillna(rows["as_of"]),
        date_precision=rows["completed_on_precision"].fillna(rows["as_of_precision"]),
        fact=[status_words(row) for row in rows.itertuples()],
    )
    area = area_name(tables, family)
    if len(view.members) == 1:
        return [_area_of_one(f"{sentence_case(area)} left", rows, _joint_area(tables, view, rows))]
    with_data = rows[rows["status"] != NO_DATA]
    missing = rows.loc[rows["status"] == NO_DATA, "country"]
    without = f"{NO_DATA_FOUND}, which does not mean zero: {_names(tables, missing)}" if len(missing) else ""
    return [
        _countries_left(tables, f"States and areas with {family_names(tables)[family]}", with_data, without),
        _largest_area(tables, area, with_data),
    ]


def _countries_left(tables: Tables, heading: str, rows: pd.DataFrame, without: str) -> Figure:
    """How many countries are contaminated by a recent figure; those with an older one are named apart."""
    recent, old = _recent(rows), rows[rows["status"] == NOT_RECENT]
    remark = [f"{_names(tables, recent['country'])}, as of {_years(recent)}"] if len(recent) else []
    remark += [f"not counted, last figure {OLD}: {_names_and_years(tables, old)}"] if len(old) else []
    value = float(len(recent)) if len(recent) else _without_recent(rows)
    evidence = pd.concat([recent, old]) if value else rows
    return _figure(heading, value, f"of {len(rows)} with data", [*remark, without], evidence)


def _largest_area(tables: Tables, area: str, rows: pd.DataFrame) -> Figure:
    """The largest recent area with its class and date; the others are named with theirs and never added."""
    recent = _recent(rows).sort_values("area_km2", ascending=False, kind="stable")
    areas, unknown = recent[recent["area_km2"].notna()], recent[recent["area_km2"].isna()]
    old = rows[rows["status"].eq(NOT_RECENT) & rows["area_km2"].gt(0)]
    count = plural(len(areas), "recent figure")
    heading = f"Largest {area} of {count}" if len(areas) > 1 else f"{sentence_case(area)}, {count}"
    old, others = old.sort_values("area_km2", ascending=False, kind="stable"), areas.iloc[1:]
    remark = [f"{NOT_ADDED}: {_dated_names(tables, others)}"] if len(others) else []
    remark += [f"last figure {OLD}: {_dated_names(tables, old)}"] if len(old) else []
    remark += [f"area not stated: {_names(tables, unknown['country'])}"] if len(unknown) else []
    if areas.empty:
        value = BEST_AREAS["none"] if len(recent) else _without_recent(rows)
        return _figure(heading, value, "km²" if value == 0 else "", remark, rows)
    first = next(areas.itertuples())
    whose = f"{_names(tables, [first.country])}, {long_date(first.date, first.date_precision)}"
    unit = AREA_UNITS[first.stated]
    return _figure(heading, float(first.area_km2), unit, [whose, *remark], pd.concat([areas, old]))


def _recent(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["status"].isin([CONTAMINATED, AREA_UNKNOWN])]


def _without_recent(rows: pd.DataFrame) -> float | str | None:
    """What stands where no country is contaminated by a recent figure: zero only if none has an older one."""
    if rows.empty:
        return None
    return PLACE_STATUSES[NOT_RECENT] if rows["status"].eq(NOT_RECENT).any() else 0.0


def _joint_area(tables: Tables, view: View, rows: pd.DataFrame) -> list[str]:
    """What is on record of all hazards together, where nothing is of the hazards asked for."""
    if len(rows) and rows["status"].iloc[0] != NO_DATA:
        return []
    every = family_statuses(tables, day=view.day)
    every = every[every["country"].isin(view.members) & every["family"].eq(JOINT) & every["area_km2"].gt(0)]
    return [
        f"{area_name(tables, JOINT)}: {area_words(row.area_km2, row.stated)}, "
        f"{long_date(row.as_of, row.as_of_precision)}"
        for row in every.itertuples()
    ]


def _area_of_one(heading: str, rows: pd.DataFrame, joint: list[str]) -> Figure:
    """The area left in one country, or how it stands."""
    if rows.empty or rows["status"].iloc[0] == NO_DATA:
        return _figure(heading, None, "", [NO_DATA_FOUND, *joint], rows[:0])
    row = next(rows.itertuples())
    dated = long_date(row.date, row.date_precision)
    if row.status in ENDED:
        return _figure(heading, PLACE_STATUSES[row.status], "", [dated], rows)
    is_old = row.status == NOT_RECENT
    if pd.isna(row.area_km2):
        value = PLACE_STATUSES[NOT_RECENT] if is_old else BEST_AREAS["none"]
        return _figure(heading, value, "", [f"named as contaminated, {dated}"], rows)
    remark = f"last figure of {dated}, {OLD}" if is_old else dated
    return _figure(heading, row.area_km2, AREA_UNITS[row.stated], [remark], rows)


def _area_released(tables: Tables, view: View) -> Figure:
    """The largest total release of the last year with one; later figures of one method are named apart."""
    rows = across_families(view.of(release_figures(tables)))
    rows = rows.sort_values(["year", "area_km2"], ascending=False, kind="stable").assign(
        date=pd.to_datetime(rows["year"].astype(str) + "-12-31"), date_precision="year"
    )
    rows = rows.assign(hazard=rows["family"].map(family_names(tables, short=True)))
    rows = rows.assign(fact=[_release_words(row) for row in rows.itertuples()])
    totals = rows[rows["is_total"]]
    last = totals[totals["year"] == totals["year"].max()]
    later = rows[~rows["is_total"] & ~rows["year"].le(last["year"].max())]
    later = later[later["year"] == later["year"].max()]
    partly = f"later, by one method: {_releases(tables, view, later)}" if len(later) else ""
    if last.empty:
        return _figure(RELEASED, None, "", [partly or NO_DATA_FOUND], later)
    first, others = last.iloc[:1], last.iloc[1:]
    name = "" if len(view.members) == 1 else f"{names_at_dates(first, tables).iloc[0]}, "
    beside = f"same year: {_releases(tables, view, others)}" if len(others) else ""
    remark = [f"{name}{first['hazard'].iloc[0]}, {first['year'].iloc[0]}", beside, partly]
    return _figure(RELEASED, float(first["area_km2"].iloc[0]), "km²", remark, pd.concat([last, later]))


def _release_words(row: Any) -> str:
    """What was released and how: "0.17 km² cleared, mines"."""
    return f"{number(row.area_km2, 'km²')} {METHODS[row.method]}, {row.hazard}"


def _releases(tables: Tables, view: View, rows: pd.DataFrame) -> str:
    """Releases with their method and year, and with the country where there are several."""
    names = [""] * len(rows) if len(view.members) == 1 else names_at_dates(rows, tables) + " "
    facts = zip(names, rows["fact"], rows["year"], strict=True)
    return listed([f"{name}{fact} ({year})" for name, fact, year in facts], most=MOST_NAMED, noun="figures")


def _next_deadline(tables: Tables, view: View) -> Figure:
    """The next day by which a country must have finished, and whose deadlines passed."""
    heading, is_alone = "Next treaty deadline", len(view.members) == 1
    every = view.of(obligations(tables, deadline_day(view)), skip=("years",))
    every = every.assign(
        fact=[f"{row.task}: {state_words(row)}" for row in every.itertuples()],
        date=every["deadline"],
        date_precision=every["deadline_precision"],
        is_stated=False,
    )
    if every.empty:
        return _figure(heading, None, "", ["no deadline found"], every)
    ahead, late = _ahead(every), every[every["state"].isin(LATE)]
    if is_alone:
        words = late["fact"].tolist()
    else:
        words = [
            f"{DEADLINE_STATES[state]}: {_names_and_tasks(tables, part)}"
            for state, part in late.groupby("state", sort=False)
        ]
    if ahead.empty:
        count = int(every["state"].eq("completed").sum())
        done = f"{count} of {plural(len(every), 'obligation')} on record completed"
        return _figure(heading, "none ahead", "", [*words, done], every)
    row = next(ahead.itertuples())
    who = "" if is_alone else f"{_names(tables, [row.country])}: "
    ahead_of = f"{who}{duty_name(tables, row.treaty, row.article)}"
    when = completion_words(tables, row.country, row.family)
    remark = [ahead_of, request_words(row), NO_FORECAST, when, *words]
    value = long_date(row.deadline, row.deadline_precision)
    return _figure(heading, value, "", remark, pd.concat([ahead.head(1), late]))


def _ahead(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["state"] == "in force"].sort_values("deadline", kind="stable")


def _meetings(tables: Tables, view: View) -> Figure:
    """How many meetings were held in the countries of the view."""
    rows = with_records(meetings_held(tables, view))
    rows = rows.assign(date=rows["start"], fact=rows["title"])
    if rows.empty:
        return _figure("Meetings held", None, "", [], rows)
    years = rows["start"].dt.year.dropna()
    span = year_range(years.min(), years.max()) if len(years) else ""
    remark = "; ".join(filter(None, [span, on_map_words(rows)]))
    return _figure("Meetings held", float(len(rows)), "", [remark], rows)


def _names(tables: Tables, codes: Any) -> str:
    names = country_names(tables)
    return listed(sorted(names.get(code, code) for code in set(codes)), most=MOST_NAMED, noun="countries")


def _dated_names(tables: Tables, rows: pd.DataFrame) -> str:
    """Countries with their last area, its class and its date."""
    names = country_names(tables)
    words = [f"{names.get(row.country, row.country)} {dated_status(row)}" for row in rows.itertuples()]
    return listed(words, most=MOST_NAMED, noun="countries")


def _names_and_tasks(tables: Tables, rows: pd.DataFrame) -> str:
    """Countries with what they have to do."""
    names = country_names(tables)
    words = sorted(f"{names.get(row.country, row.country)} ({row.task.lower()})" for row in rows.itertuples())
    return listed(words, most=MOST_NAMED, noun="obligations")


def _names_and_years(tables: Tables, rows: pd.DataFrame) -> str:
    """Countries with the year of their last figure."""
    names = country_names(tables)
    words = [f"{names.get(row.country, row.country)} ({row.date.year})" for row in rows.itertuples()]
    return listed(words, most=MOST_NAMED, noun="countries")


def _years(rows: pd.DataFrame) -> str:
    years = rows["date"].dt.year
    return year_range(years.min(), years.max())
