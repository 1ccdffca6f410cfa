"""The map of money: from each donor, in a column at the edge, to the places where it was paid for."""

from collections.abc import Mapping
from math import inf

import pandas as pd

from charts import map as sheet
from charts import theme
from charts.chart import Chart, empty
from charts.extent import Spot, extent_of
from charts.map import Layer, Look
from charts.steps import Row, Steps, records_by_year
from topics.money.flow_rows import DONOR, FLOW, RECIPIENT, flow_rows
from topics.money.places import Pair, donor_column, flow_paths, placed_contributions, within
from topics.money.words import no_contribution
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names, names_by_year
from topics.vocabulary.dates import year_range
from topics.vocabulary.money import FLOW_PHRASES
from topics.vocabulary.numbers import THIN, money
from topics.vocabulary.sentences import first_short, sentence

GIVEN, RECEIVED = theme.ORANGE, theme.BLUE
ENDS = (Look("donor", GIVEN, shape="circle"), Look("received", RECEIVED, shape="circle"))
WIDTHS = (
    Look(f"USD{THIN}under 1 million", GIVEN, shape="line", width=1.2, opacity=0.6),
    Look("1–5 million", GIVEN, shape="line", width=2.6, opacity=0.65),
    Look("5–20 million", GIVEN, shape="line", width=5.0, opacity=0.7),
    Look("20 million and more", GIVEN, shape="line", width=9.0, opacity=0.75),
)
"""Classes of sums."""
LIMITS = (0, 1e6, 5e6, 2e7, inf)
"""US dollars from which on a sum is of a class, and of the next."""
SCALE, SMALLEST = 3.2, 8.0
"""Width in pixels of the mark of a million, and of the smallest one; the area grows with the sum."""
ASIDE = 0.75
"""Degrees between a mark and its name."""
COLUMNS = ("donor", "recipient", "amount_usd", "stage", "years", "contributions", "mark")


def money_flows(
    tables: Tables, view: View, *, flow: str = "monitor", by_year: bool = False, at: int | None = None
) -> Chart:
    """Lines from donors to recipients, as wide as the sums of the years.

    Without a year `at`, the last one is shown first, or that with most money where years stand alone.
    """
    given = placed_contributions(tables, view, flow)
    if given.empty:
        return empty(no_contribution(flow))
    extent = tables.derive(extent_of, "money")
    given = within(given, extent)
    column = donor_column(given, extent)
    places = given.drop_duplicates("recipient")
    spots = dict(zip(places["recipient"], zip(places["lon"], places["lat"], strict=True), strict=True))
    paths = flow_paths(given, column, spots)
    newest_first = given.sort_values(["year", "source"], ascending=False)
    parts = records_by_year(newest_first, by_year=by_year)
    rows = flow_rows(tables, parts, column, spots, paths)
    layers = [
        *sheet.ground(extent),
        sheet.outlines(extent),
        *_marks(rows, paths),
        *_end_names(tables, column, places),
        sheet.names(tables, extent, has_towns=False),
    ]
    steps = _steps(tables, rows, parts, flow=flow, by_year=by_year, at=at)
    figure = sheet.map_figure(tables, extent, rows, (*ENDS, *WIDTHS), layers, steps=steps)
    measure = sentence("Contributions {of_flow}, US dollars", of_flow=FLOW_PHRASES[flow])
    return Chart(steps.title, rows, figure, _note(), COLUMNS, extent=extent.name, measure=measure)


def _note() -> str:
    return sentence(
        "Donors stand in a column, not at their places; recipients east of the map at its edge. Different "
        "kinds of funding overlap and are never added."
    )


def _marks(rows: pd.DataFrame, paths: Mapping[Pair, list[Spot]]) -> list[Layer]:
    """Lines by class of their sum, donors and recipients."""
    flows, ends = rows[rows["mark"] == FLOW], rows[rows["mark"] != FLOW]
    classes = pd.cut(flows["amount_usd"], LIMITS, right=False, labels=[width.label for width in WIDTHS])
    flows, ways = flows.assign(**{"class": classes}), zip(flows["donor"], flows["recipient"], strict=True)
    ends = ends.assign(**{"class": ends["mark"].map({DONOR: ENDS[0].label, RECIPIENT: ENDS[1].label})})
    sizes = (SCALE * (ends["amount_usd"] / 1e6) ** 0.5).clip(lower=SMALLEST).round(1)
    return [sheet.lines(flows, [paths[pair] for pair in ways]), sheet.points(ends, sizes.tolist())]


def _end_names(tables: Tables, column: Mapping[str, Spot], places: pd.DataFrame) -> list[Layer]:
    """Short names of the donors beside their column, and of the recipients that the map does not name.

    These are bodies and what lies beyond the edge.
    """
    short, names = tables["short_names"].set_index("name")["short_name"], country_names(tables)
    beside = [(lon - ASIDE, lat) for lon, lat in column.values()]
    marked = places[places["is_moved"] | places["recipient"].isin(tables["bodies"]["body"])]
    under = [(row.lon, row.lat - ASIDE / 2) for row in marked.itertuples()]
    words = [f"{names[row.recipient]}{' →' if row.is_moved else ''}" for row in marked.itertuples()]
    donors = sheet.words(beside, [short.get(donor, donor) for donor in column], "left")
    return [donors, sheet.words(under, words, "bottom")]


def _steps(
    tables: Tables,
    rows: pd.DataFrame,
    parts: Mapping[int, list[Row]],
    *,
    flow: str,
    by_year: bool,
    at: int | None,
) -> Steps:
    """The titles of the years, and which is shown first."""
    names, flows = names_by_year(tables, parts, full=True), rows[rows["mark"] == FLOW]
    first = min(parts)
    titles = {
        year: _title(
            flows[flows["step"] == year],
            f"{year}" if by_year or year == first else year_range(first, year),
            names[year],
            FLOW_PHRASES[flow],
        )
        for year in parts
    }
    if by_year and at not in parts:
        at = max(parts, key=lambda year: (sum(row["amount_usd"] for row in parts[year]), -year))
    return Steps({"": titles}, at, prefix="" if by_year else f"{first}–")


def _title(flows: pd.DataFrame, years: str, names: Mapping[str, str], phrase: str) -> str:
    """The largest flow of some years."""
    if flows.empty:
        return sentence("No contribution {of_flow} on record for {years}", of_flow=phrase, years=years)
    top = flows.iloc[0]
    name = names.get(top["recipient"], top["recipient"])
    parts = {"years": years, "donor": top["donor"], "name": name, "amount": money(top["amount_usd"])}
    return first_short(
        sentence("Largest flow {years}: {donor} to {name}, {amount}", **parts),
        sentence("{years}: {donor} to {name}, {amount}", **parts),
        sentence("Largest flow {years}: {amount} to {name}", **parts),
    )
