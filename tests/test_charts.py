"""Holds every chart to the contract: mark n is row n, a row names its records and states what they state."""

import functools
import json
import math
import re

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.chart import OWN, rows_of
from dashboard import cite, drawing, store
from dashboard.rows import columns_of
from tests.charts import KINDS, charts, drawing_of, options_of
from tests.tables import EMPTY, TABLES, VIEWS, view
from topics.records.evidence import record_index
from topics.records.latest import record_dates
from topics.tables import Tables

CHARTS = charts()
WORDS_OF_LINK = re.compile(r"\(https?:[^)]*\)")
OF_A_MACHINE = re.compile(
    r"\d\d:\d\d:\d\d|^-\d|\bnan\b|\bNaT\b|^[a-z]+(_[a-z]+)+$"
    r"|(?<![\w-])1 (other )?(item|mine|state|row|month)s\b"
)
"""Moments, hyphens for a minus, missing values, codes, one of many."""
OF_THE_RECORDS = {"Table", "Record", "Raw file", "Row", "Before", "Now"}
"""Columns that show records as the files have them."""
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
MARKS = {
    "areas": ("units", "classes", "signs", "opacity"),
    "points": ("spots", "classes", "sizes", "shapes", "texts"),
    "rings": ("spots", "sizes", "numbers"),
    "lines": ("paths", "classes"),
}
"""What each layer of marks says of each of its rows."""


@pytest.fixture(scope="module", params=CHARTS)
def drawn(request):
    """A chart under every option, and over each kind of filter, with words for which one it is."""
    function, name = CHARTS[request.param], request.param
    cases = [
        (f"{options}", drawing.result_of(function, view(), options))
        for options in options_of(function, TABLES)
    ]
    return cases[1:] + [(words, drawing_of(name, chosen).chart) for words, chosen in VIEWS.items()]


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
        numbers = rows_of(chart.figure)
        wrong = numbers - set(chart.rows.index)
        assert not wrong, (words, wrong)
        if chart.figure and len(chart.rows):
            assert numbers, f"{words}: no mark leads to its row"
        for trace in chart.figure.get("data", ()):
            if trace.get("hovertext") or trace.get("hovertemplate"):
                assert "customdata" in trace, f"{words}: {trace.get('name')} speaks without a row"


def test_a_title_is_short_and_a_note_is_read_at_a_glance(drawn):
    long = {
        f"{words}: {part} of {len(text.split())} words: {text}"
        for words, chart in drawn
        for part, text, most in (("title", chart.title, 12), ("note", WORDS_OF_LINK.sub("", chart.note), 40))
        if len(text.split()) > most or (part == "title" and len(text) > 90)
    }
    assert not long, "\n".join(sorted(long))


def test_a_cell_of_a_table_is_written_for_a_reader(drawn):
    wrong = {
        f"{words}: {column.head}: {text}"
        for words, chart in drawn
        for column in columns_of(TABLES, chart.rows, chart.columns)
        for text in column.texts
        if OF_A_MACHINE.search(text) and column.head not in OF_THE_RECORDS
    }
    assert not wrong, f"{len(wrong)} cells: " + "\n".join(sorted(wrong)[:10])


def test_a_chart_says_what_it_measures_and_fits_on_a_screen(drawn):
    for words, chart in drawn:
        if chart.figure:
            assert chart.measure, f"{words}: no measure"
            assert chart.is_map == bool(chart.extent), words
            if not chart.is_map:  # static/map.js gives maps their height
                assert chart.figure["layout"].get("height", drawing.HEIGHT) <= 480, words


def test_sources_and_latest_entry_are_those_of_the_marks(drawn):
    sources = TABLES.derive(record_index)["source"].to_dict()
    dates = TABLES.derive(record_dates)
    for words, chart in drawn:
        marks = chart.rows[chart.rows.index.isin(rows_of(chart.figure))] if chart.figure else chart.rows
        cited = {sources[one] for ids in marks["records"] for one in ids if pd.notna(sources[one])}
        dated = cite.as_of(TABLES, chart.drawn)
        assert cited <= set(cite.sources_of(TABLES, chart.drawn)), words
        assert chart.drawn.index.tolist() == marks.index.tolist(), words
        known = {one for ids in marks["records"] for one in ids}
        days = dates.loc[dates["record_id"].isin(known), "date"]
        latest = days[days <= pd.Timestamp(TABLES.today)].max()
        assert ("Latest entry" in dated) == pd.notna(latest), words
        if pd.notna(latest):
            assert str(latest.year) in dated.partition(";")[0], words


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


def test_cells_are_values_that_a_table_can_hold(drawn):
    several = {
        (words, name)
        for words, chart in drawn
        for name in chart.rows.columns.drop("records", errors="ignore")
        if chart.rows[name].dtype == object
        if chart.rows[name].map(lambda cell: isinstance(cell, tuple | list | dict | set)).any()
    }
    assert not several, "a cell holds one value; several are parted by semicolons in a text"


def test_each_figure_is_one_that_is_drawn(drawn):
    for words, chart in drawn:
        if not chart.figure:
            continue
        assert drawing.Drawing(chart, view()).content  # refuses what JSON has no number for
        if not chart.is_map:
            kinds = {trace["type"] for trace in chart.figure["data"]}
            assert kinds <= set(KINDS), (words, kinds)
            assert "title" not in chart.figure["layout"], words
            go.Figure(chart.figure)  # refuses what Plotly does not know


@functools.cache
def units(file):
    """Ids of the units of a boundary file."""
    return {unit["id"] for unit in json.loads(store.geometry(file))["features"]}


def test_each_mark_of_a_map_has_a_place_a_class_and_words(drawn):
    for words, chart in drawn:
        if not chart.is_map:
            continue
        figure = chart.figure
        assert [figure["labels"][number] for number in figure["label_of"]] == list(chart.rows["label"]), words
        labels = [look["label"] for look in figure["classes"]]
        assert len(set(labels)) == len(labels), (words, labels)
        for layer in figure["layers"]:
            assert set(layer.get("classes", ())) <= set(range(len(labels))), (words, layer["kind"])
            if layer["kind"] in MARKS:
                lengths = {name: len(layer[name]) for name in MARKS[layer["kind"]] if layer.get(name)}
                assert set(lengths.values()) <= {len(layer["rows"])}, (words, lengths)
            if layer["kind"] == "rings":
                assert {len(sizes) for sizes in layer["sizes"]} <= {len(layer["classes"])}, words
            if "units" in layer:
                assert set(layer["units"] or ()) <= units(layer["file"]), (words, layer["kind"])


def test_each_step_of_a_map_has_a_short_title(drawn):
    for words, chart in drawn:
        if "steps" not in chart.figure:
            continue
        titles, steps = chart.figure["titles"], chart.figure["steps"]
        choices = chart.figure.get("choices", drawing.ONE_CHOICE)
        assert [len(by_step) for by_step in titles] == [len(steps["names"])] * len(choices["names"]), words
        assert titles[choices["start"]][steps["start"]] == chart.title, words
        every = {title for by_step in titles for title in by_step}
        long = {title for title in every if len(title.split()) > 12 or len(title) > 90}
        assert not long, (words, long)


@pytest.mark.parametrize("name", CHARTS)
def test_no_rows_are_a_sentence(name):
    chart = CHARTS[name](EMPTY, view(tables=EMPTY))
    assert chart.title.strip(), "an empty chart says what is missing"
    assert rows_of(chart.figure) <= set(chart.rows.index)


HOSTILE = "<img src=x>"
FREE = {"name", "title", "note", "remark", "donor", "city", "organisers", "participant", "looked_in"}
"""Columns that people fill with words of their own."""


@pytest.fixture(scope="module")
def hostile():
    """The tables with markup in all that people write, where it is not what other tables name."""
    tables = {
        name: TABLES[name].assign(
            **{
                column: TABLES[name][column].mask(TABLES[name][column].notna(), HOSTILE)
                for column in FREE & set(TABLES[name])
            }
        )
        for name in TABLES
    }
    return Tables(tables, version="hostile", today=TABLES.today, published=TABLES.published)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_of_the_data_is_markup(name, hostile):
    """All other words of a map than its labels are text."""
    chart = CHARTS[name](hostile, view(tables=hostile))
    written = chart.figure["labels"] if chart.is_map else chart.figure
    assert HOSTILE not in f"{written}"
    assert not any(HOSTILE in label for label in chart.rows.get("label", ()))
