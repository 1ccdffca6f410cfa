"""Curves and grids of who joined which treaty and when; the law behind them is in analysis.treaties."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import treaties as law
from charts import theme

CURVES = {
    "signatures": ("Signatures", theme.ACTIONS["signature"], "dot"),
    "deposits": ("Deposits, less withdrawals", theme.ACTIONS["deposit"], "solid"),
    "entries into force": ("In force for the state", theme.ACTIONS["entry_into_force"], "dash"),
}
MARKS = {
    "CCM": (
        ("Oslo Process", "Conferences of the Oslo Process", "diamond-open"),
        ("CCM formal meetings", "Meetings of the parties", "line-ns-open"),
    )
}
"""Series of meetings that mark the axis, where they are on record, with their name and symbol."""
FEW = 6
"""States up to which the axis counts one by one."""
MOST_NAMED = 4
"""States outside a treaty that a title still names."""


@dataclass(frozen=True)
class Scope:
    """Whose actions are drawn, and up to which day: no members are all states, no day the last on record.

    `years` are the ends of the axis; with `share` heights are per cent of the states instead of states.
    """

    title: str = "World"
    members: tuple[str, ...] = ()
    on: date | None = None
    edition: date | None = None
    years: tuple[int, int] | None = None
    share: bool = False


WORLD = Scope()


def treaty_name(treaties: pd.DataFrame, treaty: str) -> str:
    """The short title of a treaty, or its title where the short one is but an abbreviation."""
    mine = treaties[treaties["treaty"] == treaty]
    if mine.empty:
        return treaty
    row = mine.iloc[0]
    return str(row["title"] if row["short_title"] == treaty else row["short_title"])


def members_of(countries: pd.DataFrame, scope: Scope) -> list[str]:
    """Codes of the scope, in order of names."""
    here = countries[countries["country"].isin(scope.members)] if scope.members else countries
    return here.sort_values("short_name")["country"].tolist()


def states_of(countries: pd.DataFrame, scope: Scope) -> int:
    """How many states the scope holds; areas that are no states are not counted."""
    here = countries["country"].isin(members_of(countries, scope))
    return int((here & (countries["kind"] == "state")).sum())


def ratification_curve(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    events: pd.DataFrame,
    sources: pd.DataFrame,
    treaty: str = "CCM",
    scope: Scope = WORLD,
) -> go.Figure:
    """Signatures, deposits and entries into force as steps, each step a state; withdrawals step down.

    Args:
        treaty_actions: any part of the table.
        countries: their names.
        treaties: their titles.
        events: the conferences and meetings that mark the axis.
        sources: their titles end the hover texts.
        treaty: one code.
        scope: whose actions, up to which day, in states or in shares.
    """
    actions = treaty_actions[treaty_actions["treaty"] == treaty]
    found = law.steps(actions, countries, scope.edition)
    on, members = last_day(found, scope), members_of(countries, scope)
    counted = order.counts(found, members).query("date <= @on")
    counted = counted.join(_texts(found, counted, order.deposits(found, treaty), sources))
    states = states_of(countries, scope)
    unit = 100 / max(states, 1) if scope.share else 1
    counted = counted.assign(height=(counted["total"] * unit).round(1))
    figure = go.Figure()
    if not counted.empty:
        _draw_curves(figure, counted, on)
        _draw_rivals(figure, actions, counted, sources)
        _draw_total(figure, counted["date"].min(), on, (states, unit), scope)
        _draw_marks(figure, events, treaty, on)
    grid = law.standings(found, on, members, (treaty,))
    return figure.update_layout(
        title_text=theme.plain(_standing_title(grid, treaty, treaties, countries, scope)),
        height=480,
        xaxis={"title_text": "Date", "range": _years_range(scope.years)},
        yaxis=_states_axis(len(grid), scope.share),
    )


def _states_axis(states: int, share: bool) -> dict:
    title = "Share of all states, %" if share else "States"
    step = 1 if states <= FEW and not share else None
    return {"title_text": title, "rangemode": "tozero", "dtick": step}


def last_day(found: pd.DataFrame, scope: Scope) -> pd.Timestamp:
    """The day up to which is drawn."""
    last = scope.on or scope.edition
    if last is None:
        last = found["stated"].max() if len(found) else date(1970, 1, 1)
    return pd.Timestamp(last)


def _years_range(years: tuple[int, int] | None) -> list[str] | None:
    return None if years is None else [f"{years[0]}-01-01", f"{years[1]}-12-31"]


def said_day(value: pd.Timestamp, precision: str = "day") -> str:
    """A date as exact as it is known."""
    if precision == "year":
        return f"{value.year} (day not on record)"
    return f"{value:%B %Y}" if precision == "month" else f"{value.day} {value:%B %Y}"


def _texts(
    found: pd.DataFrame, counted: pd.DataFrame, deposited: pd.DataFrame, sources: pd.DataFrame
) -> pd.Series:
    """What a reader is told of each change of a count."""
    titles = sources.set_index("source")["title"]
    keys = ["country", "stated"]
    places = deposited.drop_duplicates(keys).set_index(keys)["place"]
    entries = found[found["step"] == "in_force"].drop_duplicates(keys).set_index(keys)
    texts = []
    for row in counted.itertuples():
        key = (row.country, row.stated)
        lines = [f"<b>{theme.plain(row.name)}</b>: {_done(row)}"]
        if row.step == "deposited":
            place = f"place {places[key]}" if " " in places[key] else f"{places[key]} deposit"
            lines.append(f"{place}; in force {_entry(entries.loc[key])}")
        lines += [f"Count: {row.total}", theme.plain(_cut(titles.get(row.source, row.source)))]
        texts.append("<br>".join(lines))
    return pd.Series(texts, counted.index, dtype="str", name="text")


def _done(row: Any) -> str:
    if row.step == "in_force":
        return f"in force {_entry(row._asdict())}"
    if row.step == "withdrawn":
        return f"withdrawal takes effect {said_day(row.stated, row.precision)}"
    words = "signed" if row.step == "signed" else f"{row.action} deposited"
    return f"{words} {said_day(row.stated, row.precision)}"


def _entry(row: Any) -> str:
    """The entry into force; where the day of the deposit is unknown, the latest day it can be."""
    is_known = row["date"] == row["earliest"]
    return said_day(row["date"]) if is_known else f"by {said_day(row['date'])} at the latest"


def _cut(text: str, most: int = 70) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def _draw_curves(figure: go.Figure, counted: pd.DataFrame, on: pd.Timestamp) -> None:
    for curve in CURVES:
        _draw_curve(figure, counted[counted["curve"] == curve], curve, on)
    _draw_withdrawals(figure, counted)


def _draw_curve(figure: go.Figure, rows: pd.DataFrame, curve: str, on: pd.Timestamp) -> None:
    """A line of steps from nothing to the last day; open marks where only the year is known."""
    if rows.empty:
        return
    name, colour, dash = CURVES[curve]
    dates = rows["date"].dt.strftime("%Y-%m-%d").tolist()
    total = int(rows["total"].iloc[-1])
    ends = [f"{name}: 0", f"{name} on {said_day(on)}: {total}"]
    marks = ["circle" if precision == "day" else "circle-open" for precision in rows["precision"]]
    figure.add_scatter(
        x=[dates[0], *dates, f"{on:%Y-%m-%d}"],
        y=[0, *rows["height"].tolist(), float(rows["height"].iloc[-1])],
        mode="lines+markers",
        name=f"{name}: {total}",
        line={"shape": "hv", "color": colour, "dash": dash, "width": 2},
        marker={
            "size": [0.1, *[5] * len(rows), 0.1],
            "symbol": ["circle", *marks, "circle"],
            "color": colour,
            "line": {"color": colour, "width": 1},
        },
        hovertext=[ends[0], *rows["text"], ends[1]],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_withdrawals(figure: go.Figure, counted: pd.DataFrame) -> None:
    left = counted[(counted["curve"] == "deposits") & (counted["step"] == "withdrawn")]
    if left.empty:
        return
    figure.add_scatter(
        x=left["date"].dt.strftime("%Y-%m-%d"),
        y=left["height"],
        mode="markers",
        name=f"Withdrawals: {len(left)}",
        marker={"symbol": "x", "size": 10, "color": theme.ACTIONS["withdrawal"]},
        hovertext=left["text"],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_rivals(
    figure: go.Figure, actions: pd.DataFrame, counted: pd.DataFrame, sources: pd.DataFrame
) -> None:
    """Open marks at dates that another source gives, at the height of the date that counts."""
    rivals = actions[~actions["preferred"].astype(bool)].copy()
    rivals["step"] = rivals["action"].map({"signature": "signed", **dict.fromkeys(law.CONSENT, "deposited")})
    heights = counted[counted["curve"] != "entries into force"].drop_duplicates(["country", "step"])
    rivals = rivals.merge(heights[["country", "step", "name", "height"]], on=["country", "step"])
    if rivals.empty:
        return
    titles = sources.set_index("source")["title"]
    whole = {
        precision: law.LAST_DAY.get(precision, pd.Timedelta(0)) for precision in ("day", "month", "year")
    }
    lasts = [day + whole[exact] for day, exact in zip(rivals["date"], rivals["date_precision"], strict=True)]
    texts = [
        f"<b>{theme.plain(row.name)}</b>: {row.action}, rival date {said_day(row.date, row.date_precision)}"
        f"<br>does not count<br>{theme.plain(_cut(titles.get(row.source, row.source)))}"
        for row in rivals.itertuples()
    ]
    figure.add_scatter(
        x=[f"{last:%Y-%m-%d}" for last in lasts],
        y=rivals["height"],
        mode="markers",
        name=f"Rival dates: {len(rivals)}",
        marker={"symbol": "diamond-open", "size": 9, "color": theme.GREY, "line_width": 2},
        hovertext=texts,
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _draw_total(
    figure: go.Figure, first: pd.Timestamp, on: pd.Timestamp, total: tuple[int, float], scope: Scope
) -> None:
    states, unit = total
    figure.add_scatter(
        x=[f"{first:%Y-%m-%d}", f"{on:%Y-%m-%d}"],
        y=[round(states * unit, 1)] * 2,
        mode="lines",
        name=f"All states: {states}",
        line={"color": theme.GREY, "dash": "dot", "width": 1},
        hovertemplate=f"{theme.plain(scope.title)}: {states} states<extra></extra>",
    )


def _draw_marks(figure: go.Figure, events: pd.DataFrame, treaty: str, on: pd.Timestamp) -> None:
    """The entry into force of the treaty as a line, the meetings of its parties as ticks on the axis."""
    rule = law.rule(treaty)
    if rule.in_force <= on:
        day = f"{rule.in_force:%Y-%m-%d}"
        line = {"color": theme.GREY, "dash": "dot", "width": 1}
        figure.add_shape(type="line", x0=day, x1=day, y0=0, y1=1, yref="paper", line=line)
        figure.add_annotation(
            x=day,
            y=0.08,
            yref="paper",
            text=f"treaty in force<br>{said_day(rule.in_force)}<br>({rule.deposits} deposits needed)",
            showarrow=False,
            xanchor="left",
            xshift=8,
            yanchor="bottom",
            align="left",
            font_size=theme.SIZE - 2,
        )
    for series, name, symbol in MARKS.get(treaty, ()):
        met = events[(events["series"] == series) & (events["start"] <= on)]
        _draw_meetings(figure, met[~met["title"].str.contains("Preparatory", regex=False)], name, symbol)


def _draw_meetings(figure: go.Figure, met: pd.DataFrame, name: str, symbol: str) -> None:
    """Ticks on the axis."""
    if met.empty:
        return
    figure.add_scatter(
        x=met["start"].dt.strftime("%Y-%m-%d"),
        y=[0] * len(met),
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 12, "color": theme.GREY, "line_width": 2},
        hovertext=[theme.plain(title) for title in met["title"]],
        hovertemplate="%{hovertext}, %{x|%B %Y}<extra></extra>",
    )


def _standing_title(
    grid: pd.DataFrame, treaty: str, treaties: pd.DataFrame, countries: pd.DataFrame, scope: Scope
) -> str:
    """How many states are parties or have come part of the way; who is outside, where they are few."""
    held = grid["code"].value_counts()
    name = treaty_name(treaties, treaty)
    party = "States Parties" if law.rule(treaty).is_signed else "High Contracting Parties"
    if held.drop("outside", errors="ignore").empty:
        return f"{scope.title}: no state has signed or joined the {name}"
    parts = [f"{held.get('party', 0)} of {states_of(countries, scope)} states are {party} to the {name}"]
    parts += [
        f"{held[key]} {words}"
        for key, words in (
            ("consented", "consented only"),
            ("signatory", "signed only"),
            ("withdrawn", "withdrew"),
        )
        if key in held
    ]
    states = countries[countries["kind"] == "state"].set_index("country")["short_name"]
    out = grid[(grid["code"] == "outside") & grid["country"].isin(states.index)]
    if 0 < len(out) <= MOST_NAMED:
        said = [states[code] for code in out["country"]]
        parts.append(
            f"{' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}: {out['standing'].iloc[0]}"
        )
    return f"{scope.title}: {'; '.join(parts)}"
