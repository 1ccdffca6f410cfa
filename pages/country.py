"""What is on record about one country: land, treaties, cooperation and money, one of them at a time."""

from collections.abc import Callable
from html import escape
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.api.light_parts import query
from dashboard.cite import escaped
from dashboard.controls import ask_view, controls
from dashboard.current import choose, derived, tables, view
from dashboard.show import show
from dashboard.statuses import linked, linked_sentences
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.projects_chart import projects, projects_cumulative
from topics.country import (
    about_country,
    countries_in_order,
    default_country,
    has_figures,
    line_families,
    of_country,
)
from topics.country_chart import country_line
from topics.country_table import (
    country_meetings,
    country_payments,
    country_places,
    country_statements,
    country_status,
    country_treaties,
)
from topics.land.casualties_chart import casualties
from topics.land.contamination_table import areas_on_record, places_without_area
from topics.land.deadlines_chart import deadlines
from topics.land.release_chart import release_by_country
from topics.land.release_table import casualty_rows, clearance_rows, stockpile_rows
from topics.land.spans_chart import casualty_spans, release_spans
from topics.money.national_chart import national_contributions
from topics.money.years_chart import funding_by_year
from topics.records.ideas_table import country_ideas
from topics.treaties.meetings_table import outside_statements
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence


def about_land() -> None:
    """Areas over time, release, casualties and deadlines; last every figure on record, drawn or not."""
    first, *others = derived(line_families, view()) or [""]
    one(country_line, "line", family=first)
    for family in others:
        one(country_line, f"line_{family}", family=family)
    one(country_places, "places", optional=True)
    one(release_by_country, "clearance", optional=True)
    one(release_spans, "clearance_spans", optional=True)
    one(casualties, "casualties", optional=True)
    one(casualty_spans, "casualties_spans", optional=True)
    one(deadlines, "deadlines", duty="all", optional=True)
    if not derived(has_figures, view()):
        return
    with st.expander(sentence("All figures on record")):
        one(areas_on_record, "areas", optional=True)
        one(places_without_area, "named", optional=True)
        one(clearance_rows, "clearance_rows", optional=True)
        one(casualty_rows, "casualties_rows", optional=True)


def about_treaties() -> None:
    """Standing under the treaties, and stockpiles."""
    one(country_treaties, "treaties")
    one(outside_statements, "outside_said", optional=True)
    one(stockpile_rows, "stockpiles", optional=True)


def about_cooperation() -> None:
    """Meetings, projects and memberships, and what the founding documents say of the country."""
    one(country_meetings, "meetings")
    one(projects, "projects", optional=True)
    one(projects_cumulative, "projects_cumulative", optional=True)
    one(memberships, "memberships", optional=True)
    one(country_ideas, "ideas", optional=True)
    one(country_statements, "figures", optional=True)


def about_money() -> None:
    """What the country received, gave and paid itself."""
    one(funding_by_year, "funding_years", optional=True)
    one(country_payments, "funding")
    one(national_contributions, "own", optional=True)


def one(work: Callable[..., Any], key: str, *, optional: bool = False, **options: Any) -> None:
    """A chart or a table of the country."""
    show(work, key=f"country_{key}", optional=optional, **options)


row = controls()
codes, names = derived(countries_in_order), country_names(tables(), full=True)
country = address.ask(
    "country", sentence("Country"), codes, default=default_country(view()), names=names, container=row
)
choose(of_country(view(), country))
part = ask_view(row, "country", land=sentence("Land"))
linked(country_status, view(), "country_status", linked_sentences)
{"land": about_land, "treaties": about_treaties, "cooperation": about_cooperation, "money": about_money}[
    part
]()
brief = f"./light/{country}{query(view(), 'years', 'hazard', 'known', 'wording', 'edition')}"
st.html(f'<a href="{escape(brief)}">{sentence("Brief to print (2 pages)")}</a>')
about = derived(about_country, country)
if about:
    st.caption(escaped(about))
