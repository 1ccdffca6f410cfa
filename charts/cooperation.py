"""Draws meetings: when each series met, who met whom, how a process grew; takes tables, gives figures."""

import textwrap
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from charts import theme

MOST_LISTED = 5
"""Meetings named in a hover text; the table has them all."""
WIDTH = 46
"""Letters in a line of a hover text, so that it fits a phone."""
EXACT, SPAN = "day known", "only month or year known: the bar spans it"
COUNTS = {"states attending": theme.GREY, "states endorsing": theme.VERMILLION}
COUNT_NAMES = {"states attending": "attending", "states endorsing": "supporting, adopting or signing"}


def when(start: pd.Timestamp, end: pd.Timestamp | None = None, precision: str = "day") -> str:
    """Dates in words, as exact as they are known.

    >>> when(pd.Timestamp("2017-06-12"), pd.Timestamp("2017-06-13"))
    '12–13 June 2017'
    >>> when(pd.Timestamp("2023-11-01"), pd.Timestamp("2023-12-01"), "month")
    'November–December 2023'
    >>> when(pd.Timestamp("2004-01-01"), pd.Timestamp("2005-01-01"), "year")
    '2004–2005'
    """
    if pd.isna(start):
        return "date unknown"
    last = start if end is None or pd.isna(end) else end
    if precision == "year":
        return str(start.year) if last.year == start.year else f"{start.year}–{last.year}"
    day = "" if precision == "month" else f"{start.day} "
    last_day = "" if precision == "month" else f"{last.day} "
    if (start.year, start.month) == (last.year, last.month):
        days = day if start.day == last.day else f"{start.day}–{last_day}"
        return f"{days}{start:%B %Y}"
    if start.year == last.year:
        return f"{day}{start:%B}–{last_day}{last:%B %Y}"
    return f"{day}{start:%B %Y} – {last_day}{last:%B %Y}"


def period(
    start: pd.Timestamp, end: pd.Timestamp | None, precision: str
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First moment of a stated date and the first moment after it.

    >>> period(pd.Timestamp("2020-02-01"), None, "month")[1]
    Timestamp('2020-03-01 00:00:00')
    """
    last = start if end is None or pd.isna(end) else end
    steps = {"year": pd.DateOffset(years=1), "month": pd.DateOffset(months=1)}
    return start, last + steps.get(precision, pd.DateOffset(days=1))


def wrapped(text: object, width: int = WIDTH) -> str:
    """A text from the data for a hover label: safe, in short lines."""
    words = "" if pd.isna(text) else str(text)
    return "<br>".join(theme.plain(line) for line in textwrap.wrap(words, width))


def source_titles(sources: pd.DataFrame | None) -> dict[str, str]:
    """Titles of the sources by id."""
    return {} if sources is None else dict(zip(sources["source"], sources["title"], strict=True))


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
    lanes = _lane_order(dated[lane].dropna().unique(), dated, lane)
    rows, titles = _packed(dated, lane, lanes), source_titles(sources)
    figure = go.Figure()
    for name in lanes:
        part = rows[rows[lane] == name]
        colour = theme.SERIES_GROUPS.get(name, theme.BLUE)
        _draw_lane(figure, name, part, colour, [_event_words(row, titles) for row in part.itertuples()])
    for name, place in rows.groupby(lane)["row"].min().items():
        _lane_label(figure, f"{name} ({(rows[lane] == name).sum()})", place - 1)
    last = 1 if rows.empty else rows["row"].max() + 1
    figure.update_yaxes(visible=False, range=[last, -0.8], fixedrange=True)
    figure.update_xaxes(title_text="Year", type="date", showgrid=True)
    figure.update_layout(
        title_text=_swimlane_title(events, dated, lane, phrase),
        height=max(220, int(17 * last) + 90),
        barmode="overlay",
        showlegend=False,
    )
    return figure


def _lane_order(names: Sequence, dated: pd.DataFrame, lane: str) -> list[str]:
    known = [name for name in theme.SERIES_GROUPS if name in set(names)]
    first = dated.groupby(lane)["start"].min()
    return known + sorted((name for name in names if name not in known), key=lambda name: (first[name], name))


def _packed(dated: pd.DataFrame, lane: str, lanes: list[str]) -> pd.DataFrame:
    """Rows of the drawing: meetings of a lane that would cover each other go under each other."""
    if dated.empty:
        return dated.assign(row=0.0, begin=dated["start"], until=dated["start"])
    spans = [
        period(row.start, row.end, row.date_precision)
        for row in dated[["start", "end", "date_precision"]].itertuples()
    ]
    rows = dated.assign(begin=[span[0] for span in spans], until=[span[1] for span in spans], row=0)
    gap = max((rows["until"].max() - rows["begin"].min()) / 75, pd.Timedelta(days=3))
    parts, top = [], 1
    for name in lanes:
        part = rows[rows[lane] == name]
        free: list[pd.Timestamp] = []
        places = []
        for begin, until in zip(part["begin"], part["until"], strict=True):
            place = next((i for i, moment in enumerate(free) if moment <= begin), len(free))
            free[place : place + 1] = [max(until, begin + gap)]
            places.append(top + place)
        parts.append(part.assign(row=places))
        top += len(free) + 1.4
    return pd.concat(parts)


def _draw_lane(figure: go.Figure, name: str, part: pd.DataFrame, colour: str, hovers: list[str]) -> None:
    exact = (part["date_precision"] == "day").to_numpy()
    hovers = pd.Series(hovers, dtype=object)
    spans, days = part[~exact], part[exact]
    figure.add_bar(
        name=f"{name}: {SPAN}",
        base=spans["begin"].dt.strftime("%Y-%m-%d").tolist(),
        x=((spans["until"] - spans["begin"]) / pd.Timedelta(milliseconds=1)).tolist(),
        y=spans["row"].tolist(),
        width=0.5,
        orientation="h",
        marker={"color": f"{colour}66", "line": {"color": colour, "width": 1}},
        hovertext=hovers[~exact].tolist(),
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        name=f"{name}: {EXACT}",
        x=days["begin"].dt.strftime("%Y-%m-%d").tolist(),
        y=days["row"].tolist(),
        mode="markers",
        marker={"color": colour, "size": 10},
        hovertext=hovers[exact].tolist(),
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _lane_label(figure: go.Figure, text: str, place: float) -> None:
    figure.add_annotation(
        text=theme.plain(text), xref="paper", x=0, y=place, xanchor="left", yanchor="middle", showarrow=False
    )


def _event_words(row: object, titles: dict[str, str]) -> str:
    place = row.city if isinstance(row.city, str) else "place not stated"
    lines = [
        f"<b>{wrapped(row.title)}</b>",
        f"{when(row.start, row.end, row.date_precision)}, {theme.plain(place)}",
        wrapped(f"Organised by {row.organisers}") if isinstance(row.organisers, str) else "",
        wrapped(f"Source: {titles.get(row.source, row.source)}"),
    ]
    return "<br>".join(filter(None, lines))


def _swimlane_title(events: pd.DataFrame, dated: pd.DataFrame, lane: str, phrase: str) -> str:
    if dated.empty:
        return "No dated meeting is on record"
    years = dated["start"].dt.year
    when_ = f"in {years.min()}" if years.min() == years.max() else f"between {years.min()} and {years.max()}"
    what = f"{len(dated)} meetings" if len(dated) > 1 else "One meeting"
    if phrase:
        return f"{what} {phrase} {when_}"
    counts = events[lane].value_counts()
    if len(counts) < 2:
        return f"{what} {when_}, of {theme.plain(counts.index[0])}"
    return f"{what} {when_}, most of them ({counts.iloc[0]}) of {theme.plain(counts.index[0])}"


def who_met_whom(
    pairs: pd.DataFrame, events: pd.DataFrame, countries: pd.DataFrame, states: Sequence[str] = ()
) -> go.Figure:
    """States by states, each cell the number of meetings that both took part in.

    Args:
        pairs: country, other, meetings and events, as `analysis.cooperation.pairs` gives them.
        events: titles for the hover texts.
        countries: names.
        states: codes to draw, in order; the most frequent ones if there are none.
    """
    states = list(states) or list(pairs.groupby("country")["meetings"].sum().nlargest(16).index)
    names = dict(zip(countries["country"], countries["short_name"], strict=True))
    drawn = pairs[pairs["country"].isin(states) & pairs["other"].isin(states)]
    drawn = drawn.assign(name=drawn["country"].map(names), other_name=drawn["other"].map(names))
    figure = go.Figure()
    if len(drawn):
        _draw_matrix(figure, drawn, _latest_words(drawn, events))
    rows = [theme.plain(names.get(code, code)) for code in states]
    figure.update_xaxes(
        categoryorder="array", categoryarray=states, side="top", tickangle=-90, fixedrange=True
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=rows, autorange="reversed", showgrid=False, fixedrange=True
    )
    figure.update_layout(
        title_text=_met_title(drawn), height=max(240, 27 * len(states) + 90), showlegend=False
    )
    return figure


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
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.add_scatter(
        name="number of meetings",
        x=drawn["other"].tolist(),
        y=names,
        text=drawn["meetings"].astype(int).astype(str).tolist(),
        mode="text",
        textfont={"size": 12},
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
        hovers.append("<br>".join([head, *listed, *more]))
    return hovers


def _cut(words: str, most: int = 52) -> str:
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def _met_title(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No two of these states are on record at the same meeting"
    top = drawn.loc[drawn["meetings"].idxmax()]
    often = f"{int(top['meetings'])} meetings on record" if top["meetings"] > 1 else "one meeting on record"
    return f"{theme.plain(top['name'])} and {theme.plain(top['other_name'])} met most often: {often}"


def conference_growth(growth: pd.DataFrame, sources: pd.DataFrame | None = None) -> go.Figure:
    """States at each conference: counts full, figures of other documents as open marks.

    Args:
        growth: conferences and counts, as `analysis.cooperation.growth` gives them.
        sources: titles for the hover texts.
    """
    titles = source_titles(sources)
    rows = growth.assign(label=[_conference(row) for row in growth.itertuples()])
    figure = go.Figure()
    for (indicator, main), part in rows.groupby([rows["indicator"], rows["claim"] == "main"], sort=False):
        colour = COUNTS.get(indicator, theme.BLUE)
        figure.add_scatter(
            name=f"{COUNT_NAMES.get(indicator, indicator)}{'' if main else ', another count'}",
            x=part["value"].tolist(),
            y=part["label"].tolist(),
            mode="markers+text" if main else "markers",
            text=[theme.number(value) for value in part["value"]],
            textposition="bottom center",
            marker={"color": colour, "size": 13, "symbol": _symbol(indicator, main), "line": {"width": 2}},
            hovertext=[_count_words(row, titles) for row in part.itertuples()],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    labels = list(dict.fromkeys(rows["label"]))
    figure.update_yaxes(
        categoryorder="array", categoryarray=labels, range=[len(labels) - 0.4, -0.6], fixedrange=True
    )
    figure.update_xaxes(title_text="States", rangemode="tozero", showgrid=True)
    figure.update_layout(title_text=_growth_title(rows), height=max(240, 54 * len(labels) + 110))
    return figure


def _conference(row: object) -> str:
    kind = "signing" if row.event.startswith("SIGN") else "regional" if "regional" in row.series else ""
    return f"{theme.plain(row.city)}{f' ({kind})' if kind else ''}<br>{row.date:%b %Y}"


def _symbol(indicator: str, main: bool) -> str:
    shape = "diamond" if indicator == "states endorsing" else "circle"
    return shape if main else f"{shape}-open"


def _count_words(row: object, titles: dict[str, str]) -> str:
    what = f"{theme.number(row.value)} {COUNT_NAMES.get(row.indicator, row.indicator)}"
    note = wrapped(row.note) if isinstance(row.note, str) else ""
    source = wrapped(f"Source: {titles.get(row.source, row.source)}")
    return "<br>".join(filter(None, [f"<b>{wrapped(row.title)}</b>", what, note, source]))


def _growth_title(rows: pd.DataFrame) -> str:
    joined = rows[(rows["indicator"] == "states endorsing") & (rows["claim"] == "main")]
    if len(joined) < 3:
        return "No counts of the Oslo Process are on record" if rows.empty else "States at the conferences"
    first, adopted, signed = joined.iloc[0], joined.loc[joined["value"].idxmax()], joined.iloc[-1]
    return (
        f"From {theme.number(first['value'])} states in {theme.plain(first['city'])} in {first['date']:%B %Y} to "
        f"{theme.number(adopted['value'])} adopting in {theme.plain(adopted['city'])} and "
        f"{theme.number(signed['value'])} signing in {signed['date']:%B %Y}"
    )
