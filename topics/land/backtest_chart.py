"""How past projections fared: completions, areas left, and how much of the releases areas really fell by."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from topics.land.backtest import AHEAD, areas_after, completions, coverage
from topics.land.projection import SHARES
from topics.land.projection_marks import LATEST, YEARS, open_ends
from topics.land.projection_words import interval_words, year_words
from topics.land.realised import median_shares, realised_shares
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_at_dates, names_on
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case

OUTCOMES = {
    "inside 50 %": (theme.GREEN, "circle"),
    "inside 80 %": (theme.SKY, "circle"),
    "earlier": (theme.ORANGE, "triangle-left"),
    "later": (theme.VERMILLION, "triangle-right"),
    "still unfinished": (theme.VERMILLION, "x"),
    "not yet known": (theme.GREY, "circle-open"),
}
"""Colour and symbol of each outcome."""
ROW, SHARE_ROW = 13, 38
"""Pixels of a tested case and of a country's shares."""
SHARE_COLUMNS = (
    *("year_from", "year_to", "from_km2", "to_km2"),
    *("fall_km2_per_year", "release_km2_per_year", "share_pct"),
)
BACKTEST_NOTE = (
    "Each line is a projection made at the end of a past year from the figures about the time up to then. "
    "The mark is the stated completion, or the middle of the projection where the land is not yet clear."
)
SHARES_NOTE = (
    "Each dot is a period of three to seven years between two stated areas, against the mean of the yearly "
    "releases on record at its beginning. Below 100 %, survey added new land or the pace fell; above, land "
    "was cancelled without a yearly figure. Simulations draw from the dots of other states and, for a half, "
    "from those of the state itself."
)
AREAS_NOTE = "P10 to P90: the area left that 10 % to 90 % of simulations do not exceed, in km²."


def backtest(tables: Tables, view: View) -> Chart:
    """What would have been projected from each past year, 80 % interval dashed, and what came true."""
    rows = view.of(tables.derive(completions, False), skip=("years",))
    if rows.empty:
        return empty("No past projection can be tested")
    rows = rows.sort_values(["family", "country", "projected_in"], ignore_index=True)
    at = rows["completed_in"].fillna(rows["p50"]).clip(upper=LATEST)
    rows = rows.assign(place=range(len(rows), 0, -1), at=at, label=_test_labels(tables, rows))
    done, expected = int(rows["completed_in"].notna().sum()), rows["likelihood_by_now"].sum()
    title = (
        f"Projections back-tested: {done} of {len(rows)} cases are complete by now; {expected:.0f} expected"
    )
    figure = {"data": _test_traces(rows), "layout": _test_layout(tables, rows)}
    columns = ("country", "family", "projected_in", *SHARES, "completed_in", "outcome", "likelihood_by_now")
    years = {name: _year_cells(rows[name]) for name in (*SHARES, "completed_in")}
    rows = rows.assign(**years, projected_in=rows["projected_in"].astype("str")).drop(columns="source")
    return Chart(title, rows, figure, BACKTEST_NOTE, (*columns, "release_years"), view.timeless.words())


def shares_realised(tables: Tables, view: View) -> Chart:
    """The shares of each country and hazard as dots, their median as a tick, the whole release as a line."""
    shares = view.of(tables.derive(realised_shares), skip=("years",)).sort_values("family", kind="stable")
    if shares.empty:
        return empty("No stated area can be compared with earlier releases")
    medians = median_shares(shares).assign(mark="median")
    places = medians[["country", "family"]].assign(place=range(len(medians)))
    rows = pd.concat([shares.assign(mark="period"), medians], ignore_index=True)
    rows = rows.merge(places, on=["country", "family"], how="left")
    rows = rows.assign(label=_share_labels(tables, rows))
    figure = {"data": _share_traces(tables, rows), "layout": _share_layout(tables, medians)}
    columns = ("country", "family", "mark", *SHARE_COLUMNS)
    rows = rows.drop(columns="source")
    return Chart(_share_title(tables, medians), rows, figure, SHARES_NOTE, columns, view.timeless.words())


def backtest_areas(tables: Tables, view: View) -> Chart:
    """Projected area left some years on beside the stated one, as a table."""
    rows = view.of(tables.derive(areas_after, False), skip=("years",)).reset_index(drop=True)
    if rows.empty:
        return empty("No projected area can be tested")
    share = f"{100 * coverage(rows)['inside_80']:.0f} % of {len(rows)} cases"
    names, hazards = names_at_dates(rows, tables), family_names(tables)
    labels = [
        lines(
            bold(name),
            escape(sentence_case(hazards.get(row.family, row.family))),
            f"Projected in {row.projected_in}: {row.p10:.1f} to {number(round(row.p90, 1), 'km²')}",
            f"Stated for {row.year}: {number(row.area_km2, 'km²')}",
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]
    title = f"Area left {AHEAD} years on: inside the 80 % interval in {share}"
    columns = ("country", "family", "projected_in", *SHARES, "year", "area_km2", "outcome")
    rows = rows.assign(label=labels, projected_in=rows["projected_in"].astype("str"))
    return Chart(title, rows, note=AREAS_NOTE, columns=columns, scope=view.timeless.words())


def _year_ends(years: pd.Series) -> pd.Series:
    return pd.to_datetime(years.astype(int).astype(str) + "-12-31")


def _year_cells(years: pd.Series) -> list[str | None]:
    return [None if pd.isna(year) else year_words(year) for year in years]


def _test_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    ends = _year_ends(rows["completed_in"].fillna(rows["projected_in"]))
    names, hazards = names_on(rows["country"], ends, tables), family_names(tables)
    titles = source_titles(tables)
    return [
        lines(
            bold(name),
            escape(sentence_case(hazards.get(row.family, row.family))),
            f"Projected at the end of {row.projected_in}: {interval_words(row.p10, row.p90)}",
            f"Completed: {year_words(row.completed_in) if pd.notna(row.completed_in) else 'not on record'}",
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _test_traces(rows: pd.DataFrame) -> list[Trace]:
    x = [end for row in rows.itertuples() for end in (min(row.p10, LATEST), min(row.p90, LATEST), None)]
    y = [place for row in rows.itertuples() for place in (row.place, row.place, None)]
    line = {"color": theme.GREY, "dash": "dash", "width": 1.5}
    limits = unmarked(x, y, mode="lines", line=line, name="Projection: 80 % of simulations", showlegend=True)
    marks = [
        scatter(
            rows[rows["outcome"] == outcome],
            "at",
            "place",
            sentence_case(outcome),
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 9},
        )
        for outcome, (colour, symbol) in OUTCOMES.items()
        if rows["outcome"].eq(outcome).any()
    ]
    return [limits, *marks, *open_ends(rows.loc[rows["p90"] > LATEST, "place"].tolist())]


def _test_layout(tables: Tables, rows: pd.DataFrame) -> dict[str, Any]:
    firsts = rows.drop_duplicates(["family", "country"])
    return {
        "height": 220 + ROW * len(rows),
        "xaxis": {"title": {"text": YEARS}},
        "yaxis": {
            "tickvals": firsts["place"].tolist(),
            "ticktext": _names(tables, firsts),
            "range": [0, len(rows) + 1],
        },
    }


def _names(tables: Tables, rows: pd.DataFrame) -> list[str]:
    """Country and hazard of each row, for an axis."""
    names, hazards = country_names(tables), family_names(tables, short=True)
    return [
        escape(f"{names.get(row.country, row.country)}, {hazards.get(row.family, row.family)}")
        for row in rows.itertuples()
    ]


def _share_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names, hazards = names_on(rows["country"], _year_ends(rows["year_to"]), tables), family_names(tables)
    titles = source_titles(tables)
    return [
        lines(
            bold(name),
            escape(f"{sentence_case(hazards.get(row.family, row.family))}: {row.share_pct:.0f} %"),
            *_share_facts(row),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _share_facts(row: Any) -> tuple[str, ...]:
    if row.mark == "median":
        return (f"Median of {plural(row.stretches, 'period')} from {row.year_from} to {row.year_to}",)
    fall, release = (
        number(round(each, 2), "km²") for each in (row.fall_km2_per_year, row.release_km2_per_year)
    )
    areas = f"{number(row.from_km2, 'km²')} in {row.year_from}, {number(row.to_km2, 'km²')} in {row.year_to}"
    return areas, f"fell by {fall} a year; mean release {release} a year"


def _share_traces(tables: Tables, rows: pd.DataFrame) -> list[Trace]:
    hazards = tables["hazard_families"].set_index("family")
    traces = []
    for family, part in rows[rows["mark"] == "period"].groupby("family"):
        name, colour = hazards.loc[family, "short_name"], theme.COLOURS[hazards.loc[family, "colour"]]
        marker = {"color": colour, "size": 8, "opacity": 0.45}
        traces.append(scatter(part, "share_pct", "place", sentence_case(name), mode="markers", marker=marker))
    medians = rows[rows["mark"] == "median"]
    marker = {"symbol": "line-ns-open", "size": 20, "color": theme.GREY, "line": {"width": 3}}
    words = [f"{share:.0f} %" for share in medians["share_pct"]]
    style = {"mode": "markers+text", "marker": marker, "text": words, "textposition": "top center"}
    return [*traces, scatter(medians, "share_pct", "place", "Median", **style)]


def _share_layout(tables: Tables, medians: pd.DataFrame) -> dict[str, Any]:
    rule = {"type": "line", "y0": 0, "y1": 1, "yref": "paper"}
    line = {"color": theme.GREY, "dash": "dot", "width": 1}
    count = len(medians)
    return {
        "height": 210 + SHARE_ROW * count,
        "xaxis": {"title": {"text": "Fall of the area, % of the release"}, "zeroline": False},
        "yaxis": {
            "tickvals": list(range(count)),
            "ticktext": _names(tables, medians),
            "range": [-0.6, count - 0.4],
        },
        "shapes": [rule | {"x0": share, "x1": share, "line": line} for share in (0, 100)],
    }


def _share_title(tables: Tables, medians: pd.DataFrame) -> str:
    less, first = int((medians["share_pct"] < 100).sum()), medians.iloc[0]
    name = country_names(tables, full=True).get(first["country"], first["country"])
    fall = "did not fall" if first["share_pct"] <= 0 else f"fell by {first['share_pct']:.0f} % of it"
    cases = f"{less} of {len(medians)} cases"
    return f"In {cases} areas fell by less than the recorded release; in {name} they {fall}"
