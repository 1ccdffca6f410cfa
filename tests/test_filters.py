"""Holds the frame to what acts: a filter that a view does not offer changes nothing on it."""

import pytest

from tests.alone import visited
from tests.tables import TABLES
from tests.visits import literal
from topics.view import View

FEWER = literal("FEWER")
CHANGED = {
    "region": View(TABLES, "WB"),
    "countries": View(TABLES, "SEE", ("BIH",)),
    "years": View(TABLES, "SEE", (), (2012, 2018)),
    "hazard": View(TABLES, "SEE", (), None, "CMR"),
}
"""A view for each filter, in which that one is changed."""


def drawn(page, parameters, view=None):
    """Titles and marks of a page."""
    charts = visited(page, parameters, view).session_state["drawn"]
    return {key: (chart.title, chart.rows["label"].tolist()) for key, chart in charts.items()}


@pytest.mark.parametrize("view", FEWER, ids="-".join)
def test_a_filter_that_is_not_offered_changes_nothing(view):
    page, parameter, value = view
    before = drawn(page, {parameter: value})
    for name in set(CHANGED) - set(FEWER[view].split()):
        assert drawn(page, {parameter: value}, CHANGED[name]) == before, name


@pytest.mark.parametrize("view", FEWER, ids="-".join)
def test_a_filter_that_is_offered_changes_something(view):
    page, parameter, value = view
    before = drawn(page, {parameter: value})
    for name in FEWER[view].split():
        assert drawn(page, {parameter: value}, CHANGED[name]) != before, name
