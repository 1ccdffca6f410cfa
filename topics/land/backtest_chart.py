"""How past projections fared: completions, and how earlier paces of areas carried on."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from topics.land.backtest import completion_tests
from topics.land.paces import CASE, stretches
from topics.land.projection import LATEST, SHARES
from topics.land.projection_marks import YEARS, open_ends
from topics.land.projection_words import middle_words, year_words
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number, plural
from topics.vocabulary.sources import source_line, source_titles
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

OUTCOMES = {
    "inside 50 %": (theme.GREEN, "circle"),
    "inside 80 %": (theme.SKY, "circle"),
    "earlier": (theme.ORANGE, "triangle-left"),
    "later": (theme.VERMILLION, "triangle-right"),
    "still unfinished": (theme.VERMILLION, "x"),
    "not yet known": (theme.GREY, "circle-open"),
}
"""Colour and symbol of each outcome."""
ROW, PACE_ROW = 13, 38
"""Pixels of a tested case and of a country's shares."""
PACE_COLUMNS = (
    *("year_from", "year_to", "from_km2", "to_km2"),
    *("pace_km2_per_year", "fall_km2_per_year", "ratio_pct"),
)
BACKTEST_NOTE = (
    "Each line is a projection made at the end of a past year with what was known then, from an area up to "
    "two years old. The mark is the stated completion, or the middle of the projection where none is stated."
)
PACES_NOTE = (
    "Each dot is a period of three to seven years between two stated areas, against the pace of about the "
    "five years before it. At 100 % the pace carried on; below, it slowed or survey added new land. The "
    "ranges of projections are the spread of these dots, each country and hazard weighing the same."
)


def backtest(tables: Tables, view: View) -> Chart:
    """What would have been projected from each past year, 80 % interval dashed, and what came true."""
    rows = view.of(tables.derive(completion_tests), skip=("years",))
    rows = rows[rows["age"] == "fresh"]
    if rows.empty:
        return empty("No past projection can be tested")
    rows = rows.sort_values(["family", "country", "stood_in"], ignore_index=True)
    at = rows["completed_in"].fillna(rows["p50"]).clip(upper=LATEST)
    rows = rows.assign(place=range(len(rows), 0, -1), at=at, label=_test_labels(tables, rows))
    done, expected = int(rows["completed_in"].notna().sum()), rows["likely_by_now"].sum()
    title = (
        f"Projections back-tested: {done} of {len(rows)} cases are complete by now; {expected:.0f} expected"
    )
    figure = {"data": _test_traces(rows), "layout": _test_layout(tables, rows)}
    columns = ("country", "family", "stood_in", *SHARES, "completed_in", "outcome", "likely_by_now")
    years = {name: _year_cells(rows[name]) for name in (*SHARES, "completed_in")}
    rows = rows.assign(**years, stood_in=rows["stood_in"].astype("str")).drop(columns="source")
    return Chart(title, rows, figure, BACKTEST_NOTE, columns, view.timeless.words())


def paces_carried_on(tables: Tables, view: View) -> Chart:
    """How paces carried on as dots for each country and hazard, with the mean as a tick."""
    periods = view.of(tables.derive(stretches), skip=("years",)).sort_values("family", kind="stable")
    if periods.empty:
        return empty("No stated area can be set beside an earlier pace")
    means = _means(periods)
    places = means[CASE].assign(place=range(len(means)))
    rows = pd.concat([periods.assign(mark="period"), means], ignore_index=True)
    rows = rows.merge(places, on=CASE, how="left")
    rows = rows.assign(label=_pace_labels(tables, rows))
    figure = {"data": _pace_traces(tables, rows), "layout": _pace_layout(tables, means)}
    columns = ("country", "family", "mark", *PACE_COLUMNS)
    rows = rows.drop(columns=["source", "known"])
    return Chart(_pace_title(tables, means), rows, figure, PACES_NOTE, columns, view.timeless.words())


def _means(periods: pd.DataFrame) -> pd.DataFrame:
    """The mean of each country and hazard, the slowest first."""
    first = {"year_from": ("year_from", "min"), "year_to": ("year_to", "max")}
    counted = {"ratio_pct": ("ratio_pct", "mean"), "stretches": ("ratio_pct", "size")}
    means = periods.groupby(CASE, as_index=False).agg(**first, **counted, records=("records", united))
    return means.assign(mark="mean", is_stated=False).sort_values("ratio_pct", ignore_index=True)


def _year_ends(years: pd.Series) -> pd.Series:
    return pd.to_datetime(years.astype(int).astype(str) + "-12-31")


def _year_cells(years: pd.Series) -> list[str | None]:
    return [None if pd.isna(year) else year_words(year) for year in years]


def _test_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    ends = _year_ends(rows["completed_in"].fillna(rows["stood_in"]))
    names, hazards = names_on(rows["country"], ends, tables), family_names(tables)
    titles = source_titles(tables)
    return [
        lines(
            bold(name),
            escape(sentence_case(hazards.get(row.family, row.family))),
            wrap(f"Projected at the end of {row.stood_in}: {middle_words(row.p10, row.p50, row.p90)}"),
            f"Completed: {year_words(row.completed_in) if pd.notna(row.completed_in) else 'not on record'}",
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _test_traces(rows: pd.DataFrame) -> list[Trace]:
    x = [end for row in rows.itertuples() for end in (min(row.p10, LATEST), min(row.p90, LATEST), None)]
    y = [place for row in rows.itertuples() for place in (row.place, row.place, None)]
    line = {"color": theme.GREY, "dash": "dash", "width": 1.5}
    limits = unmarked(x, y, mode="lines", line=line, name="Projection: 80 % range", showlegend=True)
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


def _pace_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    names, hazards = names_on(rows["country"], _year_ends(rows["year_to"]), tables), family_names(tables)
    titles = source_titles(tables)
    return [
        lines(
            bold(name),
            escape(f"{sentence_case(hazards.get(row.family, row.family))}: {row.ratio_pct:.0f} %"),
            *_pace_facts(row),
            source_line(row.source, titles),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _pace_facts(row: Any) -> tuple[str, ...]:
    if row.mark == "mean":
        return (f"Mean of {plural(row.stretches, 'period')} from {row.year_from} to {row.year_to}",)
    fall, pace = (number(round(each, 2), "km²") for each in (row.fall_km2_per_year, row.pace_km2_per_year))
    areas = f"{number(row.from_km2, 'km²')} in {row.year_from}, {number(row.to_km2, 'km²')} in {row.year_to}"
    return areas, f"fell by {fall} a year; {pace} a year before"


def _pace_traces(tables: Tables, rows: pd.DataFrame) -> list[Trace]:
    hazards = tables["hazard_families"].set_index("family")
    traces = []
    for family, part in rows[rows["mark"] == "period"].groupby("family"):
        name, colour = hazards.loc[family, "short_name"], theme.COLOURS[hazards.loc[family, "colour"]]
        marker = {"color": colour, "size": 8, "opacity": 0.45}
        traces.append(scatter(part, "ratio_pct", "place", sentence_case(name), mode="markers", marker=marker))
    means = rows[rows["mark"] == "mean"]
    marker = {"symbol": "line-ns-open", "size": 20, "color": theme.GREY, "line": {"width": 3}}
    words = [f"{share:.0f} %" for share in means["ratio_pct"]]
    style = {"mode": "markers+text", "marker": marker, "text": words, "textposition": "top center"}
    return [*traces, scatter(means, "ratio_pct", "place", "Mean", **style)]


def _pace_layout(tables: Tables, means: pd.DataFrame) -> dict[str, Any]:
    rule = {"type": "line", "y0": 0, "y1": 1, "yref": "paper"}
    line = {"color": theme.GREY, "dash": "dot", "width": 1}
    count = len(means)
    return {
        "height": 210 + PACE_ROW * count,
        "xaxis": {"title": {"text": "Fall of the area, % of the pace before"}, "zeroline": False},
        "yaxis": {
            "tickvals": list(range(count)),
            "ticktext": _names(tables, means),
            "range": [-0.6, count - 0.4],
        },
        "shapes": [rule | {"x0": share, "x1": share, "line": line} for share in (0, 100)],
    }


def _pace_title(tables: Tables, means: pd.DataFrame) -> str:
    slower, first = int((means["ratio_pct"] < 100).sum()), means.iloc[0]
    name = country_names(tables, full=True).get(first["country"], first["country"])
    ratio = first["ratio_pct"]
    pace = "the area grew again" if ratio <= 0 else f"it fell to {ratio:.0f} %"
    cases = plural(len(means), "case")
    return f"In {slower} of {cases} the pace of an area slowed afterwards; in {name} {pace}"
