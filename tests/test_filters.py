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
def test_filters_that_are_offered_and_no_others_change_something(view):
    page, parameter, value = view
    before = drawn(page, {parameter: value})
    act = [name for name in CHANGED if drawn(page, {parameter: value}, CHANGED[name]) != before]
    assert set(act) == set(FEWER[view].split())
