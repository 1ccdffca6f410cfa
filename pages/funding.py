"""Who pays for whom, what states pay themselves, and how little of it is on record."""

from typing import Any

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.controls import ask_view, beginning, controls
from dashboard.current import derived, tables, view
from dashboard.show import empty, show
from topics.money.checks_chart import figures_on_record
from topics.money.contributions_table import contribution_list
from topics.money.donors_chart import donor_by_year, donor_matrix, us_programme
from topics.money.flows import ALL, donors
from topics.money.national_chart import national_contributions
from topics.money.totals_table import cumulative_claims, funding_checks
from topics.money.words import national_without_dollars, undated_contributions, years_itemised
from topics.money.years_chart import funding_by_year
from topics.money_and_land import recipients
from topics.money_and_land_chart import money_beside_land
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence

FIRST = "BIH"
"""The recipient shown first, where it is in the filter."""


def chosen_donor(row: Any) -> str:
    """The donor that the reader asks for, or all."""
    codes = (ALL, *derived(donors, view()))
    return str(address.ask("donor", "Donor", codes, names={ALL: "All donors"}, container=row))


def with_clearance(row: Any) -> None:
    """Draw the money of one recipient beside its land."""
    places = derived(recipients, view())
    if not places:
        empty(sentence("No funding of a country on record by year"), level=2)
        return
    names, first = country_names(tables()), FIRST if FIRST in places else places[0]
    recipient = address.ask("recipient", "Recipient", places, default=first, names=names, container=row)
    show(money_beside_land, recipient=recipient)


row = controls()
first = beginning(row)
part = ask_view(row, "funding", "money", paid=sentence("Donors"))
if part in ("paid", "years"):
    donor = chosen_donor(first)
    if part == "years":
        show(funding_by_year, donor=donor)
    elif donor == ALL:
        show(donor_matrix)
    else:
        show(donor_by_year, donor=donor)
    show(contribution_list, key="contributions", optional=True, donor=donor)
    missing = derived(years_itemised, view()) if donor == ALL else ""
    st.caption(escaped(f"{missing} {derived(undated_contributions, view(), donor)}".strip()))
elif part == "land":
    with_clearance(first)
elif part == "national":
    show(national_contributions)
    st.caption(escaped(derived(national_without_dollars, view())))
elif part == "apart":
    show(us_programme)
    show(contribution_list, key="us_amounts", flow="us", optional=True)
    show(contribution_list, key="itf_gifts", flow="itf", optional=True)
else:
    show(figures_on_record)
    show(funding_checks, optional=True)
    show(cumulative_claims, optional=True)
