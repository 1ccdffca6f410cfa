"""Draws statements that differ: the preferred figure full, its rivals open, the spread as a line."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.disagreements import leads
from analysis.names import names_then
from analysis.once import once
from analysis.statements import KINDS
from charts import theme
from charts.contamination import CODES
from charts.panels import key, panels, write
from charts.words import HOVER, lines, money, source_titles, when, wrapped

PANELS = {
    ("contamination", "km²"): ("Contaminated area, km²", theme.VERMILLION),
    ("release", "km²"): ("Released land, km²", theme.BLUE),
    ("release", "items"): ("Items destroyed", theme.OLIVE),
    ("casualties", "persons"): ("Casualties, persons", theme.PURPLE),
    ("funding", "US dollars"): ("Funding, US dollars", theme.GREEN),
    ("stockpiles", "munitions"): ("Stockpiles, cluster munitions", theme.ORANGE),
    ("counts", "states"): ("States at a meeting", theme.SKY),
    ("treaties", "days"): ("Treaty dates: days from the date preferred", theme.BLUE),
}
"""Heading and colour of what is drawn in one panel."""
HAZARDS = {
    "CMR": "cluster munitions",
    "AP_MINES": "mines",
    "MINES_MIXED": "mines",
    "ERW": "explosive remnants",
    "ALL": "all hazards",
}
PLACES = {"ALL": "World"}
"""Names of recipients that are no country."""
ACTS = ("counts", "treaties", "participants")
"""Kinds of statements that are about what states did."""
ROW = 60
"""Height of a row in pixels: two lines of words above its line."""
LINE = 50
"""Letters of a row's words that fit on a phone."""
WIDE = 20
"""From this ratio on the axis of a panel is logarithmic."""
SPANS = ((0, "0"), (7, "1 week"), (365, "1 year"), (3650, "10 years"))
"""Ticks of the axis of days."""
Names = Mapping[str, str]
Spoken = Mapping[str, str]
"""What the statements of each disagreement are about in words, by its group."""


def spread_of_statements(
    disagreements: pd.DataFrame,
    countries: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    most: int = 5,
) -> go.Figure:
    """One line per disagreement, in a panel per unit: how far apart the sources are.

    Args:
        disagreements: from `analysis.disagreements.disagreements`, all or a part of it.
        countries: names.
        sources: titles for the hover texts.
        most: lines in a panel, those with the widest spread.
    """
    about, titles = subjects(disagreements, countries), source_titles(sources)
    rows = drawn(disagreements, most)
    found = dict(iter(rows.groupby(["kind", "unit"]))) if len(rows) else {}
    shown = [pair for pair in PANELS if pair in found]
    heights = [ROW * found[pair]["group"].nunique() + 14 for pair in shown]
    figure = panels([f"<b>{PANELS[pair][0]}</b>" for pair in shown], heights or 170, shared=False)
    for place, pair in enumerate(shown, start=1):
        _panel(figure, found[pair], PANELS[pair][1], place, (about, titles))
    if shown:
        key(figure, "preferred", "circle")
        key(figure, "rival", "circle-open")
        key(figure, "rival that repeats another document", "diamond-open")
    title = disagreement_title(disagreements, about)
    legend = {"y": 1, "yref": "container", "yanchor": "top"}
    return figure.update_layout(title_text=title, legend=legend, margin_t=100)


def drawn(disagreements: pd.DataFrame, most: int = 5) -> pd.DataFrame:
    """The statements that the chart draws: numbers and days, of each unit those furthest apart."""
    rows = disagreements[
        disagreements["unit"].ne("words") & (disagreements["low"].notna() | _days(disagreements))
    ]
    first = leads(rows)
    kept = first[first.groupby(["kind", "unit"]).cumcount() < most]
    return rows[rows["group"].isin(kept["group"])]


def subjects(rows: pd.DataFrame, countries: pd.DataFrame) -> dict[str, str]:
    """What the statements of each disagreement are about, in words: "BiH, mines, 2017–2019"."""
    return once(_subjects, rows, countries)


def _subjects(rows: pd.DataFrame, countries: pd.DataFrame) -> dict[str, str]:
    then = {acts: names_then(countries, acts=acts) for acts in (True, False)}
    spans = rows.groupby("group").agg(
        begin=("year_from", "min"), end=("year_to", "max"), last_day=("day", "max")
    )
    found = rows[rows["lead"].astype(bool)].drop_duplicates("group").join(spans, on="group")
    return {str(lead.group): _subject(lead, then) for lead in found.itertuples()}


def _subject(lead: Any, then: Mapping[bool, Callable[[str, pd.Timestamp], str]]) -> str:
    """One subject; the country has the name that it had at the end of the years spoken of."""
    who = ""
    if isinstance(lead.country, str):
        day = lead.last_day if pd.isna(lead.end) else pd.Timestamp(int(lead.end), 12, 31)
        who = PLACES.get(lead.country) or then[lead.kind in ACTS](lead.country, day)
    place = lead.place if isinstance(lead.place, str) else ""
    what = str(lead.measure)
    if lead.kind in ("contamination", "release"):
        hazard = HAZARDS.get(lead.hazard, "")
        what = hazard if lead.kind == "contamination" else f"{what}, {hazard}"
    if not who and lead.table in ("global_clearance", "global_casualties"):
        who = "World"
    if lead.kind == "treaties":
        place, what = "", f"{place} {what}"
    return ", ".join(filter(None, [who, place, what, years(lead.begin, lead.end)]))


def years(first: float, last: float) -> str:
    """The years that some statements speak of: "2015", "2017–2019"; nothing where none is stated."""
    if pd.isna(last):
        return ""
    if pd.isna(first):
        return f"up to {last:.0f}"
    return f"{first:.0f}" if first == last else f"{first:.0f}–{last:.0f}"


def spread(lead: Any) -> str:
    """The lowest and the highest figure of a disagreement: "50–1 061 km²"; of dates the days between."""
    if lead.unit == "days":
        days = int(lead.days) if pd.notna(lead.days) else 0
        return f"{theme.number(days)} day{'' if days == 1 else 's'}" if days else ""
    if pd.isna(lead.low):
        return ""
    if lead.unit == "US dollars":
        low, high = (
            money(value).replace("USD" + theme.THIN, "").replace(" million", "")
            for value in (lead.low, lead.high)
        )
        return f"USD {low}–{high} million" if lead.low >= 999_500 else f"USD {low}–{high}"
    unit = lead.unit if lead.unit == "km²" else ""
    return f"{theme.number(lead.low)}–{theme.number(lead.high, unit)}"


def stated(row: Any) -> str:
    """What one statement says: its words, or its figure with the unit."""
    if isinstance(row.said, str):
        return row.said
    return money(row.value) if row.unit == "US dollars" else theme.number(row.value, row.unit)


def disagreement_title(disagreements: pd.DataFrame, about: Spoken) -> str:
    """How many disagreements there are, and the widest."""
    first = leads(disagreements)
    if first.empty:
        return "No disagreement between sources is on record"
    count = len(first)
    said = f"Sources disagree on {count} points; furthest on" if count > 1 else "Sources disagree on"
    lead = next(first.itertuples())
    widest = spread(lead)
    return theme.plain(f"{said} {about[str(lead.group)]}" + (f": {widest}" if widest else ""))


def _days(rows: pd.DataFrame) -> pd.Series:
    return rows["unit"].eq("days") & rows["days"].notna()


def _panel(
    figure: go.Figure, rows: pd.DataFrame, colour: str, place: int, words: tuple[Spoken, Names]
) -> None:
    """The lines of one unit under each other, the widest spread on top."""
    about, titles = words
    order = list(dict.fromkeys(rows["group"]))
    rows = rows.assign(row=rows["group"].map(order.index), at=_positions(rows))
    rows = rows[rows["at"].notna()]
    ends = rows.groupby("row")["at"].agg(["min", "max"])
    spans = [value for low, high in ends.itertuples(index=False) for value in (low, high, None)]
    heights = [value for row in ends.index for value in (row, row, None)]
    look = {"color": colour, "width": 3}
    figure.add_scatter(
        x=spans, y=heights, mode="lines", line=look, opacity=0.45, hoverinfo="skip", showlegend=False,
        row=place, col=1,
    )  # fmt: skip
    _marks(figure, rows.assign(about=rows["group"].map(about)), colour, place, titles)
    notes = []
    for lead in rows[rows["lead"]].itertuples():
        text = f"{_row_words(about[lead.group])}<br>{theme.plain(spread(lead))}"
        axis = f"x{place if place > 1 else ''} domain"
        look = {"xanchor": "left", "yanchor": "bottom", "yshift": 6, "align": "left", "font_size": 12}
        notes.append({"x": 0, "y": lead.row, "xref": axis, "text": text} | look)
    write(figure, notes, place)
    _axes(figure, rows, len(order), place)


def _row_words(words: str) -> str:
    """The words of a row, cut where a phone ends: the hover says them in full."""
    what, comma, last = words.rpartition(", ")
    most = LINE - len(last) - 4
    cut = words if len(words) <= LINE else f"{what[:most].rsplit(' ', 1)[0]} …{comma}{last}"
    who, comma, rest = cut.partition(", ")
    return f"<b>{theme.plain(who)}</b>{comma}{theme.plain(rest)}"


def _positions(rows: pd.DataFrame) -> pd.Series:
    """Where a statement is drawn: its figure; of a date the days from the lead on a bent scale.

    On a logarithmic axis, which has no zero, a zero stands left of all others.
    """
    if not rows["unit"].eq("days").any():
        above = rows.loc[rows["value"] > 0, "value"]
        bent = len(above) and above.max() / above.min() > WIDE
        return rows["value"].mask(rows["value"].eq(0), above.min() / 3) if bent else rows["value"]
    lead = rows["group"].map(rows[rows["lead"]].set_index("group")["day"])
    return (rows["day"] - lead).dt.days.map(_bent, na_action="ignore")


def _bent(days: float) -> float:
    """Days so that one and a thousand can both be seen: logarithmic to both sides of zero.

    >>> _bent(0), round(_bent(-9), 6)
    (0.0, -1.0)
    """
    return math.copysign(math.log10(1 + abs(days)), days)


def _marks(figure: go.Figure, rows: pd.DataFrame, colour: str, place: int, titles: Names) -> None:
    """Rivals first, so that the preferred figure lies on top."""
    symbols = rows["copy_of"].notna().map({True: "diamond-open", False: "circle-open"})
    symbols = symbols.mask(rows["lead"].astype(bool), "circle")
    for lead, name in ((False, "rival"), (True, "preferred")):
        part = rows[rows["lead"].eq(lead)]
        if part.empty:
            continue
        figure.add_scatter(
            x=part["at"].tolist(),
            y=part["row"].tolist(),
            mode="markers",
            name=name,
            marker={"symbol": symbols[part.index].tolist(), "size": 12, "color": colour, "line_width": 2},
            hovertext=[_words(row, titles) for row in part.itertuples()],
            hovertemplate=HOVER,
            showlegend=False,
            row=place,
            col=1,
        )


def _axes(figure: go.Figure, rows: pd.DataFrame, count: int, place: int) -> None:
    figure.update_yaxes(visible=False, range=[count - 0.7, -0.95], row=place, col=1)
    low, high = rows["at"].min(), rows["at"].max()
    if rows["unit"].eq("days").any():
        ticks = [
            (_bent(sign * days), words) for days, words in SPANS for sign in ((1,) if not days else (-1, 1))
        ]
        figure.update_xaxes(
            tickvals=[at for at, _ in ticks], ticktext=[words for _, words in ticks], tickangle=0,
            range=[low - 0.2, high + 0.2], zeroline=True, row=place, col=1,
        )  # fmt: skip
        return
    form = "~s" if rows["unit"].eq("US dollars").any() else ",~g"
    axis = {"row": place, "col": 1, "showgrid": True, "tickformat": form}
    if low > 0 and high / low > WIDE:
        decades = [
            10.0**power for power in range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)
        ]
        zero = rows.loc[rows["value"].eq(0), "at"].unique().tolist()
        ends = [math.log10(low) - 0.08, math.log10(high) + 0.08]
        words = ["0"] * len(zero) + [theme.number(value) for value in decades]
        figure.update_xaxes(type="log", range=ends, tickvals=zero + decades, ticktext=words, **axis)
    else:
        pad = max(high - low, 1) * 0.04
        figure.update_xaxes(range=[low - pad, high + pad], nticks=5, **axis)


def _words(row: Any, titles: Names) -> str:
    """The hover of a statement; it ends with the title of its source."""
    hazard = CODES.get(row.hazard, "") if row.kind in ("contamination", "release", "casualties") else ""
    dated = when(row.day, None, row.precision) if row.kind == "contamination" else ""
    return lines(
        wrapped(row.about),
        f"<b>{theme.plain(stated(row))}</b>",
        ", ".join(filter(None, [KINDS[row.kind], theme.plain(row.part or ""), hazard, dated])),
        "preferred" if row.lead else "rival",
        f"repeats: {wrapped(titles.get(row.copy_of, row.copy_of))}" if isinstance(row.copy_of, str) else "",
        wrapped(row.reason),
        wrapped(row.note),
        wrapped(
            f"Source: {titles.get(row.source, row.source) if isinstance(row.source, str) else 'not stated'}"
        ),
    )
