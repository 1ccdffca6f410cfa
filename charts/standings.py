"""The standing of each state under each treaty as a grid."""

import pandas as pd
import plotly.graph_objects as go

from analysis import treaties as law
from charts import theme
from charts.treaties import WORLD, Scope, last_day, members_of, said_day, states_of, treaty_name

STANDINGS = {
    "party": ("●", "party", "State Party", theme.STANDINGS["party"]),
    "consented": ("◐", "consented", "Consented, not yet in force", theme.ACTIONS["deposit"]),
    "signatory": ("○", "signed", "Signatory only", theme.STANDINGS["signatory"]),
    "withdrawn": ("✕", "withdrew", "Withdrawn", theme.STANDINGS["withdrawn"]),
    "outside": ("–", "none", "No action on record", theme.STANDINGS["outside"]),
}
"""Symbol, short word, words and colour of each standing."""
SHORT = {
    "CCM": "CCM",
    "APMBC": "Mine<br>Ban",
    "CCW-APII": "CCW<br>AP II",
    "CCW-PV": "CCW<br>P V",
    "ATT": "ATT",
}
"""Names that fit above a column on a phone."""
ROW = 52
"""Height of a row of the grid in pixels: three lines of small text."""


def standing_grid(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    scope: Scope = WORLD,
) -> go.Figure:
    """States by treaties: each cell says the standing, by colour, symbol and word, and the date behind it."""
    found = law.steps(treaty_actions, countries, scope.edition)
    members = members_of(countries, scope)
    codes = [code for code in law.RULES if code in set(treaties["treaty"])]
    grid = law.standings(found, last_day(found, scope), members, codes)
    names = countries.set_index("country")["short_name"]
    figure = go.Figure()
    if (grid["code"] != "outside").any():
        _draw_cells(figure, grid, members, names, {code: treaty_name(treaties, code) for code in codes})
    return figure.update_layout(
        title_text=theme.plain(_grid_title(grid, states_of(countries, scope), codes, scope)),
        height=110 + ROW * len(members),
        bargap=0.04,
        barmode="overlay",
        xaxis={"side": "top", "tickvals": codes, "ticktext": [SHORT[code] for code in codes]},
        yaxis={
            "range": [len(members) - 0.5, -0.5],
            "tickvals": list(range(len(members))),
            "ticktext": [_broken(theme.plain(names.get(code, code))) for code in members],
            "showgrid": False,
            "zeroline": False,
        },
        legend={"y": 1, "yref": "container", "yanchor": "top"},
        margin_t=110,
    )


def _draw_cells(
    figure: go.Figure, grid: pd.DataFrame, members: list[str], names: pd.Series, titles: dict[str, str]
) -> None:
    """A trace of cells per standing, so that the key is a key; one for all texts, in the ink of the page."""
    grid = grid.assign(row=grid["country"].map(members.index))
    for standing, (symbol, _, words, colour) in STANDINGS.items():
        rows = grid[grid["code"] == standing]
        if rows.empty:
            continue
        figure.add_bar(
            x=rows["treaty"],
            y=[0.92] * len(rows),
            base=rows["row"] - 0.46,
            name=f"{symbol} {words}: {len(rows)}",
            marker={"color": colour, "opacity": 0.3 if standing != "outside" else 0.08},
            hovertext=[_cell_words(row, names, titles) for row in rows.to_dict("records")],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.add_scatter(
        x=grid["treaty"],
        y=grid["row"],
        mode="text",
        text=[_cell_text(row) for row in grid.to_dict("records")],
        textfont_size=theme.SIZE - 3,
        hoverinfo="skip",
        showlegend=False,
    )


def _cell_text(row: dict) -> str:
    """Symbol and word of a standing over the date that it rests on: withdrawal, deposit or signature."""
    symbol, word, _, _ = STANDINGS[row["code"]]
    day = next((row[name] for name in ("withdrawal", "deposit", "signature") if pd.notna(row[name])), None)
    if day is None:
        return f"{symbol} {word}"
    if row["deposit_precision"] == "year":
        return f"{symbol} {word}<br>{day.year}"
    return f"{symbol} {word}<br>{day.day} {day:%b}<br>{day.year}"


def _cell_words(row: dict, names: pd.Series, titles: dict[str, str]) -> str:
    lines = [f"<b>{theme.plain(names.get(row['country'], row['country']))}</b>: {row['standing']}"]
    lines.append(theme.plain(titles[row["treaty"]]))
    if pd.notna(row["signature"]):
        lines.append(f"signed {said_day(row['signature'], row['signature_precision'])}")
    if pd.notna(row["deposit"]):
        lines.append(f"{row['action']} deposited {said_day(row['deposit'], row['deposit_precision'])}")
        known = pd.notna(row["entry_into_force"])
        lines.append(f"in force {said_day(row['entry_into_force']) if known else 'on a day not on record'}")
    if pd.notna(row["withdrawal"]):
        lines.append(f"withdrawal in effect {said_day(row['withdrawal'])}")
    return "<br>".join(lines)


def _broken(name: str) -> str:
    """A name on two lines where it is long."""
    first, _, rest = name.partition(" ")
    return f"{first}<br>{rest}" if len(name) > 12 and rest else name


def _grid_title(grid: pd.DataFrame, states: int, codes: list[str], scope: Scope) -> str:
    parties = grid[grid["code"] == "party"].groupby("country")["treaty"].count()
    if grid.empty or (grid["code"] == "outside").all():
        return f"{scope.title}: no state has signed or joined any of these treaties"
    every = int((parties == len(codes)).sum())
    return f"{scope.title}: {every} of {states} states are party to all {len(codes)} treaties"
