"""Clearance: land released, items destroyed, casualties, deadlines and stockpiles, one of them at a time."""

import pandas as pd
import streamlit as st

from analysis import comparison, hazards, release
from charts.casualties import casualties_by_country, world_casualties
from charts.clearance import items_by_country, release_by_country, release_by_year
from charts.comparison import by_country_size, items_found
from charts.deadlines import deadline_timeline
from charts.spans import casualty_spans, release_spans
from charts.stacks import most_years
from charts.stockpiles import stockpiles_by_country, world_stockpiles
from charts.world import world_clearance
from dashboard import address, ui
from dashboard.view import View, chosen, current_day, load, names

MOST_COMPARED = 6
SHOWN = {
    "released": "Land released",
    "apart": "Several years and parts",
    "items": "Items destroyed",
    "size": "By size of country",
    "casualties": "Casualties",
    "deadlines": "Deadlines",
    "stockpiles": "Stockpiles",
}
DUTIES = {"clearance": "Clearance", "stockpiles": "Stockpile destruction", "all": "Both"}
METHODS = ["method", "area_km2", "submunitions", "ap_mines", "av_mines", "uxo"]
RELEASE = ["country", "hazard", "year", "method", "area_km2", "role"]
SPAN = ["country", "hazard", "year_from", "year_to", *METHODS, "scope"]
ADDED = (
    "The number above a bar says how many countries it adds; point at it for those that are silent. An "
    "open mark stands where countries state larger totals than the methods they name."
)
BESIDE = (
    "Each country has its own scale. Where a total is stated beside the methods and differs, it is an open "
    "mark and never added. A year without a bar is a year without a figure."
)
OVERLAP = "Each bar lies over the years its figure covers; these figures overlap and must not be added."
DUTY = ["country", "treaty", "article"]
OBLIGATION = [*DUTY, "kind", "deadline", "granted_on", "status", "completed_on", "state"]
STANDING = [*DUTY, "original", "deadline", "extensions", "completed_on", "state"]
FOUND = ["country", "family", "year", "area_km2", "items", "items_per_km2", "m2_per_item", "role"]
SIZED = ["country", "measure", "per_size", "amount", "years", "size"]
MEASURED = {
    "left": "land left, km² per 1,000 km²",
    "released": "land released in a mean year, km² per 1,000 km²",
    "casualties": "casualties in a mean year, per million people",
}
PERSONS = ["killed", "injured", "unknown", "total"]

view = chosen()
timeless = View(view.region, view.countries, hazard=view.hazard)
countries, sources = load("countries"), load("sources")


def compared() -> tuple[str, ...]:
    """Ask which countries to draw beside each other."""
    label = "Compare countries (the first six are drawn; without a choice those with most years)"
    return address.ask("compare", label, view.members, names=names(), kind="many")[:MOST_COMPARED]


def of_compared(frame: pd.DataFrame, compare: tuple[str, ...]) -> pd.DataFrame:
    """Rows of the countries to draw."""
    return frame[frame["country"].isin(compare or view.members)]


def silence(frame: pd.DataFrame, compare: tuple[str, ...]) -> None:
    """Name the years and the countries without a figure."""
    missing = hazards.without_figure(frame, compare or view.members, names())
    st.caption(ui.escaped(f"{hazards.silences(frame, names())} {missing}"))


def every(frame: pd.DataFrame, key: str, what: str) -> None:
    """The table of all rows of the view."""
    rows = frame.sort_values(["country", "year_to"], ascending=[True, False])
    ui.table(rows, key=key, title=f"All rows on {what}: {len(rows)}" if len(rows) else f"No row on {what}")


def released() -> None:
    """Land released, by year and by country."""
    clearance = view.of(load("clearance"))
    compare = compared()
    methods = release.across_families(release.release_by_method(clearance))
    done = hazards.completed_states(load("contamination"), load("obligations"))
    totals = regional(clearance, done)
    silent = dict(zip(totals["year"], totals["silent"], strict=True))
    if len(view.members) > 1:
        ui.show(
            lambda: release_by_year(clearance, countries, sources, silent),
            hazards.worded(methods),
            key="release_by_year",
            note=ADDED,
            columns=RELEASE,
        )
    drawn = compare or tuple(most_years(methods, "area_km2"))
    ui.show(
        lambda: release_by_country(clearance, countries, sources, compare, done),
        hazards.worded(of_compared(methods, drawn)),
        key="release_by_country",
        note=BESIDE,
        columns=RELEASE,
    )
    silence(of_compared(methods[methods["role"] == "stack"], compare), compare)
    together(totals)
    completed(done)


def regional(clearance: pd.DataFrame, done: pd.DataFrame) -> pd.DataFrame:
    """What each affected state of the view released, with who of them is silent in the year."""
    affected = set(load("clearance")["country"]) | set(load("contamination")["country"])
    members = [code for code in view.members if code in affected]
    whole = release.across_families(release.released(clearance))
    return comparison.regional_totals(whole, members, done, names())


def together(totals: pd.DataFrame) -> None:
    """What all states released in each year, and who of them is silent."""
    if totals["country"].nunique() < 2:
        return
    ui.table(
        totals.sort_values(["year", "country"], ascending=[False, True]),
        key="regional_totals",
        title=f"Together by year: {totals['year'].nunique()} years, and the states that are silent in each",
        note="The total of a year is that of the states with a figure: never the whole region where others "
        "are silent. States that had declared all their land complete before are not silent.",
        columns=["year", "country", "area_km2", "together_km2", "figures", "silent"],
    )


def completed(done: pd.DataFrame) -> None:
    """Say which states have declared their land complete, and when."""
    done = timeless.of(done[done["country"].isin(view.members)])
    if len(done):
        ui.table(
            hazards.worded(done),
            key="completed",
            title=f"Declared complete: {len(done)} times, with history and date kept",
            columns=["country", "family", "completed_on"],
        )


def apart() -> None:
    """What is not a year of a country: several years, a part of one, a part of the country, mere survey."""
    clearance = view.of(load("clearance"))
    compare = compared()
    methods = release.across_families(release.release_by_method(clearance))
    drawn = compare or tuple(most_years(methods, "area_km2"))
    whole = of_compared(release.country_spans(clearance), drawn)
    if len(whole):
        ui.show(
            lambda: release_spans(clearance, countries, sources, drawn),
            whole,
            key="release_spans",
            note=OVERLAP,
            columns=SPAN,
        )
    spans = of_compared(release.spans(clearance), compare)
    parts = spans[spans["scope"].isin(["subnational", "subset"])]
    if len(parts):
        title = f"About a part of a country or of the work: {len(parts)} figures"
        ui.table(parts, key="release_parts", title=title, columns=SPAN)
    surveyed = of_compared(release.survey_coverage(clearance), compare)
    if len(surveyed):
        title = "Land that was surveyed; none of it is a release"
        ui.table(surveyed, key="survey_coverage", title=title, columns=SPAN)
    every(clearance, "clearance", "release and destruction")


def items() -> None:
    """Items destroyed per year."""
    clearance = view.of(load("clearance"))
    compare = compared()
    rows = release.items_destroyed(clearance)
    drawn = compare or tuple(most_years(rows, "count"))
    ui.show(
        lambda: items_by_country(clearance, countries, sources, compare),
        hazards.worded(of_compared(rows, drawn)),
        key="items_destroyed",
        note="Counts of one year are never added: sources repeat the same items by hazard and by method.",
        columns=["country", "year", "item", "count", "hazard", "method", "role"],
    )
    silence(of_compared(rows, compare), compare)
    density(of_compared(clearance, compare))
    every(clearance, "clearance", "release and destruction")


def density(clearance: pd.DataFrame) -> None:
    """How much was found on the ground that was cleared."""
    ui.show(
        lambda: items_found(clearance, countries, sources),
        hazards.worded(comparison.items_per_km2(clearance)),
        key="items_per_km2",
        note="Only rows that state both sides for a whole year: ground cleared, and mines or submunitions "
        "found. Other remnants are left out: most are found on single spots. How much of the ground held "
        "nothing at all is not on record.",
        columns=FOUND,
    )


def size() -> None:
    """Land and casualties against the size of the countries."""
    tables = (timeless.of(load("contamination")), view.of(load("clearance")), view.of(load("casualties")))
    facts = load("country_facts")
    rows = comparison.by_size(*tables, facts, view.members)
    rows = rows[rows["size"].notna()]
    both = pd.concat([rows, rows.assign(source=rows["size_source"])])
    ui.show(
        lambda: by_country_size(*tables, facts, countries, sources, view.members),
        both.assign(measure=both["measure"].map(MEASURED)),
        key="by_country_size",
        note="A mean year is the mean of the years with a figure, in brackets how many: silent years do not "
        "count. Area and population of 2015, Serbia without Kosovo. No figure is not zero.",
        columns=SIZED,
    )


def casualties() -> None:
    """Casualties per year and over several years."""
    table = view.of(load("casualties"))
    compare = compared()
    rows = release.casualty_years(table)
    drawn = compare or tuple(most_years(rows, "count"))
    ui.show(
        lambda: casualties_by_country(table, countries, sources, compare),
        hazards.worded(of_compared(rows, drawn)),
        key="casualties",
        note="Open marks are other counts, such as those of a government beside those of a monitor.",
        columns=["country", "hazard", "year", *PERSONS, "role"],
    )
    silence(of_compared(rows[rows["role"] == "stack"], compare), compare)
    spans = of_compared(release.country_spans(table), drawn)
    if len(spans):
        ui.show(
            lambda: casualty_spans(table, countries, sources, drawn),
            spans,
            key="casualty_spans",
            note=OVERLAP,
            columns=["country", "hazard", "year_from", "year_to", *PERSONS, "scope"],
        )
    every(table, "casualties_rows", "casualties")


def deadlines() -> None:
    """Deadlines with their extensions."""
    duty = address.ask("duty", "Obligation", tuple(DUTIES), names=DUTIES, kind="buttons")
    obligations = timeless.of(hazards.of_hazard(load("obligations"), view.hazard))
    today = pd.Timestamp(current_day())
    standing = hazards.deadlines(obligations, today)
    standing = standing[standing["duty"].eq(duty) | (duty == "all")]
    rows = obligations.merge(standing[[*DUTY, "state"]])
    ui.show(
        lambda: deadline_timeline(obligations, countries, sources, duty, today),
        rows,
        key="deadlines",
        note="Land is due under Article 4 of the cluster munition and Article 5 of the mine ban convention.",
        filter=timeless.words(),
        columns=OBLIGATION,
    )
    if len(rows):
        ui.table(standing, key="standing", title="How each obligation stands", columns=STANDING)


def stockpiles() -> None:
    """Stockpiles of cluster munitions destroyed."""
    table = timeless.of(load("stockpiles"))
    if view.hazard == "AP_MINES":
        table = table[:0]
    own = table[table["country"].notna()]
    ui.show(
        lambda: stockpiles_by_country(table, countries, sources),
        own,
        key="stockpiles",
        note="The last report of each country; what an earlier or another report says is an open mark.",
        filter=timeless.words(),
        columns=["country", "munitions", "submunitions", "completed_on", "deadline"],
    )
    if len(own):
        ui.table(own, key="stockpile_rows", title=f"All rows on stockpiles: {len(own)}")
    together = table[table["country"].isna()]
    if len(together):
        ui.show(lambda: world_stockpiles(table, sources), together, key="stockpiles_world")


def world_release() -> None:
    """Land cleared worldwide, as the sources count it."""
    table = view.of(load("global_clearance"), skip=("country",))
    note = "Mine Action Review counts the world, the Monitor since 2021 States Parties only."
    ui.show(lambda: world_clearance(table, sources), table, key="world_clearance", note=note)


def world_victims() -> None:
    """Casualties worldwide."""
    table = view.of(load("global_casualties"), skip=("country",))
    ui.show(lambda: world_casualties(table, sources), table, key="world_casualties")


st.markdown(
    "What was done each year. Land is **released** when it is cleared, reduced by technical survey or "
    "cancelled by non-technical survey. A bar is one year of a whole country; what covers several years, a "
    "part of a year or a part of a country stands under *Several years and parts*."
)
SECTIONS = dict(zip(SHOWN, (released, apart, items, size, casualties, deadlines, stockpiles), strict=True))
shown = address.ask("show", "Show", tuple(SHOWN), names=SHOWN, kind="buttons")
if view.region == "WORLD" and not view.countries and shown in ("released", "casualties"):
    {"released": world_release, "casualties": world_victims}[shown]()
SECTIONS[shown]()
