"""Everything on record about one country, section by section."""

from dataclasses import replace
from datetime import date
from math import isinf

import pandas as pd
import streamlit as st

from analysis import country as record
from analysis import overview as standing
from analysis import treaties as law
from charts.clearance import items_by_country, release_by_country
from charts.contamination import contamination_trend
from dashboard import address, ui
from dashboard.store import edition, load
from dashboard.view import chosen, members, names

COUNTRIES = load("countries")
SOURCES = load("sources")


def ask_country() -> str:
    """The country to show: of the address, else the only one of the frame, else Bosnia and Herzegovina."""
    known = names()
    first = [code for code in members("SEE") if code in known]
    order = first + sorted(set(known) - set(first), key=lambda code: known[code])
    default = chosen().countries[0] if len(chosen().countries) == 1 else "BIH"
    return address.ask("country", "Country", order, default=default, names=known)


def introduction(code: str) -> None:
    """Draw the name of the country, earlier names and its status note."""
    row = COUNTRIES[COUNTRIES["country"] == code].iloc[0]
    st.header(ui.escaped(row["name"]), anchor=False)
    parts = [f"{row['un_subregion']}"] if isinstance(row["un_subregion"], str) else []
    then = record.names_then(load("country_names"), code)
    parts += [f"named before: {', '.join(then)}"] if then else []
    parts += ["listed as an area"] if row["kind"] == "area" else []
    st.markdown(ui.escaped("; ".join(parts)) + ".")
    if isinstance(row["status_note"], str):
        st.markdown(f"*{ui.escaped(row['status_note'])}*")


def nothing(title: str, sentence: str) -> None:
    """Say in one sentence that a section has no data."""
    st.header(title, anchor=False)
    st.markdown(f"{ui.escaped(sentence)} Nothing on record does not mean none.")


def headlines(code: str) -> None:
    """Draw the headline figures of the country."""
    today = edition() or date.today()
    day = today if isinf(view.bounds[1]) else min(today, date(view.years[1], 12, 31))
    scope = standing.Scope((code,), day, today, view.bounds, view.hazard)
    with ui.figure_row():
        for headline in standing.headlines(tables, scope):
            ui.headline(headline.label, headline.value, headline.unit, headline.records, headline.note)


def treaties(code: str) -> None:
    """Draw the standing of the country under the five treaties, with dates."""
    today = edition() or date.today()
    steps = law.steps(tables["treaty_actions"], COUNTRIES, today)
    rows = law.standings(steps, today, [code])
    bound = int((rows["code"] == "party").sum())
    ui.table(
        rows,
        key="country_treaties",
        title=f"{names()[code]} is bound by {bound} of {len(rows)} treaties",
        columns=["treaty", "standing", "signature", "action", "deposit", "entry_into_force", "withdrawal"],
    )


def hazards(code: str) -> None:
    """Draw contaminated area over time, and the contaminated places."""
    rows = view.of(tables["contamination"])
    national = rows[rows["subdivision"].isna() & rows["scope"].eq("national")]
    name = names()[code]
    if national.empty:
        nothing("Contaminated land", f"No national figure on contaminated land in {name} is on record here.")
    else:
        figure = contamination_trend(national, COUNTRIES, SOURCES, compare=(code,))
        ui.show(figure, national, key="country_contamination", filter=view.words())
    places = record.places(rows, load("subdivisions"))
    if len(places):
        columns = ["place", "level", "hazard", "area_km2", "area_class", "areas", "category", "as_of"]
        title = f"{places['subdivision'].nunique()} places in {name} with a figure or a word on contamination"
        ui.table(places, key="country_places", title=title, level=3, columns=columns)


def clearance(code: str) -> None:
    """Draw land released per year, and items destroyed."""
    rows = view.of(tables["clearance"])
    if rows.empty:
        nothing("Clearance", f"No clearance in {names()[code]} is on record here.")
        return
    figure = release_by_country(rows, COUNTRIES, SOURCES, compare=(code,))
    ui.show(figure, rows[rows["area_km2"].notna()], key="country_release", filter=view.words())


def listed(key: str, title: str, rows: pd.DataFrame, columns: list[str], none: str) -> None:
    """Draw rows as a section of its own, or say that there are none."""
    if rows.empty:
        nothing(title, none)
    else:
        ui.table(rows, key=f"country_{key}", title=title, columns=columns)


def cooperation(code: str) -> None:
    """Draw meetings, projects, memberships and money."""
    name = names()[code]
    met = record.meetings(view.of(tables["events"], skip=("country",)), load("event_participants"), code)
    held = int(met["part"].str.startswith("held").sum())
    title = f"{len(met)} meetings, {held} of them held in {name}" if len(met) else "Meetings"
    columns = ["date", "title", "city", "country", "part", "series_group", "organisers"]
    listed("meetings", title, met, columns, f"No meeting with {name} is on record in these years.")
    projects = view.of(record.projects(load("projects"), load("project_countries"), code), skip=("country",))
    columns = [
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
    listed("projects", "Projects", projects, columns, f"No project in {name} is on record.")
    columns = ["actor", "status", "since"]
    listed(
        "memberships",
        "Memberships",
        view.of(load("memberships"), skip=("years",)),
        columns,
        f"No membership of {name} is on record.",
    )


def money(code: str) -> None:
    """Draw what the country received, gave and paid itself."""
    name = names()[code]
    rows = view.of(record.given_and_received(load("funding"), code), skip=("country",))
    columns = [
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
    ]
    listed(
        "funding",
        "Funding received and given",
        rows,
        columns,
        f"No contribution to or by {name} is on record.",
    )
    own = view.of(load("national_funding"))
    if len(own):
        ui.table(
            own,
            key="country_own",
            title=f"{name}'s own contributions",
            level=3,
            columns=["year", "amount", "currency", "amount_usd"],
        )


def others(code: str) -> None:
    """Draw stockpiles and the single figures that name the country."""
    name = names()[code]
    stock = view.of(load("stockpiles"), skip=("years",))
    columns = ["munitions", "submunitions", "completed_on", "deadline", "note"]
    listed(
        "stockpiles",
        "Stockpiles of cluster munitions",
        stock,
        columns,
        f"No stockpile of {name} is on record.",
    )
    said = view.of(load("reported_figures"), skip=("years",))
    columns = ["subject", "indicator", "value", "unit", "date"]
    listed(
        "figures",
        "Figures of the start documents",
        said,
        columns,
        f"No start document gives a figure on {name}.",
    )


code = ask_country()
view = replace(chosen(), countries=(code,))
tables = {name: load(name) for name in standing.TABLES}
introduction(code)
headlines(code)
treaties(code)
hazards(code)
clearance(code)
cooperation(code)
money(code)
others(code)
