"""Who met, where and about what, and what the five start documents say of it."""

import pandas as pd
import streamlit as st

from analysis import cooperation as meetings
from analysis import stories
from charts import cooperation as drawn
from charts import projects, theme, words
from dashboard import address, ui
from dashboard.view import chosen, load, members, names

TOPICS = {
    "timeline": "Timeline",
    "projects": "Projects",
    "memberships": "Memberships",
    "rakitje": "Rakitje 2017",
    "visit": "Skopje and Belgrade 2013",
    "seemacc": "SEEMACC and ITF",
    "oslo": "Oslo Process",
    "roadmap": "Roadmap meetings",
}
DOCUMENT = "the document whole, not filtered"
WHOLE = "This part shows the document whole, whatever is filtered."
MARKS = (
    "A dot is a meeting whose day is known; a pale bar spans the month or the year where only that is known."
)
MEETING = ["date", "end", "city", "country", "title", "organisers", "funders"]
PROJECT = ["title", "start", "end", "donor", "implementer", "amount", "currency", "area_km2", "mines", "uxo"]

view = chosen()
events, participants, countries = load("events"), load("event_participants"), load("countries")
sources = load("sources")


def here() -> pd.DataFrame:
    """Events inside the filter: held there, attended from there, or open to all states."""
    unplaced = not view.countries and set(members("SEE")) <= set(view.members)
    return meetings.events_of(view.of(events, skip=("country",)), participants, view.members, unplaced)


def cited(source: str) -> str:
    """A link to a source."""
    row = sources.set_index("source").loc[source]
    return ui.link(row["title"], row["url"])


def event(code: str) -> pd.Series:
    """One event."""
    return events.set_index("event").loc[code]


def dates(row: pd.Series) -> str:
    """When an event was, in words."""
    return words.when(row["start"], row["end"], row["date_precision"])


def meetings_table(rows: pd.DataFrame, key: str, title: str, note: str | None = None) -> None:
    """Meetings in the order of time, with date and place."""
    ui.table(meetings.dated_meetings(rows), key, title, level=3, note=note, columns=MEETING)


def seats_table(codes: list[str], key: str) -> None:
    """Who took part in some events, by kind, disputed claims left out."""
    rows = meetings.parts_played(participants, codes)
    title = f"{len(rows)} participants, by kind"
    ui.table(rows, key, title, level=3, columns=["kind", "participant", "country", "roles"], filter=DOCUMENT)


def project_table(code: str, key: str) -> None:
    """One project."""
    table = load("projects")
    rows = table[table["project"] == code]
    ui.table(rows, key, f"The project: {rows['title'].iloc[0]}", level=3, columns=PROJECT, filter=DOCUMENT)


def say_undated(rows: pd.DataFrame) -> None:
    """Name what a chart over time leaves out."""
    undated = rows[rows["start"].isna()]
    if len(undated):
        named = "; ".join(ui.escaped(title) for title in undated["title"])
        st.markdown(f"Not drawn, since no first date is on record: {named}.")


def in_series(rows: pd.DataFrame) -> pd.DataFrame:
    """The meetings of the series that the reader chooses."""
    groups = address.ask("series", "Series", list(theme.SERIES_GROUPS), kind="many")
    return rows[rows["series_group"].isin(groups)] if groups else rows


def show_timeline() -> None:
    """When each series met."""
    rows = in_series(here())
    note = f"{MARKS} Meetings open to all states of the world stand in every region."
    ui.show(
        lambda: drawn.swimlanes(rows, sources),
        meetings.dated_meetings(rows),
        "timeline",
        columns=MEETING,
        note=note,
    )
    say_undated(rows)


def show_projects() -> None:
    """Projects over time; claims that sum up many years apart."""
    rows = view.of(load("projects"))
    rows = rows[rows["project"].isin(view.of(load("project_countries"))["project"])]
    single, claims = rows[~rows["cumulative"]], rows[rows["cumulative"]]
    note = "Hatched: the end is not stated. Amounts stand in their own currency and are not added."
    ui.show(lambda: projects.project_periods(single, sources), single, "projects", columns=PROJECT, note=note)
    say_undated(single)
    if len(claims):
        note = (
            "Each repeats money and land of single projects, so none may be added to them or to each other."
        )
        ui.show(
            lambda: projects.project_periods(claims, sources, cumulative=True),
            claims,
            "projects_cumulative",
            columns=PROJECT,
            note=note,
        )


def show_memberships() -> None:
    """Who belongs to what."""
    rows = view.of(load("memberships"))
    note = "WB6: Western Balkans Six. RCC: Regional Cooperation Council. AVMP: SEESAC's Armed Violence "
    note += (
        "Monitoring Platform. Memberships are recorded for the region; an empty place means none was found."
    )
    columns = ["actor", "country", "status", "since"]
    ui.show(
        lambda: projects.memberships_grid(rows, countries, sources),
        rows,
        "memberships",
        columns=columns,
        note=note,
    )


def story(title: str, sentence: str, source: str) -> None:
    """Head of a start document: what it tells in a sentence, with its source."""
    st.header(title, anchor=False)
    st.markdown(f"{ui.escaped(sentence)} Source: {cited(source)}. {WHOLE}")


def show_rakitje() -> None:
    """The workshop of June 2017 and the country coalition."""
    row, programme = event(stories.RAKITJE), load("event_programme")
    story(
        f"{row['city']} workshop, {row['start']:%B %Y}: the country coalition",
        f"{dates(row)}, {row['city']}. {stories.rakitje(participants, programme, countries)}",
        row["source"],
    )
    programme = programme[programme["event"] == stories.RAKITJE].sort_values("position")
    columns = ["session", "contribution", "participant", "country"]
    sessions = programme["session"].nunique() - 1
    title = f"The programme: {len(programme)} contributions in an opening and {sessions} sessions"
    ui.table(programme, "rakitje_programme", title, level=3, columns=columns, filter=DOCUMENT)
    seats_table([stories.RAKITJE], "rakitje_participants")
    show_disputed()
    st.subheader("The country coalition and what followed", anchor=False)
    st.markdown(
        "The concept: one affected state, its donors and its operators work together on what it needs. "
        f"Source: {cited(row['source'])}."
    )
    followed = events["series"].isin(["Country coalition seminars", "Country coalitions"])
    rows = events[followed | (events["event"] == stories.RAKITJE)]
    meetings_table(rows, "coalition_meetings", f"{len(rows)} meetings on country coalitions")
    project_table(stories.COALITION, "coalition_project")


def show_disputed() -> None:
    """The states that the page of the workshop lists wrongly."""
    rows = participants[(participants["event"] == stories.RAKITJE) & (participants["claim"] == "disputed")]
    ui.table(
        rows,
        "rakitje_disputed",
        f"Disputed: {len(rows)} States not Party that the workshop's page lists",
        level=3,
        columns=["participant", "country", "claim"],
        note="The same names in the same words belong to the Manila workshop of June 2019, so the list is "
        "very likely a copying error. These states are not counted unless you ask for disputed claims.",
        filter=DOCUMENT,
    )


def show_visit() -> None:
    """The visit of May 2013 and the notices of ratification of that spring."""
    row = event(stories.VISIT)
    story(
        f"The President of the Third Meeting in Belgrade and Skopje, {row['start']:%B %Y}",
        f"{dates(row)}. {stories.visit(participants, countries, row['start'])} The days of the workshop in "
        "Skopje are not stated, only those of the visit.",
        row["source"],
    )
    codes = [stories.VISIT, stories.SKOPJE]
    meetings_table(
        events[events["event"].isin(codes)], "visit_meetings", "The visit and the workshop in Skopje"
    )
    seats_table(codes, "visit_participants")
    project_table(stories.BUJANOVAC, "visit_project")
    rows = meetings.deposits_announced(load("reported_figures"), load("treaty_actions"))
    first, last = rows.iloc[0], rows.iloc[-1]
    ui.table(
        rows,
        "notices_2013",
        f"The notices of 2013 count from {names()[first['country']]}, number {first['ordinal']:.0f}, to "
        f"{names()[last['country']]}, number {last['ordinal']:.0f}, to ratify",
        level=3,
        columns=["ordinal", "country", "action", "date", "entry_into_force"],
        note="The number is that of the notices; action and date are those of the depositary. The notices "
        "write “83th”, leave out number 79 and call Andorra's accession a ratification.",
    )


def show_seemacc() -> None:
    """SEEMACC, its founders and meetings, ITF's cross-border and Central Asian projects."""
    table, joined, member = load("projects"), load("project_countries"), load("memberships")
    border = table[table["project"] == stories.BORDER]
    source = border["source"].iloc[0]
    story("SEEMACC and ITF: regional cooperation since 2000", stories.founding(member, countries), source)
    show_border_project(border, joined)
    states = joined[joined["project"] == stories.ASIA]
    st.subheader(f"The Central Asia project joins {len(states)} states", anchor=False)
    st.markdown(ui.escaped(stories.central_asia(table, joined, countries)))
    rows = events[events["series_group"] == "SEEMACC/ITF"]
    ui.show(
        lambda: drawn.swimlanes(rows, sources, lane="series", phrase="of SEEMACC and ITF are on record"),
        meetings.dated_meetings(rows),
        "seemacc_timeline",
        level=3,
        columns=MEETING,
        note=MARKS,
        filter=DOCUMENT,
    )
    say_undated(rows)
    meetings_table(rows, "seemacc_meetings", f"{len(rows)} meetings of SEEMACC and ITF")
    founders = member[(member["actor"] == "SEEMACC") & (member["status"] == "founder")]
    title = f"{len(founders)} founders of SEEMACC"
    ui.table(
        founders, "seemacc_founders", title, level=3, columns=["country", "status", "since"], filter=DOCUMENT
    )
    known = table[table["source"] == source]
    ui.table(
        known, "seemacc_projects", "The projects of the document", level=3, columns=PROJECT, filter=DOCUMENT
    )


def show_border_project(border: pd.DataFrame, joined: pd.DataFrame) -> None:
    """The cross-border project of 2003 to 2006 in figures."""
    row = border.iloc[0]
    amount = words.money(row["amount"], row["currency"])
    years = f"{row['start'].year} to {row['end'].year}"
    st.subheader(f"The cross-border project, {years}: {amount} of the European Union", anchor=False)
    st.markdown(ui.escaped(stories.border_project(joined, countries)))
    with ui.figure_row("xborder"):
        ui.headline("Grant of the European Union", amount, records=border)
        ui.headline("Land cleared", row["area_km2"], unit="km²", records=border)
        ui.headline("Mines destroyed", f"more than {theme.number(row['mines'])}", records=border)
        ui.headline("Unexploded ordnance destroyed", row["uxo"], unit="items", records=border)


def show_oslo() -> None:
    """How many states joined the Oslo Process, conference by conference."""
    counts = meetings.growth(load("event_counts"), load("reported_figures"))
    story(
        "Oslo Process, 2007 to 2008: how a treaty gathered states",
        stories.oslo(counts),
        "oslo-process-lima-2007",
    )
    known = events[["event", "title", "city", "start", "date_precision"]].rename(columns={"start": "date"})
    ui.show(
        lambda: drawn.conference_growth(counts, events, sources),
        counts.merge(known, on="event").sort_values("date", kind="stable"),
        "oslo_growth",
        level=3,
        columns=["date", "city", "title", "indicator", "value", "claim"],
        note="Full marks: the count used here. Open marks: another source's count, never averaged with it.",
        filter=DOCUMENT,
    )
    process = events[events["series_group"] == "Oslo Process"]
    meetings_table(process, "oslo_conferences", f"{len(process)} conferences of the Oslo Process")
    region = participants["event"].isin(process["event"]) & participants["country"].isin(members("SEE15"))
    seats = (
        participants[region & (participants["kind"] == "state")].merge(known, on="event").sort_values("date")
    )
    title = "South East European states at these conferences"
    columns = ["date", "city", "country", "role", "claim"]
    ui.table(seats, "oslo_region", title, level=3, columns=columns, filter=DOCUMENT)


def show_roadmap() -> None:
    """Every coordination meeting of the SALW control Roadmap, and its indicators."""
    groups = [group for group in theme.SERIES_GROUPS if group.startswith("Roadmap")]
    rows = events[events["series_group"].isin(groups)]
    parts = {group: rows[rows["series_group"] == group] for group in groups}
    missing = [
        meetings.missing_rounds(parts[group]["title"]) for group in ("Roadmap local", "Roadmap regional")
    ]
    story(
        "Every Roadmap coordination meeting, with city and date",
        "Local, regional and high-level meetings follow the Western Balkans' Roadmap on the control of small "
        f"arms. {stories.rounds_not_found(*missing)}",
        "seesac-roadmap-coordination",
    )
    with ui.figure_row("roadmap"):
        for group, part in parts.items():
            ui.headline(f"{group.removeprefix('Roadmap ').capitalize()} meetings", len(part), records=part)
    cities = address.ask("city", "City", sorted(rows["city"].dropna().unique()), kind="many")
    found = rows[rows["city"].isin(cities)] if cities else rows
    where = f" in {stories.listed(cities)}" if cities else ""
    title = f"{len(found)} Roadmap meetings{where}" if len(found) != 1 else f"One Roadmap meeting{where}"
    meetings_table(found, "roadmap_meetings", title, "The magnifying glass above the table searches it.")
    show_rounds(parts["Roadmap local"])


def show_rounds(local: pd.DataFrame) -> None:
    """The local rounds by city, and the indicators of the Roadmap."""
    ui.show(
        lambda: drawn.swimlanes(local, sources, lane="city", phrase="of the local rounds are on record"),
        meetings.dated_meetings(local),
        "roadmap_local",
        level=3,
        columns=MEETING,
        note=MARKS,
        filter=DOCUMENT,
    )
    indicators = load("roadmap_indicators").sort_values(["year", "indicator"], ascending=[False, True])
    title = (
        f"{len(indicators)} figures around the Roadmap, from {indicators['indicator'].nunique()} indicators"
    )
    columns = ["indicator", "jurisdiction", "year", "value", "unit"]
    ui.table(
        indicators,
        "roadmap_indicators",
        title,
        level=3,
        columns=columns,
        filter=DOCUMENT,
    )


def is_told(choice: str) -> bool:
    """Whether what a document is about was on record on the day as of which the reader sees the world."""
    if choice == "seemacc":
        return stories.BORDER in set(load("projects")["project"])
    return choice not in TELLS or TELLS[choice] in set(events["event"])


TELLS = {"rakitje": stories.RAKITJE, "visit": stories.VISIT, "oslo": stories.SIGNING}
"""The last meeting that a document tells of."""
SHOWS = {
    "timeline": show_timeline,
    "projects": show_projects,
    "memberships": show_memberships,
    "rakitje": show_rakitje,
    "visit": show_visit,
    "seemacc": show_seemacc,
    "oslo": show_oslo,
    "roadmap": show_roadmap,
}
st.markdown(
    "Meetings, projects and memberships; each of the last five choices tells one of the documents with which "
    "the collection began."
)
topic = address.ask("topic", "What to see", list(TOPICS), names=TOPICS, kind="buttons")
if is_told(topic):
    SHOWS[topic]()
else:
    ui.empty("What this document tells was not yet on record on that day", level=2)
