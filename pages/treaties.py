"""Who joined which treaty, and when: curves, groups, Oslo Process, standing, waits, outsiders, news."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from analysis import deposits as order
from analysis import survival
from analysis import treaties as law
from analysis.cooperation import growth
from analysis.groups import group_spells, group_states, group_titles, is_dated
from analysis.notices import notices
from charts import oslo_process, pace
from charts.group_curves import group_curves, group_steps
from charts.standing_maps import standing_map
from charts.standings import standing_grid
from charts.survival import survival_curves, wait_of_each_state
from charts.treaties import Scope, ratification_curve, states_of, treaty_name
from dashboard import address, step, ui
from dashboard.view import FIRST_YEAR, chosen, edition, last_year, load, members, names

PARTS = {
    "curve": "Curve",
    "groups": "Groups",
    "compare": "Treaties compared",
    "oslo": "Oslo Process",
    "standing": "Standing",
    "wait": "Time to deposit",
    "neighbours": "Outside",
    "news": "News",
}
NOTICES = "ccm-notices-2013"
FEED = "api/v1/notices.atom"
MANILA = "CCM-MANILA-2019"
DATE_COLUMNS = (
    *("country", "standing", "signature", "action", "deposit", "place", "entry_into_force", "withdrawal"),
    *("source", "locator"),
)
PRINTED = (
    *("country", "printed", "ordinal", "action", "deposit", "printed_entry", "entry_into_force"),
    *("remark", "source", "locator"),
)
SEAT_COLUMNS = ("date", "city", "title", "country", "role", "claim", "note")
MOST_ROWS = 60
"""States that a grid still shows; more are a table only."""
ROLE_WORDS = {role: word for role, (_, word, _) in oslo_process.SEATS.items()}
OPENED = date(1997, 12, 3)
"""The first day that can be asked for: the Mine Ban Convention opened for signature."""
LATEST = 8
"""Notices that are written out above the table."""

view = chosen()
actions, countries, treaties, events, sources, regions, region_members = map(
    load, ("treaty_actions", "countries", "treaties", "events", "sources", "regions", "region_members")
)
edited = edition() or date.today()
day = min(edited, date(view.years[1], 12, 31))
when = f"{day.day} {day:%B %Y}"
picked = [names()[code] for code in view.countries]
scope = Scope(", ".join(picked[:3]) + (" …" if picked[3:] else "") or view.title, view.members, day, edited)
world = Scope("World", (), day, edited)
titles = {code: treaty_name(treaties, code) for code in law.RULES}
tables = (actions, countries, treaties)


def words(on: str = when) -> str:
    """What is filtered."""
    return f"{view.title if not picked else ', '.join(picked)}; {titles[treaty]}, as on {on}"


def found() -> pd.DataFrame:
    """All steps on record."""
    return law.steps(actions, countries, edited)


def show_curve() -> None:
    """The curve of the treaty with a step per state."""
    steps = law.steps(actions[actions["treaty"] == treaty], countries, edited)
    deposited, counted = order.deposits(steps, treaty), order.counts(steps, view.members)
    share = address.ask("share", "Share of all states instead of states", kind="switch")
    years = None if view.years == (FIRST_YEAR, last_year()) else view.years
    drawn = replace(scope, years=years, share=share)
    rows = order.curve_rows(counted, day, deposited)
    note = curve_note(steps, deposited)
    ui.show(
        lambda: ratification_curve(*tables, events, sources, treaty, drawn),
        rows,
        key="ratification_curve",
        note=note,
        filter=words(),
    )
    ui.show(
        lambda: pace.deposits_per_year(*tables, treaty, scope),
        rows[rows["curve"] == "deposits"],
        key="deposits_per_year",
        note="A withdrawal counts in the year in which it takes effect.",
        filter=words(),
    )


def curve_note(steps: pd.DataFrame, deposited: pd.DataFrame) -> str:
    """What a reader of the curve has to know: the rule, the next threshold, what is not exact."""
    note = f"Each step is a state; {law.rule(treaty).article} of the treaty says when it binds. "
    stand = order.total_on(order.counts(steps), treaty, "deposits", day)
    threshold = order.next_threshold(treaty, stand, states_of(countries, world))
    if threshold:
        note += f"Worldwide {stand} deposits stand, {threshold.missing} short of {threshold.at}. "
    early = order.misfit(deposited, treaty)
    if early is not None:
        note += (
            f"By the record, deposit {law.rule(treaty).deposits} came on {early.day} {early:%B %Y}, too "
            "early to fit the entry into force: one of them may not count, and then places are too high. "
        )
    here = deposited[deposited["country"].isin(view.members) & (deposited["date"] <= pd.Timestamp(day))]
    year_only = int((here["precision"] == "year").sum())
    if year_only:
        note += (
            f"For {year_only} of {len(here)} deposits only the year is on record (open marks): they count "
            "from the end of that year, or from the day of the data while it runs: no count is too high."
        )
    return note + " Places count all deposits: a withdrawal takes no place away from those who follow."


def show_groups() -> None:
    """Groups of states beside each other."""
    known = group_titles(regions, countries)
    preset = ("SEE", "EU", "NATO", "SIDS", "WORLD")
    groups = address.ask("groups", "Groups", tuple(known), default=preset, names=known, kind="many")
    curve = address.ask("count", "Count", ("deposits", "signatures", "entries into force"))
    own = address.ask(
        "own",
        "A group of your own",
        tuple(names()),
        names=names(),
        kind="many",
        placeholder="Choose countries",
    )
    share = not address.ask("states", "States instead of shares", kind="switch")
    then = address.ask("then", "Members of each day instead of those of today", kind="switch")
    codes = {known[code]: code for code in groups}
    drawn = {title: group_states(code, region_members, countries, on=day) for title, code in codes.items()}
    if own or view.countries:
        drawn["Own group" if own else scope.title] = own or view.countries
    dated = {title: code for title, code in codes.items() if then and is_dated(code, region_members)}
    spells = {title: group_spells(code, region_members, countries) for title, code in dated.items()}
    only = replace(scope, share=share)
    ui.show(
        lambda: group_curves(*tables, treaty, drawn, curve, only, spells),
        group_steps(actions, region_members, countries, drawn, dated, treaty, curve, only),
        key="group_curves",
        note=group_note(codes, dated),
        filter=words(),
    )


def group_note(codes: dict[str, str], dated: dict[str, str]) -> str:
    """Whose members are counted, and as of when."""
    note = f"Members as on {when}"
    if dated:
        note = (
            f"Members of each day: {', '.join(dated)}. For the others the days of joining are not on record: "
        )
        note += f"their members as on {when}"
    if "NATO" in dated.values():
        note += "; NATO from the end of the year of accession"
    note += ". Areas that are no states are left out."
    if "SIDS" in codes.values():
        note += " Small islands: the states so marked in the UN's M49 list."
    return note


def show_compare() -> None:
    """Several treaties beside each other, by date or by age, and what comes next."""
    by_age = address.ask("age", "Same age: months since the opening for signature", kind="switch")
    codes = address.ask("treaties", "Treaties", tuple(law.RULES), names=titles, kind="many")
    drawn = codes or tuple(law.RULES)
    counted = order.counts(found(), view.members)
    counted = counted[(counted["curve"] == "deposits") & counted["treaty"].isin(drawn)]
    ui.show(
        lambda: pace.treaties_compared(*tables, drawn=drawn, by_age=by_age, scope=scope),
        order.curve_rows(counted, day),
        key="treaties_compared",
        note="Deposits less withdrawals. The CCW protocols are not opened for signature: their age counts "
        "from the adoption.",
        filter=words(),
    )
    rows = order.thresholds(found(), states_of(countries, world), day)
    rows = rows.assign(treaty=rows["treaty"].map(titles))
    ui.table(rows, key="thresholds", title="The next thresholds, worldwide")


def show_oslo() -> None:
    """From the first conference to the treaty in force; who of the region came."""
    participants = load("event_participants")
    counts = growth(load("event_counts"), load("reported_figures"))
    process = events[events["series_group"] == "Oslo Process"]
    about = process[["event", "title", "city", "start", "date_precision"]].rename(columns={"start": "date"})
    acts = actions[actions["treaty"].eq("CCM") & (actions["date"] <= oslo_process.END)]
    ui.show(
        lambda: oslo_process.process_and_treaty(actions, countries, events, counts, sources, world),
        pd.concat([counts.merge(about, on="event"), acts]).sort_values("date", kind="stable"),
        key="process_and_treaty",
        columns=["date", "city", "title", "indicator", "value", "country", "action", "claim", "note"],
        note="Full marks: the count used here; open marks: a rival count of another source, never averaged "
        "with it. Lines: the Convention on Cluster Munitions.",
        filter="the Oslo Process, 2007–2008, and the Convention to 2011",
    )
    states = [code for code in members("SEE15") if code not in ("XKX",)]
    show_seats(process, states, "conferences of the Oslo Process", "process_matrix", participants)


def show_seats(
    held: pd.DataFrame, states: list[str], phrase: str, key: str, participants: pd.DataFrame, level: int = 2
) -> None:
    """What some states did at some meetings, as a grid."""
    rows = oslo_process.seats(participants, held, states)
    ui.show(
        lambda: oslo_process.conference_matrix(participants, held, countries, states, phrase),
        rows,
        key=key,
        level=level,
        columns=SEAT_COLUMNS,
        note="An empty field is unknown: it does not mean that a state was absent. In brackets: inferred.",
        filter="the documents whole, not filtered",
    )


def show_standing() -> None:
    """Map, table and grid at the end of a day."""
    asked = address.ask("on", "On the day (else that of the filter)", (OPENED, edited), kind="day") or day
    on, at = f"{asked.day} {asked:%B %Y}", replace(scope, on=asked)
    dates = order.dates(found(), asked, view.members)
    areas = countries[countries["kind"] == "area"]["country"]
    dates["standing"] = dates["standing"].mask(dates["country"].isin(areas), "not counted")
    mine = dates[dates["treaty"] == treaty]
    year = step.asked(range(OPENED.year, asked.year + 1))
    ui.show(
        lambda: standing_map(actions, countries, sources, treaty, view.members, at, year),
        mine,
        key="standing_map",
        note="A state is a State Party from the day on which the treaty is in force for it; between "
        f"deposit and that day it has consented only. The slider shows the end of each year, at last {on}.",
        filter=words(on),
        columns=DATE_COLUMNS,
    )
    ui.rest_on("standing_map", actions[actions["treaty"] == treaty])  # earlier years rest on earlier acts
    title = f"{scope.title}: dates under the {titles[treaty]}, as on {on}"
    note = "Places count the deposits of all states. Instruments of one day share their places: the "
    note += "depositary does not rank them."
    ui.table(mine, key="treaty_dates", title=title, note=note, columns=[*DATE_COLUMNS, "note"])
    show_grid(dates, at, words(on))


def show_grid(dates: pd.DataFrame, at: Scope, filtered: str) -> None:
    """The standing of each state under all treaties; of many states as a table only."""
    columns = ["treaty", *DATE_COLUMNS]
    if len(view.members) > MOST_ROWS:
        title = f"{scope.title}: standing under all treaties"
        ui.table(dates, key="standing_grid", title=title, columns=columns)
        return
    ui.show(
        lambda: standing_grid(*tables, at),
        dates,
        key="standing_grid",
        note="Dates in the cells: the withdrawal, else the deposit, else the signature. The CCW protocols "
        "are not signed: states notify their consent. No action on record does not mean that none was taken.",
        filter=filtered,
        columns=columns,
    )


def show_wait() -> None:
    """How long signatories take."""
    if not law.rule(treaty).is_signed:
        st.markdown(
            f"The {titles[treaty]} is not signed: states notify their consent at once, without a wait."
        )
        return
    waits = order.waits(law.steps(actions[actions["treaty"] == treaty], countries, edited), day)
    parts = {code: group_states(code, region_members, countries) for code in ("SEE", "EUROPE", "WORLD")}
    groups = {group_titles(regions, countries)[code]: states for code, states in parts.items()}
    if view.countries or view.region not in parts:
        groups = {scope.title: view.members, **groups}
    ui.show(
        lambda: survival_curves(*tables, treaty, groups, Scope("", (), day, edited)),
        waits[waits["country"].isin({code for states in groups.values() for code in states})],
        key="survival_curves",
        note="Kaplan-Meier: signatories that still wait count until the day asked for; grey bands are the "
        "limits of 95 in 100. Accessions have no signature and are not here. "
        + survival.half_in_words(waits, groups),
        filter=words(),
    )
    mine = waits[waits["country"].isin(view.members)]
    show = pace.time_to_deposit if len(mine) > MOST_ROWS else wait_of_each_state
    inexact = int((~mine["is_exact"]).sum())
    note = (
        f"For {inexact} states a day is not known: the longest wait possible is drawn." if inexact else None
    )
    ui.show(lambda: show(*tables, treaty, scope), mine, key="time_to_deposit", note=note, filter=words())


def show_neighbours() -> None:
    """Who in the region is outside the Convention on Cluster Munitions, and what the records say of them."""
    participants = load("event_participants")
    region = [code for code in members("SEE15") if code not in ("XKX",)]
    out = order.outside(found(), "CCM", region, day)
    dates = order.dates(found(), day, out["country"].tolist(), ("CCM",))
    said = ", ".join(names()[code] for code in out["country"])
    title = f"{len(out)} of {len(region)} states of the region are outside the Convention: {said}"
    ui.table(dates, key="outside", title=title, columns=DATE_COLUMNS)
    ours = events[events["series_group"].isin(["Oslo Process", "CCM meetings"])]
    show_seats(ours, out["country"].tolist(), "meetings", "outside_seats", participants)
    rows = oslo_process.seats(participants, ours, out["country"].tolist())
    said = rows["note"].str.replace(r"(; )?status: \w+$", "", regex=True)
    rows = rows.assign(record=said, role=rows["role"].map(ROLE_WORDS))[said.fillna("") != ""]
    columns = ["date", "country", "record", "role", "claim", "city", "title"]
    ui.table(rows, "outside_said", "What the records say of what they did or said", columns=columns)
    if MANILA in set(events["event"]):
        show_manila(participants)


def show_manila(participants: pd.DataFrame) -> None:
    """The states not party at the workshop of Manila, then and now."""
    held = events[events["event"] == MANILA]
    rows = oslo_process.seats(participants, held, countries["country"].tolist())
    then = law.standings(found(), held["start"].iloc[0].date(), rows["country"].tolist(), ("CCM",))
    now = law.standings(found(), day, rows["country"].tolist(), ("CCM",)).set_index("country")["standing"]
    before = then.set_index("country")["standing"]
    rows = rows.assign(standing_then=rows["country"].map(before), standing_now=rows["country"].map(now))
    rows = rows[rows["country"].map(then.set_index("country")["code"]).isin(["outside", "signatory"])]
    ui.table(
        rows,
        key="manila",
        title=f"Manila workshop, June 2019: {len(rows)} states not party took part",
        columns=["country", "standing_then", "standing_now", "date", "city", "role"],
    )


def show_news() -> None:
    """A notice per act, the notices of 2013 and rival dates."""
    told = notices(actions, countries, load("country_names"), treaties, edited)
    mine = view.of(told[told["treaty"] == treaty])
    st.markdown(
        "\n".join(f"- {ui.escaped(sentence)}" for sentence in mine["sentence"].head(LATEST))
        + f"\n\n[Atom feed of all treaties]({FEED}) · [of this treaty]({FEED}?treaty={treaty})"
    )
    title = f"{len(mine)} notices under the {titles[treaty]}, the newest first"
    ui.table(mine, key="notices", title=title, columns=["date", "sentence", "country", "action"])
    show_notices_of_2013()
    conflicts = load("treaty_conflicts")
    conflicts = conflicts.sort_values("treaty", key=lambda codes: codes != treaty, kind="stable")
    st.header("Rival dates", anchor="rival-dates")
    ui.table(
        conflicts,
        key="treaty_conflicts",
        title=f"{len(conflicts)} dates and places on which sources differ, for all states",
        level=3,
        note="The value used is drawn; the other one stays on record and counts nowhere.",
        columns=["treaty", "country", "what", "value_used", "other_value", "source", "note"],
    )


def show_notices_of_2013() -> None:
    """What the site of the Convention announced in spring 2013, beside the order of deposit."""
    rows = order.notices(load("reported_figures"), order.deposits(found(), "CCM"), NOTICES)
    printed = rows[rows["printed"].notna()]
    if printed.empty:
        return
    st.header("The ratification notices of 2013", anchor="notices-2013")
    agreeing = int((printed["printed"] == printed["ordinal"]).sum())
    skipped = "; ".join(
        f"{order.ordinal_words(int(row.ordinal))} is {ui.escaped(names()[row.country])}"
        for row in rows[rows["printed"].isna()].itertuples()
    )
    st.markdown(
        f"In spring 2013 the site of the Convention on Cluster Munitions announced {len(printed)} states by "
        f"their place; {agreeing} of the {len(printed)} places agree with the order of deposit. One is "
        f"skipped: the {skipped}. The notices write “83th” and call Andorra's accession a ratification."
    )
    shown = rows.assign(
        printed=["none" if pd.isna(place) else f"{place:.0f}" for place in rows["printed"]],
        printed_entry=rows["printed_entry"].dt.strftime("%Y-%m-%d").fillna("none"),
    )
    ui.table(shown, "notices_2013", "Printed places and the order of deposit", level=3, columns=PRINTED)


SHOWS = (  # what draws each of PARTS, in their order
    *(show_curve, show_groups, show_compare, show_oslo),
    *(show_standing, show_wait, show_neighbours, show_news),
)
treaty = address.ask("treaty", "Treaty", tuple(law.RULES), names=titles, kind="buttons")
st.markdown(
    f"Who had joined the {titles[treaty]} on **{when}**. Signature, deposit of the instrument and entry into "
    "force are three dates: the Monitor counts states from the deposit, the treaty from the entry into force."
)
part = address.ask("part", "What to see", list(PARTS), names=PARTS, kind="buttons")
SHOWS[list(PARTS).index(part)]()
