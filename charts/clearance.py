"""Draws what was released by which method, and what was destroyed, year by year."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import release
from analysis.names import called
from charts import theme
from charts.contamination import CODES
from charts.panels import full_names, key, years_axis
from charts.stacks import Part, chosen_panels, stacked_panels
from charts.words import lines, names_of, source_of, source_titles, wrapped

PARTS = {
    "clearance": Part("cleared", theme.METHODS["clearance"]),
    "technical_survey": Part("reduced by technical survey", theme.METHODS["technical_survey"], "/"),
    "non_technical_survey": Part(
        "cancelled by non-technical survey", theme.METHODS["non_technical_survey"], "x"
    ),
    "total_released": Part("total, method not stated", theme.METHODS["total_released"], "."),
}
ITEMS = {
    "submunitions": Part("submunitions", theme.VERMILLION),
    "ap_mines": Part("anti-personnel mines", theme.BLUE, "/"),
    "av_mines": Part("anti-vehicle mines", theme.PURPLE, "x"),
    "uxo": Part("other items", theme.OLIVE, "."),
}
COLUMNS = ["panel", "year", "part", "value", "role", "words"]
Names = dict[str, str]


def release_by_year(
    clearance: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    silent: Mapping[int, str] | None = None,
) -> go.Figure:
    """Area released per year by method, all countries added; above each bar how many countries it adds.

    An open mark stands where countries state totals that are larger than the methods they name.

    Args:
        clearance: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        silent: the states without a figure in a year, named where a reader points at the number above.
    """
    rows = release.across_families(release.release_by_method(clearance))
    marks = _release_marks(rows[rows["role"] == "stack"], countries, source_titles(sources))
    totals = _stated_totals(clearance, marks, countries)
    drawn = pd.concat([marks.assign(panel="all"), totals], ignore_index=True)
    rival = "open mark: with larger totals that countries state"
    figure = stacked_panels(drawn, {"all": ""}, PARTS, "Area, km²", 300, rival)
    reporting, sums = marks.groupby("year")["panel"].nunique(), marks.groupby("year")["value"].sum()
    most = sums.combine(totals.set_index("year")["value"], max, fill_value=0.0)
    figure.add_scatter(
        x=sums.index.tolist(),
        y=sums.tolist(),
        mode="text",
        text=[str(count) for count in reporting],
        textposition="top center",
        name="countries with a figure",
        showlegend=False,
        hovertext=[_silence(year, count, silent or {}) for year, count in reporting.items()],
        hovertemplate="%{hovertext}<extra></extra>",
        textfont_size=theme.SIZE - 2,
    )
    return figure.update_layout(title_text=_year_title(most, reporting))


def _silence(year: Any, count: int, silent: Mapping[int, str]) -> str:
    said = silent.get(int(year))
    return lines(
        f"<b>{year}</b>: countries with a figure: {count}", wrapped(f"Silent: {said}") if said else ""
    )


def _stated_totals(clearance: pd.DataFrame, marks: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Years in which countries state totals that are larger than the methods they name."""
    rows = release.across_families(release.released(clearance)).rename(columns={"country": "panel"})
    areas = rows.groupby(["year", "panel"])["area_km2"].sum().rename("area")
    drawn = marks.groupby(["year", "panel"])["value"].sum()
    larger = areas[areas > drawn.reindex(areas.index) * 1.01].reset_index()
    larger = larger.assign(called=called(larger, countries, "panel"))
    found = []
    for year, part in larger.groupby("year"):
        value = areas[year].sum()
        said = [
            f"{theme.plain(name)} {theme.number(area, 'km²')}"
            for name, area in zip(part["called"], part["area"], strict=True)
        ]
        words = lines(f"<b>{year}</b>", f"{theme.number(value, 'km²')} with the totals stated by", *said)
        found.append(("all", year, "total_released", value, "rival", words))
    return pd.DataFrame(found, columns=COLUMNS).astype({"value": float, "year": "int64"})


def release_by_country(
    clearance: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    compare: Sequence[str] = (),
    completed_states: pd.DataFrame | None = None,
) -> go.Figure:
    """Area released per year by method, a panel per country.

    Args:
        clearance: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        compare: the countries to draw; the six with figures for most years where none is given.
        completed_states: from `analysis.hazards`; a star marks what a country has declared complete.
    """
    rows = release.across_families(release.release_by_method(clearance))
    marks = _release_marks(rows, countries, source_titles(sources))
    headings = chosen_panels(marks, compare, names_of(countries))
    figure = stacked_panels(marks, headings, PARTS, "km²")
    drawn = marks[marks["panel"].isin(headings)]
    if completed_states is not None and len(drawn):
        known = [code for code in headings if code in set(drawn["panel"])]
        _complete(figure, completed_states[completed_states["country"].isin(known)], known)
        last = completed_states.loc[completed_states["country"].isin(known), "completed_on"].dt.year.max()
        years_axis(figure, drawn["year"].min(), max(drawn["year"].max(), last))
    return figure.update_layout(title_text=_release_title(drawn, full_names(countries)))


def _complete(figure: go.Figure, rows: pd.DataFrame, panels: list[str]) -> None:
    """A star where a country has declared a hazard complete; its history stays before it."""
    words = {"CMR": "Cluster munition remnants", "MINES": "Mines"}
    rows = rows[rows["family"].isin(list(words))]
    for row in rows.itertuples():
        said = f"{row.completed_on:%B %Y}" if row.completed_on_precision != "year" else row.completed_on.year
        figure.add_scatter(
            x=[row.completed_on.year],
            y=[0],
            mode="markers",
            name=f"{words[row.family]} declared complete",
            showlegend=False,
            cliponaxis=False,
            marker={"symbol": "star", "size": 14, "color": theme.GREEN},
            hovertext=[f"{words[row.family]} declared complete, {said}"],
            hovertemplate="%{hovertext}<extra></extra>",
            row=panels.index(row.country) + 1,
            col=1,
        )
    if len(rows):
        key(figure, "declared complete", "star", theme.GREEN)


def _release_marks(rows: pd.DataFrame, countries: pd.DataFrame, titles: Names) -> pd.DataFrame:
    rows = rows.assign(called=called(rows, countries))
    words = [_release_words(row, titles) for row in rows.itertuples()]
    marks = rows.assign(words=words).rename(
        columns={"country": "panel", "method": "part", "area_km2": "value"}
    )
    return marks[COLUMNS]


def _release_words(row: Any, titles: Names) -> str:
    return lines(
        f"<b>{theme.plain(row.called)} {row.year}</b>",
        f"{theme.number(row.area_km2, 'km²')} {PARTS[row.method].label}",
        CODES[row.hazard],
        "Another source or another count, never added" if row.role == "rival" else "",
        wrapped(row.note),
        source_of(row, titles),
    )


def _year_title(sums: pd.Series, reporting: pd.Series) -> str:
    if sums.empty:
        return "No released area is on record"
    top, last = sums.idxmax(), sums.index.max()
    if len(sums) == 1:
        return f"{theme.number(sums[top], 'km²')} were released in {top}, the only year with figures"
    count = reporting[last]
    states = "one country has" if count == 1 else f"{count} countries have"
    return (
        f"Most land on record was released in {top}, {theme.number(sums[top], 'km²')}; "
        f"{states} a figure for {last}, {theme.number(sums[last], 'km²')}"
    )


def _release_title(marks: pd.DataFrame, names: Names) -> str:
    rows = marks[marks["role"] == "stack"]
    if rows.empty:
        return "No released area is on record"
    sums = rows.groupby("panel").agg(area=("value", "sum"), years=("year", "nunique"), last=("year", "max"))
    top = sums.sort_values("area").iloc[-1]
    name = theme.plain(names.get(str(top.name), top.name))
    years = f"{top['years']:.0f} years with figures" if top["years"] > 1 else f"{top['last']:.0f} alone"
    lead = "released" if len(sums) == 1 else "released most"
    return f"{name} {lead} on record: {theme.number(top['area'], 'km²')} in {years}"


def items_by_country(
    clearance: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    compare: Sequence[str] = (),
) -> go.Figure:
    """Items destroyed per year and kind, a panel per country; counts of one year are never added.

    Args:
        clearance: the table or a part of it.
        countries: names.
        sources: titles for the hover texts.
        compare: the countries to draw; the six with figures for most years where none is given.
    """
    rows = release.items_destroyed(clearance)
    rows, titles = rows.assign(called=called(rows, countries)), source_titles(sources)
    words = [_item_words(row, titles) for row in rows.itertuples()]
    marks = rows.assign(words=words).rename(columns={"country": "panel", "item": "part", "count": "value"})
    headings = chosen_panels(marks, compare, names_of(countries))
    figure = stacked_panels(marks[COLUMNS], headings, ITEMS, "Items")
    drawn = marks[marks["panel"].isin(headings)]
    return figure.update_layout(title_text=_item_title(drawn, countries))


def _item_words(row: Any, titles: Names) -> str:
    return lines(
        f"<b>{theme.plain(row.called)} {row.year}</b>",
        f"{theme.number(row.count)} {ITEMS[row.item].label}",
        f"in the count of {CODES[row.hazard]}",
        wrapped(row.note),
        source_of(row, titles),
    )


def _item_title(marks: pd.DataFrame, countries: pd.DataFrame) -> str:
    rows = marks[(marks["role"] == "stack") & (marks["value"] > 0)]
    if rows.empty:
        return "No items destroyed are on record"
    top = rows.sort_values("value").iloc[-1]
    names, label = full_names(countries, top["year"]), ITEMS[top["part"]].label
    name = theme.plain(names.get(top["panel"], top["panel"]))
    return f"The largest yearly count on record: {theme.number(top['value'])} {label}, {name} {top['year']}"
