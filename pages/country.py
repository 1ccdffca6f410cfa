"""What is on record about one country: land, treaties, cooperation and money, one of them at a time."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import choose, tables, view
from dashboard.show import headlines, show
from topics.cooperation.memberships_chart import memberships
from topics.cooperation.projects_chart import projects, projects_cumulative
from topics.country import about_country, countries_in_order, default_country, formal_name, of_country
from topics.country_table import (
    country_meetings,
    country_payments,
    country_places,
    country_statements,
    country_treaties,
)
from topics.land.casualties_chart import casualties
from topics.land.contamination_table import areas_on_record, places_without_area
from topics.land.contamination_trend_chart import contamination_trend
from topics.land.deadlines_chart import deadlines
from topics.land.release_chart import release_by_country
from topics.land.release_table import casualty_rows, clearance_rows, stockpile_rows
from topics.land.spans_chart import casualty_spans, release_spans
from topics.money.national_chart import national_contributions
from topics.money.years_chart import funding_by_year
from topics.overview import overview_headlines
from topics.records.ideas_table import country_ideas
from topics.vocabulary.countries import country_names

PARTS = {
    "land": "Land and casualties",
    "treaties": "Treaties and stockpiles",
    "cooperation": "Cooperation",
    "money": "Money",
}
"""Parts of the page by their code in the address."""


def about_land() -> None:
    """Contamination, release, casualties and deadlines; last every figure on record, drawn or not."""
    one(contamination_trend, "contamination", scale="linear")
    one(country_places, "places", optional=True)
    one(release_by_country, "clearance")
    one(release_spans, "clearance_spans", optional=True)
    one(casualties, "casualties")
    one(casualty_spans, "casualties_spans", optional=True)
    one(deadlines, "deadlines", duty="all")
    one(areas_on_record, "areas", optional=True)
    one(places_without_area, "named", optional=True)
    one(clearance_rows, "clearance_rows", optional=True)
    one(casualty_rows, "casualties_rows", optional=True)


def about_treaties() -> None:
    """Standing under the treaties, and stockpiles."""
    one(country_treaties, "treaties")
    one(stockpile_rows, "stockpiles")


def about_cooperation() -> None:
    """Meetings, projects and memberships, and what the founding documents say of the country."""
    one(country_meetings, "meetings")
    one(projects, "projects")
    one(projects_cumulative, "projects_cumulative", optional=True)
    one(memberships, "memberships")
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


codes, names = countries_in_order(tables()), country_names(tables(), full=True)
country = address.ask("country", "Country", codes, default=default_country(view()), names=names)
choose(of_country(view(), country))
st.header(escaped(formal_name(tables(), country)), anchor=False)
about = about_country(tables(), country)
if about:
    st.markdown(escaped(about))
headlines(overview_headlines)
part = address.ask("part", "View", tuple(PARTS), names=PARTS, kind="buttons")
{"land": about_land, "treaties": about_treaties, "cooperation": about_cooperation, "money": about_money}[
    part
]()
