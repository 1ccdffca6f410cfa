"""Holds every chart to the contract: mark n is row n, a row names its records and states what they state."""

import functools
import math

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.chart import OWN
from dashboard import drawing
from tests.charts import KINDS, charts, options_of
from tests.tables import EMPTY, TABLES, view
from topics.records.evidence import record_index

CHARTS = charts()
REGIONS = ("SEE", "WB", "EU", "WORLD")
VIEWS = {region: view(region) for region in REGIONS}
ABOUT_RECORDS = {
    "record_id",
    "figure_id",
    "preference",
    "preferred",
    "known_since",
    "known_precision",
    "known_basis",
}
"""Columns of which a row may carry those of today's rule: they say nothing of the figure."""


@pytest.fixture(scope="module", params=CHARTS)
def drawn(request):
    """A chart under every option and over some regions, with words for which one it is."""
    function = CHARTS[request.param]
    cases = [("SEE", options) for options in options_of(function, TABLES)]
    cases += [(region, {}) for region in REGIONS[1:]]
    return [(f"{region} {options}", function(TABLES, VIEWS[region], **options)) for region, options in cases]


def flat(cells):
    """Row numbers of a trace, of a grid too; None where there is no row."""
    for cell in cells:
        if isinstance(cell, list | tuple):
            yield from flat(cell)
        else:
            yield cell


def layers(figure):
    """All traces of a figure, those of its steps too."""
    yield from figure.get("data", ())
    for frame in figure.get("frames", ()):
        yield from frame["data"]


@functools.cache
def record(record_id):
    """A clean row by its id, as a dict; none where there is no such record."""
    index = TABLES.derive(record_index)
    if record_id not in index.index:
        return None
    return by_id(index["table"][record_id])[record_id]


@functools.cache
def by_id(table):
    """The rows of a clean table by their id."""
    return {row["record_id"]: row for row in TABLES[table].astype(object).to_dict("records")}


def is_missing(value):
    return (
        value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value))
    )


def agrees(cell, stated):
    """Whether a cell of a row is what its record states."""
    if is_missing(cell) or is_missing(stated):
        return is_missing(cell) == is_missing(stated)
    if isinstance(cell, int | float) and isinstance(stated, int | float):
        return math.isclose(cell, stated, rel_tol=1e-9, abs_tol=1e-12)
    return str(cell) == str(stated)


def test_each_mark_is_a_row(drawn):
    for words, chart in drawn:
        assert list(chart.rows.index) == list(range(len(chart.rows))), words
        assert set(OWN) <= set(chart.rows), words
        assert chart.title.strip() and "<" not in chart.title.replace("<1", ""), (words, chart.title)
        numbers = [number for layer in layers(chart.figure) for number in flat(layer.get("customdata", ()))]
        wrong = {number for number in numbers if number is not None and number not in chart.rows.index}
        assert not wrong, (words, wrong)
        if chart.figure and len(chart.rows):
            assert set(numbers) - {None}, f"{words}: no mark leads to its row"
        for layer in layers(chart.figure):
            if layer.get("hovertext") or layer.get("hovertemplate"):
                assert "customdata" in layer, f"{words}: {layer.get('name')} speaks without a row"


def test_each_row_names_records_that_exist_and_states_what_they_state(drawn):
    wrong = []
    for words, chart in drawn:
        for row in chart.rows.to_dict("records"):
            assert isinstance(row["records"], tuple), words
            unknown = [one for one in row["records"] if record(one) is None]
            assert not unknown, (words, unknown[:3])
            if not row["is_stated"]:
                continue
            assert len(row["records"]) == 1, (words, row)
            stated = record(row["records"][0])
            shared = set(row) & set(stated) - {*OWN, *ABOUT_RECORDS}
            wrong += [
                f"{words}: {column} is {row[column]!r}, the record {row['records'][0]} has {stated[column]!r}"
                for column in sorted(shared)
                if not agrees(row[column], stated[column])
            ]
    assert not wrong, f"{len(wrong)} cells: " + "\n".join(wrong[:10])


def test_each_figure_is_one_that_plotly_draws(drawn):
    for words, chart in drawn:
        kinds = {trace["type"] for trace in chart.figure.get("data", ())}
        assert kinds <= set(KINDS), (words, kinds)
        assert "title" not in chart.figure.get("layout", {}), words
        if chart.figure:
            go.Figure(chart.figure)  # refuses what Plotly does not know
            drawing.inked(chart, view(), dark=False)  # and JSON what is no number


@pytest.mark.parametrize("name", CHARTS)
def test_no_rows_are_a_sentence(name):
    chart = CHARTS[name](EMPTY, view(tables=EMPTY))
    assert chart.title.strip(), "an empty chart says what is missing"
    assert not set(
        flat(number for layer in layers(chart.figure) for number in layer.get("customdata", ()))
    ) - {
        None,
        *chart.rows.index,
    }
