"""Draws meetings: when each series met, who met whom, how a process grew; takes tables, gives figures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.words import (
    HOVER,
    NAMES_AXIS,
    lines,
    milliseconds,
    names_of,
    period,
    source_of,
    source_titles,
    when,
    wrapped,
)

MOST_LISTED = 5
"""Meetings named in a hover text; the table has them all."""
EXACT, SPAN = "day known", "only month or year known"
COUNTS = {"states attending": theme.GREY, "states endorsing": theme.VERMILLION}
COUNT_NAMES = {"states attending": "attending", "states endorsing": "supporting or signing"}


def swimlanes(
    events: pd.DataFrame, sources: pd.DataFrame | None = None, lane: str = "series_group", phrase: str = ""
) -> go.Figure:
    """A lane per series (or another column): a mark per meeting, a bar where only month or year is known.

    Args:
        events: meetings; those without a date are not drawn.
        sources: titles for the hover texts.
        lane: the column that says to which lane a meeting belongs.
        phrase: what the title says after the number of meetings.
    """
    dated = events[events["start"].notna()].sort_values(["start", "event"])
    dated = dated.assign(lane=dated[lane].fillna("place not stated" if lane == "city" else "not stated"))
    lanes = _lane_order(dated)
    rows, titles = _packed(dated, lanes), source_titles(sources)
    figure = go.Figure()
    for name in lanes:
        part = rows[rows["lane"] == name]
        _draw_lane(figure, name, part, [_event_words(row, titles) for row in part.itertuples()])
        _lane_label(figure, f"{name} ({len(part)})", part["row"].min() - 1)
    last = rows["row"].max() + 1 if len(rows) else 1
    figure.update_yaxes(visible=False, range=[last, -0.8], fixedrange=True)
    figure.update_xaxes(title_text="Year", type="date", showgrid=True)
    height = max(220, int(17 * last) + 90)
    figure.update_layout(
        title_text=_swimlane_title(dated, phrase), height=height, barmode="overlay", showlegend=False
    )
    return figure


def _lane_order(dated: pd.DataFrame) -> list[str]:
    first = dated.groupby("lane")["start"].min()
    known = [name for name in theme.SERIES_GROUPS if name in first.index]
    return known + sorted(set(first.index) - set(known), key=lambda name: (first[name], name))


def _packed(dated: pd.DataFrame, lanes: list[str]) -> pd.DataFrame:
    """Rows of the drawing: meetings of a lane that would cover each other go under each other."""
    dates = zip(dated["start"], dated["end"], dated["date_precision"], strict=True)
    spans = [period(*date) for date in dates]
    rows = dated.assign(begin=[span[0] for span in spans], until=[span[1] for span in spans], row=0.0)
    if rows.empty:
        return rows
    gap = max((rows["until"].max() - rows["begin"].min()) / 75, pd.Timedelta(days=3))
    top = 1.0
    for name in lanes:
        part = rows[rows["lane"] == name]
        places = _places(part["begin"], part["until"], gap)
        rows.loc[part.index, "row"] = [top + place for place in places]
        top += max(places) + 2.4
    return rows


def _places(begins: pd.Series, ends: pd.Series, gap: pd.Timedelta) -> list[int]:
    """The first row under each other in which a meeting does not cover an earlier one."""
    free: list[pd.Timestamp] = []
    places = []
    for begin, end in zip(begins, ends, strict=True):
        place = next((place for place, moment in enumerate(free) if moment <= begin), len(free))
        free[place : place + 1] = [max(end, begin + gap)]
        places.append(place)
    return places


def _draw_lane(figure: go.Figure, name: str, part: pd.DataFrame, hovers: list[str]) -> None:
    colour = theme.SERIES_GROUPS.get(name, theme.BLUE)
    part = part.assign(hover=hovers, day=part["begin"].dt.strftime("%Y-%m-%d"))
    spans, days = part[part["date_precision"] != "day"], part[part["date_precision"] == "day"]
    figure.add_bar(
        name=f"{theme.plain(name)}, {SPAN}",
        base=spans["day"].tolist(),
        x=milliseconds(spans["until"] - spans["begin"]),
        y=spans["row"].tolist(),
        width=0.5,
        orientation="h",
        marker={"color": f"{colour}66", "line": {"color": colour, "width": 1}},
        hovertext=spans["hover"].tolist(),
        hovertemplate=HOVER,
    )
    figure.add_scatter(
        name=f"{theme.plain(name)}, {EXACT}",
        x=days["day"].tolist(),
        y=days["row"].tolist(),
        mode="markers",
        marker={"color": colour, "size": 10},
        hovertext=days["hover"].tolist(),
        hovertemplate=HOVER,
    )


def _lane_label(figure: go.Figure, text: str, place: float) -> None:
    figure.add_annotation(
        text=theme.plain(text), xref="paper", x=0, y=place, xanchor="left", yanchor="middle", showarrow=False
    )


def _event_words(row: Any, titles: dict[str, str]) -> str:
    place = row.city if isinstance(row.city, str) else "place not stated"
    return lines(
        f"<b>{wrapped(row.title)}</b>",
        f"{when(row.start, row.end, row.date_precision)}, {theme.plain(place)}",
        wrapped(f"Organised by {row.organisers}") if isinstance(row.organisers, str) else "",
        source_of(row, titles),
    )


def _swimlane_title(dated: pd.DataFrame, phrase: str) -> str:
    if dated.empty:
        return "No dated meeting is on record"
    years = dated["start"].dt.year
    span = f"in {years.min()}" if years.min() == years.max() else f"between {years.min()} and {years.max()}"
    what = f"{len(dated)} meetings" if len(dated) > 1 else "One meeting"
    if phrase:
        return f"{what} {phrase} {span}"
    counts = dated["lane"].value_counts()
    top = theme.plain(counts.index[0])
    most = f"{counts.iloc[0]} of them" if len(counts) > 1 else "all of them"
    return f"{what} {span}, {most} {top}"


def who_met_whom(
    event_participants: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    states: Sequence[str] = (),
    members: Sequence[str] = (),
) -> go.Figure:
    """States by states, each cell the number of meetings that both took part in.

    Args:
        event_participants: who counts as having taken part; see `analysis.cooperation.attendances`.
        events: the meetings that count.
        countries: names.
        states: codes of the columns, in order; the most frequent ones if there are none.
        members: codes that have a line; all states if there are none.
    """
    seats = event_participants.loc[event_participants["event"].isin(events["event"]), ["event", "country"]]
    seats = seats.dropna().drop_duplicates()
    states = list(states) or list(seats["country"].value_counts().index[:16])
    lines_of = [code for code in states if code in set(members or states)]
    drawn = _pairs(seats[seats["country"].isin(states)], countries)
    drawn = drawn[drawn["country"].isin(lines_of)]
    figure = go.Figure()
    if len(drawn):
        _draw_matrix(figure, drawn, _latest_words(drawn, events))
    names = names_of(countries)
    rows = [theme.plain(names.get(code, code)) for code in lines_of]
    figure.update_xaxes(
        NAMES_AXIS, categoryarray=states, side="top", tickangle=-90, tickmode="linear", dtick=1
    )
    figure.update_yaxes(NAMES_AXIS, categoryarray=rows, autorange="reversed", showgrid=False)
    figure.update_layout(title_text=_met_title(drawn), height=max(240, 27 * len(rows) + 90), showlegend=False)
    return figure


def _pairs(seats: pd.DataFrame, countries: pd.DataFrame) -> pd.DataFrame:
    """Each pair of states that shared a meeting, both ways round: names, meetings, their ids."""
    met = seats.merge(seats.rename(columns={"country": "other"}), on="event")
    met = met[met["country"] != met["other"]]
    if met.empty:
        return pd.DataFrame({"country": [], "other": [], "meetings": [], "events": []})
    found = met.groupby(["country", "other"])["event"].agg(meetings="nunique", events=list).reset_index()
    names = names_of(countries)
    codes = {code: names.get(code, code) for code in seats["country"]}
    return found.assign(name=found["country"].map(codes), other_name=found["other"].map(codes))


def _draw_matrix(figure: go.Figure, drawn: pd.DataFrame, hovers: list[str]) -> None:
    names = [theme.plain(name) for name in drawn["name"]]
    figure.add_heatmap(
        name="meetings shared",
        x=drawn["other"].tolist(),
        y=names,
        z=drawn["meetings"].tolist(),
        xgap=1,
        ygap=1,
        zmin=0,
        colorscale=[[0, f"{theme.BLUE}14"], [1, f"{theme.BLUE}a6"]],
        showscale=False,
        hovertext=hovers,
        hoverongaps=False,
        hovertemplate=HOVER,
    )
    figure.add_scatter(
        name="number of meetings",
        x=drawn["other"].tolist(),
        y=names,
        text=drawn["meetings"].astype(int).astype(str).tolist(),
        mode="text",
        textfont={"size": 11},
        hoverinfo="skip",
    )


def _latest_words(drawn: pd.DataFrame, events: pd.DataFrame) -> list[str]:
    order = events.sort_values("start", ascending=False, na_position="last")
    rank = {event: place for place, event in enumerate(order["event"])}
    words = {
        row.event: wrapped(f"{row.start.year if pd.notna(row.start) else 'undated'}: {row.title}", 200)
        for row in order[["event", "start", "title"]].itertuples()
    }
    hovers = []
    for row in drawn.itertuples():
        met = sorted(set(row.events), key=lambda event: rank.get(event, len(rank)))
        listed = [_cut(words[event]) for event in met[:MOST_LISTED] if event in words]
        more = [f"and {len(met) - MOST_LISTED} more"] if len(met) > MOST_LISTED else []
        head = f"<b>{theme.plain(row.name)} and {theme.plain(row.other_name)}: {int(row.meetings)}</b>"
        hovers.append(lines(head, *listed, *more))
    return hovers


def _cut(words: str, most: int = 42) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _met_title(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No two of these states are on record at the same meeting"
    most = int(drawn["meetings"].max())
    often = f"{most} meetings" if most > 1 else "one meeting"
    top = drawn[drawn["meetings"] == most].itertuples()
    pairs = {frozenset((row.country, row.other)): f"{row.name} and {row.other_name}" for row in top}
    if len(pairs) > 1:
        return f"No two states share more than {often} on record; {len(pairs)} pairs share as many"
    return f"{theme.plain(next(iter(pairs.values())))} met most often: {often} on record"


def conference_growth(
    event_counts: pd.DataFrame, events: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """States at each conference in the order of time: counts full, other documents' open."""
    known = events[["event", "title", "city", "start", "series"]]
    rows = event_counts.merge(known, on="event").sort_values(["start", "event"], kind="stable")
    rows = rows.assign(label=[_conference(row) for row in rows.itertuples()])
    titles = source_titles(sources)
    figure = go.Figure()
    for (indicator, main), part in rows.groupby([rows["indicator"], rows["claim"] == "main"], sort=False):
        figure.add_scatter(
            name=f"{COUNT_NAMES.get(indicator, indicator)}{'' if main else ', other source'}",
            x=part["value"].tolist(),
            y=part["label"].tolist(),
            mode="markers+text" if main else "markers",
            text=[theme.number(value) for value in part["value"]],
            textposition="top center" if indicator == "states attending" else "bottom center",
            marker={
                "color": COUNTS.get(indicator, theme.BLUE),
                "size": 13,
                "symbol": _symbol(indicator, main),
            },
            hovertext=[_count_words(row, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
        )
    labels = list(dict.fromkeys(rows["label"]))
    figure.update_yaxes(categoryorder="array", categoryarray=labels, range=[len(labels) - 0.4, -0.6])
    figure.update_xaxes(title_text="States", rangemode="tozero", showgrid=True)
    figure.update_layout(title_text=_growth_title(rows), height=max(240, 54 * len(labels) + 110))
    return figure


def _conference(row: Any) -> str:
    kind = "signing" if row.event.startswith("SIGN") else "regional" if "regional" in row.series else ""
    return f"{theme.plain(row.city)}{f' ({kind})' if kind else ''}<br>{row.start:%b %Y}"


def _symbol(indicator: str, main: bool) -> str:
    shape = "diamond" if indicator == "states endorsing" else "circle"
    return shape if main else f"{shape}-open"


def _count_words(row: Any, titles: dict[str, str]) -> str:
    what = f"{theme.number(row.value)} {COUNT_NAMES.get(row.indicator, row.indicator)}"
    return lines(f"<b>{wrapped(row.title)}</b>", what, wrapped(row.note), source_of(row, titles))


def _growth_title(rows: pd.DataFrame) -> str:
    joined = rows[(rows["indicator"] == "states endorsing") & (rows["claim"] == "main")]
    if len(joined) < 3:
        return "No counts of the Oslo Process are on record" if rows.empty else "States at the conferences"
    first, adopted, signed = joined.iloc[0], joined.loc[joined["value"].idxmax()], joined.iloc[-1]
    return (
        f"From {theme.number(first['value'])} states in {theme.plain(first['city'])}, "
        f"{first['start']:%B %Y}, to {theme.number(adopted['value'])} adopting in "
        f"{theme.plain(adopted['city'])} and {theme.number(signed['value'])} signing in "
        f"{signed['start']:%B %Y}"
    )
