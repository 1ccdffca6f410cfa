"""Projected completion of each state beside its deadlines, and the cases that cannot be projected."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, key_entry, scatter, today_line
from topics.land.obligations import deadline_marks
from topics.land.paces import decimal_year
from topics.land.projection import LATEST, SHARES, projections
from topics.land.projection_marks import open_ends
from topics.land.projection_words import (
    BEYOND,
    NO_PROJECTION,
    interval_words,
    likelihood_words,
    middle_words,
    year_words,
)
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names
from topics.vocabulary.dates import long_date
from topics.vocabulary.hazards import family_names
from topics.vocabulary.land import DEADLINES
from topics.vocabulary.numbers import number
from topics.vocabulary.sentences import first_short, more_in_table, sentence
from topics.vocabulary.sources import source_line
from topics.vocabulary.text import bold, escape, lines, sentence_case, wrap

FIRST = 2000
"""First year of the axis."""
INTERVALS = (
    ("80 % range", "p10", "p90", 2, "dash"),
    ("50 % range", "p25", "p75", 7, "4px,3px"),
)
"""Name, limits, width and dash of each interval."""
STYLES = {DEADLINES["original"]: "diamond", DEADLINES["decision"]: "diamond-open"}
"""Symbol of each kind of deadline."""
ROW, MOST = 66, 5
"""Pixels of a case, and how many are drawn; the others are in the table."""


def completion_ranges(tables: Tables, view: View) -> Chart:
    """Projected completion of each state and hazard: 50 % and 80 % intervals beside its deadlines."""
    cases = view.of(projections(tables), skip=("years",))
    known = cases[cases["reason"].eq("")].sort_values("p50", ascending=False, ignore_index=True)
    if known.empty:
        return empty(NO_PROJECTION)
    known = known.assign(label=_case_labels(tables, known), what=sentence("projection"))
    drawn = known.tail(MOST).reset_index(drop=True)
    known = known.assign(place=pd.Series(range(len(drawn)), known.index[-len(drawn) :]))
    rows = pd.concat([known, _deadlines(tables, known)], ignore_index=True)
    dated = rows["day"].notna()
    rows.loc[dated, "at"] = [decimal_year(day) for day in rows.loc[dated, "day"]]
    figure = {"data": _traces(tables, rows[rows["place"].notna()]), "layout": _layout(tables, drawn)}
    columns = ("country", "family", "what", "p50", "p10", "p90", "deadline")
    title, note, scope = _title(tables, known), _note(known), view.undated
    measure = sentence("Projected year in which land is clear, beside the deadlines")
    if len(known) == 1:
        years = interval_words(known["p10"].iloc[0], known["p90"].iloc[0])
        measure = sentence("Projected year in which land is clear (80 % range {years})", years=years)
    return Chart(title, _with_words(rows), figure, note, columns, scope, measure=measure)


def not_projected(tables: Tables, view: View) -> Chart:
    """The cases that cannot be projected, with the reason."""
    cases = view.of(projections(tables), skip=("years",))
    rows = cases[cases["reason"].ne("")].reset_index(drop=True)
    if rows.empty:
        all_known = sentence("Each case on record can be projected")
        return empty(all_known if len(cases) else sentence("No contaminated land is on record"))
    labels = [lines(_head(tables, row), escape(row.reason)) for row in rows.itertuples()]
    title = sentence("{count} cases are not projected", count=len(rows))
    if len(rows) == 1:
        title = sentence("1 case is not projected")
    columns = ("country", "family", "reason", "as_of", "area_km2", "pace_km2_per_year", "deadline")
    rows = _with_words(rows.assign(label=labels))
    return Chart(title, rows, columns=columns, scope=view.undated)


def _with_words(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a projection with years and likelihoods as a table shows them."""
    years = ("pace_since", *SHARES)
    words = {name: [None if pd.isna(year) else year_words(year) for year in rows[name]] for name in years}
    words["never_pct"] = (100 * rows["never"].astype("float64")).round()
    is_projected = rows["p50"].notna()
    chances = rows["likelihood"].astype("float64").map(likelihood_words).where(is_projected)
    return rows.assign(**words, likelihood=chances).drop(columns=["needed_records", "never"])


def _head(tables: Tables, row: Any) -> str:
    names, hazards = country_names(tables), family_names(tables)
    return lines(
        bold(names.get(row.country, row.country)), escape(sentence_case(hazards.get(row.family, row.family)))
    )


def _case_labels(tables: Tables, rows: pd.DataFrame) -> list[str]:
    return [
        lines(
            _head(tables, row),
            sentence("A projection, not a plan"),
            wrap(sentence_case(middle_words(row.p10, row.p50, row.p90, row.never))),
            sentence("50 % range {years}", years=interval_words(row.p25, row.p75)),
            sentence(
                "From {area} ({day})",
                area=number(row.area_km2, "km²"),
                day=long_date(row.as_of, row.as_of_precision),
            ),
            sentence(
                "Fell by {pace} a year since {year}",
                pace=number(row.pace_km2_per_year, "km²"),
                year=f"{row.pace_since:.0f}",
            ),
        )
        for row in rows.itertuples()
    ]


def _deadlines(tables: Tables, known: pd.DataFrame) -> pd.DataFrame:
    """Every deadline of the cases as rows of the chart."""
    marks = tables.derive(deadline_marks)
    marks = marks[marks["duty"].eq("clearance") & marks["mark"].isin(STYLES)]
    marks = marks.merge(known[["country", "family", "place"]], on=["country", "family"])
    labels = [
        lines(
            _head(tables, row),
            f"{sentence_case(row.mark)}, {row.treaty} Article {row.article}:",
            long_date(row.day, row.day_precision),
            wrap(row.note),
            source_line(tables, row.source),
        )
        for row in marks.itertuples()
    ]
    marks = marks.assign(label=labels, what=marks["mark"])
    return marks.drop(columns=["mark", "source", "locator", "known_since"])


def _traces(tables: Tables, rows: pd.DataFrame) -> list[Trace]:
    cases = rows[rows["p50"].notna()]
    colours = tables["hazard_families"].set_index("family")["colour"].map(theme.COLOURS)
    traces = [trace for row in cases.index for trace in _range(cases.loc[[row]], colours)]
    for name, _, _, width, dash in INTERVALS:
        line = {"color": theme.GREY, "width": width, "dash": dash}
        traces.append(key_entry(name, mode="lines", line=line))
    traces += open_ends(cases.loc[cases["p90"] > LATEST, "place"].tolist())
    for mark, symbol in STYLES.items():
        part = rows[rows["what"] == mark]
        marker = {"symbol": symbol, "size": 11, "color": theme.ORANGE, "line": {"width": 2}}
        if len(part):
            traces.append(scatter(part, "at", "place", sentence_case(mark), mode="markers", marker=marker))
    return traces


def _range(row: pd.DataFrame, colours: pd.Series) -> list[Trace]:
    """The intervals of one case as lines, and its middle with words."""
    first = row.iloc[0]
    colour, style = colours.get(first["family"], theme.GREY), {"showlegend": False}
    traces = []
    for name, low, high, width, dash in INTERVALS:
        if first[low] < LATEST:
            ends = row.iloc[[0, 0]].assign(at=[first[low], min(first[high], LATEST)])
            line = {"color": colour, "width": width, "dash": dash}
            traces.append(scatter(ends, "at", "place", name, mode="lines", line=line, **style))
    symbol = "triangle-right" if first["p50"] > LATEST else "line-ns-open"
    words = {
        "mode": "markers+text",
        "text": f"{year_words(first['p50'])} ({interval_words(first['p10'], first['p90'])})",
        "textposition": "top center" if first["p50"] < 2070 else "top left",
        "marker": {"symbol": symbol, "size": 15, "color": colour},
    }
    middle = row.assign(at=min(first["p50"], LATEST))
    return [*traces, scatter(middle, "at", "place", "Middle of the projection", **words, **style)]


def _layout(tables: Tables, known: pd.DataFrame) -> dict[str, Any]:
    names, hazards = country_names(tables), family_names(tables, short=True)
    labels = [
        lines(bold(names.get(row.country, row.country)), escape(hazards.get(row.family, row.family)))
        for row in known.itertuples()
    ]
    return {
        "height": 130 + ROW * len(known),
        "xaxis": {"range": [FIRST, LATEST + 2]},
        "yaxis": {"tickvals": list(range(len(known))), "ticktext": labels, "range": [-0.6, len(known) - 0.3]},
        **today_line(decimal_year(pd.Timestamp(tables.today))),
    }


def _title(tables: Tables, known: pd.DataFrame) -> str:
    """When the land of the case with a deadline ahead would be clear, else that of the first one."""
    dated = known[known["deadline"].notna() & known["likelihood"].notna()]
    row = dated.iloc[0] if len(dated) else known.iloc[-1]
    facts = {
        "country": country_names(tables, full=True).get(row["country"], row["country"]),
        "year": year_words(row["p50"]),
        "deadline": row["deadline"].year if len(dated) else "",
    }
    if year_words(row["p50"]) == BEYOND:
        return first_short(
            sentence("{country}: after 2100 or never at the recorded pace", **facts),
            sentence("Not clear before 2100 at the recorded pace"),
        )
    if dated.empty:
        return first_short(
            sentence("{country}: clear about {year} at the recorded pace", **facts),
            sentence("Land would be clear about {year} at the recorded pace", **facts),
        )
    return first_short(
        sentence("{country}: about {year} at the recorded pace, deadline {deadline}", **facts),
        sentence("Clear about {year} at the recorded pace; the deadline is in {deadline}", **facts),
    )


def _note(known: pd.DataFrame) -> str:
    """What a projection is, and how many the table has beside those that are drawn."""
    about = sentence("A projection continues the recorded pace: it knows no plans and no new money.")
    return f"{about} {more_in_table(len(known) - MOST)}".strip()
