"""Who joined which treaty, and when: curves, standing, groups, Oslo Process, waits, outsiders, news."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard import address, follow
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls, options
from dashboard.current import derived, tables, view
from dashboard.show import headlines, show
from topics.records.ideas_table import ideas
from topics.treaties.compare_chart import treaties_compared
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.dates_table import joined_worldwide, outside, treaty_dates
from topics.treaties.declarations_chart import declarations
from topics.treaties.group_chart import group_curves
from topics.treaties.groups import compared_groups, group_titles
from topics.treaties.meetings_table import outside_statements, workshop_not_party
from topics.treaties.notices import use_figures
from topics.treaties.notices_table import notices_2013, treaty_conflicts, treaty_notices
from topics.treaties.oslo_chart import outside_seats, process_and_treaty
from topics.treaties.path_chart import path_to_treaty
from topics.treaties.path_table import path_by_state
from topics.treaties.routes_chart import routes_to_consent
from topics.treaties.rules_table import treaty_rules, treaty_withdrawals
from topics.treaties.standing_chart import standing_grid
from topics.treaties.standing_map import standing_map
from topics.treaties.wait_chart import survival_curves, time_to_deposit
from topics.treaties.words import no_wait
from topics.treaties.year_chart import deposits_of_year, places_of_year
from topics.treaties.years_chart import deposits_per_year
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import is_signed, treaty_names

MORE = {
    "neighbours": sentence("Outside"),
    "rules": sentence("Rules"),
    "news": sentence("News"),
}
"""Views under More; they were views beside the others once, and old addresses name them so."""
COUNTS = {
    "deposits": sentence("Deposits"),
    "signatures": sentence("Signatures"),
    "entries into force": sentence("States bound"),
}
OPENED = date(1997, 12, 3)
"""The first day that can be asked for: the Mine Ban Convention opened for signature."""
ALL_YEARS = 0


def show_curve(row: Any) -> None:
    """The curve of all years, or the deposits of one with their places."""
    treaty = ask_treaty(row)
    years = (ALL_YEARS, *range(tables().edition.year, OPENED.year - 1, -1))
    words = {ALL_YEARS: sentence("All years")}
    year = address.ask("year", sentence("Year"), years, names=words, container=row)
    if year == ALL_YEARS:
        share = address.ask("share", sentence("Show as %"), kind="switch", container=options(row))
        show(ratification_curve, treaty=treaty, share=share)
    else:
        show(deposits_of_year, treaty=treaty, year=year)
        show(places_of_year, treaty=treaty, year=year, optional=True)
    show(deposits_per_year, treaty=treaty)


def show_standing(row: Any) -> None:
    """Map, grid and table at the end of a day."""
    treaty, days = ask_treaty(row), (OPENED, tables().edition)
    day = address.ask("on", sentence("Day"), days, kind="day", container=options(row)) or view().day
    year = address.step_from_url(range(OPENED.year, day.year + 1))
    show(standing_map, treaty=treaty, day=day, at=year)
    show(standing_grid, day=day)
    show(treaty_dates, treaty=treaty, day=day)


def show_groups(row: Any) -> None:
    """Groups of states beside each other."""
    treaty, more = ask_treaty(row), options(row)
    titles, names = group_titles(tables()), country_names(tables())
    many: dict[str, Any] = {"kind": "many", "container": more}
    own, preset = tuple(tables()["countries"]["country"]), derived(compared_groups)
    chosen = address.ask("groups", sentence("Groups"), tuple(titles), default=preset, names=titles, **many)
    count = address.ask("count", sentence("Count"), tuple(COUNTS), names=COUNTS, container=more)
    hint = sentence("Choose countries")
    members = address.ask("own", sentence("Own group"), own, names=names, placeholder=hint, **many)
    as_states = address.ask("states", sentence("Number of states"), kind="switch", container=more)
    dated = address.ask("then", sentence("Members of each day"), kind="switch", container=more)
    show(
        group_curves,
        treaty=treaty,
        groups=chosen,
        count=count,
        own=members,
        as_states=as_states,
        of_each_day=dated,
    )


def show_compare(row: Any) -> None:
    """Several treaties beside each other, by date or by age, and their totals."""
    more, names = options(row), treaty_names(tables())
    chosen = address.ask(
        "treaties", sentence("Treaties"), tuple(names), names=names, kind="many", container=more
    )
    by_age = address.ask("age", sentence("By age of the treaty"), kind="switch", container=more)
    show(treaties_compared, treaties=chosen, by_age=by_age)
    show(joined_worldwide, key="thresholds")


def show_oslo(_row: Any) -> None:
    """The conferences that made the Convention on Cluster Munitions, and who took part."""
    show(process_and_treaty)
    show(path_to_treaty)
    show(declarations)
    show(ideas, key="oslo_ideas", themes=("oslo_process",))
    show(path_by_state, key="path", optional=True)


def show_wait(row: Any) -> None:
    """How long signatories take; under a treaty that is not signed there is no wait."""
    treaty = ask_treaty(row)
    if not is_signed(tables(), treaty):
        st.markdown(f"{no_wait(tables(), treaty)}.")
        return
    show(survival_curves, treaty=treaty)
    show(time_to_deposit, treaty=treaty)
    show(routes_to_consent, treaty=treaty)


def show_neighbours(_row: Any) -> None:
    """Who is outside the Convention on Cluster Munitions, and what the records say of them."""
    show(outside)
    show(outside_statements, key="outside_said")
    show(outside_seats)
    show(workshop_not_party, key="manila")


def show_rules(row: Any) -> None:
    """The rules of a treaty, and who has left it."""
    treaty = ask_treaty(row)
    show(treaty_rules, treaty=treaty)
    show(treaty_withdrawals, key="withdrawals", treaty=treaty)


def show_news(row: Any) -> None:
    """A notice for each act, the notices of 2013 and dates on which sources differ."""
    treaty = ask_treaty(row)
    show(treaty_notices, key="notices", treaty=treaty)
    st.markdown(
        sentence(
            "To follow the news of {place}: [feed of all treaties]({every}) · [feed of this treaty]({one})",
            place=escaped(view().place),
            every=follow.notices(),
            one=follow.notices(treaty),
        )
    )
    show(notices_2013)
    show(ideas, key="instruments", themes=("notices",))
    show(ideas, key="use", themes=("use",))
    headlines(use_figures)
    show(treaty_conflicts, treaty=treaty)


def ask_treaty(row: Any) -> str:
    """The treaty, in the row of controls."""
    names = treaty_names(tables())
    return address.ask("treaty", sentence("Treaty"), tuple(names), names=names, container=row)


SHOWS = {
    "curve": show_curve,
    "standing": show_standing,
    "groups": show_groups,
    "compare": show_compare,
    "oslo": show_oslo,
    "wait": show_wait,
    "neighbours": show_neighbours,
    "rules": show_rules,
    "news": show_news,
}
if (former := st.query_params.get("part")) in MORE:
    st.query_params.update(part="more", more=former)
row = controls()
part = ask_view(row, "treaties", curve=sentence("Curve"), more=sentence("More"))
if part == "more":
    part = address.ask("more", sentence("More"), tuple(MORE), names=MORE, kind="buttons", container=row)
SHOWS[part](row)
