"""How past projections fared: completions, and how earlier paces of areas carried on."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from topics.land.backtest import completion_tests
from topics.land.paces import CASE, stretches
from topics.land.projection import LATEST, SHARES
from topics.land.projection_marks import open_ends
from topics.land.projection_words import middle_words, year_words
from topics.tables import Tables, united
from topics.view import View
from topics.vocabulary.countries import country_names, names_on
from topics.vocabulary.hazards import family_names
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.sources import source_line
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
ROW, GAP, TALL = 8, 9, 366
"""Pixels of a tested case, between countries, and for all of them."""
PACE_ROW, MOST = 30, 11
"""Pixels of a country's periods, and how many countries are drawn."""
PACE_COLUMNS = ("year_from", "year_to", "pace_km2_per_year", "fall_km2_per_year", "ratio_pct")


def backtest(tables: Tables, view: View) -> Chart:
    """What would have been projected from each past year, 80 % interval dashed, and what came true."""
    rows = view.of(tables.derive(completion_tests), skip=("years",))
    rows = rows[rows["age"] == "fresh"]
    if rows.empty:
        return empty(sentence("No past projection can be tested"))
    rows = _placed(rows)
    at = rows["completed_in"].fillna(rows["p50"]).clip(upper=LATEST)
    rows = rows.assign(at=at, label=_test_labels(tables, rows))
    drawn = rows[rows["place"].notna()]
    figure = {"data": _test_traces(drawn), "layout": _test_layout(tables, drawn)}
    columns = ("country", "family", "stood_in", "p10", "p90", "completed_in", "outcome")
    years = {name: _year_cells(rows[name]) for name in (*SHARES, "completed_in")}
    rows = rows.assign(**years, stood_in=rows["stood_in"].astype("str")).drop(columns=["source", "place"])
    measure = sentence("Projected year of completion (80 % range), and what came true")
    scope = view.undated
    title, note = _test_title(drawn, len(rows)), _test_note(len(rows) - len(drawn))
    return Chart(title, rows, figure, note, columns, scope, measure=measure)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with their place in pixels from above: countries with completions first, as many as have room."""
    by_case = rows.groupby(CASE)
    rows = rows.assign(done=by_case["completed_in"].transform("count"), size=by_case["p50"].transform("size"))
    order = ["done", "size", *CASE, "stood_in"]
    ascending = [False, False, True, True, True]
    rows = rows.sort_values(order, ascending=ascending, ignore_index=True)
    is_next = (~rows.duplicated(CASE)).cumsum()
    place = ROW * rows.index.to_series() + GAP * is_next
    fits = place.groupby(is_next).transform("max").le(TALL)
    return rows.assign(place=place.where(fits).astype("float64")).drop(columns=["done", "size"])


def _test_title(drawn: pd.DataFrame, every: int) -> str:
    """How many tests of those drawn are complete by now, and how many were expected."""
    facts = {
        "done": int(drawn["completed_in"].notna().sum()),
        "tests": len(drawn),
        "expected": f"{drawn['likely_by_now'].sum():.0f}",
    }
    if len(drawn) < every:
        return sentence("{done} of the {tests} tests drawn ended by now; {expected} expected", **facts)
    return sentence(
        "{done} of {tests} projected cases are complete by now; {expected} were expected", **facts
    )


def _test_note(more: int) -> str:
    about = sentence("Each line is a projection made with what was known at the end of a past year.")
    mark = sentence("The mark is the stated completion, else the middle of the projection.")
    return f"{about} {more_in_table(more) or mark}"


def paces_carried_on(tables: Tables, view: View) -> Chart:
    """How paces carried on as dots for each country and hazard, with the mean as a tick."""
    periods = view.of(tables.derive(stretches), skip=("years",)).sort_values("family", kind="stable")
    if periods.empty:
        return empty(sentence("No stated area can be set beside an earlier pace"))
    means = _means(periods)
    places = means[CASE].assign(place=pd.Series(range(len(means)), dtype="float64").where(means.index < MOST))
    rows = pd.concat([periods.assign(mark="period"), means], ignore_index=True)
    rows = rows.merge(places, on=CASE, how="left")
    rows = rows.assign(label=_pace_labels(tables, rows))
    drawn = means.head(MOST)
    figure = {"data": _pace_traces(tables, rows), "layout": _pace_layout(tables, drawn)}
    rows = rows.drop(columns=["source", "known"])
    measure = sentence("Yearly fall of the area, % of that of the five years before")
    note = sentence(
        "Each dot is a period of three to seven years. At 100 % the pace went on; below, it slowed or survey "
        "added land."
    )
    columns, scope = ("country", "family", *PACE_COLUMNS), view.undated
    return Chart(_pace_title(tables, drawn), rows, figure, note, columns, scope, measure=measure)


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
    return [
        lines(
            bold(name),
            escape(sentence_case(hazards.get(row.family, row.family))),
            wrap(
                sentence(
                    "Projected at the end of {year}: {when}",
                    year=row.stood_in,
                    when=middle_words(row.p10, row.p50, row.p90),
                )
            ),
            sentence("Completed: {year}", year=year_words(row.completed_in))
            if pd.notna(row.completed_in)
            else sentence("No completion on record"),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _test_traces(rows: pd.DataFrame) -> list[Trace]:
    x = [end for row in rows.itertuples() for end in (min(row.p10, LATEST), min(row.p90, LATEST), None)]
    y = [place for row in rows.itertuples() for place in (row.place, row.place, None)]
    line = {"color": theme.GREY, "dash": "dash", "width": 1.5}
    limits = unmarked(x, y, mode="lines", line=line, name=sentence("Projection: 80 % range"), showlegend=True)
    marks = [
        scatter(
            rows[rows["outcome"] == outcome],
            "at",
            "place",
            sentence_case(outcome),
            mode="markers",
            marker={"color": colour, "symbol": symbol, "size": 8},
        )
        for outcome, (colour, symbol) in OUTCOMES.items()
        if rows["outcome"].eq(outcome).any()
    ]
    return [limits, *marks, *open_ends(rows.loc[rows["p90"] > LATEST, "place"].tolist())]


def _test_layout(tables: Tables, rows: pd.DataFrame) -> dict[str, Any]:
    middles = rows.groupby(CASE, as_index=False)["place"].mean()
    foot = rows["place"].max() + GAP
    return {
        "height": foot + 110,
        "yaxis": {
            "tickvals": middles["place"].tolist(),
            "ticktext": _names(tables, middles),
            "tickfont": {"size": 12},
            "range": [foot, 0],
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
    return [
        lines(
            bold(name),
            escape(
                f"{sentence_case(hazards.get(row.family, row.family))}: {number(row.ratio_pct, digits=0)} %"
            ),
            *_pace_facts(row),
            source_line(tables, row.source),
        )
        for name, row in zip(names, rows.itertuples(), strict=True)
    ]


def _pace_facts(row: Any) -> tuple[str, ...]:
    years = {"first": row.year_from, "last": row.year_to}
    if row.mark == "mean":
        count = f"{row.stretches:.0f}"
        return (sentence("Mean of {count} periods from {first} to {last}", count=count, **years),)
    fall, pace = (number(round(each, 2), "km²") for each in (row.fall_km2_per_year, row.pace_km2_per_year))
    areas = {"from_area": number(row.from_km2, "km²"), "to_area": number(row.to_km2, "km²")}
    return (
        sentence("{from_area} in {first}, {to_area} in {last}", **areas, **years),
        sentence("Fell by {fall} a year; {pace} a year before", fall=fall, pace=pace),
    )


def _pace_traces(tables: Tables, rows: pd.DataFrame) -> list[Trace]:
    hazards, rows = tables["hazard_families"].set_index("family"), rows[rows["place"].notna()]
    traces = []
    for family, part in rows[rows["mark"] == "period"].groupby("family"):
        name, colour = hazards.loc[family, "short_name"], theme.COLOURS[hazards.loc[family, "colour"]]
        marker = {"color": colour, "size": 8, "opacity": 0.45}
        traces.append(scatter(part, "ratio_pct", "place", sentence_case(name), mode="markers", marker=marker))
    means = rows[rows["mark"] == "mean"]
    marker = {"symbol": "line-ns-open", "size": 20, "color": theme.GREY, "line": {"width": 3}}
    words = [f"{number(share, digits=0)} %" for share in means["ratio_pct"]]
    style = {"mode": "markers+text", "marker": marker, "text": words, "textposition": "top center"}
    return [*traces, scatter(means, "ratio_pct", "place", sentence("Mean"), **style)]


def _pace_layout(tables: Tables, means: pd.DataFrame) -> dict[str, Any]:
    rule = {"type": "line", "y0": 0, "y1": 1, "yref": "paper"}
    line = {"color": theme.GREY, "dash": "dot", "width": 1}
    count = len(means)
    return {
        "height": 130 + PACE_ROW * count,
        "xaxis": {"ticksuffix": " %", "zeroline": False},
        "yaxis": {
            "tickvals": list(range(count)),
            "ticktext": _names(tables, means),
            "range": [-0.6, count - 0.1],
        },
        "shapes": [rule | {"x0": share, "x1": share, "line": line} for share in (0, 100)],
    }


def _pace_title(tables: Tables, means: pd.DataFrame) -> str:
    """In how many of the cases drawn the area fell more slowly than before."""
    first = means.iloc[0]
    if len(means) > 1:
        facts = {"slower": int((means["ratio_pct"] < 100).sum()), "cases": len(means)}
        return sentence("In {slower} of {cases} cases the area fell more slowly than before", **facts)
    name = country_names(tables, full=True).get(first["country"], first["country"])
    if first["ratio_pct"] <= 0:
        return first_short(
            sentence("The area of {country} has grown", country=name), sentence("The area has grown")
        )
    ratio = f"{first['ratio_pct']:.0f}"
    return first_short(
        sentence("The area of {country} fell at {ratio} % of its former pace", country=name, ratio=ratio),
        sentence("The area fell at {ratio} % of its former pace", ratio=ratio),
    )
