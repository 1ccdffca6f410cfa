"""How long states take from signature to deposit: survival curves of groups, and a bar per state."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import survival
from analysis import treaties as law
from charts import theme
from charts.treaties import WORLD, Scope, last_day, members_of, said_day, treaty_name

COLOURS = (theme.BLUE, theme.VERMILLION, theme.GREY, theme.GREEN)
DASHES = ("solid", "dash", "dot", "dashdot")
ROW = 26
"""Height of the bar of a state in pixels."""


def survival_curves(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    groups: Mapping[str, tuple[str, ...]] | None = None,
    scope: Scope = WORLD,
) -> go.Figure:
    """Share of the signatories that have deposited by months since signature, those waiting counted in."""
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    waits = order.waits(found, last_day(found, scope))
    parts = groups or {"World": tuple(countries["country"])}
    figure, halves = go.Figure(), {}
    for place, (title, members) in enumerate(parts.items()):
        mine = waits[waits["country"].isin(members)]
        shares = survival.share_deposited(mine)
        if shares.empty:
            continue
        halves[title] = survival.months_to_half(mine)[0]
        _draw_band(figure, shares, COLOURS[place % 4], title)
        _draw_shares(figure, shares, mine, title, place)
    return figure.update_layout(
        title_text=theme.plain(_half_title(halves, treaty_name(treaties, treaty))),
        height=460,
        xaxis={"title_text": "Months since the signature", "rangemode": "tozero"},
        yaxis={"title_text": "Signatories that have deposited, %", "range": [0, 104]},
    )


def _draw_shares(
    figure: go.Figure, shares: pd.DataFrame, waits: pd.DataFrame, title: str, place: int
) -> None:
    done = int((~waits["is_waiting"]).sum())
    end = max(shares["months"].iloc[-1], float(waits["days"].max()) / survival.MONTH)
    figure.add_scatter(
        x=[0, *shares["months"].round(1), round(end, 1)],
        y=[0, *shares["share_pct"].round(1), round(float(shares["share_pct"].iloc[-1]), 1)],
        customdata=[len(waits), *shares["at_risk"].tolist(), len(waits) - done],
        mode="lines",
        name=f"{theme.plain(title)}: {done} of {len(waits)}",
        line={"shape": "hv", "width": 2, "color": COLOURS[place % 4], "dash": DASHES[place % 4]},
        hovertemplate=f"%{{x}} months: %{{y}} %<br>waiting until then: %{{customdata:.0f}}"
        f"<extra>{theme.plain(title)}</extra>",
    )


def _draw_band(figure: go.Figure, shares: pd.DataFrame, colour: str, title: str) -> None:
    """The limits of 95 in 100 as a pale band."""
    months = shares["months"].round(1).tolist()
    for column, fill in (("low_pct", None), ("high_pct", "tonexty")):
        figure.add_scatter(
            x=months,
            y=shares[column].round(1).tolist(),
            mode="lines",
            line={"shape": "hv", "width": 0, "color": colour},
            fill=fill,
            opacity=0.15,
            fillcolor=theme.LAND,
            hoverinfo="skip",
            showlegend=False,
            name=f"{theme.plain(title)}, limits",
        )


def _half_title(halves: dict[str, float], name: str) -> str:
    if not halves:
        return f"No signatory of the {name} is on record that has deposited"
    said = [
        f"{months:.0f} months ({title})" if pd.notna(months) else f"not yet ({title})"
        for title, months in halves.items()
    ]
    return f"Half of the signatories of the {name} deposited within {', '.join(said)}"


def wait_of_each_state(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    scope: Scope = WORLD,
) -> go.Figure:
    """A bar per signatory from its signature to its deposit, the quickest first; pale while it waits."""
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    waits = order.waits(found, on)
    waits = waits[waits["country"].isin(members_of(countries, scope))]
    waits = waits.sort_values(["is_waiting", "days", "name"]).assign(months=waits["days"] / survival.MONTH)
    longest = float(waits["months"].max()) if len(waits) else 1.0
    figure = go.Figure()
    for is_waiting, name in ((False, "deposited"), (True, f"still waiting on {said_day(on)}")):
        rows = waits[waits["is_waiting"] == is_waiting]
        if len(rows):
            _draw_waits(figure, rows, name)
    return figure.update_layout(
        title_text=theme.plain(_each_title(waits, treaty_name(treaties, treaty), scope)),
        height=130 + ROW * len(waits),
        xaxis={"title_text": "Months from signature to deposit", "range": [0, 1.15 * longest]},
        yaxis={"autorange": "reversed", "showgrid": False, "dtick": 1},
    )


def _draw_waits(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    is_waiting, months = bool(rows["is_waiting"].iloc[0]), rows["months"].astype("float64").round(1).tolist()
    figure.add_bar(
        y=[theme.plain(text) for text in rows["name"]],
        x=months,
        orientation="h",
        name=f"{name}: {len(rows)}",
        marker={"color": theme.ORANGE if is_waiting else theme.BLUE, "pattern_shape": "/" * is_waiting},
        text=[f"{length:.0f}" for length in months],
        textposition="outside",
        hovertext=[_wait_words(row) for row in rows.to_dict("records")],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _wait_words(row: dict) -> str:
    lines = [
        f"<b>{theme.plain(row['name'])}</b>",
        f"signed {said_day(row['signature'], row['signature_precision'])}",
    ]
    if row["is_waiting"]:
        return "<br>".join([*lines, "no deposit on record"])
    longest = "" if row["is_exact"] else ", at most"
    lines.append(f"deposited {said_day(row['deposit'], row['deposit_precision'])}")
    return "<br>".join([*lines, f"{row['days']} days{longest}"])


def _each_title(waits: pd.DataFrame, name: str, scope: Scope) -> str:
    done = waits[~waits["is_waiting"]]
    if waits.empty:
        return f"{scope.title}: no signature of the {name} is on record"
    if done.empty:
        return f"{scope.title}: no signatory of the {name} has deposited"
    first, last = done.iloc[0], done.iloc[-1]
    if len(done) == 1:
        months = f"{first['months']:.0f} months after it signed"
        return f"{scope.title}: {first['name']} deposited {months} the {name}"
    return (
        f"{scope.title}: from {first['months']:.0f} months ({first['name']}) to {last['months']:.0f} "
        f"({last['name']}) between signature and deposit, {name}"
    )
