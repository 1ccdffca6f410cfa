"""Clearance against the clock: projected completion, what would change it, how it was tested, what is due."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from analysis import backtest, cost, hazards, on_record, projection, realised, release, reporting
from charts import projection as drawn
from charts import theme
from charts.realised import shares_realised
from charts.reporting import calendar_timeline
from charts.words import money
from dashboard import address, ui
from dashboard.view import View, chosen, current_day, load, names

PARTS = {
    "clock": "Deadline against pace",
    "whatif": "What if",
    "backtest": "Back-test",
    "calendar": "Reporting calendar",
}
PROJECTED = ["country", "family", "as_of", "area_km2", "low_km2", "high_km2", "figures", "first_year"]
PROJECTED += [
    "last_year",
    "rate_km2",
    "fall_km2",
    "p10",
    "p25",
    "p50",
    "p75",
    "p90",
    "deadline",
    "needed_km2",
    "chance",
]
TESTED = ["country", "family", "stood", *projection.SHARES]
COST_TABLES = ("projects", "project_countries", "funding_totals", "clearance", "price_changes")
COSTS = ["work", "country", "year_from", "year_to", "amount", "currency", "area_km2", "cost_eur"]
COSTS += ["cost_real_eur"]
PRICES = "https://www.inflationtool.com/rates/euro/historical"
REALISED = ["country", "family", "stood", "year", "area_km2", "later_km2", "fall_km2", "rate_km2"]
REALISED += ["share_pct"]
METHOD = (
    "2,000 paths, each with its own draw of the area left, of the recorded yearly releases of the last "
    f"{on_record.WINDOW} years and of how much of such releases areas really fell by, here and in other "
    "states. A projection repeats the past: it knows no plans and no new money."
)

view = chosen()
timeless = View(view.region, view.countries, hazard=view.hazard)
countries, sources = load("countries"), load("sources")
prices = cost.prices_said(load("price_changes"))
today = pd.Timestamp(current_day())


@st.cache_data(max_entries=40, show_spinner=False)
def projected(change: projection.Change, day: pd.Timestamp) -> pd.DataFrame:
    """Projections for all countries."""
    tables = [load(name) for name in ("contamination", "clearance", "obligations")]
    contamination, clearance, obligations = tables
    return projection.projections(contamination, clearance, obligations, day, change)


@st.cache_data(max_entries=4, show_spinner="Testing past projections …")
def tested(day: pd.Timestamp, whole: bool = False) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Back-tests for all countries; whole counts every release in full, as it was done before."""
    contamination, clearance = load("contamination"), load("clearance")
    ends = backtest.completions(contamination, clearance, load("obligations"), day, whole)
    return ends, backtest.areas_after(contamination, clearance, whole=whole)


def here(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of the view's countries and hazard; years do not cut a projection."""
    rows = frame[frame["country"].isin(view.members)]
    family = {"CMR": "CMR", "AP_MINES": "MINES"}.get(view.hazard)
    return rows[rows["family"] == family] if family else rows


def limits(frame: pd.DataFrame) -> pd.DataFrame:
    """Projected moments as whole years for a table."""
    rows = as_years(frame, "first_year", "last_year", *projection.SHARES)
    return rows.assign(chance=frame["chance"].map(drawn.said_chance))


def as_years(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Decimal years as years for a table, without thousands marks, and words for the hazards."""
    return hazards.worded(frame.assign(**{name: frame[name].map(drawn.said_year) for name in columns}))


def clock() -> None:
    """Projected completion beside the deadlines."""
    rows = here(projected(projection.NO_CHANGE, today))
    known = rows[rows["reason"] == ""]
    ui.show(
        lambda: drawn.completion_ranges(rows, load("obligations"), countries, sources, today),
        limits(known),
        key="completion_ranges",
        note=METHOD,
        filter=timeless.words(),
        columns=PROJECTED,
    )
    for row in known.itertuples():
        st.markdown(ui.escaped(sentence(row)))
    cannot = rows[rows["reason"] != ""]
    if len(cannot):
        title = f"Not enough data: {len(cannot)} cases that cannot be projected, and why"
        columns = ["country", "family", "reason", "as_of", "area_km2", "figures", "deadline"]
        ui.table(hazards.worded(cannot), key="not_projected", title=title, columns=columns)
    quality()


def sentence(row: Any) -> str:
    """One projection in words."""
    name, what = names().get(row.country, row.country), hazards.FAMILIES[row.family]
    said = (
        f"{name}, {what}: half of the paths end {drawn.said_range(row.p25, row.p75)}, "
        f"80 % end {drawn.said_range(row.p10, row.p90)}."
    )
    if not math.isnan(row.needed_km2):
        said += (
            f" To meet the deadline, {row.deadline.day} {row.deadline:%B %Y}, "
            f"{theme.number(row.needed_km2, 'km²')} a year are needed from the last figure on; "
            f"the recorded mean release is {theme.number(row.rate_km2, 'km²')}, and in the middle of the "
            f"paths the area falls by {theme.number(row.fall_km2, 'km²')} a year."
            f" Chance in the paths: {drawn.said_chance(row.chance)}."
        )
    elif pd.notna(row.deadline):
        said += f" The last deadline on record, {row.deadline:%d %B %Y}, has passed."
    else:
        said += " No deadline is on record."
    return said


def quality() -> None:
    """Say how past projections fared, with and without the share realised."""
    (ends, areas), (ends_before, areas_before) = tested(today), tested(today, whole=True)
    found, before = backtest.coverage(areas), backtest.coverage(areas_before)
    if not found["cases"]:
        return
    now, then = backtest.reliability(ends), backtest.reliability(ends_before)
    st.markdown(
        f"Back-test, all countries. **Completed by now:** of {now['cases']} past projections, "
        f"{percent(now['happened'])} are complete; the paths said {percent(now['expected'])}. "
        f"**Area left five years on** ({found['cases']} cases, {found['pairs']} pairs of country and "
        f"hazard): the 80 % range held {percent(found['inside_80'])}, the 50 % range "
        f"{percent(found['inside_50'])}. "
        "Before the share realised was part of the method (each release counted in full), the paths said "
        f"{percent(then['expected'])}, and the 80 % range held {percent(before['inside_80'])} of the areas "
        f"and {percent(backtest.coverage(ends_before)['inside_80'])} of the completion years."
    )
    st.markdown(
        "The price is width: where few states were measured, the upper end is often open. The cases share "
        "data and states, so these shares are rough themselves."
    )


def percent(share: float) -> str:
    """A share as a reader sees it."""
    return f"**{100 * share:.0f} %**"


def what_if() -> None:
    """What more teams, better survey or more money would change."""
    rows = here(projected(projection.NO_CHANGE, today))
    rows = rows[rows["reason"] == ""]
    if rows.empty:
        ui.empty("No case in this view has enough data to project", level=2)
        return
    codes = [f"{row.country}-{row.family}" for row in rows.itertuples()]
    titles = {code: f"{names().get(code[:3], code)}, {hazards.FAMILIES[code[4:]]}" for code in codes}
    first = next((code for code in codes if code == "BIH-MINES"), codes[0])
    case = address.ask("case", "Case", codes, default=first, names=titles)
    known = cost.costs(*map(load, COST_TABLES))
    change = changed(cost.cost_range(known))
    now = rows[rows["country"].eq(case[:3]) & rows["family"].eq(case[4:])].iloc[0]
    other = projected(change, today)
    then = other[other["country"].eq(case[:3]) & other["family"].eq(case[4:])].iloc[0]
    compared(now, then, change)
    ahead(then if then["reason"] == "" else now, change, titles[case])
    cheapest, dearest = (money(value, "EUR") for value in cost.cost_range(known))
    ui.table(
        known,
        key="cost_per_km2",
        title=f"A square kilometre cost {cheapest} to {dearest}, where both sides are on record",
        note=f"Euros in {prices}: the amounts are as printed, and the cost per km² stands beside in prices "
        f"of its years and in {prices} ({ui.link('consumer prices of the euro area', PRICES)}). All are from "
        "Croatia and its neighbours: costs elsewhere, and of survey alone, may differ much.",
        columns=COSTS,
    )


def changed(costs: tuple[float, float]) -> projection.Change:
    """Ask what would be different from now on."""
    pace = address.ask(
        "pace", "Pace of release (more teams), % of the recorded one", (25, 500), default=100, kind="number"
    )
    cancelled = address.ask(
        "cancelled", "Share of the area left that better survey cancels, %", (0, 95), default=0, kind="number"
    )
    extra = address.ask(
        "extra",
        f"Extra money a year for clearance, million EUR ({prices})",
        (0, 200),
        default=0,
        kind="number",
    )
    known = projection.NO_CHANGE.cost_eur if math.isnan(costs[0]) else costs
    return projection.Change(pace / 100, cancelled / 100, extra * 1e6, known)


def compared(now: pd.Series, then: pd.Series, change: projection.Change) -> None:
    """Completion and chance, before and after."""
    cited = pd.DataFrame([then])
    due = f"by {then['deadline']:%d %B %Y}" if pd.notna(then["deadline"]) else "no deadline on record"
    with ui.figure_row("whatif"):
        if then["reason"]:
            ui.headline(
                "Projection: 80 % of the paths end", "already over", note=then["reason"], records=cited
            )
        else:
            before = f"at the recorded pace {drawn.said_range(now['p10'], now['p90'])}"
            said = drawn.said_range(then["p10"], then["p90"])
            ui.headline("Projection: 80 % of the paths end", said, note=before, records=cited)
            before = f"at the recorded pace {drawn.said_year(now['p50'])}"
            ui.headline("Projection: middle", drawn.said_year(then["p50"]), note=before, records=cited)
        ui.headline("Chance to meet the deadline", drawn.said_chance(then["chance"]), note=due, records=cited)
        before = f"recorded mean {theme.number(now['rate_km2'], 'km²')} a year"
        needed = None if math.isnan(then["needed_km2"]) else then["needed_km2"]
        ui.headline("Release needed", needed, unit="km² a year", note=before, records=cited)
    if change.extra_eur:
        low, high = (change.extra_eur / value for value in reversed(change.cost_eur))
        st.markdown(
            f"At the recorded costs the extra money clears {theme.number(round(low, 1))} to "
            f"{theme.number(round(high, 1), 'km²')} a year."
        )


def ahead(row: pd.Series, change: projection.Change, title: str) -> None:
    """The area left, recorded and projected."""
    clearance = release.released(load("clearance"))
    series = hazards.area_series(load("contamination"))
    same = series["country"].eq(row["country"]) & series["family"].eq(row["family"])
    line = series[same & series["role"].eq("line")]
    yearly = on_record.known_rates(clearance, row["country"], row["family"], today.year)
    rates = yearly["area_km2"].tolist()
    shares = realised.realised_shares(load("contamination"), load("clearance"))
    share = realised.realised_for(shares, row["country"], row["family"], today.year, rates)
    begin = projection.decimal_year(line.iloc[-1]["at"])
    end = min(row["p90"], begin + 60)
    since = projection.changed_after(change, begin, today)
    areas = (row["low_km2"], row["high_km2"])
    years = max(int(end - begin) + 2, 2)
    paths = projection.area_left_paths(areas, rates, years, since, share)
    figure = drawn.area_ahead(
        line,
        paths.assign(year=begin + paths["years"]),
        title.split(",", maxsplit=1)[0],
        row["family"],
        row["deadline"],
        sources.set_index("source")["title"].to_dict(),
    )
    note = "Full line: recorded. Dashed: projected with what the sliders say, from today on."
    columns = ["country", "hazard", "as_of", "area_km2", "stated"]
    ui.show(figure, line, key="area_ahead", note=note, filter=title, columns=columns)


def past() -> None:
    """How past projections fared."""
    ends, areas = (here(rows) for rows in tested(today))
    ui.show(
        lambda: drawn.backtest(ends, countries, sources),
        as_years(ends, "stood", "happened", *projection.SHARES),
        key="backtest",
        note="Each line stands at the end of a past year and knows the figures about the time up to then. "
        "The mark is the stated completion, or the middle of the projection where it is not over.",
        filter=timeless.words(),
        columns=[*TESTED, "happened", "outcome", "chance_by_now", "figures"],
    )
    found = backtest.coverage(areas)
    show_realised()
    title = "No projected area can be tested"
    if found["cases"]:
        share = f"{100 * found['inside_80']:.0f} % of {found['cases']} cases"
        title = f"Area left five years on: inside the 80 % range in {share}"
    columns = [*TESTED, "year", "area_km2", "outcome"]
    note = "p10 to p90: the area left that 10 % to 90 % of the paths do not exceed, in km²."
    ui.table(as_years(areas, "stood"), key="backtest_areas", title=title, columns=columns, note=note)
    quality()


def show_realised() -> None:
    """How much of the release that could be expected areas really fell by."""
    shares = here(realised.realised_shares(load("contamination"), load("clearance")))
    ui.show(
        lambda: shares_realised(shares, countries, sources),
        as_years(shares, "stood"),
        key="shares_realised",
        note="Each dot: a stretch of three to seven years between two stated areas, against the mean of the "
        "yearly releases on record at its beginning. Below 100 %, survey found new land or the pace broke "
        "off; above, land was cancelled without a yearly figure. Paths draw from the dots of other states "
        "and, for a half, from those of the state itself.",
        filter=timeless.words(),
        columns=REALISED,
    )


def due() -> None:
    """Deadlines, annual reports and meetings."""
    rows = reporting.calendar(
        hazards.of_hazard(load("obligations"), view.hazard),
        load("treaty_actions"),
        load("events"),
        countries,
        today,
    )
    rows = rows[rows["country"].isin(view.members) | rows["kind"].eq("meeting")].reset_index(drop=True)
    ui.show(
        lambda: calendar_timeline(rows, countries, sources, today),
        rows,
        key="calendar",
        note="States Parties report each 30 April on the year before (Article 7(2) of both conventions). A "
        "deadline in the past is one without a completion and without a later date on record.",
        filter=timeless.words(),
        columns=["date", "kind", "title", "country", "treaty", "article", "state"],
    )
    if not rows["kind"].eq("meeting").any():
        st.markdown("No meeting ahead is on record.")
    feed()
    ui.table(rows, key="calendar_list", title=f"{len(rows)} entries by date", columns=reporting.COLUMNS[:8])


def feed() -> None:
    """The address of the calendar for a reader's own calendar."""
    asked = f"countries={','.join(view.countries)}" if view.countries else f"region={view.region}"
    st.link_button(
        "iCalendar of these deadlines", f"/api/v1/deadlines.ics?{asked}", icon=":material/calendar_month:"
    )


st.markdown(
    "When land will be clear at the pace on record, against the date each state has promised. Every date "
    "ahead is a **projection**, drawn dashed, with its range and with how such projections fared before."
)
part = address.ask("part", "Part", tuple(PARTS), names=PARTS, kind="buttons")
{"clock": clock, "whatif": what_if, "backtest": past, "calendar": due}[part]()
