"""The map of money: from each donor, in a column at the edge, to the places where it was paid for."""

from collections.abc import Mapping

import pandas as pd

from charts import map as sheet
from charts import map_labels, theme
from charts.chart import Chart, empty
from charts.map import Spot
from charts.map_lines import Width, links_by_width, width_key
from charts.map_steps import Row, Steps, records_by_year, stepped
from charts.marks import Trace
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
from topics.vocabulary.text import escape

WIDTHS = (
    Width(f"USD{THIN}under 1 million", 0, 1.2, 0.6),
    Width("1–5 million", 1e6, 2.6, 0.65),
    Width("5–20 million", 5e6, 5.0, 0.7),
    Width("20 million and more", 2e7, 9.0, 0.75),
)
"""Classes of sums in US dollars."""
ASIDE = 0.75
"""Degrees between a mark and its name."""
GIVEN, RECEIVED = theme.ORANGE, theme.BLUE
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
    extent = tables.derive(sheet.extent_of, "money")
    given = within(given, extent)
    column = donor_column(given, extent)
    places = given.drop_duplicates("recipient")
    spots = dict(zip(places["recipient"], zip(places["lon"], places["lat"], strict=True), strict=True))
    paths = flow_paths(given, column, spots)
    parts = records_by_year(given.sort_values(["year", "source"], ascending=False), by_year=by_year)
    rows = flow_rows(tables, parts, column, spots, paths)
    drawn = rows[["step", "mark", "donor", "recipient", "amount_usd", "lon", "lat", "label"]]
    drawn = drawn.assign(size=(3.2 * (rows["amount_usd"] / 1e6) ** 0.5).clip(lower=8.0).round(1))
    layout = sheet.layout(tables, extent)
    layout["legend"] |= sheet.NO_CLICK
    under = [*sheet.ground(extent), *sheet.outlines(extent)]
    names = [_donor_names(tables, column), *_recipient_names(tables, places)]
    over = [*map_labels.labels(tables, extent, _discs(drawn)), *names, *sheet.scale_bar(extent), *_key()]

    def paint(part: pd.DataFrame) -> list[Trace]:
        return _marks(part, paths)

    steps = _steps(tables, rows, parts, flow=flow, by_year=by_year, at=at)
    figure = stepped(drawn, paint, layout, steps, under, over)
    measure = sentence("Contributions {of_flow}, US dollars", of_flow=FLOW_PHRASES[flow])
    return Chart(steps.title, rows, figure, _note(), COLUMNS, extent=extent.name, measure=measure)


def _note() -> str:
    return sentence(
        "Donors stand in a column, not at their places; recipients east of the map at its edge. Different "
        "kinds of funding overlap and are never added."
    )


def _marks(part: pd.DataFrame, paths: Mapping[Pair, list[Spot]]) -> list[Trace]:
    """Lines by class of their sum, points to read them at, donors and recipients."""
    flows, donors, recipients = (part[part["mark"] == mark] for mark in (FLOW, DONOR, RECIPIENT))
    ways = [paths[pair] for pair in zip(flows["donor"], flows["recipient"], strict=True)]
    return [
        *links_by_width(flows, "amount_usd", ways, WIDTHS, GIVEN),
        sheet.points(flows, GIVEN, 7.0),
        sheet.points(donors, GIVEN, donors["size"].tolist(), name="donor"),
        sheet.points(recipients, RECEIVED, recipients["size"].tolist(), name="received"),
    ]


def _discs(rows: pd.DataFrame) -> list[map_labels.Disc]:
    """The largest mark of each recipient, which no name may cover."""
    largest = rows[rows["mark"] == RECIPIENT].sort_values("size").drop_duplicates("recipient", keep="last")
    return list(zip(largest["lon"], largest["lat"], largest["size"], strict=True))


def _donor_names(tables: Tables, column: Mapping[str, Spot]) -> Trace:
    """Names beside the column, the short ones: it stands at the edge of a phone."""
    short = tables["short_names"].set_index("name")["short_name"]
    places = [(lon - ASIDE, lat) for lon, lat in column.values()]
    return sheet.words(places, [escape(short.get(donor, donor)) for donor in column], "middle left")


def _recipient_names(tables: Tables, places: pd.DataFrame) -> list[Trace]:
    """Names of the recipients that the map itself does not name: beyond its edge, and bodies."""
    names = country_names(tables)
    is_body = places["recipient"].isin(tables["bodies"]["body"])
    marked = places[places["is_moved"] | is_body]
    under = [(row.lon, row.lat - ASIDE / 2) for row in marked.itertuples()]
    words = [f"{escape(names[row.recipient])}{' →' if row.is_moved else ''}" for row in marked.itertuples()]
    return [sheet.words(under, words, "bottom center")] if words else []


def _key() -> list[Trace]:
    """Donors, recipients and a line per class of sums."""
    ends = [sheet.key_entry("donor", GIVEN, "circle"), sheet.key_entry("received", RECEIVED, "circle")]
    return [*ends, *width_key(WIDTHS, GIVEN)]


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
