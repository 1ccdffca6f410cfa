"""The Oslo Process joined to the treaty it made, and who of the region came to which conference."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import treaties as law
from analysis.names import called, names_then
from charts import theme
from charts.treaties import CURVES, WORLD, Scope, said_day
from charts.words import lines, source_titles, wrapped

COUNTS = {
    "states attending": ("attended", theme.SKY, "circle"),
    "states endorsing": ("endorsed or signed", theme.VERMILLION, "diamond"),
}
LETTERS = 21
"""Letters in a line of a name beside an axis."""
END = pd.Timestamp("2011-12-31")
"""The chart ends when the treaty has been in force for a year and the first meetings are over."""
SEATS = {
    "signed": ("circle", "signed", theme.GREEN),
    "endorsed": ("square", "endorsed", theme.GREEN),
    "host": ("diamond", "host", theme.BLUE),
    "organiser": ("diamond-wide", "organiser", theme.BLUE),
    "president": ("star", "presided", theme.BLUE),
    "speaker": ("circle-dot", "spoke", theme.SKY),
    "participant": ("circle-open", "came", theme.SKY),
    "observer": ("circle-cross-open", "observer", theme.OLIVE),
    "invited": ("star-open", "invited", theme.GREY),
    "not_endorsed": ("x-thin-open", "did not endorse", theme.VERMILLION),
    "not_signed": ("x", "did not sign", theme.VERMILLION),
    "absent": ("line-ew-open", "absent", theme.ORANGE),
}
"""Symbol, word and colour of what a state did at a conference; what says most comes first."""
TOLD_FIRST = ("not_endorsed", "not_signed", "signed", "endorsed", "host", "absent")
ROW = 40


def process_and_treaty(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    events: pd.DataFrame,
    event_counts: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    scope: Scope = WORLD,
) -> go.Figure:
    """States at the conferences from 2007 to the signing, then deposits until the treaty is in force."""
    titles, claims = source_titles(sources), _claims(event_counts, events)
    found = law.steps(treaty_actions[treaty_actions["treaty"] == "CCM"], countries, scope.edition)
    counted = order.counts(found)
    counted = counted[counted["date"] <= END]
    figure = go.Figure()
    for (indicator, main), part in claims.groupby(
        [claims["indicator"], claims["claim"] == "main"], sort=False
    ):
        if indicator in COUNTS:
            _draw_counts(figure, part, indicator, bool(main), titles)
    _name_conferences(figure, claims)
    for curve in CURVES:
        _draw_curve(figure, counted[counted["curve"] == curve], curve)
    _draw_milestones(figure, order.deposits(found, "CCM"))
    return figure.update_layout(
        title_text=theme.plain(_title(claims, counted)),
        height=500,
        xaxis_title_text="Date",
        yaxis={"title_text": "States", "rangemode": "tozero"},
    )


def _claims(event_counts: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """The counts with their conferences in order of time; each conference is named once."""
    known = events.loc[events["series"] == "Oslo Process", ["event", "title", "city", "start"]]
    claims = event_counts.merge(known, on="event").sort_values(["start", "event"], kind="stable")
    is_joined = claims["indicator"] == "states endorsing"
    joined = claims.loc[is_joined & (claims["claim"] == "main"), "event"]
    return claims.assign(is_named=is_joined | ~claims["event"].isin(joined))


def _draw_counts(
    figure: go.Figure, part: pd.DataFrame, indicator: str, main: bool, titles: Mapping[str, str]
) -> None:
    name, colour, symbol = COUNTS[indicator]
    texts = [
        lines(
            f"<b>{wrapped(row.title)}</b>, {row.start:%B %Y}",
            f"{theme.number(row.value)} {indicator}{'' if main else ': a rival count, not used'}",
            wrapped(row.note),
            wrapped(titles.get(row.source, row.source)),
        )
        for row in part.itertuples()
    ]
    figure.add_scatter(
        x=part["start"].dt.strftime("%Y-%m-%d"),
        y=part["value"].tolist(),
        mode="markers",
        name=f"States that {name}" if main else f"Rival counts: {name}",
        marker={"color": colour, "size": 11, "symbol": symbol if main else f"{symbol}-open", "line_width": 2},
        hovertext=texts,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _name_conferences(figure: go.Figure, claims: pd.DataFrame) -> None:
    """City and count at the foot of each conference, upright, with a line up to the mark it names."""
    for row in claims[(claims["claim"] == "main") & claims["is_named"]].itertuples():
        day = f"{row.start:%Y-%m-%d}"
        line = {"color": theme.GREY, "dash": "dot", "width": 1}
        figure.add_shape(type="line", x0=day, x1=day, y0=0, y1=row.value, line=line)
        figure.add_annotation(
            x=day,
            y=2,
            text=f"{theme.plain(row.city)} {row.value:.0f}",
            textangle=-90,
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            font_size=theme.SIZE - 3,
        )


def _draw_curve(figure: go.Figure, rows: pd.DataFrame, curve: str) -> None:
    if rows.empty:
        return
    name, colour, dash = CURVES[curve]
    days = rows["date"].dt.strftime("%Y-%m-%d").tolist()
    texts = [f"{theme.plain(row.name)}, {said_day(row.date)}: {row.total}" for row in rows.itertuples()]
    figure.add_scatter(
        x=[days[0], *days, f"{END:%Y-%m-%d}"],
        y=[0, *rows["total"].tolist(), int(rows["total"].iloc[-1])],
        mode="lines",
        name=name,
        line={"shape": "hv", "color": colour, "dash": dash, "width": 2},
        hovertext=["", *texts, texts[-1]],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_milestones(figure: go.Figure, deposited: pd.DataFrame) -> None:
    """The deposit that completed the number needed, and the entry into force."""
    rule = law.rule("CCM")
    if len(deposited) < rule.deposits:
        return
    reached = deposited["date"].iloc[rule.deposits - 1]
    for day, words, height in (
        (reached, f"{rule.deposits}th deposit<br>{said_day(reached)}", 0.87),
        (rule.in_force, f"in force<br>{said_day(rule.in_force)}", 1.0),
    ):
        line = {"color": theme.GREY, "dash": "dot", "width": 1}
        figure.add_shape(
            type="line", x0=f"{day:%Y-%m-%d}", x1=f"{day:%Y-%m-%d}", y0=0, y1=1, yref="paper", line=line
        )
        figure.add_annotation(
            x=f"{day:%Y-%m-%d}",
            y=height,
            yref="paper",
            text=words,
            showarrow=False,
            xanchor="left",
            yanchor="top",
            align="left",
            font_size=theme.SIZE - 2,
        )


def _title(claims: pd.DataFrame, counted: pd.DataFrame) -> str:
    main = claims[(claims["indicator"] == "states endorsing") & (claims["claim"] == "main")]
    deposits = counted[counted["curve"] == "deposits"]
    if main.empty or deposits.empty:
        return "No counts of the Oslo Process are on record"
    first, most = main.iloc[0], main.loc[main["value"].idxmax()]
    signed = counted[counted["curve"] == "signatures"]["total"].iloc[-1]
    return (
        f"From {first['value']:.0f} states in {first['city']}, {first['start']:%B %Y}, and "
        f"{most['value']:.0f} adopting in {most['city']} to {signed} signatures and "
        f"{deposits['total'].iloc[-1]} deposits at the end of {END.year}"
    )


def seats(event_participants: pd.DataFrame, events: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """What each state did at each event, one row each; nothing on record is no row, so unknown, not absent.

    *Columns*: event, title, city, date, date_precision, country, role, claim, note, source, locator, basis.
    """
    mine = event_participants["country"].isin(states) & (event_participants["kind"] == "state")
    rows = event_participants[mine & event_participants["event"].isin(events["event"])]
    rows = rows[rows["role"].isin(SEATS) & (rows["claim"] != "disputed")]
    told = [*TOLD_FIRST, *(role for role in SEATS if role not in TOLD_FIRST)]
    ranks = rows["role"].map({role: place for place, role in enumerate(told)}).astype("float64")
    rows = rows.assign(rank=ranks).sort_values("rank", kind="stable").drop_duplicates(["event", "country"])
    about = events[["event", "title", "city", "start", "date_precision"]].rename(columns={"start": "date"})
    rows = rows.drop(columns=["rank"]).merge(about, on="event")
    first = ["event", "title", "city", "date", "date_precision", "country", "role", "claim", "note"]
    rows = rows.sort_values(["date", "event", "country"], kind="stable")
    return rows[[*first, "source", "locator", "basis"]].reset_index(drop=True)


def conference_matrix(
    event_participants: pd.DataFrame,
    events: pd.DataFrame,
    countries: pd.DataFrame,
    states: Sequence[str] = (),
    phrase: str = "conferences of the Oslo Process",
) -> go.Figure:
    """States by conferences: what each did, by symbol, word and colour; an empty field is unknown."""
    rows = seats(event_participants, events, states)
    rows = rows.assign(called=called(rows, countries))
    held = events[events["event"].isin(rows["event"])].sort_values(["start", "event"])
    name_then, last = names_then(countries), held["start"].max()
    names = {code: name_then(code, last) for code in states}
    order_of = sorted(states, key=names.__getitem__)
    figure = go.Figure()
    for role in dict.fromkeys(role for role in SEATS if role in set(rows["role"])):
        _draw_seats(figure, rows[rows["role"] == role], held["event"].tolist(), order_of)
    met = rows[~rows["role"].isin(["absent", "invited", "not_signed"])]["country"].nunique()
    title = f"{met} of {len(order_of)} states are on record at {len(held)} {phrase}"
    above = _names_axis([f"{row.city}, {row.start:%b %Y}" for row in held.itertuples()])
    beside = _names_axis([names[code] for code in order_of])
    return figure.update_layout(
        title_text=theme.plain(title if len(rows) else f"No state is on record at the {phrase}"),
        height=230 + ROW * len(order_of),
        xaxis=above | {"side": "top", "tickfont_size": 11, "tickangle": -90},
        yaxis=beside | {"tickfont_size": 11, "range": [len(order_of) - 0.5, -0.5]},
        legend={"y": -0.02, "yanchor": "top"},
    )


def _names_axis(labels: list[str]) -> dict:
    texts = [wrapped(label, LETTERS) for label in labels]
    return {"tickvals": list(range(len(texts))), "ticktext": texts, "zeroline": False}


def _draw_seats(figure: go.Figure, rows: pd.DataFrame, held: list[str], states: list[str]) -> None:
    symbol, word, colour = SEATS[rows["role"].iloc[0]]
    places = {
        "x": [held.index(event) for event in rows["event"]],
        "y": [states.index(country) for country in rows["country"]],
    }
    figure.add_scatter(
        **places,
        mode="markers",
        marker={"symbol": symbol, "color": colour, "size": 13, "line": {"color": colour, "width": 2}},
        name=f"{word.capitalize()}: {len(rows)}",
        hovertext=[_seat_words(row, word) for row in rows.itertuples()],
        hovertemplate="%{hovertext}<extra></extra>",
    )
    if rows["claim"].ne("stated").any():
        figure.add_scatter(
            **places,
            mode="text",
            text=["" if claim == "stated" else "(    )" for claim in rows["claim"]],
            textfont={"size": 18, "color": colour},
            name=f"{word}, inferred",
            showlegend=False,
            hoverinfo="skip",
        )


def _seat_words(row: Any, word: str) -> str:
    return lines(
        f"<b>{theme.plain(row.called)}</b>: {word}",
        f"{wrapped(row.title)}, {row.date:%B %Y}",
        "" if row.claim == "stated" else "inferred, not stated",
        wrapped(row.note) if isinstance(row.note, str) else "",
    )
