"""Holds CONTRIBUTING.md to the project: its samples of a chart, a map and a page run as they stand there."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from charts.chart import OWN
from charts.steps import marks_at
from dashboard import drawing
from tests.alone import headings
from tests.tables import EMPTY, TABLES, view

TEXT = (Path(__file__).parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")


def sample(heading):
    """The Python code under a heading."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.search(r"```python\n(.*?)```", section, re.S)[1]


def test_the_sample_of_a_chart_keeps_the_contract():
    names = {}
    exec(compile(sample("A chart"), "CONTRIBUTING.md", "exec"), names)
    chart = names["cleared_areas"](TABLES, view())
    assert set(OWN) <= set(chart.rows)
    assert chart.figure["data"][0]["customdata"] == chart.rows.index.tolist()
    stated = TABLES["clearance"].set_index("record_id")["area_km2"]
    assert [stated[ids[0]] for ids in chart.rows["records"]] == chart.rows["area_km2"].tolist()
    assert drawing.Drawing(chart, view(), is_dark=True).content
    assert names["cleared_areas"](EMPTY, view(tables=EMPTY)).is_empty


def test_the_sample_of_a_map_keeps_the_contract():
    names = {}
    exec(compile(sample("A map"), "CONTRIBUTING.md", "exec"), names)
    chart = names["cleared_land_map"](TABLES, view())
    assert set(OWN) <= set(chart.rows)
    assert len(chart.drawn) == len(chart.rows)
    stated = TABLES["clearance"].set_index("record_id")["area_km2"]
    assert [stated[ids[0]] for ids in chart.rows["records"]] == chart.rows["area_km2"].tolist()
    first = marks_at(chart.figure, str(chart.rows["step"].min()))
    assert chart.rows.loc[first, "step"].unique().tolist() == [chart.rows["step"].min()]
    assert len(first) < len(chart.rows)
    assert drawing.Drawing(chart, view(), is_dark=True).content
    assert names["cleared_land_map"](EMPTY, view(tables=EMPTY)).is_empty


@pytest.mark.parametrize("part", ["land", "treaties"])
def test_the_sample_of_a_page_draws(part):
    app = AppTest.from_string(sample("A page"))
    app.session_state["view"] = view()
    app.query_params["part"] = part
    app.run(timeout=60)
    assert not app.exception
    assert headings(app)
    assert app.session_state["drawn"]
