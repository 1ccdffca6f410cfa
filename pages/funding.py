"""Who pays for whom, what states pay themselves, and how little of it is on record."""

import streamlit as st

from dashboard import address
from dashboard.cite import escaped
from dashboard.current import tables, view
from dashboard.show import empty, show
from topics.money.checks_chart import figures_on_record, funding_checks
from topics.money.contributions_table import contribution_list, cumulative_claims
from topics.money.donors_chart import donor_matrix, us_programme
from topics.money.national_chart import national_contributions
from topics.money.words import national_without_dollars, undated_contributions, years_itemised
from topics.money.years_chart import funding_by_year
from topics.money_and_land import recipients
from topics.money_and_land_chart import money_beside_land
from topics.vocabulary.countries import country_names

PARTS = {
    "paid": "Donors and recipients",
    "years": "By year",
    "land": "Funding and clearance",
    "national": "National contributions",
    "apart": "US programme and announcements",
    "checks": "Checks and gaps",
}
FIRST = "BIH"
"""The recipient shown first, where it is in the filter."""

st.markdown("What donors and states paid for mine action, as far as a source itemises it.")
if view().hazard != "ALL":
    st.markdown("Money is not recorded by hazard: the hazard filter changes nothing on this page.")
part = address.ask("money", "View", tuple(PARTS), names=PARTS, kind="buttons")
if part == "paid":
    show(donor_matrix)
    st.caption(escaped(years_itemised(tables(), view())))
    show(contribution_list, key="contributions", optional=True)
elif part == "years":
    show(funding_by_year)
    st.caption(escaped(undated_contributions(tables(), view())))
elif part == "land":
    places = recipients(tables(), view())
    if places:
        names, first = country_names(tables()), FIRST if FIRST in places else places[0]
        recipient = address.ask("recipient", "Recipient", places, default=first, names=names)
        show(money_beside_land, recipient=recipient)
    else:
        empty("No money of a country is on record by year", level=2)
elif part == "national":
    show(national_contributions)
    st.caption(escaped(national_without_dollars(tables(), view())))
elif part == "apart":
    show(us_programme)
    show(contribution_list, key="announcements", flow="announced")
    show(contribution_list, key="itf_gifts", flow="itf", optional=True)
else:
    show(funding_checks)
    show(figures_on_record)
    show(cumulative_claims, optional=True)
