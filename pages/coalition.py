"""Plan a country coalition: what a state needs, what partners have done, who is missing; it prints."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from analysis import coalition, cost, hazards, projection
from analysis.names import called as dated_names
from charts import projection as drawn
from charts import theme
from charts.coalition import deed, partner_timeline
from charts.words import money
from dashboard import address, ui
from dashboard.view import chosen, current_day, load, names

TABLES = (
    "funding",
    "projects",
    "project_countries",
    "events",
    "event_participants",
    "memberships",
    "countries",
)
COST_TABLES = ("projects", "project_countries", "funding_totals", "clearance", "price_changes")
FIRST = "BIH"
PARTNERS = ("DEU", "EU", "ITF")
MOST_PARTNERS = 6
MOST_LISTED = 10
MOST_CITED = 8
MOST_AMOUNTS = 6
COUNTED = {"money": "money", "project": "projects", "meeting": "meetings", "membership": "memberships"}
RECORD = ["partner", "year", "did", "what", "amount", "currency"]
PRINT = """<style>@media print {
  @page { size: A4; margin: 13mm 14mm; }
  html body .stApp header, html body .stApp section[data-testid="stSidebar"],
  html body [data-testid="stToolbar"], html body a:not(.st-key-plan a) { display: none !important; }
  html, body, #root, .stApp, .stApp [data-testid="stAppViewContainer"], .stApp [data-testid="stMain"],
  .stApp [data-testid="stMainBlockContainer"] {
    position: static !important; display: block !important; height: auto !important; min-height: 0 !important;
    max-width: none !important; width: auto !important; overflow: visible !important; padding: 0 !important;
    margin: 0 !important; color-scheme: light; background: Canvas !important; }
  .stApp [data-testid="stAppViewContainer"] > div { position: static !important; display: block !important;
    height: auto !important; overflow: visible !important; }
  .stApp [data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] > *:not(:has(.st-key-plan)) {
    display: none !important; }
  .stApp [data-testid="stVerticalBlock"]:has(.st-key-plan-1), .stApp .st-key-plan {
    display: block !important; }
  .stApp .st-key-plan *, .stApp .st-key-plan { color: CanvasText !important; font-size: 9.6pt !important;
    line-height: 1.3 !important; gap: 0.35rem !important; }
  .stApp .st-key-plan h2, .stApp .st-key-plan h2 * { font-size: 15pt !important; }
  .stApp .st-key-plan h3, .stApp .st-key-plan h3 * { font-size: 12pt !important; padding: 2pt 0 !important; }
  .stApp .st-key-plan td, .stApp .st-key-plan th { padding: 1pt 4pt !important; }
  .stApp .st-key-plan-2 { break-before: page; }
}</style>"""

view = chosen()
today = pd.Timestamp(current_day())
tables = {name: load(name) for name in TABLES}
prices = cost.prices_said(load("price_changes"))
called = coalition.partner_names(tables["countries"])


@st.cache_data(max_entries=4, show_spinner=False)
def projected(day: pd.Timestamp) -> pd.DataFrame:
    """Projections for all countries."""
    contamination, clearance = load("contamination"), load("clearance")
    return projection.projections(contamination, clearance, load("obligations"), day)


def choice() -> tuple[str, tuple[str, ...]]:
    """Ask for the state and its partners."""
    states = list(view.members)
    first = FIRST if FIRST in states else states[0]
    state = address.ask("state", "Affected state", states, default=first, names=names())
    label = "Partners, states and organisations (up to six)"
    options = [*coalition.ORGANISATIONS, *sorted(names(), key=lambda code: names()[code])]
    partners = address.ask(
        "partners",
        label,
        options,
        default=PARTNERS,
        names=called,
        kind="many",
        max_selections=MOST_PARTNERS,
    )
    return state, tuple(partner for partner in partners if partner != state)


def needs(state: str) -> None:
    """Area, deadline, pace and money of a state."""
    st.subheader("Needs", anchor=False)
    rows = projected(today)
    rows = rows[rows["country"] == state]
    done = hazards.completed_states(load("contamination"), load("obligations"))
    for row in done[done["country"] == state].itertuples():
        said = (
            f"{row.completed_on:%B %Y}"
            if row.completed_on_precision != "year"
            else str(row.completed_on.year)
        )
        st.markdown(f"Declared complete: {hazards.FAMILIES[row.family]}, {said}.")
    if rows.empty:
        cleared = (done["country"] == state).any()
        more = "No other area left" if cleared else "No area left"
        st.markdown(f"{more} is on record. Nothing on record does not mean zero.")
        return
    st.markdown("\n".join(need(row) for row in rows.itertuples()))
    for row in rows.itertuples():
        costs(row)
    paid(state)


def need(row: Any) -> str:
    """One hazard as a line of a list."""
    gap = theme.number(row.needed_km2, "km²") if not math.isnan(row.needed_km2) else "no deadline ahead"
    rate = f"{theme.number(row.rate_km2, 'km²')} ({row.figures} years)" if row.figures else "none on record"
    area = f"{theme.number(row.area_km2, 'km²')} left ({row.as_of:%B %Y})"
    due = f"{row.deadline.day} {row.deadline:%B %Y}" if pd.notna(row.deadline) else "none on record"
    said = drawn.said_range(row.p10, row.p90) if not row.reason else f"none: {row.reason}"
    return (
        f"- **{hazards.FAMILIES[row.family].capitalize()}**: {area}. Deadline: {due}. "
        f"Release needed a year: {gap}; recorded mean: {rate}. Projection, 80 % range: {said}."
    )


def costs(row: Any) -> None:
    """What the area left would cost at the costs on record."""
    known = cost.costs(*map(load, COST_TABLES))
    low, high = cost.cost_range(known)
    if pd.isna(row.area_km2) or math.isnan(low):
        st.markdown(f"Cost of the rest ({hazards.FAMILIES[row.family]}): unknown.")
        return
    st.markdown(
        f"Cost of the rest ({hazards.FAMILIES[row.family]}), if all had to be cleared: "
        f"{money(low * row.area_km2, 'EUR')} to {money(high * row.area_km2, 'EUR')} ({prices}; "
        f"{len(known)} records of cost per km², {money(low, 'EUR')} to {money(high, 'EUR')})."
    )
    gap(row, (low, high))


def gap(row: Any, known: tuple[float, float]) -> None:
    """The money that is missing each year to meet a deadline, where both sides are on record."""
    what = f"Funding gap ({hazards.FAMILIES[row.family]})"
    totals, rates, changes = (load(name) for name in ("funding_totals", "exchange_rates", "price_changes"))
    last = cost.last_total(totals, rates, changes, row.country)
    if math.isnan(row.needed_km2) or not last:
        missing = "no deadline ahead is on record" if last else "no total of all money of a year is on record"
        st.markdown(f"{what}: **unknown**, since {missing}.")
        return
    low, high = cost.yearly_gap(row.needed_km2, known, last["eur"])
    said = f"{money(low, 'EUR')} to {money(high, 'EUR')} a year" if high else "none at the costs on record"
    st.markdown(
        f"{what}: **{said}** ({prices}), if the release needed a year had to be cleared and money stayed as "
        f"in {last['year']}, the last year with a total on record "
        f"({money(last['amount'], last['currency'])}). "
        "What is pledged for the years ahead is not on record; survey is cheaper than clearance."
    )


def paid(state: str) -> None:
    """International money on record."""
    given = coalition.yearly_money(tables["funding"], state)
    last = "No international money of a year is on record that may be added."
    if len(given):
        row = given.iloc[-1]
        donors = f"{row['donors']:.0f} donor" + ("s" if row["donors"] != 1 else "")
        last = f"Last year with money on record: {row['year']:.0f}, {money(row['amount_usd'])} from {donors}."
    st.markdown(last)


def around(state: str) -> None:
    """Neighbours, land on borders, operators."""
    st.subheader("Borders", anchor=False)
    codes = coalition.neighbours(load("borders"), state)
    land = coalition.border_land(load("contamination"), load("borders"), state)
    if not codes:
        st.markdown("No land border is on record; borders are recorded for South East Europe only.")
    left = land[land["about"] == "left in the neighbour"]
    for code in codes:
        known = left[left["country"] == code]
        said = [
            f"{hazards.FAMILIES[row.family]} {theme.number(row.area_km2, 'km²')} ({row.as_of.year})"
            for row in known.assign(family=hazards.family(known["hazard"])).itertuples()
        ]
        st.markdown(f"- {ui.escaped(names().get(code, code))}: {'; '.join(said) or 'no area on record'}")
    near = land[(land["about"] == "on the border") & land["area_km2"].notna()]
    near = near.tail(5)
    for row, name in zip(near.itertuples(), dated_names(near, tables["countries"]), strict=True):
        note = ui.escaped(row.note) if isinstance(row.note, str) else ui.escaped(row.subdivision)
        st.markdown(f"- On a border, {name} {row.as_of.year}: {theme.number(row.area_km2, 'km²')}, {note}")


def operators(state: str) -> None:
    """Who has carried out projects."""
    st.subheader("Operators on record", anchor=False)
    found = coalition.operators(tables["projects"], tables["project_countries"], state)
    said = [f"{ui.escaped(row.operator)} ({row.projects})" for row in found.itertuples()]
    st.markdown("; ".join(said) + " (number of projects)." if said else "No operator is on record.")


def deeds(record: pd.DataFrame, partners: tuple[str, ...]) -> None:
    """What each partner has done, by partner."""
    st.subheader("What the partners have done", anchor=False)
    kinds = record.assign(kind=[deed(did) for did in record["did"]])
    for partner in partners:
        st.markdown(f"- **{ui.escaped(called[partner])}**: {deeds_of(kinds[kinds['partner'] == partner])}")


def deeds_of(own: pd.DataFrame) -> str:
    """What one partner has done, in words."""
    if own.empty:
        return "nothing on record."
    count = own["kind"].value_counts()
    years = own["year"].dropna()
    span = f", {years.min():.0f}–{years.max():.0f}" if len(years) else ""
    numbers = ", ".join(f"{title} {count.get(kind, 0)}" for kind, title in COUNTED.items())
    paid = own[own["kind"].isin(["money", "project"]) & own["amount"].notna()]
    said = [f"{year(row)} {money(row.amount, row.currency)}" for row in paid.tail(MOST_AMOUNTS).itertuples()]
    amounts = f" Last amounts (they may overlap): {'; '.join(said)}." if said else ""
    return f"entries on record{span}: {numbers}.{amounts}"


def year(row: Any) -> str:
    """The year of an entry."""
    return f"{row.year:.0f}:" if pd.notna(row.year) else "undated:"


def absent(state: str, partners: tuple[str, ...], record: pd.DataFrame) -> pd.DataFrame:
    """Who gave before and is not chosen, and who is chosen with nothing on record."""
    st.subheader("Who is missing", anchor=False)
    rows = coalition.missing(tables, state, partners)
    said = [
        f"{ui.escaped(row.donor)} (last {row.last_year:.0f})" for row in rows.head(MOST_LISTED).itertuples()
    ]
    st.markdown("Gave before and not among the partners: " + ("; ".join(said) or "none on record") + ".")
    silent = [ui.escaped(called[partner]) for partner in partners if partner not in set(record["partner"])]
    if silent:
        st.markdown(f"Among the partners with nothing on record here: {', '.join(silent)}.")
    codes = coalition.neighbours(load("borders"), state)
    outside = [ui.escaped(names().get(code, code)) for code in codes if code not in partners]
    st.markdown(f"Neighbours not among the partners: {', '.join(outside) or 'none'}.")
    return rows


def told() -> pd.DataFrame:
    """The coalitions that were."""
    st.subheader("Country coalitions that were", anchor=False)
    rows = coalition.examples(tables["projects"], tables["project_countries"])
    for row in rows.itertuples():
        begun = f"{row.start.year}" if pd.notna(row.start) else "start not dated"
        ended = f"–{row.end.year}" if pd.notna(row.end) else ""
        parts = [f"{begun}{ended}", money(row.amount, row.currency), f"{theme.number(row.area_km2, 'km²')}"]
        named = ", ".join(names().get(code, code) for code in row.countries.split(", "))
        said = "; ".join(part for part in parts if "not stated" not in part)
        st.markdown(
            f"- **{ui.escaped(row.example)}** ({ui.escaped(named)}): {said}. {ui.escaped(row.title)}."
        )
    done = hazards.completed_states(load("contamination"), load("obligations"))
    row = done[(done["country"] == "BIH") & (done["family"] == "CMR")]
    if len(row):
        meetings = tables["events"]["series"].isin(["Country coalition seminars", "Country coalitions"])
        first = tables["events"].loc[meetings, "start"].min()
        st.markdown(
            f"Germany and BiH: first meeting of the coalition on record {first:%Y}; cluster munition "
            f"remnants complete {row.iloc[0]['completed_on']:%B %Y}. The records do not say what it caused."
        )
    return rows


def cited(state: str, record: pd.DataFrame, before: pd.DataFrame) -> None:
    """The documents behind the plan, the most cited first."""
    needed = projected(today)
    parts = [needed[needed["country"] == state]["source"], record["source"], before["source"]]
    counts = pd.concat(parts).dropna().value_counts()
    titles = load("sources").set_index("source")["title"]
    named = [ui.escaped(titles.get(code, code)) for code in counts.index[:MOST_CITED]]
    rest = len(counts) - len(named)
    more = f" and {rest} more, in the tables of this page" if rest > 0 else ""
    st.markdown(f"Sources: {'; '.join(named)}{more}. Borders: Natural Earth.")


def plan(state: str, partners: tuple[str, ...], record: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The two pages that print."""
    st.html(PRINT)
    with st.container(key="plan"):
        with st.container(key="plan-1"):
            st.header(f"Country coalition for {names()[state]}: plan", anchor=False)
            chosen_names = ", ".join(ui.escaped(called[partner]) for partner in partners) or "none chosen"
            day = f"{today.day} {today:%B %Y}"
            st.markdown(f"Partners: {chosen_names}. {day}. Projections repeat the past; they are no promise.")
            needs(state)
            around(state)
            operators(state)
        with st.container(key="plan-2"):
            deeds(record, partners)
            lacking = absent(state, partners, record)
            before = told()
            cited(state, record, before)
    return lacking, before


def records(state: str, record: pd.DataFrame, lacking: pd.DataFrame, before: pd.DataFrame) -> None:
    """The rows behind the plan, with their sources."""
    named = record.assign(partner=record["partner"].map(called))
    filtered = f"{names()[state]} and the chosen partners, all years"
    note = "Undated entries are in the table only."
    ui.show(
        lambda: partner_timeline(record, called, names()[state], load("sources")),
        named,
        key="partners",
        columns=RECORD,
        filter=filtered,
        note=note,
    )
    if len(lacking):
        title = f"{len(lacking)} donors gave before and are not chosen"
        lacking = lacking.assign(last_year=lacking["last_year"].map("{:.0f}".format))
        ui.table(lacking, key="missing", title=title, columns=["donor", "last_year", "amount_usd"])
    columns = [
        "example",
        "countries",
        "start",
        "end",
        "donor",
        "implementer",
        "amount",
        "currency",
        "area_km2",
    ]
    ui.table(before, key="examples", title="Country coalitions that were: the projects", columns=columns)
    surroundings(state)


def surroundings(state: str) -> None:
    """Land of the neighbours, and who they are."""
    border = load("borders")
    land = coalition.border_land(load("contamination"), border, state)
    if len(land):
        columns = ["about", "country", "subdivision", "hazard", "area_km2", "as_of"]
        ui.table(land, key="border_land", title="Land of the neighbours and on borders", columns=columns)
    border = border[border["country"] == state]
    if len(border):
        ui.table(border, key="borders", title=f"{len(border)} land borders", columns=["country", "neighbour"])


st.markdown(
    "A country coalition joins one affected state, its donors and its operators around what it needs (the "
    "concept of the Rakitje workshop of 2017). Choose them; the plan below prints on two A4 pages with the "
    "browser's print command."
)
place, others = choice()
found = coalition.record(tables, place, others)
records(place, found, *plan(place, others, found))
