"""Draws own sums beside the figures on record: a pair for each place and hazard family."""

from typing import Any

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.marks import Trace, scatter, unmarked
from topics.hazard_areas.comparison import compared, family_title
from topics.hazard_areas.own_areas import NO_FILE, OwnAreas
from topics.hazard_areas.sums import NOT_STATED, PLACE
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.numbers import THIN, area
from topics.vocabulary.sentences import sentence
from topics.vocabulary.text import bold, lines, wrap

OWN, PUBLISHED = "your file", "published"
MARKS = {OWN: (theme.BLUE, "circle"), PUBLISHED: (theme.ORANGE, "diamond")}
"""Colour and symbol of each side."""
OWN_COLUMNS = {"own_km2": "area_km2", "own_areas": "own_areas", "own_class": "area_class"}
MOST_PAIRS = 8
HEAD, PAIR = 104, 46
"""Pixels of what stands around the pairs, and of a pair."""
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
MEASURE = sentence("Area of your file and latest published area, km²")
NOTE = sentence("Where the published figure is of one class only, confirmed or suspected, so is your sum.")
MORE = sentence("The {count} largest are drawn; the table has all.", count=MOST_PAIRS)


def own_beside_published(
    tables: Tables, view: View, *, areas: OwnAreas | None = None, by_subdivision: bool = False
) -> Chart:
    """Own sum and published figure of each place and hazard family, joined by a line.

    Args:
        tables: the clean tables.
        view: its countries and its hazard, at its last day.
        areas: of the reader's file.
        by_subdivision: take countries apart.
    """
    if areas is None:
        return empty(NO_FILE)
    pairs = compared(tables, view, areas.rows, by_subdivision)
    pairs = pairs.dropna(subset=["own_km2", "published_km2"], how="all").reset_index(drop=True)
    if pairs.empty:
        return empty("No area of your file can be compared")
    rows, largest = _sides(pairs, areas.source), _largest(pairs)
    headings = _headings(tables, largest)
    drawn = rows.assign(heading=rows["pair"].map(headings)).dropna(subset="heading")
    traces = [_joins(largest, headings), *(_points(drawn, whose) for whose in MARKS)]
    note = f"{NOTE} {MORE}" if len(pairs) > MOST_PAIRS else NOTE
    columns = ("country", "place", *COLUMNS) if by_subdivision else ("place", *COLUMNS)
    figure = {"data": traces, "layout": _layout(list(headings.values()))}
    return Chart(
        areas.titled(_title(pairs)), rows.drop(columns="pair"), figure, note, columns, measure=MEASURE
    )


def _sides(pairs: pd.DataFrame, source: str) -> pd.DataFrame:
    """A row for each side of the pairs, so that each names where it comes from."""
    words = zip(pairs["place"], pairs["sentence"], strict=True)
    pairs = pairs.assign(
        pair=pairs.index,
        country=pairs["country"].where(pairs["country"] != NOT_STATED, None),
        label=[lines(bold(place), wrap(text)) for place, text in words],
    )
    by_subdivision = "subdivision" in pairs
    facts = ["pair", *PLACE[by_subdivision], "place", "family", "difference_km2", "label"]
    own = pairs.dropna(subset="own_areas")[[*facts, *OWN_COLUMNS]].rename(columns=OWN_COLUMNS)
    own = own.assign(whose=OWN, is_own=True, is_stated=False, source=source, records=[()] * len(own))
    other = pairs.dropna(subset="published_km2").drop(columns=[*OWN_COLUMNS, "status", "sentence"])
    other = other.rename(columns={"published_km2": "area_km2"}).assign(whose=PUBLISHED, is_own=False)
    return pd.concat([own, other]).sort_values("pair", kind="stable", ignore_index=True)


def _largest(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs that are drawn, from below to above: comparable ones on top, the larger above."""
    both, most = pairs["difference_km2"].notna(), pairs[["own_km2", "published_km2"]].max(axis=1)
    order = pairs.assign(both=both, most=most).sort_values(["both", "most"], ascending=False, kind="stable")
    return pairs.loc[order.index[:MOST_PAIRS][::-1]]


def _headings(tables: Tables, pairs: pd.DataFrame) -> dict[Any, str]:
    """What stands above each pair, by its number: place, hazard and both figures."""
    return {
        row.Index: lines(
            bold(row.place),
            family_title(tables, row.family),
            f"{_value(row.own_km2)} in your file, {_value(row.published_km2)} published",
        )
        for row in pairs.itertuples()
    }


def _value(km2: float) -> str:
    return area(km2).removesuffix(f"{THIN}km²") if pd.notna(km2) else "none"


def _points(drawn: pd.DataFrame, whose: str) -> Trace:
    colour, symbol = MARKS[whose]
    marker = {"color": colour, "symbol": symbol, "size": 12}
    rows = drawn[(drawn["whose"] == whose) & drawn["area_km2"].notna()]
    return scatter(rows, "area_km2", "heading", whose, mode="markers", marker=marker, cliponaxis=False)


def _joins(pairs: pd.DataFrame, headings: dict[Any, str]) -> Trace:
    """A grey line from the own sum to the published figure where the two are comparable."""
    both = pairs.dropna(subset="difference_km2")
    across = [value for row in both.itertuples() for value in (row.own_km2, row.published_km2, None)]
    up = [value for pair in both.index for value in (headings[pair], headings[pair], None)]
    return unmarked(across, up, mode="lines", line={"color": theme.GREY, "width": 3})


def _layout(headings: list[str]) -> dict[str, Any]:
    across = {"title": {"text": "Area, km²"}, "rangemode": "tozero", "showgrid": True, "nticks": 5}
    order = {"categoryorder": "array", "categoryarray": headings}
    names = {"fixedrange": True, "ticks": "", "tickfont": {"size": 12}, "ticklabelstandoff": 10}
    return {"height": HEAD + PAIR * len(headings), "xaxis": across | {"tickangle": 0}, "yaxis": order | names}


def _title(pairs: pd.DataFrame) -> str:
    differences = pairs["difference_km2"].dropna()
    if differences.empty:
        return sentence("No published figure can be compared with your file")
    return sentence(
        "Above the published area in {more} of {count} cases",
        more=int((differences > 0).sum()),
        count=len(differences),
    )
