"""Draws what states do together beside meeting: projects over time and memberships."""

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme
from charts.panels import key
from charts.words import (
    HOVER,
    NAMES_AXIS,
    lines,
    milliseconds,
    money,
    names_of,
    period,
    source_of,
    source_titles,
    when,
    wrapped,
)

NO_DONOR = "another donor, or none stated"
DONORS = {
    "European Union": theme.BLUE,
    "Germany": theme.ORANGE,
    "Norway": theme.VERMILLION,
    "USA": theme.GREEN,
    NO_DONOR: theme.GREY,
}
"""Colour of a project by the first of these that its donor names."""
ORGANISATIONS = {
    "Regional Cooperation Council": "RCC",
    "Western Balkans Six": "WB6",
    "Western Balkans SALW Control Roadmap": "Roadmap",
    "European Union": "EU",
    "ITF (operations in SEE)": "ITF",
    "ITF (founding state)": "ITF",
    "SEESAC Armed Violence Monitoring Platform": "AVMP",
}
"""Short names for the head of the grid."""
STATUSES = {
    "founder": theme.BLUE,
    "member": theme.GREEN,
    "associate": theme.SKY,
    "observer": theme.ORANGE,
    "candidate": theme.PURPLE,
    "beneficiary": theme.OLIVE,
}
"""Colours of the statuses; their first letters differ and stand in the cells."""


def project_periods(
    projects: pd.DataFrame, sources: pd.DataFrame | None = None, cumulative: bool = False
) -> go.Figure:
    """A bar per project over its years, title and amount above it.

    Args:
        projects: the table; projects without a first date are not drawn.
        sources: titles for the hover texts.
        cumulative: draw the claims that sum up many years and projects instead of the single projects.
    """
    rows = projects[(projects["cumulative"] == cumulative) & projects["start"].notna()]
    rows = rows.sort_values(["start", "project"], ignore_index=True)
    rows = rows.assign(label=[_label(row) for row in rows.itertuples()], group=rows["donor"].map(_donor))
    titles = source_titles(sources)
    figure = go.Figure()
    for name, colour in DONORS.items():
        _draw_projects(figure, name, colour, rows[rows["group"] == name], titles)
    for place, label in enumerate(rows["label"]):
        _write_label(figure, label, place)
    places = list(range(len(rows)))
    figure.update_yaxes(
        tickvals=places, showticklabels=False, showgrid=True, range=[len(rows) - 0.4, -1], fixedrange=True
    )
    figure.update_xaxes(title_text="Year", type="date", showgrid=True)
    title, height = _projects_title(rows, cumulative), max(240, 68 * len(rows) + 110)
    figure.update_layout(title_text=title, height=height, barmode="overlay")
    return figure


def _donor(donor: object) -> str:
    words = donor if isinstance(donor, str) else ""
    return next((name for name in DONORS if name in words), NO_DONOR)


def _label(row: Any) -> str:
    amount = money(row.amount, row.currency) if pd.notna(row.amount) else ""
    area = theme.number(row.area_km2, "km²") if pd.notna(row.area_km2) else ""
    facts = ", ".join(filter(None, [amount, area]))
    return f"{row.title}: {facts}" if facts else row.title


def _write_label(figure: go.Figure, label: str, place: int) -> None:
    figure.add_annotation(
        text="<br>".join(theme.plain(line) for line in textwrap.wrap(label, 54)),
        x=0,
        xref="paper",
        xanchor="left",
        y=place - 0.2,
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 12},
    )


def _draw_projects(
    figure: go.Figure, name: str, colour: str, part: pd.DataFrame, titles: dict[str, str]
) -> None:
    if part.empty:
        return
    key(figure, name, "square", colour)
    ends = [_end(row) for row in part.itertuples()]
    pattern = {"shape": ["/" if end else "" for end in part["end"].isna()], "solidity": 0.4, "size": 6}
    figure.add_bar(
        name=name,
        showlegend=False,
        base=part["start"].dt.strftime("%Y-%m-%d").tolist(),
        x=milliseconds(pd.Series(ends, index=part.index) - part["start"]),
        y=part.index.tolist(),
        width=0.22,
        orientation="h",
        marker={"color": colour, "pattern": pattern},
        hovertext=[_project_words(row, titles) for row in part.itertuples()],
        hovertemplate=HOVER,
    )


def _end(row: Any) -> pd.Timestamp:
    """Where the bar ends; one whose end is not stated is drawn for a year, and hatched."""
    if pd.isna(row.end):
        return period(row.start, None, "year")[1]
    return period(row.end, None, row.end_precision)[1]


def _project_words(row: Any, titles: dict[str, str]) -> str:
    begin = when(row.start, None, row.start_precision)
    end = when(row.end, None, row.end_precision) if pd.notna(row.end) else "end not stated"
    items = [(row.mines, "mines"), (row.uxo, "UXO")]
    return lines(
        f"<b>{wrapped(row.label)}</b>",
        begin if end == begin else f"{begin} to {end}",
        wrapped(f"Paid by {row.donor}") if isinstance(row.donor, str) else "Donor not stated",
        wrapped(f"Carried out by {row.implementer}") if isinstance(row.implementer, str) else "",
        ", ".join(f"{theme.number(count)} {name}" for count, name in items if pd.notna(count)),
        source_of(row, titles),
    )


def _projects_title(rows: pd.DataFrame, cumulative: bool) -> str:
    if rows.empty:
        return f"No {'claim over many years' if cumulative else 'dated project'} is on record"
    if cumulative:
        claims = f"{len(rows)} claims sum up" if len(rows) > 1 else "One claim sums up"
        return f"{claims} many years and projects, and must not be added to them"
    count = f"{len(rows)} dated projects" if len(rows) > 1 else "One dated project"
    euros = rows[(rows["currency"] == "EUR") & rows["amount"].notna()]
    if euros.empty:
        return f"{count} on record, without an amount in euros"
    top = euros.loc[euros["amount"].idxmax()]
    largest = f"{money(top['amount'], 'EUR')} for “{theme.plain(top['title'])}”"
    return f"{count} on record; the largest sum in euros is {largest}"


def memberships_grid(
    memberships: pd.DataFrame, countries: pd.DataFrame, sources: pd.DataFrame | None = None
) -> go.Figure:
    """Countries by organisations: a letter and a colour per status."""
    names, titles = names_of(countries), source_titles(sources)
    rows = memberships.assign(
        organisation=[theme.plain(ORGANISATIONS.get(actor, actor)) for actor in memberships["actor"]],
        name=[theme.plain(names.get(code, code)) for code in memberships["country"]],
    )
    figure = go.Figure()
    for status, colour in STATUSES.items():
        _draw_status(figure, status, colour, rows[rows["status"] == status], titles)
    order = (
        rows["name"].value_counts().sort_index().sort_values(ascending=False, kind="stable").index.tolist()
    )
    columns = list(dict.fromkeys(rows["organisation"]))
    figure.update_xaxes(NAMES_AXIS, categoryarray=columns, side="top", tickangle=-90, showgrid=True)
    figure.update_yaxes(NAMES_AXIS, categoryarray=order, autorange="reversed", showgrid=True)
    legend = {"y": -0.01, "yanchor": "top"}
    title, height = _memberships_title(rows), max(260, 29 * len(order) + 170)
    figure.update_layout(title_text=title, height=height, legend=legend)
    return figure


def _draw_status(
    figure: go.Figure, status: str, colour: str, part: pd.DataFrame, titles: dict[str, str]
) -> None:
    if part.empty:
        return
    letter = status[0].upper()
    line = {"color": colour, "width": 1.5}
    figure.add_scatter(
        name=f"{letter} {status}",
        x=part["organisation"].tolist(),
        y=part["name"].tolist(),
        mode="markers+text",
        text=[letter] * len(part),
        marker={"symbol": "square", "size": 19, "color": f"{colour}59", "line": line},
        hovertext=[_membership_words(row, titles) for row in part.itertuples()],
        hovertemplate=HOVER,
    )


def _membership_words(row: Any, titles: dict[str, str]) -> str:
    stated = pd.notna(row.since)
    since = f"since {when(row.since, None, row.since_precision)}" if stated else "since when not stated"
    head = f"<b>{row.name}: {theme.plain(row.actor)}</b>"
    return lines(head, f"{row.status}, {since}", wrapped(row.note), source_of(row, titles))


def _memberships_title(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No membership is on record"
    counts = rows.groupby("name")["organisation"].nunique()
    total = rows["organisation"].nunique()
    most = sorted(counts.index[counts == counts.max()])
    if total == 1:
        return f"{len(counts)} countries are on record in one organisation, {rows['organisation'].iloc[0]}"
    if len(most) > 4:
        return f"{len(counts)} countries are on record in {total} organisations and frameworks"
    names = most[0] if len(most) == 1 else f"{', '.join(most[:-1])} and {most[-1]}"
    verb = "is" if len(most) == 1 else "are"
    return f"{names} {verb} in {counts.max()} of {total} organisations and frameworks"
