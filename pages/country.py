"""Everything on record about one country, section by section."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from math import isinf

import pandas as pd
import streamlit as st

from analysis import country as record
from analysis import hazards, release
from analysis import overview as standing
from analysis import treaties as law
from charts.casualties import casualties_by_country
from charts.clearance import release_by_country
from charts.contamination import contamination_trend
from charts.deadlines import deadline_timeline
from dashboard import address, ui
from dashboard.store import package
from dashboard.view import chosen, edition, load, members

COUNTRIES = load("countries")
NAMES = dict(zip(COUNTRIES["country"], COUNTRIES["name"], strict=True))
SOURCES = load("sources")
PARTS = {
    "land": "Land and casualties",
    "treaties": "Treaties and stockpiles",
    "cooperation": "Cooperation",
    "money": "Money",
}
RELEASE = [
    "year_from",
    "year_to",
    "hazard",
    "method",
    "area_km2",
    "submunitions",
    "ap_mines",
    "av_mines",
    "uxo",
]
PERSONS = ["year_from", "year_to", "hazard", "killed", "injured", "unknown", "total", "scope"]
MONEY = ["way", "year", "donor", "recipient", "channel", "sector", "amount", "currency", "amount_usd"]
PROJECT = [
    "title",
    "start",
    "end",
    "implementer",
    "donor",
    "amount",
    "currency",
    "area_km2",
    "mines",
    "uxo",
]
STANDING = ["short_title", "standing", "signature", "action", "deposit", "entry_into_force", "withdrawal"]
PLACE = ["place", "level", "hazard", "area_km2", "area_class", "areas", "category", "as_of"]


def ask_country() -> str:
    """The country to show: of the address, else the only one of the frame, else Bosnia and Herzegovina."""
    first = members("SEE")
    order = [*first, *sorted(set(NAMES) - set(first), key=lambda code: NAMES[code])]
    default = chosen().countries[0] if len(chosen().countries) == 1 else "BIH"
    return address.ask("country", "Country", order, default=default, names=NAMES)


def introduction(code: str) -> None:
    """Draw the name of the country, earlier names and its status note."""
    row = COUNTRIES[COUNTRIES["country"] == code].iloc[0]
    st.header(ui.escaped(row["name"]), anchor=False)
    then = record.names_then(load("country_names"), code)
    notes = [row["status_note"]] if isinstance(row["status_note"], str) else []
    notes += [f"Named before: {', '.join(then)}."] if then else []
    notes += ["Years and hazard of the filters hold on this page; region and countries do not."]
    st.markdown(ui.escaped(" ".join(notes)))


def nothing(title: str, sentence: str) -> None:
    """Say in one sentence that a section has no data."""
    st.header(title, anchor=False)
    st.markdown(f"{ui.escaped(sentence)} Nothing on record does not mean none.")


@st.cache_data(max_entries=200, show_spinner=False)
def headlines(scope: standing.Scope, built: tuple[str, ...]) -> list[standing.Headline]:  # noqa: ARG001
    """Headline figures of the country, worked out once for each build of the tables."""
    return standing.headlines({table: load(table) for table in standing.TABLES}, scope)


def summary() -> None:
    """Draw the headline figures of the country."""
    today = edition() or date.today()
    day = today if isinf(view.bounds[1]) else min(today, date(view.years[1], 12, 31))
    scope = standing.Scope((code,), day, today, view.bounds, view.hazard)
    with ui.figure_row():
        for headline in headlines(scope, tuple(resource["hash"] for resource in package()["resources"])):
            records = headline.records if len(headline.records) else None
            ui.headline(headline.label, headline.value, headline.unit, records, headline.note)


def treaties() -> None:
    """Draw the standing of the country under the five treaties, with dates."""
    today = edition() or date.today()
    steps = law.steps(view.of(tables["treaty_actions"], skip=("years",)), COUNTRIES, today)
    rows = law.standings(steps, today, [code])
    if rows["source"].isna().all():
        nothing("Treaties", f"No act of {name} under the five treaties is on record.")
        return
    bound = int((rows["code"] == "party").sum())
    ui.table(
        rows.assign(short_title=rows["treaty"].map(load("treaties").set_index("treaty")["short_title"])),
        key="country_treaties",
        title=f"{name} is bound by {bound} of {len(rows)} treaties",
        columns=STANDING,
        filter=view.words(),
    )
    stock = view.of(load("stockpiles"), skip=("years",))
    columns = ["munitions", "submunitions", "completed_on", "deadline"]
    none = f"No stockpile of cluster munitions of {name} is on record."
    listed("stockpiles", "Stockpiles of cluster munitions", stock, columns, none)


def contamination() -> None:
    """Draw contaminated area over time, and the contaminated places."""
    rows = view.of(tables["contamination"])
    national = hazards.national(rows)
    if national["area_km2"].isna().all():
        columns = ["hazard", "category", "as_of"]
        listed(
            "named",
            "Contaminated land",
            national,
            columns,
            f"No area of contaminated land in {name} is on record.",
        )
    else:
        ui.show(
            lambda: contamination_trend(national, COUNTRIES, SOURCES, compare=(code,)),
            national,
            key="country_contamination",
            filter=view.words(),
        )
    places = record.places(rows, load("subdivisions"))
    if len(places):
        title = f"{places['subdivision'].nunique()} places with a figure or a word on contamination"
        ui.table(places, key="country_places", title=title, level=3, columns=PLACE, filter=view.words())


def by_year(table: str, title: str, draw: Callable, columns: list[str], what: str) -> None:
    """Draw the figures of single years as a chart, those of several years or a part as a table."""
    rows = view.of(load(table))
    if rows.empty:
        nothing(title, f"No {what} in {name} in these years is on record.")
        return
    years, spans = release.single_years(rows), release.spans(rows)
    if years.empty:
        st.header(title, anchor=False)
    else:
        ui.show(
            lambda: draw(rows, COUNTRIES, SOURCES, compare=(code,)),
            years,
            key=f"country_{table}",
            filter=view.words(),
        )
    if len(spans):
        words = f"{title}: figures for several years or a part of the country"
        ui.table(
            spans, key=f"country_{table}_spans", title=words, level=3, columns=columns, filter=view.words()
        )


def deadlines() -> None:
    """Draw the deadlines of the country, with their extensions."""
    rows = view.of(tables["obligations"], skip=("years",))
    if rows[["deadline", "completed_on"]].isna().all(axis=None):
        nothing("Deadlines", f"No deadline of {name} is on record.")
        return
    rows = rows.sort_values(["treaty", "article", "deadline"])
    today = pd.Timestamp(edition() or date.today())
    ui.show(
        lambda: deadline_timeline(rows, COUNTRIES, SOURCES, "all", today),
        rows,
        key="country_deadlines",
        filter=view.words(),
        columns=["treaty", "article", "kind", "deadline", "granted_on", "status", "completed_on"],
    )


def listed(key: str, title: str, rows: pd.DataFrame, columns: list[str], none: str) -> None:
    """Draw rows as a section of its own, or say that there are none."""
    if rows.empty:
        nothing(title, none)
    else:
        ui.table(rows, key=f"country_{key}", title=title, columns=columns, filter=view.words())


def meetings() -> None:
    """Draw the meetings the country took part in or hosted."""
    met = record.meetings(view.of(tables["events"], skip=("country",)), load("event_participants"), code)
    held = int((met["country"] == code).sum())
    title = f"{len(met)} meetings, {held} of them held there" if len(met) else "Meetings"
    columns = ["date", "title", "city", "country", "part", "series_group", "organisers"]
    listed("meetings", title, met, columns, f"No meeting with {name} is on record in these years.")


def projects() -> None:
    """Draw the projects in the country."""
    rows = view.of(record.projects(load("projects"), load("project_countries"), code))
    listed("projects", "Projects", rows, PROJECT, f"No project in {name} is on record in these years.")


def money() -> None:
    """Draw what the country received, gave and paid itself, and the single figures that name it."""
    rows = view.of(record.given_and_received(load("funding"), code), skip=("country",))
    none = f"No contribution to {name} or by it is on record in these years."
    listed("funding", "Funding received and given", rows, MONEY, none)
    own = view.of(load("national_funding"))
    if len(own):
        listed("own", "Its own contributions", own, ["year", "amount", "currency", "amount_usd"], "")
    said = view.of(load("reported_figures"), skip=("years",))
    columns = ["subject", "indicator", "value", "unit", "date"]
    none = f"No start document gives a figure on {name}."
    listed("figures", "Figures of the start documents", said, columns, none)


def land() -> None:
    """Draw contamination, release, casualties and deadlines."""
    contamination()
    by_year("clearance", "Clearance", release_by_country, RELEASE, "clearance")
    by_year("casualties", "Casualties", casualties_by_country, PERSONS, "casualties")
    deadlines()


def cooperation() -> None:
    """Draw meetings, projects and memberships."""
    meetings()
    projects()
    member = view.of(load("memberships"))
    none = f"No membership of {name} is on record."
    listed("memberships", "Memberships", member, ["actor", "status", "since"], none)


code = ask_country()
name = NAMES[code]
view = replace(chosen(), countries=(code,))
tables = {table: load(table) for table in standing.TABLES}
introduction(code)
summary()
part = address.ask("part", "What to see", tuple(PARTS), names=PARTS, kind="buttons")
{"land": land, "treaties": treaties, "cooperation": cooperation, "money": money}[part]()
