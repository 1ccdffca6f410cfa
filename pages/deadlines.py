"""Clearance against the clock: projected completion, what would change it, how it was tested, what is due."""

import math
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from analysis import backtest, cost, hazards, projection, release, reporting
from charts import projection as drawn
from charts import theme
from charts.reporting import calendar_timeline
from charts.words import money
from dashboard import address, ui
from dashboard.store import load
from dashboard.view import View, chosen, names

PARTS = {
    "clock": "Deadline against pace",
    "whatif": "What if",
    "backtest": "Back-test",
    "calendar": "Reporting calendar",
}
PROJECTED = ["country", "family", "as_of", "area_km2", "low_km2", "high_km2", "figures", "first_year"]
PROJECTED += ["last_year", "rate_km2", "p10", "p25", "p50", "p75", "p90", "deadline", "needed_km2", "chance"]
TESTED = ["country", "family", "stood", *projection.SHARES]
METHOD = (
    "2,000 paths, each with its own draw of the area left and of the recorded yearly releases of the last "
    f"{projection.WINDOW} years. A projection repeats the past: it knows no plans and no new money."
)
TREATY_TESTS = (
    ("completions", "completion year", "completed or overdue"),
    ("areas", "area left five years on", "measured again"),
)

view = chosen()
timeless = View(view.region, view.countries, hazard=view.hazard)
countries, sources = load("countries"), load("sources")
today = pd.Timestamp(date.today())


@st.cache_data(max_entries=40, show_spinner=False)
def projected(change: projection.Change, day: pd.Timestamp) -> pd.DataFrame:
    """Projections for all countries."""
    tables = [load(name) for name in ("contamination", "clearance", "obligations")]
    contamination, clearance, obligations = tables
    return projection.projections(contamination, clearance, obligations, day, change)


@st.cache_data(max_entries=4, show_spinner="Testing past projections …")
def tested(day: pd.Timestamp) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Back-tests for all countries."""
    contamination, clearance = load("contamination"), load("clearance")
    ends = backtest.completions(contamination, clearance, load("obligations"), day)
    return ends, backtest.areas_after(contamination, clearance)


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
    """Decimal years as years for a table, without thousands marks."""
    return frame.assign(**{name: frame[name].map(drawn.said_year) for name in columns})


def clock() -> None:
    """Projected completion beside the deadlines."""
    rows = here(projected(projection.NO_CHANGE, today))
    known = rows[rows["reason"] == ""]
    ui.show(
        drawn.completion_ranges(rows, load("obligations"), countries, sources, today),
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
        ui.table(cannot, key="not_projected", title=title, columns=columns)
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
            f"the recorded mean is {theme.number(row.rate_km2, 'km²')}."
            f" Chance in the paths: {drawn.said_chance(row.chance)}."
        )
    elif pd.notna(row.deadline):
        said += f" The last deadline on record, {row.deadline:%d %B %Y}, has passed."
    else:
        said += " No deadline is on record."
    return said


def quality() -> None:
    """Say how past projections fared."""
    for rows, (_, what, decided) in zip(tested(today), TREATY_TESTS, strict=True):
        found = backtest.coverage(rows)
        if found["cases"]:
            st.markdown(
                f"Back-test, all countries, {what}: of {found['cases']} past projections ({decided}; "
                f"{found['pairs']} pairs of country and hazard) the 50 % range held "
                f"**{100 * found['inside_50']:.0f} %**, the 80 % range "
                f"**{100 * found['inside_80']:.0f} %**."
            )
    st.markdown(
        "So the ranges are too narrow and mostly too early: the last areas take longer than the recorded "
        "pace says, and survey finds new ones. Read an 80 % range as a best case, not as a promise."
    )


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
    known = cost.costs(
        *(load(name) for name in ("projects", "project_countries", "funding_totals", "clearance"))
    )
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
        note="Nominal euros as printed, prices of the years stated, not deflated. All are from Croatia and "
        "its neighbours: costs elsewhere, and of survey alone, may differ much.",
        columns=["work", "country", "year_from", "year_to", "amount", "currency", "area_km2", "cost_eur"],
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
        "extra", "Extra money a year for clearance, million EUR (nominal)", (0, 200), default=0, kind="number"
    )
    return projection.Change(pace / 100, cancelled / 100, extra * 1e6, costs)


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
    rates = projection.known_rates(clearance, row["country"], row["family"], today.year)
    begin = projection.decimal_year(line.iloc[-1]["at"])
    end = min(row["p90"], begin + 60)
    since = projection.changed_after(change, begin, today)
    areas = (row["low_km2"], row["high_km2"])
    years = max(int(end - begin) + 2, 2)
    paths = projection.area_left_paths(areas, rates["area_km2"].tolist(), years, since)
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
        drawn.backtest(ends, countries, sources),
        as_years(ends, "stood", "happened", *projection.SHARES),
        key="backtest",
        note="Each line stands at the end of a past year and knows the figures about the time up to then.",
        filter=timeless.words(),
        columns=[*TESTED, "happened", "outcome", "figures"],
    )
    found = backtest.coverage(areas)
    title = "No projected area can be tested"
    if found["cases"]:
        share = f"{100 * found['inside_80']:.0f} % of {found['cases']} cases"
        title = f"Area left five years on: inside the 80 % range in {share}"
    columns = [*TESTED, "year", "area_km2", "outcome"]
    note = "p10 to p90: the area left that 10 % to 90 % of the paths do not exceed, in km²."
    ui.table(as_years(areas, "stood"), key="backtest_areas", title=title, columns=columns, note=note)
    quality()


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
        calendar_timeline(rows, countries, sources, today),
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
