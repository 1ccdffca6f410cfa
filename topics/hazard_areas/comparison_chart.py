"""Draws own sums beside the figures on record: bars for each place and hazard family, one for each source."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, bars, key_entry, scatter
from charts.panels import annotation
from topics.hazard_areas.comparison import compared, family_title, figure_date, figure_words, place_names
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas, of_file
from topics.hazard_areas.rival_figures import rival_figures
from topics.hazard_areas.sums import NOT_STATED, PLACE
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.dates import short_date
from topics.vocabulary.numbers import area
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, escape, lines, wrap

OWN, PUBLISHED, OTHER = sentence("your file"), sentence("published"), sentence("other source")
COLOURS = {OWN: theme.BLUE, PUBLISHED: theme.ORANGE, OTHER: theme.BROWN}
OWN_COLUMNS = {"own_km2": "area_km2", "own_areas": "own_areas", "own_class": "area_class"}
HEAD, LINE, BAR, BETWEEN, AXIS, KEY = 24, 29, 10, 8, 46, 40
"""Pixels of a heading, of a line of words with its bar, of the bar, between places, of axis and key."""
HIGHEST = 480
"""Pixels of a chart that fits on a screen: as many places are drawn as fit."""
COLUMNS = (
    "family",
    "whose",
    "area_km2",
    "difference_km2",
    "area_class",
    "own_areas",
    "as_of",
    "completed_on",
)
MEASURE = sentence("Open areas of your file and published areas, km²")
NOTE = sentence("Where the published figure is of one class only, confirmed or suspected, so is your sum.")


def own_beside_published(
    tables: Tables, view: View, *, areas: OwnAreas | None = None, by: str = "country"
) -> Chart:
    """Own sum, published figure and those of other sources for each place and hazard family.

    Args:
        tables: the clean tables.
        view: its countries and its hazard, at its last day.
        areas: of the reader's file.
        by: level of the places, a key of PLACE.
    """
    if areas is None:
        return empty(NO_FILE)
    pairs = compared(tables, view, areas.rows, by)
    pairs = pairs.dropna(subset=["own_areas", "published_km2"], how="all").reset_index(drop=True)
    if pairs.empty:
        return empty(sentence("No open area of your file can be compared"))
    pairs = pairs.assign(place=place_names(tables, pairs, areas.names))
    rows = _sides(tables, view, pairs, areas.source, by)
    largest = _largest(pairs, rows)
    traces, layout = _figure(tables, rows, largest)
    more = sentence("The {count} largest are drawn; the table has all.", count=len(largest))
    note = f"{NOTE} {more}" if len(pairs) > len(largest) else NOTE
    columns = ("place", *COLUMNS) if by == "country" else ("country", "place", *COLUMNS)
    figure = {"data": traces, "layout": layout}
    listed_rows = rows.drop(columns=["pair", "words"])
    return Chart(areas.titled(_title(pairs)), listed_rows, figure, note, columns, measure=MEASURE)


def _sides(tables: Tables, view: View, pairs: pd.DataFrame, source: str, level: str) -> pd.DataFrame:
    """A row for each figure of the pairs, each with the source it comes from.

    *Columns*: pair, those of PLACE, place, family, whose, area_km2, words (what stands over its bar).
    """
    keys = [*PLACE[level], "family"]
    pairs = pairs.assign(pair=pairs.index)
    facts = ["pair", *keys, "place", "difference_km2"]
    own = pairs.dropna(subset="own_areas")[[*facts, *OWN_COLUMNS]].rename(columns=OWN_COLUMNS)
    own = of_file(own.assign(whose=OWN), source)
    lead = pairs.dropna(subset="published_km2").drop(columns=[*OWN_COLUMNS, "sentence"])
    lead = lead.rename(columns={"published_km2": "area_km2"}).assign(whose=PUBLISHED, is_own=False)
    rivals = rival_figures(tables, view, level).merge(pairs[["pair", *keys, "place"]], on=keys)
    rivals = rivals[rivals["pair"].isin(own["pair"])].assign(whose=OTHER, is_own=False)
    rows = pd.concat([own, lead, rivals]).sort_values("pair", kind="stable", ignore_index=True)
    rows = rows.assign(words=[_words(row) for row in rows.itertuples()])
    labels = [
        lines(bold(row.place), wrap(family_title(tables, row.family)), wrap(row.words))
        for row in rows.itertuples()
    ]
    country = rows["country"].where(rows["country"] != NOT_STATED, None)
    return rows.assign(country=country, label=labels).drop(columns="status")


def _words(row: Any) -> str:
    """What a bar says."""
    size = area(row.area_km2) if pd.notna(row.area_km2) else sentence("no area stated")
    if row.whose == OWN:
        return sentence("Your file: {area}", area=size)
    date, precision = figure_date(row)
    when = short_date(date, precision) if pd.notna(date) else ""
    meaning = figure_words(row.status, row.area_class) if isinstance(row.status, str) else ""
    parts = ", ".join(filter(None, [size, meaning.partition(" (")[0], when]))
    if row.whose == PUBLISHED:
        return sentence("Published: {figure}", figure=parts)
    return sentence("Other source: {figure}", figure=parts)


def _largest(pairs: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """The pairs that are drawn, from above: comparable ones first, then the larger ones; those that fit."""
    both, most = pairs["difference_km2"].notna(), pairs[["own_km2", "published_km2"]].max(axis=1)
    order = pairs.assign(both=both, most=most).sort_values(["both", "most"], ascending=False, kind="stable")
    own, on_record = (rows["whose"].eq(side).groupby(rows["pair"]).sum() for side in (OWN, PUBLISHED))
    lines_of = rows.groupby("pair").size() + own.eq(0) + own.where(on_record.eq(0), 0)  # as `_lines` has them
    heights = (HEAD + LINE * lines_of.loc[order.index] + BETWEEN).cumsum()
    return order.index[heights <= HIGHEST - AXIS - KEY].tolist()


def _figure(tables: Tables, rows: pd.DataFrame, largest: list[int]) -> tuple[list[Trace], dict[str, Any]]:
    """Bars under their words, in pixels from above; what is not on record is said, and has no bar."""
    places, words, height = [], [], 0.0
    for pair in largest:
        part = rows[rows["pair"] == pair]
        title = f"{bold(part['place'].iloc[0])} · {escape(family_title(tables, part['family'].iloc[0]))}"
        words.append(_text(height + HEAD / 2, title, 13))
        height += HEAD
        for at, text in _lines(part):
            words.append(_text(height + 8, text, 11))
            places += [(at, height + LINE - BAR)] if at is not None else []
            height += LINE
        height += BETWEEN
    drawn = rows.loc[[at for at, _ in places]].assign(down=[down for _, down in places])
    traces = [trace for whose in COLOURS for trace in _bars(drawn[drawn["whose"] == whose], whose)]
    most = drawn["area_km2"].max()
    across = {"range": [0, float(most) * 1.02 if most > 0 else 1.0], "nticks": 5, "tickangle": 0}
    layout = {
        "height": round(height + AXIS + KEY),
        "margin": {"l": 8, "r": 16, "t": KEY, "b": AXIS},
        "annotations": words,
        "xaxis": across | {"title": {"text": sentence("Area, km²")}, "showgrid": True},
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
    }
    return traces, layout


def _lines(part: pd.DataFrame) -> Iterator[tuple[Any, str]]:
    """The lines of a place: number and words of each row, and words for a side that has none."""
    sides = set(part["whose"])
    if OWN not in sides:
        yield None, f"<i>{sentence('Your file: no open area')}</i>"
    for row in part.itertuples():
        yield row.Index, escape(row.words)
        if row.whose == OWN and PUBLISHED not in sides:
            yield None, f"<i>{sentence('Published: no data')}</i>"


def _text(down: float, text: str, size: int) -> dict[str, Any]:
    return annotation(1, 0, down, text, xref="x domain", xanchor="left", align="left", font={"size": size})


def _bars(rows: pd.DataFrame, whose: str) -> list[Trace]:
    """The bars of a side, signs where it states zero, and its entry in the key."""
    if rows.empty:
        return []
    above, zero = rows[rows["area_km2"].gt(0)], rows[rows["area_km2"].eq(0)]
    colour = COLOURS[whose]
    style = {"orientation": "h", "width": BAR, "marker": {"color": colour}, "showlegend": False}
    marker = {"color": colour, "symbol": "line-ns", "size": BAR, "line": {"color": colour, "width": 3}}
    square = {"color": colour, "symbol": "square", "size": 11}
    return [
        bars(above, "area_km2", "down", whose, **style),
        scatter(
            zero, "area_km2", "down", whose, mode="markers", marker=marker, showlegend=False, cliponaxis=False
        ),
        key_entry(whose, marker=square),
    ]


def _title(pairs: pd.DataFrame) -> str:
    both = pairs.dropna(subset="difference_km2")
    if both.empty:
        return sentence("No published figure can be compared with your file")
    if len(both) == 1:
        (row,) = both.itertuples()
        own, published = area(row.own_km2), area(row.published_km2)
        return sentence(
            "{place}: {own} in your file, {published} published",
            place=row.place,
            own=own,
            published=published,
        )
    return sentence(
        "Above the published area in {more} of {count} cases",
        more=int((both["difference_km2"] > 0).sum()),
        count=len(both),
    )
