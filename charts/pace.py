"""How fast treaties gather states: several beside each other, and the wait from signature to deposit."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis import deposits as order
from analysis import treaties as law
from charts import theme
from charts.treaties import WORLD, Scope, last_day, members_of, said_day, states_of, treaty_name

DASHES = {"CCM": "solid", "APMBC": "dash", "CCW-APII": "dot", "CCW-PV": "dashdot", "ATT": "longdash"}
YEARLY = {
    "deposited": ("Deposits", theme.ACTIONS["deposit"], 1),
    "withdrawn": ("Withdrawals in effect", theme.ACTIONS["withdrawal"], -1),
}
"""Name, colour and direction of the bars of each step."""
FEW = 8
"""Years or states up to which an axis names each."""
MONTH = 30.4375
"""Days of a mean month."""
LIMIT = {"color": theme.GREY, "dash": "dot", "width": 1}
AGE = "Months since the opening for signature"


def treaties_compared(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    drawn: Sequence[str] = tuple(law.RULES),
    by_age: bool = False,
    scope: Scope = WORLD,
) -> go.Figure:
    """States that joined (deposits less withdrawals) several treaties, by date or by months since opening."""
    found = law.steps(treaty_actions, countries, scope.edition)
    on = last_day(found, scope)
    counted = order.counts(found, members_of(countries, scope))
    counted = counted[(counted["curve"] == "deposits") & (counted["date"] <= on)]
    begun = treaties.set_index("treaty")["opened"].fillna(treaties.set_index("treaty")["adopted"])
    known = [code for code in drawn if code in begun.index and code in set(counted["treaty"])]
    ends = {code: counted[counted["treaty"] == code] for code in known}
    names = {code: treaty_name(treaties, code) for code in ends}
    states = states_of(countries, scope)
    figure = go.Figure()
    for code, rows in ends.items():
        _draw_treaty(figure, rows, names[code], begun[code] if by_age else None, on)
    if ends:
        words = {"annotation_text": f"all {states} states", "annotation_position": "top left"}
        figure.add_hline(states, line=LIMIT, **words)
    title = _ages_title(ends, names, begun, on) if by_age else _dates_title(ends, names, states)
    return figure.update_layout(
        title_text=theme.plain(f"{scope.title}: {title}"),
        height=440,
        xaxis_title_text=AGE if by_age else "Date",
        yaxis={"title_text": "States that have joined", "rangemode": "tozero"},
    )


def _draw_treaty(
    figure: go.Figure, rows: pd.DataFrame, name: str, begun: pd.Timestamp | None, on: pd.Timestamp
) -> None:
    treaty, total = rows["treaty"].iloc[0], int(rows["total"].iloc[-1])
    dates = [rows["date"].iloc[0], *rows["date"], on]
    if begun is None:
        along, said = [f"{day:%Y-%m-%d}" for day in dates], "%{x|%d %B %Y}"
    else:
        along, said = [round((day - begun).days / MONTH, 1) for day in dates], "%{x} months"
    figure.add_scatter(
        x=along,
        y=[0, *rows["total"].tolist(), total],
        mode="lines",
        name=f"{theme.plain(name)}: {total}",
        line={"shape": "hv", "color": theme.TREATIES[treaty], "dash": DASHES[treaty], "width": 2},
        hovertext=["", *[theme.plain(text) for text in rows["name"]], ""],
        hovertemplate=f"{said}: %{{y}}, %{{hovertext}}<extra>{theme.plain(name)}</extra>",
    )


def _dates_title(ends: dict[str, pd.DataFrame], names: dict[str, str], states: int) -> str:
    if not ends:
        return "no state has joined any of these treaties"
    totals = {treaty: int(rows["total"].iloc[-1]) for treaty, rows in ends.items()}
    most, least = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
    if most == least:
        return f"{totals[most]} of {states} states have joined the {names[most]}"
    return (
        f"{totals[most]} of {states} states have joined the {names[most]}, {totals[least]} the {names[least]}"
    )


def _ages_title(
    ends: dict[str, pd.DataFrame], names: dict[str, str], begun: pd.Series, on: pd.Timestamp
) -> str:
    if not ends:
        return "no state has joined any of these treaties"
    age = int(min((on - begun[treaty]).days for treaty in ends) / MONTH)
    last = pd.Timedelta(days=age * MONTH)
    totals = {
        treaty: int(rows.loc[rows["date"] <= begun[treaty] + last, "change"].sum())
        for treaty, rows in ends.items()
    }
    most, least = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
    return (
        f"{age} months on, {totals[most]} states had joined the {names[most]}, "
        f"{totals[least]} the {names[least]}"
    )


def deposits_per_year(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    scope: Scope = WORLD,
) -> go.Figure:
    """Deposits in each year upwards, withdrawals that took effect downwards."""
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    here = found["country"].isin(members_of(countries, scope)) & (found["date"] <= on)
    taken = found[here & found["step"].isin(["deposited", "withdrawn"])]
    taken = taken.assign(year=taken["stated"].dt.year)
    most = int(taken["year"].value_counts().max()) if len(taken) else 0
    figure = go.Figure()
    for step in YEARLY:
        _draw_years(figure, taken[taken["step"] == step], step)
    return figure.update_layout(
        title_text=theme.plain(_pace_title(taken, treaty_name(treaties, treaty), scope, on)),
        height=400,
        barmode="relative",
        showlegend=True,
        xaxis={"title_text": "Year", "tickformat": "d", "range": _all_years(taken, on)},
        yaxis={"title_text": "States", "tickformat": "d", "dtick": 1 if 0 < most <= FEW else None},
    )


def _all_years(taken: pd.DataFrame, on: pd.Timestamp) -> list[float] | None:
    """From the first deposit to the last day: the years without one are years as well."""
    return None if taken.empty else [taken["year"].min() - 0.7, on.year + 0.7]


def _draw_years(figure: go.Figure, taken: pd.DataFrame, step: str) -> None:
    name, colour, sign = YEARLY[step]
    if taken.empty:
        return
    years = {int(year): part["name"].tolist() for year, part in taken.groupby("year")}
    figure.add_bar(
        x=list(years),
        y=[sign * len(names) for names in years.values()],
        name=f"{name}: {len(taken)}",
        marker_color=colour,
        hovertext=[f"{len(names)} in {year}<br>{_some(names)}" for year, names in years.items()],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _some(names: Sequence[str], most: int = 8) -> str:
    said = [theme.plain(name) for name in names]
    return "<br>".join([*said[:most], *([f"and {len(said) - most} more"] if len(said) > most else [])])


def _pace_title(taken: pd.DataFrame, name: str, scope: Scope, on: pd.Timestamp) -> str:
    years = taken.loc[taken["step"] == "deposited", "year"].value_counts()
    if years.empty:
        return f"{scope.title}: no state has joined the {name}"
    best = int(years[years == years.max()].index.min())
    late = int(years[years.index > on.year - 5].sum())
    return (
        f"{scope.title}: most deposits for the {name} came in {best} ({years.max()}); "
        f"{late} in the five years to {on.year}"
    )


def time_to_deposit(
    treaty_actions: pd.DataFrame,
    countries: pd.DataFrame,
    treaties: pd.DataFrame,
    treaty: str = "CCM",
    scope: Scope = WORLD,
) -> go.Figure:
    """Share of the signatories that had deposited by months since their own signature, the scope and all."""
    found = law.steps(treaty_actions[treaty_actions["treaty"] == treaty], countries, scope.edition)
    on = last_day(found, scope)
    waits = order.waits(found, on)
    here = waits[waits["country"].isin(members_of(countries, scope))]
    figure = go.Figure()
    if len(here) < len(waits) and not here.empty:
        _draw_share(figure, waits, "All signatories", theme.GREY, "dot")
    _draw_share(figure, here, scope.title, theme.TREATIES.get(treaty, theme.BLUE), "solid")
    figure.update_layout(
        title_text=theme.plain(_wait_title(here, treaty_name(treaties, treaty), scope)),
        height=420,
        xaxis={"title_text": "Months from signature to deposit", "rangemode": "tozero"},
        yaxis={"title_text": "Signatories that have deposited, %", "range": [0, 104]},
    )
    return figure


def _draw_share(figure: go.Figure, waits: pd.DataFrame, name: str, colour: str, dash: str) -> None:
    done = waits[~waits["is_waiting"]].sort_values(["days", "name"])
    if waits.empty:
        return
    shares = [round(100 * place / len(waits), 1) for place in range(1, len(done) + 1)]
    months = [round(days / MONTH, 1) for days in done["days"]]
    end = round(waits["days"].max() / MONTH, 1)
    texts = [
        f"<b>{theme.plain(row.name)}</b>: {'' if row.is_exact else 'at most '}{row.days / MONTH:.0f} months"
        f"<br>signed {said_day(row.signature, row.signature_precision)}"
        f"<br>deposited {said_day(row.deposit, row.deposit_precision)}"
        for row in done.itertuples()
    ]
    figure.add_scatter(
        x=[0, *months, max([end, *months])],
        y=[0, *shares, shares[-1] if shares else 0],
        mode="lines+markers",
        name=f"{theme.plain(name)}: {len(done)} of {len(waits)}",
        line={"shape": "hv", "color": colour, "dash": dash, "width": 2},
        marker_size=[0.1, *[6 if len(waits) <= 40 else 4] * len(done), 0.1],
        hovertext=["", *texts, ""],
        hovertemplate="%{hovertext}<br>%{y} % of the signatories<extra></extra>",
    )


def _wait_title(waits: pd.DataFrame, name: str, scope: Scope) -> str:
    """After how long half of the signatories had deposited, and how many have not."""
    if waits.empty:
        return f"{scope.title}: no signature of the {name} is on record"
    done = waits.loc[~waits["is_waiting"], "days"].sort_values().tolist()
    half = (len(waits) + 1) // 2
    waiting = len(waits) - len(done)
    left = f"{waiting} of {len(waits)} have not" if waiting else "none is still waiting"
    if len(done) < half:
        return f"{scope.title}: fewer than half of the signatories of the {name} have deposited; {left}"
    months = done[half - 1] / MONTH
    return (
        f"{scope.title}: half of the signatories of the {name} deposited within {months:.0f} months; {left}"
    )
