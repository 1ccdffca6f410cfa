"""The map of money: from each donor, in a column at the edge, to the places where it was paid for."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis import flows
from analysis.names import NO_COUNTRIES
from charts import base_map, theme
from charts.map_years import Layers, map_of_steps
from charts.words import lines, money, names_in, names_of, source_titles, wrapped

WIDTHS = (
    ("under 1 million", 0.0, 1.2, 0.6),
    ("1–5 million", 1e6, 2.6, 0.65),
    ("5–20 million", 5e6, 5.0, 0.7),
    ("20 million and more", 2e7, 9.0, 0.75),
)
"""Fixed classes of sums in US dollars: label, from, width, opacity."""
COLUMN = (12.0, 46.3, 38.0)
"""Longitude of the column of donors, latitudes of its upper and its lower end."""
EAST = (23.1, 40.6)
"""Where receivers stand that lie east of the map, the first of them."""
GEO = {"lonaxis": {"range": [8.0, 23.9]}, "lataxis": {"range": [37.6, 47.1]}}
"""The west of the region, with room for the column beside it."""
WORDS = {
    "monitor": "itemised by the Monitor",
    "us": "of the United States' programme",
    "announced": "announced or planned",
    "itf": "given to ITF",
}
"""What the sums of each scope are."""
HOVER = "%{text}<extra></extra>"
BEND, STEPS = 0.45, 12
MOST_LISTED = 12
MOVED = "drawn at the edge of the map, not at its place"
ASIDE = 0.75
"""Degrees between a mark and its name."""
SHORT = {
    "Council of Europe Development Bank": "CEB",
    "Czech Republic": "Czechia",
    "European Union": "EU",
    "United States": "USA",
    "United Kingdom": "UK",
}
"""Names that would not fit beside the column on a phone; hover texts have them in full."""
GIVEN, GOT = theme.ROLES["funder"], theme.BLUE


def money_flows(
    funding: pd.DataFrame,
    countries: pd.DataFrame,
    actors: pd.DataFrame,
    sources: pd.DataFrame | None = None,
    scope: str = "monitor",
    alone: bool = False,
    at: int | None = None,
) -> go.Figure:
    """Lines from donors to receivers, as wide as the sums of the years.

    Args:
        funding: any part of the table.
        countries: names and points of the receivers.
        actors: where ITF has its seat.
        sources: titles for the hover texts.
        scope: which records, one of `analysis.flows.SCOPES`; they are never added to each other.
        alone: show each year by itself instead of adding the years up.
        at: the year shown first; the last one, or the one with most money where years stand alone.
    """
    rows = flows.drawable(flows.of_scope(funding, scope), countries, actors)
    if rows.empty:
        return go.Figure(layout_title_text=f"No contribution {WORDS[scope]} is on record")
    rows, column, titles = _at_the_edge(rows), _column(rows), source_titles(sources)
    sums = _by_year(rows, alone)
    then = {year: _named(rows, names) for year, names in names_in(countries, sums).items()}
    first, last = min(sums), max(sums)
    richest = max(sums, key=lambda year: (sums[year]["amount_usd"].sum(), -year))
    figure = map_of_steps(
        {"": {year: _painted(part, column, then[year], titles) for year, part in sums.items()}},
        _layout(),
        [*base_map.ground("west", (), countries), *base_map.outlines("west", countries)],
        _over(rows, countries, column),
        {"": {year: _title(part, year, first, alone, then[year], scope) for year, part in sums.items()}},
        shown=("", at if at in sums else richest if alone else last),
    )
    prefix = "Money of " if alone else f"Money of {first} to "
    sliders = [slider.update(currentvalue_prefix=prefix) for slider in figure.layout.sliders]
    return figure.update_layout(sliders=sliders)


def _over(rows: pd.DataFrame, countries: pd.DataFrame, column: dict[str, tuple[float, float]]) -> Layers:
    """What stays over the flows: names of countries, donors and receivers, the scale, the key."""
    named = base_map.labels(countries[countries["country"].isin(base_map.NEAR)], "west")
    receivers = _receiver_names(rows, _named(rows, names_of(countries)))
    return [*named, _donor_names(column), *receivers, *base_map.scale_bar("west"), *_key()]


def _named(rows: pd.DataFrame, names: dict[str, str]) -> dict[str, str]:
    """Names of the receivers by code."""
    known = NO_COUNTRIES | names
    return {str(code): known.get(code, str(code)) for code in rows["recipient"].unique()}


def _by_year(rows: pd.DataFrame, alone: bool) -> dict[int, pd.DataFrame]:
    """The sums of each year, or those up to each year."""
    first, last = int(rows["year"].min()), int(rows["year"].max())
    return {
        year: flows.between(rows, [year] if alone else range(first, year + 1))
        for year in range(first, last + 1)
    }


def _at_the_edge(rows: pd.DataFrame) -> pd.DataFrame:
    """Receivers that lie east of the map stand under each other at its edge."""
    east = sorted(rows.loc[rows["lon"] > GEO["lonaxis"]["range"][1], "recipient"].unique())
    lats = {code: EAST[1] - place for place, code in enumerate(east)}
    moved = rows["recipient"].isin(east)
    return rows.assign(
        lon=rows["lon"].mask(moved, EAST[0]), lat=rows["lat"].mask(moved, rows["recipient"].map(lats))
    )


def _layout() -> dict:
    """The west of the region with room for the column of donors."""
    layout = base_map.layout("west")
    layout["geo"] |= GEO
    layout["geo"]["projection"] |= {"rotation": {"lon": sum(GEO["lonaxis"]["range"]) / 2}}
    del layout["meta"]["wide"]  # the donors and the receivers to the east stand at its edges
    layout["legend"] |= {"itemclick": False, "itemdoubleclick": False, "itemsizing": "trace"}
    return layout


def _column(rows: pd.DataFrame) -> dict[str, tuple[float, float]]:
    """Where each donor stands: under each other, the largest sum of all years on top."""
    lon, top, bottom = COLUMN
    donors = (
        rows.groupby("donor")["amount_usd"].sum().sort_index().sort_values(ascending=False, kind="stable")
    )
    step = min((top - bottom) / max(len(donors) - 1, 1), (top - bottom) / 10)
    return {str(donor): (lon, round(top - place * step, 3)) for place, donor in enumerate(donors.index)}


def _painted(
    part: pd.DataFrame,
    column: dict[str, tuple[float, float]],
    names: dict[str, str],
    titles: dict[str, str],
) -> Layers:
    """The layers of some years: lines by class, donors, receivers, and points to read a line at."""
    limits = [*(row[1] for row in WIDTHS[1:]), float("inf")]
    layers = []
    for (label, low, width, opacity), high in zip(WIDTHS, limits, strict=True):
        some = part[(part["amount_usd"] >= low) & (part["amount_usd"] < high)]
        ends = [place for row in some.itertuples() for place in _curve(column[row.donor], (row.lon, row.lat))]
        line = {"color": GIVEN, "width": width}
        layers.append(base_map.spots(ends, mode="lines", name=f"USD {label}", line=line, opacity=opacity))
    middles = [_curve(column[row.donor], (row.lon, row.lat))[STEPS // 2] for row in part.itertuples()]
    said = [_flow_words(row, names, titles) for row in part.itertuples()]
    handles = _marks(middles, [7.0] * len(middles), GIVEN) | {"text": said, "hovertemplate": HOVER}
    return [*layers, handles, _donors(part, column, names, titles), _receivers(part, names, titles)]


def _curve(start: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """Points of a line that leaves a donor level and bends to the receiver, and a gap behind it."""
    bend = (start[0] + BEND * (end[0] - start[0]), start[1])
    points = []
    for step in range(STEPS + 1):
        part = step / STEPS
        weights = ((1 - part) ** 2, 2 * part * (1 - part), part**2)
        pairs = list(zip(weights, (start, bend, end), strict=True))
        lon, lat = (sum(weight * place[axis] for weight, place in pairs) for axis in (0, 1))
        points.append((round(lon, 2), round(lat, 2)))
    return [*points, (float("nan"), float("nan"))]


def _marks(places: list[tuple[float, float]], sizes: list[float], colour: str) -> dict:
    marker = {
        "color": [colour] * len(places),
        "size": sizes,
        "opacity": 1,
        "line": {"color": theme.PAGE[False], "width": 1},
    }
    return base_map.spots(places, mode="markers", marker=marker)


def _size(amount_usd: float) -> float:
    return round(max(8.0, 3.2 * (amount_usd / 1e6) ** 0.5), 1)


def _donors(
    part: pd.DataFrame,
    column: dict[str, tuple[float, float]],
    names: dict[str, str],
    titles: dict[str, str],
) -> dict:
    """A mark per donor, as large as what it gave."""
    places, sizes, words = [], [], []
    for donor, gifts in part.groupby("donor", sort=False):
        total = gifts["amount_usd"].sum()
        said = [f"{theme.plain(names[row.recipient])}: {money(row.amount_usd)}" for row in gifts.itertuples()]
        head = f"<b>{theme.plain(donor)} gave {money(total)}</b>"
        words.append(lines(head, *said, wrapped(MOVED), _cited(gifts, titles)))
        places.append(column[str(donor)])
        sizes.append(_size(total))
    return _marks(places, sizes, GIVEN) | {"text": words, "hovertemplate": HOVER, "name": "donor"}


def _receivers(part: pd.DataFrame, names: dict[str, str], titles: dict[str, str]) -> dict:
    """A mark per receiver, as large as what it got."""
    places, sizes, words = [], [], []
    for (recipient, lon, lat), gifts in part.groupby(["recipient", "lon", "lat"], sort=False):
        total = gifts["amount_usd"].sum()
        said = [f"{theme.plain(row.donor)}: {money(row.amount_usd)}" for row in gifts.itertuples()]
        head = f"<b>{theme.plain(names[str(recipient)])} received {money(total)}</b>"
        moved = wrapped(MOVED) if lon == EAST[0] else ""
        words.append(lines(head, *said[:MOST_LISTED], moved, _cited(gifts, titles)))
        places.append((lon, lat))
        sizes.append(_size(total))
    return _marks(places, sizes, GOT) | {"text": words, "hovertemplate": HOVER, "name": "received"}


def _cited(gifts: pd.DataFrame, titles: dict[str, str]) -> str:
    """The source of the largest gift, and how many more there are."""
    cited = list(dict.fromkeys(gifts["source"]))
    more = f" and {len(cited) - 1} more" if len(cited) > 1 else ""
    return wrapped(f"Source: {titles.get(cited[0], cited[0])}{more}")


def _names(places: list[tuple[float, float]], words: list[str], position: str) -> dict:
    font = {"size": 12, "color": theme.INK[False], "shadow": ", ".join([f"0 0 3px {theme.PAGE[False]}"] * 4)}
    return base_map.spots(places, mode="text", text=words, textposition=position, textfont=font)


def _donor_names(column: dict[str, tuple[float, float]]) -> dict:
    words = [theme.plain(SHORT.get(donor, donor)) for donor in column]
    return _names([(lon - ASIDE, lat) for lon, lat in column.values()], words, "middle left")


def _receiver_names(rows: pd.DataFrame, names: dict[str, str]) -> Layers:
    """Names of the receivers that the map itself does not name."""
    once = rows.drop_duplicates("recipient")
    marked = once[(once["lon"] == EAST[0]) | (once["recipient"] == "ITF")]
    places = [(row.lon, row.lat - ASIDE / 2) for row in marked.itertuples()]
    words = [f"{theme.plain(names[code])}{'' if code == 'ITF' else ' →'}" for code in marked["recipient"]]
    return [_names(places, words, "bottom center")]


def _flow_words(row: Any, names: dict[str, str], titles: dict[str, str]) -> str:
    years = f"{row.first}" if row.first == row.last else f"{row.first}–{row.last}"
    count = f"{row.records} contribution{'s' * (row.records > 1)}"
    return lines(
        f"<b>{theme.plain(row.donor)} to {theme.plain(names[row.recipient])}</b>",
        f"{money(row.amount_usd)} in {years}, {count}",
        wrapped(f"Source: {titles.get(row.source, row.source)}"),
    )


def _key() -> Layers:
    """The key: donors, receivers and a line per class of sums."""
    marks = [base_map.key_entry("donor", GIVEN, "circle"), base_map.key_entry("received", GOT, "circle")]
    widths = [
        base_map.key_entry(f"USD{theme.THIN}{label}" if place == 0 else label, GIVEN)
        | {"mode": "lines", "line": {"color": GIVEN, "width": width}, "opacity": opacity}
        for place, (label, _, width, opacity) in enumerate(WIDTHS)
    ]
    return [*marks, *widths]


def _title(part: pd.DataFrame, year: int, first: int, alone: bool, names: dict[str, str], scope: str) -> str:
    if part.empty:
        return f"No contribution {WORDS[scope]} is on record for {year}"
    span = f"{year}" if alone or year == first else f"{first} to {year}"
    top, total = part.iloc[0], part["amount_usd"].sum()
    flow = f"{theme.plain(top['donor'])} to {theme.plain(names[top['recipient']])}"
    if len(part) == 1:
        return f"One flow: {flow}, {money(total)} {WORDS[scope]}, {span}"
    return f"Largest flow: {flow}, {money(top['amount_usd'])} of {money(total)} {WORDS[scope]}, {span}"
