"""Who joined which treaty, and when: curve, dates, the region under all treaties, notices and rival dates."""

from datetime import date

import pandas as pd
import streamlit as st

from analysis import deposits as order
from analysis import treaties as law
from charts.pace import time_to_deposit, treaties_compared
from charts.standing_maps import standing_map
from charts.standings import standing_grid
from charts.treaties import Scope, ratification_curve, treaty_name
from dashboard import address, ui
from dashboard.store import edition, load
from dashboard.view import FIRST_YEAR, chosen, last_year, names

NOTICES = "ccm-notices-2013"
DATE_COLUMNS = (
    *("country", "standing", "signature", "action", "deposit", "place", "entry_into_force", "withdrawal"),
    *("source", "locator"),
)
MOST_ROWS = 60
"""States that the grid of standings still shows; more are a table only."""

view = chosen()
actions, countries, treaties, events, sources = map(
    load, ("treaty_actions", "countries", "treaties", "events", "sources")
)
edited = edition() or date.today()
day = min(edited, date(view.years[1], 12, 31))
when = f"{day.day} {day:%B %Y}"
picked = [names()[code] for code in view.countries]
scope = Scope(", ".join(picked[:3]) + (" …" if picked[3:] else "") or view.title, view.members, day, edited)
titles = {code: treaty_name(treaties, code) for code in law.RULES}
treaty = address.ask("treaty", "Treaty", tuple(law.RULES), names=titles, kind="buttons")
words = f"{view.title if not picked else ', '.join(picked)}; {titles[treaty]}, as on {when}"

found = law.steps(actions, countries, edited)
counted = order.counts(found, view.members)
mine = counted[counted["treaty"] == treaty]
dates = order.dates(found, day, view.members)
deposited = order.deposits(found, treaty)

st.markdown(
    f"Who had joined the {titles[treaty]} on **{when}**. Signature, deposit of the instrument and entry into "
    "force are three dates: the Monitor counts states from the deposit, the treaty from the entry into "
    "force. Further down: [the ratification notices of 2013](#notices-2013), [rival dates](#rival-dates)."
)

note = f"Each step is a state; {law.rule(treaty).article} of the treaty says when it binds. "
stand = order.total_on(order.counts(found), treaty, "deposits", day)
threshold = order.next_threshold(treaty, stand, int((countries["kind"] == "state").sum()))
if threshold:
    note += f"Worldwide {stand} deposits stand, {threshold.missing} short of {threshold.at}. "
early = order.misfit(deposited, treaty)
if early is not None:
    note += (
        f"By the record, deposit {law.rule(treaty).deposits} came on {early.day} {early:%B %Y}, too early to "
        "fit the entry into force: an early one may not count, and then the places are too high. "
    )
here = deposited[deposited["country"].isin(view.members) & (deposited["date"] <= pd.Timestamp(day))]
year_only = int((here["precision"] == "year").sum())
if year_only:
    note += (
        f"For {year_only} of {len(here)} deposits only the year is on record (open marks): they count from "
        "the end of that year, or from the day of the data while the year runs. So no count is too high."
    )
ui.show(
    ratification_curve(
        actions,
        countries,
        treaties,
        events,
        sources,
        treaty,
        scope,
        None if view.years == (FIRST_YEAR, last_year()) else view.years,
    ),
    order.curve_rows(mine, day, deposited),
    key="ratification_curve",
    note=note,
    filter=words,
)

ui.show(
    standing_map(actions[actions["date"] <= pd.Timestamp(day)], countries, sources, treaty, view.members),
    dates[dates["treaty"] == treaty],
    key="standing_map",
    note="On the map a state counts from the deposit of its instrument.",
    filter=words,
    columns=DATE_COLUMNS,
)

ui.table(
    dates[dates["treaty"] == treaty],
    key="treaty_dates",
    title=f"{scope.title}: dates under the {titles[treaty]}",
    note="Places count the deposits of all states. Instruments of one day share their places: the depositary "
    "does not rank them.",
    columns=[*DATE_COLUMNS, "note"],
)

if len(view.members) <= MOST_ROWS:
    ui.show(
        standing_grid(actions, countries, treaties, scope),
        dates,
        key="standing_grid",
        note="Dates in the cells: the withdrawal, else the deposit, else the signature. The CCW protocols "
        "are not signed: states notify their consent. No action on record does not mean that none was taken.",
        filter=words,
        columns=["treaty", *DATE_COLUMNS],
    )
else:
    ui.table(
        dates,
        key="standing_grid",
        title=f"{scope.title}: standing under all treaties",
        columns=["treaty", *DATE_COLUMNS],
    )

by_age = address.ask("age", "Same age: months since the opening for signature", kind="switch")
ui.show(
    treaties_compared(actions, countries, treaties, by_age=by_age, scope=scope),
    order.curve_rows(counted[counted["curve"] == "deposits"], day),
    key="treaties_compared",
    note="Deposits less withdrawals. The CCW protocols are not opened for signature: their age counts from "
    "the adoption.",
    filter=words,
)

if law.rule(treaty).is_signed:
    waits = order.waits(found[found["treaty"] == treaty], day)
    waits = waits[waits["country"].isin(view.members)]
    inexact = int((~waits["is_exact"]).sum())
    ui.show(
        time_to_deposit(actions, countries, treaties, treaty, scope),
        waits,
        key="time_to_deposit",
        note="From each state's own signature to its deposit; accessions have no signature and are not here."
        + (
            f" For {inexact} states a day is not known: the longest wait possible is drawn."
            if inexact
            else ""
        ),
        filter=words,
    )

st.header("The ratification notices of 2013", anchor="notices-2013")
notices = order.notices(load("reported_figures"), order.deposits(found, "CCM"), NOTICES)
printed = notices[notices["printed"].notna()]
agreeing = int((printed["printed"] == printed["ordinal"]).sum())
skipped = notices[notices["printed"].isna()]
skipped_words = "; ".join(
    f"{order.ordinal_words(int(row.ordinal))} is {ui.escaped(names()[row.country])}"
    for row in skipped.itertuples()
)
visits = events[events["source"] == NOTICES]
st.markdown(
    f"In spring 2013 the site of the Convention on Cluster Munitions announced {len(printed)} states by "
    f"their place; {agreeing} of the {len(printed)} places agree with the order of deposit. One is skipped: "
    "the "
    f"{skipped_words}. The notices write “83th” and call Andorra's accession a ratification.  \n"
    "The same pages report: "
    + "; ".join(
        f"{ui.escaped(row.title)} ({row.start.day}–{row.end.day} {row.end:%B %Y})"
        for row in visits.itertuples()
    )
    + "."
)
ui.table(
    notices.assign(
        printed=["none" if pd.isna(place) else f"{place:.0f}" for place in notices["printed"]],
        printed_entry=notices["printed_entry"].dt.strftime("%Y-%m-%d").fillna("none"),
    ),
    key="notices_2013",
    title="Places printed in 2013 and the order of deposit",
    level=3,
    columns=[
        *(
            "country",
            "printed",
            "ordinal",
            "action",
            "deposit",
            "printed_entry",
            "entry_into_force",
            "remark",
        ),
        *("source", "locator"),
    ],
)

st.header("Rival dates", anchor="rival-dates")
conflicts = load("treaty_conflicts")
conflicts = conflicts.sort_values("treaty", key=lambda codes: codes != treaty, kind="stable")
ui.table(
    conflicts,
    key="treaty_conflicts",
    title=f"{len(conflicts)} dates and places on which sources differ, for all states",
    level=3,
    note="The value used is drawn; the other one stays on record and counts nowhere.",
    columns=["treaty", "country", "what", "value_used", "other_value", "source", "note"],
)
