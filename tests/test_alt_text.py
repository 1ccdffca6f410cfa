"""The words of a chart for those who hear the page."""

import re

import pytest

from dashboard import chart_address
from dashboard.alt_text import alt_text
from dashboard.drawing import drawing
from tests.charts import charts, drawing_of
from tests.tables import VIEWS, view

CHARTS = chart_address.charts()
NO_WORDS = {
    "a day as machines write it": r"\b\d{4}-\d\d-\d\d",
    "a year with a gap": r"\((19|20)?[12]\u202f\d{3}\)",
    "milliseconds": r"(\u202f000){3}",
    "a place below the first": r"[-−]0\.\d",
}


def said(name: str) -> str:
    return alt_text(drawing(CHARTS[name], view(), {}, dark=False).chart)


@pytest.mark.parametrize("region", ["SEE", "WORLD"])
@pytest.mark.parametrize("drawn", charts())
def test_what_is_heard_is_what_is_read(drawn: str, region: str) -> None:
    chart = drawing_of(drawn, VIEWS[region]).chart
    words = alt_text(chart) if chart.figure else chart.title
    for fault, pattern in NO_WORDS.items():
        assert not re.search(pattern, words), f"{fault}: {words}"


def test_a_series_is_told_by_the_axes_that_have_a_scale() -> None:
    assert "Joined: 8: from 1 (16 June 2009) to 8 (6 April 2011)." in said("ratification_curve")
    assert "First deadline: 13 marks, from 1 March 2009 to 1 March 2021." in said("deadlines")
    assert "Croatia: from 60.4 (2002) to 58 (2023)." in said("release_by_year")
    assert "Recorded: 1\u202f820 (2006)." in said("area_ahead"), "the end of a year is not the next one"
    assert "BiH, itemised by the Monitor: from 1.87 (2015)" in said("donor_by_year"), (
        "a bar stands beside its year"
    )
    assert "Oslo Process: 11 marks." in said("circle_matrix"), "names on both sides"
    assert "Deposits: 8: from 4 (2009) to 1 (2011)." in said("deposits_per_year")
