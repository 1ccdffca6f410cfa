"""Draws projected completion: ranges against deadlines, the area left over time, and the back-test."""

import math
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import hazards
from analysis.hazards import FAMILIES
from analysis.names import names_on
from analysis.projection import decimal_year
from charts import theme
from charts.words import HOVER, lines, names_of, source_of, source_titles, when, wrapped

LATEST = 2100
"""Last year of the axis; what reaches beyond is cut and said so."""
LABEL = "PROJECTION"
BAND = {"CMR": theme.VERMILLION, "MINES": theme.BLUE}
DUTIES = {("CCM", "4"): "CMR", ("APMBC", "5"): "MINES"}
OUTCOMES = {
    "inside 50 %": (theme.GREEN, "circle"),
    "inside 80 %": (theme.SKY, "circle"),
    "earlier": (theme.ORANGE, "triangle-left"),
    "later": (theme.VERMILLION, "triangle-right"),
    "still unfinished": (theme.VERMILLION, "x"),
    "not yet known": (theme.GREY, "circle-open"),
}


def said_year(value: float, beyond: str = "after 100 years") -> str:
    """A projected moment as a year.

    >>> said_year(2069.8), said_year(float("inf"))
    ('2069', 'after 100 years')
    """
    if math.isnan(value):
        return "unknown"
    return beyond if math.isinf(value) else str(int(value))


def said_range(low: float, high: float) -> str:
    """Two projected moments in words."""
    return f"{said_year(low)}–{said_year(high)}" if not math.isinf(high) else f"{said_year(low)} or later"


def said_chance(chance: float) -> str:
    """A simulated chance; none of the paths is not the same as never.

    >>> said_chance(0.0), said_chance(0.254), said_chance(float("nan"))
    ('under 1 %', '25 %', 'no deadline ahead')
    """
    if math.isnan(chance):
        return "no deadline ahead"
    if chance < 0.01 or chance > 0.99:
        return "under 1 %" if chance < 0.01 else "over 99 %"
    return f"{100 * chance:.0f} %"


def completion_ranges(
    projections: pd.DataFrame,
    obligations: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    today: pd.Timestamp | None = None,
) -> go.Figure:
    """Projected completion of each state and hazard: 50 % and 80 % ranges beside its deadlines."""
    rows = projections[projections["reason"].eq("")].sort_values("p50", ascending=False)
    rows = rows.assign(place=range(len(rows)))
    names, titles = names_of(countries), source_titles(sources)
    figure = go.Figure()
    for row in rows.itertuples():
        _range(figure, row, names, titles)
    _keys(figure, rows)
    _open_ends(figure, rows[rows["p90"] > LATEST])
    _deadlines(figure, rows, obligations)
    if today is not None and len(rows):
        line = {"color": theme.GREY, "dash": "dot"}
        figure.add_vline(decimal_year(today), line=line, annotation_text="today")
    labels = [
        f"<b>{theme.plain(names.get(row.country, row.country))}</b><br>{_hazard(row.family)}"
        for row in rows.itertuples()
    ]
    figure.update_layout(
        title_text=_ranges_title(projections, rows, names),
        height=190 + 74 * max(len(rows), 1),
        xaxis={"title_text": f"Year ({LABEL}: dashed)", "range": [2000, LATEST + 2]},
        yaxis={"tickvals": rows["place"].tolist(), "ticktext": labels, "range": [-0.6, len(rows) - 0.3]},
    )
    return figure


def _hazard(family: str) -> str:
    return {"CMR": "cluster munitions"}.get(family, FAMILIES.get(family, family))


def _range(figure: go.Figure, row: Any, names: dict[str, str], titles: dict[str, str]) -> None:
    colour = BAND.get(row.family, theme.GREY)
    text = lines(
        f"<b>{theme.plain(names.get(row.country, row.country))}</b>, {_hazard(row.family)}",
        f"{LABEL}, not a plan and not a promise",
        f"Half of the paths end {said_range(row.p25, row.p75)}",
        f"80 % end {said_range(row.p10, row.p90)}; the middle is {said_year(row.p50)}",
        f"From {theme.number(row.area_km2, 'km²')} ({when(row.as_of, precision=row.as_of_precision)})",
        f"and {row.figures} yearly releases, mean {theme.number(row.rate_km2, 'km²')} a year",
        source_of(row, titles),
    )
    said: dict[str, Any] = {"showlegend": False, "hovertext": text, "hovertemplate": HOVER}
    for low, high, width, dash in ((row.p10, row.p90, 2, "dash"), (row.p25, row.p75, 7, "4px,3px")):
        if low < LATEST:
            line = {"color": colour, "width": width, "dash": dash}
            x = [low, min(high, LATEST)]
            figure.add_scatter(x=x, y=[row.place] * 2, mode="lines", line=line, **said)
    figure.add_scatter(
        x=[min(row.p50, LATEST)],
        y=[row.place],
        mode="markers+text",
        text=f"{said_year(row.p50)} ({said_range(row.p10, row.p90)})",
        textposition="top center" if row.p50 < 2080 else "top left",
        marker={
            "symbol": "triangle-right" if row.p50 > LATEST else "line-ns-open",
            "size": 15,
            "color": colour,
        },
        **said,
    )


def _keys(figure: go.Figure, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    for name, width, dash in (("80 % of the paths", 2, "dash"), ("50 % of the paths", 7, "4px,3px")):
        line = {"color": theme.GREY, "width": width, "dash": dash}
        figure.add_scatter(x=[None], y=[None], mode="lines", line=line, name=f"Projection: {name}")


def _deadlines(figure: go.Figure, rows: pd.DataFrame, obligations: pd.DataFrame) -> None:
    """Every deadline of the cases, the first full and each extension open."""
    if rows.empty or obligations.empty:
        return
    pairs = zip(obligations["treaty"], obligations["article"], strict=True)
    dated = obligations.assign(family=[DUTIES.get(pair) for pair in pairs])
    dated = dated[dated["deadline"].notna()].drop_duplicates(["country", "family", "deadline"])
    marks = dated.merge(rows[["country", "family", "place"]])
    for kind, symbol, name in (
        ("original", "diamond", "First deadline"),
        ("extension", "diamond-open", "Extended deadline"),
    ):
        part = marks[marks["kind"] == kind]
        if part.empty:
            continue
        figure.add_scatter(
            x=[decimal_year(day) for day in part["deadline"]],
            y=part["place"].tolist(),
            mode="markers",
            name=name,
            marker={"symbol": symbol, "size": 11, "color": theme.ORANGE, "line_width": 2},
            hovertext=[
                lines(
                    f"{name}, {row.treaty} Art. {row.article}:",
                    when(row.deadline, precision=row.deadline_precision),
                    wrapped(row.note),
                )
                for row in part.itertuples()
            ],
            hovertemplate=HOVER,
        )


def _ranges_title(projections: pd.DataFrame, rows: pd.DataFrame, names: dict[str, str]) -> str:
    if rows.empty:
        return "Not enough data to project any completion"
    dated = rows[rows["deadline"].notna() & rows["chance"].notna()]
    if len(dated):
        row = dated.iloc[0]
        name = theme.plain(names.get(row["country"], row["country"]))
        return (
            f"Projection: at the recorded pace {name} would be clear of {_hazard(row['family'])} "
            f"in {said_range(row['p10'], row['p90'])}; it is due in {row['deadline']:%Y}"
        )
    row = rows.iloc[-1]
    name = theme.plain(names.get(row["country"], row["country"]))
    return (
        f"Projection: {len(rows)} of {len(projections)} cases can be projected; "
        f"{name} would end {said_range(row['p10'], row['p90'])}"
    )


def area_ahead(
    area_series: pd.DataFrame,
    paths: pd.DataFrame,
    name: str,
    family: str = "MINES",
    deadline: pd.Timestamp | None = None,
    titles: dict[str, str] | None = None,
) -> go.Figure:
    """The recorded area left of one state, and its projected ranges dashed.

    Args:
        area_series: the line of one country and family, as analysis.hazards.area_series gives it.
        paths: year (decimal) and the quantiles of the area left.
        name: of the country.
        family: of hazards.
        deadline: the last one on record.
        titles: of the sources.
    """
    colour = BAND.get(family, theme.GREY)
    figure = go.Figure()
    if len(area_series):
        _recorded(figure, area_series, colour, titles or {})
    if len(paths):
        _fan(figure, paths, colour)
        if deadline is not None and pd.notna(deadline):
            label = {"annotation_text": f"due {deadline:%Y}", "annotation_position": "top right"}
            figure.add_vline(decimal_year(deadline), line={"color": theme.ORANGE, "dash": "dot"}, **label)
    figure.update_layout(
        title_text=_ahead_title(paths, name, family)
        if len(area_series)
        else f"No area left is on record for {theme.plain(name)}",
        height=420,
        xaxis_title_text=f"Year ({LABEL}: dashed)" if len(paths) else "Year",
        yaxis={"title_text": "Area left, km²", "rangemode": "tozero"},
    )
    return figure


def _recorded(figure: go.Figure, area_series: pd.DataFrame, colour: str, titles: dict[str, str]) -> None:
    area_series = hazards.with_breaks(area_series)
    figure.add_scatter(
        x=[decimal_year(day) for day in area_series["at"]],
        y=area_series["area_km2"].tolist(),
        mode="lines+markers",
        name="Recorded",
        line={"color": colour, "width": 2},
        hovertext=[
            "" if pd.isna(row.area_km2) else _reading(row, titles) for row in area_series.itertuples()
        ],
        hovertemplate=HOVER,
    )


def _ahead_title(paths: pd.DataFrame, name: str, family: str) -> str:
    if paths.empty:
        return f"{theme.plain(name)}: recorded {_hazard(family)}; no projection is possible"
    last = paths.iloc[-1]
    low, high = (theme.number(round(last[limit], 1), "km²") for limit in ("p10", "p90"))
    left = f"{low} to {high}" if low != high else low
    return f"Projection for {theme.plain(name)}, {_hazard(family)}: {left} left in {last['year']:.0f}"


def _reading(row: Any, titles: dict[str, str]) -> str:
    return lines(
        f"{when(row.as_of, precision=row.as_of_precision)}: {theme.number(row.area_km2, 'km²')}",
        source_of(row, titles),
    )


def _fan(figure: go.Figure, paths: pd.DataFrame, colour: str) -> None:
    x = paths["year"].tolist()
    said = "<br>%{x:.0f}: %{y:.1f} km²<extra></extra>"
    bands = (("80 %", "p10", "p90", 1, "dot"), ("50 %", "p25", "p75", 1.5, "dash"))
    for name, low, high, width, dash in bands:
        for limit, shown in ((low, True), (high, False)):
            figure.add_scatter(
                x=x,
                y=paths[limit].tolist(),
                mode="lines",
                name=f"Projection: {name} range",
                legendgroup=name,
                showlegend=shown,
                line={"color": colour, "width": width, "dash": dash},
                hovertemplate=f"{LABEL}, limit of the {name} range{said}",
            )
    figure.add_scatter(
        x=x,
        y=paths["p50"].tolist(),
        mode="lines",
        name="Projection: middle",
        line={"color": colour, "width": 2.5, "dash": "dash"},
        hovertemplate=f"{LABEL}, middle{said}",
    )


def backtest(
    completions: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """What would have been projected from each past year, 80 % range dashed, and what happened."""
    names, titles = names_of(countries), source_titles(sources)
    rows = completions.sort_values(["family", "country", "stood"]).reset_index(drop=True)
    ends = pd.to_datetime(rows["happened"].fillna(rows["stood"]).astype(int).astype(str) + "-12-31")
    rows = rows.assign(place=range(len(rows), 0, -1), called=names_on(rows["country"], ends, countries))
    figure = go.Figure()
    x = [end for row in rows.itertuples() for end in (min(row.p10, LATEST), min(row.p90, LATEST), None)]
    y = [end for row in rows.itertuples() for end in (row.place, row.place, None)]
    if x:
        line = {"color": theme.GREY, "dash": "dash", "width": 1.5}
        figure.add_scatter(x=x, y=y, mode="lines", line=line, name="Projection: 80 % range", hoverinfo="skip")
    for outcome, (colour, symbol) in OUTCOMES.items():
        _outcome(figure, rows[rows["outcome"] == outcome], (outcome, colour, symbol), titles)
    firsts = rows.drop_duplicates(["family", "country"])
    labels = [
        f"{theme.plain(names.get(row.country, row.country))}, {_hazard(row.family)}"
        for row in firsts.itertuples()
    ]
    _open_ends(figure, rows[rows["p90"] > LATEST])
    figure.update_layout(
        title_text=_tested_title(rows),
        height=220 + 13 * len(rows),
        xaxis={"title_text": f"Year ({LABEL}: dashed)"},
        yaxis={"tickvals": firsts["place"].tolist(), "ticktext": labels},
    )
    return figure


def _open_ends(figure: go.Figure, rows: pd.DataFrame) -> None:
    """An arrow where a range goes on beyond the axis."""
    if rows.empty:
        return
    figure.add_scatter(
        x=[LATEST] * len(rows),
        y=rows["place"].tolist(),
        mode="markers",
        name="Range goes on",
        marker={"symbol": "triangle-right-open", "size": 8, "color": theme.GREY},
        hoverinfo="skip",
    )


def _tested_title(rows: pd.DataFrame) -> str:
    """How many of all tested cases are complete by now, and how many the paths let expect."""
    if rows.empty:
        return "No past projection can be tested"
    done = int(rows["happened"].notna().sum())
    expected = rows["chance_by_now"].sum()
    return (
        f"Projections back-tested: {done} of {len(rows)} cases are complete by now; "
        f"the paths let expect {expected:.0f}"
    )


def _outcome(
    figure: go.Figure,
    rows: pd.DataFrame,
    mark: tuple[str, str, str],
    titles: dict[str, str],
) -> None:
    if rows.empty:
        return
    outcome, colour, symbol = mark
    at = rows["happened"].fillna(rows["p50"]).clip(upper=LATEST)
    figure.add_scatter(
        x=at.tolist(),
        y=rows["place"].tolist(),
        mode="markers",
        name=outcome.capitalize(),
        marker={"color": colour, "symbol": symbol, "size": 9},
        hovertext=[
            lines(
                f"<b>{theme.plain(row.called)}</b>, {_hazard(row.family)}",
                f"Projected at the end of {row.stood}: {said_range(row.p10, row.p90)}",
                f"Completed: {said_year(row.happened) if pd.notna(row.happened) else 'not on record'}",
                source_of(row, titles),
            )
            for row in rows.itertuples()
        ],
        hovertemplate=HOVER,
    )
