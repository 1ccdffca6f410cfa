"""Who joined which treaty, and when: curves, groups, Oslo Process, standing, waits, outsiders, news."""

from datetime import date

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import headlines, show
from topics.records.ideas_table import ideas
from topics.treaties.compare_chart import treaties_compared
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.dates_table import next_thresholds, outside, treaty_dates
from topics.treaties.group_chart import group_curves
from topics.treaties.groups import compared_groups, group_titles
from topics.treaties.meetings_table import outside_statements, workshop_not_party
from topics.treaties.notices import latest_notices, printed_places_sentence, use_figures
from topics.treaties.notices_table import notices_2013, treaty_conflicts, treaty_notices
from topics.treaties.oslo_chart import outside_seats, process_and_treaty
from topics.treaties.path_chart import path_to_treaty
from topics.treaties.path_table import path_by_state
from topics.treaties.routes_chart import routes_to_consent
from topics.treaties.rules_table import treaty_rules, treaty_withdrawals
from topics.treaties.standing_chart import standing_grid
from topics.treaties.standing_map import standing_map
from topics.treaties.wait_chart import survival_curves, time_to_deposit
from topics.treaties.words import introduction, no_wait
from topics.treaties.years_chart import deposits_per_year
from topics.vocabulary.countries import country_names
from topics.vocabulary.treaties import is_signed, treaty_names

PARTS = {
    "curve": "Curve",
    "groups": "Groups",
    "compare": "Treaties compared",
    "oslo": "Oslo Process",
    "standing": "Standing",
    "wait": "Time to deposit",
    "neighbours": "Outside",
    "rules": "Rules",
    "news": "News",
}
COUNTS = ("deposits", "signatures", "entries into force")
FEED = "api/v1/notices.atom"
OPENED = date(1997, 12, 3)
"""The first day that can be asked for: the Mine Ban Convention opened for signature."""


def show_groups(treaty: str) -> None:
    """Groups of states beside each other."""
    titles, names = group_titles(tables()), country_names(tables())
    own = tuple(tables()["countries"]["country"])
    preset = compared_groups(tables())
    show(
        group_curves,
        treaty=treaty,
        groups=address.ask("groups", "Groups", tuple(titles), default=preset, names=titles, kind="many"),
        count=address.ask("count", "Count", COUNTS),
        own=address.ask(
            "own", "A group of your own", own, names=names, kind="many", placeholder="Choose countries"
        ),
        as_states=address.ask("states", "States instead of shares", kind="switch"),
        of_each_day=address.ask("then", "Members of each day instead of those of today", kind="switch"),
    )


def show_compare() -> None:
    """Several treaties beside each other, by date or by age, and what comes next."""
    by_age = address.ask("age", "Same age: months since the opening for signature", kind="switch")
    chosen = address.ask("treaties", "Treaties", tuple(names), names=names, kind="many")
    show(treaties_compared, treaties=chosen, by_age=by_age)
    show(next_thresholds, key="thresholds")


def show_standing(treaty: str) -> None:
    """Map, table and grid at the end of a day."""
    days = (OPENED, tables().edition)
    day = address.ask("on", "On the day (else that of the filter)", days, kind="day") or view().day
    year = address.step_from_url(range(OPENED.year, day.year + 1))
    show(standing_map, treaty=treaty, day=day, at=year)
    show(treaty_dates, treaty=treaty, day=day)
    show(standing_grid, day=day)


def show_wait(treaty: str) -> None:
    """How long signatories take; under a treaty that is not signed there is no wait."""
    if not is_signed(tables(), treaty):
        st.markdown(f"{no_wait(tables(), treaty)}.")
        return
    show(survival_curves, treaty=treaty)
    show(time_to_deposit, treaty=treaty)
    show(routes_to_consent, treaty=treaty)


def show_neighbours() -> None:
    """Who in the region is outside the Convention on Cluster Munitions, and what the records say of them."""
    show(outside)
    show(outside_seats)
    show(outside_statements, key="outside_said")
    show(workshop_not_party, key="manila")


def show_news(treaty: str) -> None:
    """A notice for each act, the notices of 2013 and dates on which sources differ."""
    sentences = [f"- {escaped(sentence)}" for sentence in latest_notices(tables(), view(), treaty=treaty)]
    feeds = f"[Atom feed of all treaties]({FEED}) · [of this treaty]({FEED}?treaty={treaty})"
    st.markdown("\n".join([*sentences, "", feeds]))
    show(treaty_notices, key="notices", treaty=treaty)
    st.header("The ratification notices of 2013", anchor="notices-2013")
    st.markdown(escaped(printed_places_sentence(tables())))
    show(notices_2013, level=3)
    show(ideas, key="instruments", level=3, themes=("notices",))
    show(ideas, key="use", themes=("use",))
    headlines(use_figures, key="use")
    st.header("Where sources differ", anchor="rival-dates")
    show(treaty_conflicts, level=3, treaty=treaty)


names = treaty_names(tables())
treaty = address.ask("treaty", "Treaty", tuple(names), names=names, kind="buttons")
st.markdown(introduction(tables(), view(), treaty=treaty))
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part == "curve":
    show(ratification_curve, treaty=treaty, share=address.ask("share", "Show as %", kind="switch"))
    show(deposits_per_year, treaty=treaty)
elif part == "groups":
    show_groups(treaty)
elif part == "compare":
    show_compare()
elif part == "oslo":
    show(process_and_treaty)
    show(ideas, key="oslo_ideas", themes=("oslo_process",))
    show(path_to_treaty)
    show(path_by_state, key="path", optional=True)
elif part == "standing":
    show_standing(treaty)
elif part == "wait":
    show_wait(treaty)
elif part == "neighbours":
    show_neighbours()
elif part == "rules":
    show(treaty_rules, treaty=treaty)
    show(treaty_withdrawals, key="withdrawals", treaty=treaty)
else:
    show_news(treaty)
