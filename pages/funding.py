"""Who pays for whom, what states pay themselves, and how little of it is on record."""

import pandas as pd
import streamlit as st

from analysis import money, stories
from analysis import money_land as beside
from analysis.names import called
from charts import funding as drawn
from charts import funding_checks as checks
from charts.money_land import money_beside_land
from charts.words import money as amount_words
from dashboard import address, ui
from dashboard.view import chosen, load, names

PARTS = {
    "paid": "Who pays for whom",
    "years": "Year by year",
    "land": "Beside the land",
    "national": "National contributions",
    "apart": "US programme and announcements",
    "checks": "Checks and gaps",
}
GIFT = ["year", "donor", "recipient", "channel", "sector", "amount", "currency", "amount_usd", "stage"]
NO_PROMISE = "No announcement is on record"
BOOKED = "Grants for several years stand whole in the year of the award."

view = chosen()
countries, sources = load("countries"), load("sources")
funding = view.of(load("funding"))
totals = view.of(load("funding_totals"))
national = view.of(load("national_funding"))
counted = money.counted(funding)
promised = money.announced(funding)


def show_paid() -> None:
    """Donors by recipients."""
    note = "Only contributions that the Monitor itemises, each counted once, in US dollars at its own rate. "
    note += f"{BOOKED} A blank cell means that nothing was found, not that nothing was paid."
    ui.show(
        lambda: drawn.donor_matrix(counted, countries, sources),
        counted,
        "donor_matrix",
        columns=GIFT,
        note=note,
    )
    say_years()


def say_years() -> None:
    """Which country-years have itemised contributions at all."""
    years = money.years_on_record(counted)
    if not years:
        return
    known = drawn.recipient_names(countries)
    said = "; ".join(f"{known.get(code, code)} {words}" for code, words in years.items())
    silent = [names()[code] for code in view.members if code not in years and view.region != "WORLD"]
    st.markdown(f"Contributions are itemised only for these years: {ui.escaped(said)}.")
    if silent:
        st.markdown(f"For {ui.escaped(stories.listed(silent))} none was found.")


def show_years() -> None:
    """A panel per recipient."""
    single = money.international_totals(totals)
    rows = pd.concat([counted, promised[~promised["overlap"]]])
    drawable = rows.dropna(subset=["year", "amount_usd"])
    note = f"Bars are itemised contributions. {BOOKED} A year without a mark is a gap in the record, not a "
    note += "zero. Each panel has a scale of its own."
    shown = pd.concat([drawable, single.assign(year=single["year_from"], stage="printed total")])
    ui.show(
        lambda: drawn.funding_by_year(rows, single, countries, sources),
        shown,
        "funding_by_year",
        columns=GIFT,
        note=note,
    )
    undated = funding[funding["year"].isna()]
    if len(undated):
        said = [f"{row.donor}, {amount_words(row.amount, row.currency)}" for row in undated.itertuples()]
        st.markdown(f"Not drawn, since the year is unknown: {ui.escaped('; '.join(said))}.")


def show_land() -> None:
    """Money of one recipient beside the land it released."""
    places = [code for code in view.members if code in set(funding["recipient"]) | set(totals["recipient"])]
    if not places:
        ui.empty("No money of a country is on record by year", level=2)
        return
    first = "BIH" if "BIH" in places else places[0]
    country = address.ask("recipient", "Recipient", places, default=first, names=names())
    tables = (funding, national, totals, view.of(load("clearance"), skip=("country", "hazard")))
    rows = beside.money_and_land(*tables, country)
    ui.show(
        lambda: money_beside_land(*tables, countries, sources, country, view.years),
        rows.assign(kind=rows["kind"].map(beside.KINDS)),
        "money_beside_land",
        columns=["country", "year", "kind", "value", "unit", "donor", "amount", "currency"],
        note="Each panel has its own scale; the years are shared. Bars of international money add only what "
        "is itemised and not repeated. A cost needs all money and the land of the same year: it covers "
        "everything that was paid, falls when survey cancels much land, and is no price of clearance. US "
        "dollars as printed, or at the mean rate of the year; nominal.",
        filter=names()[country],
    )


def show_national() -> None:
    """What states pay themselves."""
    note = "Open marks: derived from other figures, or a part only. Two marks in one year: two readings."
    rows = national.dropna(subset=["amount_usd"])
    columns = ["country", "year", "amount", "currency", "amount_usd"]
    ui.show(
        lambda: checks.national_contributions(national, countries, sources),
        rows,
        "national_contributions",
        columns=columns,
        note=note,
    )
    other = national[national["amount_usd"].isna()]
    if len(other):
        said = [
            f"{name} {row.year}, {amount_words(row.amount, row.currency)}"
            for row, name in zip(other.itertuples(), called(other, countries), strict=True)
        ]
        st.markdown(f"Not drawn, since no source gives US dollars: {ui.escaped('; '.join(said))}.")


def show_apart() -> None:
    """What must not be added to the contributions: the US programme and announcements."""
    rows = money.programme(funding)
    note = (
        "Fiscal years of the United States, all work to destroy conventional weapons, stockpiles included. "
    )
    note += "Another scope than the contributions, partly the same money: the two are never added."
    columns = ["year", "recipient", "channel", "amount_usd", "overlap"]
    ui.show(
        lambda: drawn.programme_by_year(rows, countries, sources),
        rows,
        "us_programme",
        columns=columns,
        note=note,
    )
    ui.table(
        promised.sort_values(["year", "donor"], ascending=[False, True]),
        "announcements",
        f"{len(promised)} announcements and plans, never added" if len(promised) else NO_PROMISE,
        columns=[*GIFT, "overlap"],
        note="What was promised, not what was seen spent. “Overlap”: a contribution holds it already.",
    )
    gifts = money.to_fund(funding)
    if len(gifts):
        title = f"{len(gifts)} gifts to ITF as a whole, by no country"
        ui.table(gifts, "itf_gifts", title, columns=["year", "donor", "amount_usd", "stage"])


def show_checks() -> None:
    """Printed totals against sums, and which figures exist at all."""
    single = money.international_totals(totals)
    note = "A sum far below the printed total means that contributions are missing. Totals are never added."
    rows = money.checks(funding, totals)
    columns = ["recipient", "year", "sum_usd", "total_usd", "share_pct"]
    ui.show(
        lambda: checks.totals_against_sums(counted, single, countries, sources),
        rows,
        "funding_checks",
        columns=columns,
        note=note,
    )
    yearly, gifts = money.yearly_totals(totals), funding[funding["basis"] != "itf"]
    kinds = [gifts[[*GIFT[:4], "basis", "source"]], yearly.rename(columns={"year_from": "year"})]
    shown = pd.concat([*kinds, national.rename(columns={"country": "recipient"})])
    columns = ["recipient", "year", "donor", "basis", "kind"]
    note = "Each mark says that a figure of this kind exists for the country and year; a gap is a gap."
    ui.show(
        lambda: checks.figures_on_record(gifts, national, yearly, countries),
        shown,
        "figures_on_record",
        columns=columns,
        note=note,
    )
    claims = totals[totals["kind"] == "cumulative_claim"]
    if len(claims):
        title = f"{len(claims)} claims over many years, never added"
        columns = ["recipient", "donor", "year_from", "year_to", "amount", "currency"]
        ui.table(claims, "cumulative_claims", title, columns=columns)


SHOWS = {
    "paid": show_paid,
    "years": show_years,
    "land": show_land,
    "national": show_national,
    "apart": show_apart,
    "checks": show_checks,
}
st.markdown("What donors and states paid for mine action, as far as a source itemises it.")
if view.hazard != "ALL":
    st.markdown("Money is not recorded by hazard: the hazard filter changes nothing on this page.")
SHOWS[address.ask("money", "What to see", list(PARTS), names=PARTS, kind="buttons")]()
