"""Composes treaties, land and cooperation: headline figures of a view, each with the rows it rests on."""

from datetime import date
from typing import Any

import pandas as pd

from topics.cooperation.meetings import meetings_held
from topics.land.areas import YEARS_VALID
from topics.land.completions import ENDED
from topics.land.obligations import LATE, obligations, state_words
from topics.land.release import across_families, released
from topics.land.status import AREA_UNKNOWN, CONTAMINATED, NO_DATA, NOT_RECENT, country_statuses
from topics.tables import Tables, united, with_records
from topics.treaties.status import AREA, standings, states_of
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates
from topics.vocabulary.dates import long_date, year_range
from topics.vocabulary.hazards import area_name, family_names
from topics.vocabulary.land import BEST_AREAS, DEADLINE_STATES, METHODS, PLACE_STATUSES
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
OLD = f"over {YEARS_VALID} years old"
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
        f"As of {long_date(view.day)}; released land and meetings are those of the years chosen. Mines and "
        "cluster munition remnants are never added to each other."
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
        f"{standing_name(tables, treaty, code)}: {_names(tables, part['country'])}"
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
        return _figure(heading, "member", "", [row["standing"]], rows)
    remark = [f"{row['standing']} since {long_date(since)}"]
    return _figure(heading, f"member since {since.year}", "", remark, rows)


def _land_figures(tables: Tables, view: View, family: str) -> list[Figure]:
    """How many countries have hazards of a family and how much land is left; of one country its area."""
    rows = country_statuses(tables, family, day=view.day)
    rows = rows[rows["country"].isin(view.members)]
    rows = rows.assign(
        date=rows["completed_on"].fillna(rows["as_of"]),
        date_precision=rows["completed_on_precision"].fillna(rows["as_of_precision"]),
        fact=[status_words(row) for row in rows.itertuples()],
    )
    heading = f"{sentence_case(area_name(tables, family))} left"
    if len(view.members) == 1:
        return [_area_of_one(heading, rows)]
    with_data = rows[rows["status"] != NO_DATA]
    missing = rows.loc[rows["status"] == NO_DATA, "country"]
    data = f"{len(with_data)} of {len(rows)} have data" if len(missing) else ""
    without = f"{NO_DATA_FOUND}: {_names(tables, missing)}" if len(missing) else ""
    with_hazard = f"States and areas with {family_names(tables)[family]}"
    return [
        _countries_left(tables, with_hazard, with_data, data, without),
        _area_left(tables, heading, with_data, data),
    ]


def status_words(row: Any) -> str:
    """The status of a place in words: "2.38 km², suspected area only (SHA); over 5 years old".

    Args:
        row: of `land.status.place_statuses`, as `itertuples` gives it.
    """
    if row.status in (*ENDED, NO_DATA):
        return PLACE_STATUSES[row.status]
    area = [number(row.area_km2, "km²")] if pd.notna(row.area_km2) else []
    words = ", ".join([*area, BEST_AREAS[row.stated]])
    return f"{words}; {OLD}" if row.status == NOT_RECENT else words


def _countries_left(tables: Tables, heading: str, rows: pd.DataFrame, *about_data: str) -> Figure:
    """How many countries are contaminated by a recent figure; those with an older one are named apart."""
    recent, old = _recent(rows), rows[rows["status"] == NOT_RECENT]
    remark = [f"{_names(tables, recent['country'])}, as of {_years(recent)}"] if len(recent) else []
    remark += [f"last figure {OLD}: {_dated_names(tables, old)}"] if len(old) else []
    value = float(len(recent)) if len(recent) else _without_recent(rows)
    evidence = pd.concat([recent, old]) if value else rows
    return _figure(heading, value, "", [*remark, *about_data], evidence)


def _area_left(tables: Tables, heading: str, rows: pd.DataFrame, data: str) -> Figure:
    """The sum of the recent figures, one for each country; older ones are named and not added."""
    recent, old = _recent(rows), rows[rows["status"].eq(NOT_RECENT) & rows["area_km2"].gt(0)]
    areas = recent[recent["area_km2"].notna()]
    unknown = plural(len(recent) - len(areas), "country", "countries")
    remark = [f"{plural(len(areas), 'figure')} as of {_years(areas)}"] if len(areas) else []
    remark += [f"contaminated, area not stated: {unknown}"] if len(recent) > len(areas) else []
    remark += [f"not added, {OLD}: {_dated_names(tables, old)}"] if len(old) else []
    if len(areas):
        total = float(areas["area_km2"].sum())
        return _figure(heading, total, "km²", [*remark, data], pd.concat([areas, old]))
    value = BEST_AREAS["none"] if len(recent) else _without_recent(rows)
    return _figure(heading, value, "km²" if value == 0 else "", [*remark, data], rows)


def _recent(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["status"].isin([CONTAMINATED, AREA_UNKNOWN])]


def _without_recent(rows: pd.DataFrame) -> float | str | None:
    """What stands where no country is contaminated by a recent figure: zero only if none has an older one."""
    if rows.empty:
        return None
    return PLACE_STATUSES[NOT_RECENT] if rows["status"].eq(NOT_RECENT).any() else 0.0


def _area_of_one(heading: str, rows: pd.DataFrame) -> Figure:
    """The area left in one country, or how it stands."""
    if rows.empty or rows["status"].iloc[0] == NO_DATA:
        return _figure(heading, None, "", [NO_DATA_FOUND], rows[:0])
    row = next(rows.itertuples())
    dated = long_date(row.date, row.date_precision)
    if row.status in ENDED:
        return _figure(heading, PLACE_STATUSES[row.status], "", [dated], rows)
    is_old = row.status == NOT_RECENT
    if pd.isna(row.area_km2):
        value = PLACE_STATUSES[NOT_RECENT] if is_old else BEST_AREAS["none"]
        return _figure(heading, value, "", [f"named as contaminated, {dated}"], rows)
    remark = f"last figure of {dated}, {OLD}" if is_old else f"{BEST_AREAS[row.stated]}, {dated}"
    return _figure(heading, row.area_km2, "km²", [remark], rows)


def _area_released(tables: Tables, view: View) -> Figure:
    """The area released in the last year with data, beside that of the year before."""
    heading = "Land released, last year with data"
    rows = across_families(view.of(released(tables))).sort_values("year", ascending=False, kind="stable")
    years = rows["year"].unique()[:2]
    if not len(years):
        return _figure(heading, None, "", [], rows)
    rows = rows[rows["year"].isin(years)]
    rows = rows.assign(
        date=pd.to_datetime(rows["year"].astype(str) + "-12-31"),
        date_precision="year",
        fact=[
            f"{number(row.area_km2, 'km²')}, {listed(METHODS[code] for code in row.methods.split(', '))}"
            for row in rows.itertuples()
        ],
    )
    parts = [rows[rows["year"] == year] for year in years]
    names = ["" if len(view.members) == 1 else f", {_names_then(tables, part)}" for part in parts]
    remark = [f"{years[0]}{names[0]}"]
    if len(parts) > 1:
        remark.append(f"{number(parts[1]['area_km2'].sum(), 'km²')} in {years[1]}{names[1]}")
    return _figure(heading, float(parts[0]["area_km2"].sum()), "km²", remark, rows)


def _next_deadline(tables: Tables, view: View) -> Figure:
    """The next day by which a country must have finished, and whose deadlines passed."""
    heading, is_alone = "Next deadline", len(view.members) == 1
    every = view.of(obligations(tables, deadline_day(view)), skip=("years",))
    every = every.assign(
        fact=[f"{row.task}: {state_words(row)}" for row in every.itertuples()],
        date=every["deadline"],
        date_precision=every["deadline_precision"],
    )
    if every.empty:
        return _figure(heading, None, "", ["no deadline found"], every)
    ahead, late = _ahead(every), every[every["state"].isin(LATE)]
    if is_alone:
        words = late["fact"].tolist()
    else:
        words = [
            f"{DEADLINE_STATES[state]}: {_names(tables, part['country'])}"
            for state, part in late.groupby("state", sort=False)
        ]
    if ahead.empty:
        done = f"{int(every['state'].eq('completed').sum())} of {len(every)} obligations completed"
        return _figure(heading, "none ahead", "", [*words, done], every)
    row = next(ahead.itertuples())
    who = "" if is_alone else f"{_names(tables, [row.country])}: "
    remark = [f"{who}{duty_name(tables, row.treaty, row.article)}", *words]
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
    places = f"in {plural(rows['city'].nunique(), 'place')}"
    return _figure("Meetings held", float(len(rows)), "", [", ".join(filter(None, [span, places]))], rows)


def _names(tables: Tables, codes: Any) -> str:
    names = country_names(tables)
    return listed(sorted(names.get(code, code) for code in set(codes)), most=MOST_NAMED, noun="countries")


def _names_then(tables: Tables, rows: pd.DataFrame) -> str:
    return listed(sorted(names_at_dates(rows, tables).unique()), most=MOST_NAMED, noun="countries")


def _dated_names(tables: Tables, rows: pd.DataFrame) -> str:
    """Countries with their last area, if there is one, and its year."""
    names = country_names(tables)
    words = [
        f"{names.get(row.country, row.country)} "
        + (f"{number(row.area_km2, 'km²')} " if pd.notna(row.area_km2) else "")
        + f"({row.date.year})"
        for row in rows.itertuples()
    ]
    return listed(words, most=MOST_NAMED, noun="countries")


def _years(rows: pd.DataFrame) -> str:
    years = rows["date"].dt.year
    return year_range(years.min(), years.max())
