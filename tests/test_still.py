"""Pictures made on the server show what the page shows: words, keys, categories, marks."""

import itertools
import re
import subprocess
import sys
from collections import OrderedDict
from html import unescape

import pytest
from defusedxml import ElementTree

from charts.steps import marks_at
from dashboard import still
from dashboard.drawing import drawing
from tests.charts import charts, drawing_of
from tests.server import ROOT
from tests.tables import EMPTY, view
from topics.land.contamination_map import contamination_map
from topics.land.release_chart import release_by_year
from topics.treaties.curve_chart import ratification_curve
from topics.treaties.standing_map import standing_map

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{name}" for name in ("path", "rect", "circle", "use")}
LARGEST = 100_000
"""Letters of a picture."""


def opened(picture):
    """The root of a picture, and all its words as one line."""
    root = ElementTree.fromstring(picture)
    lines = [" ".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    return root, plain(" ".join(lines))


def plain(markup):
    """Markup of Plotly as words on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(markup))).split())


def key_of(figure):
    """What stands in the key of a figure."""
    if "layers" in figure:
        return [look["label"] for look in figure["classes"] if look["in_key"]]
    if figure["layout"].get("showlegend") is False:
        return []
    shown = [trace for trace in figure["data"] if trace.get("showlegend") is not False]
    has_key = len(shown) > 1 or any(trace.get("showlegend") for trace in shown)
    return [trace["name"] for trace in shown if has_key and trace.get("name") and len(trace["x"])]


def categories_of(figure):
    """What stands at the axes of a figure in words."""
    axes = [part for name, part in figure.get("layout", {}).items() if re.fullmatch(r"[xy]axis\d*", name)]
    for axis in axes:
        if axis.get("visible") is not False and axis.get("showticklabels") is not False:
            yield from axis.get("ticktext", axis.get("categoryarray", ()))


def notes_of(figure):
    """What is written on a figure, and the words beside its marks."""
    yield from (note["text"] for note in figure.get("layout", {}).get("annotations", ()))
    for trace in figure.get("data", ()):
        if "text" in trace.get("mode", "") or trace.get("textposition") == "outside":
            yield from ([trace["text"]] if isinstance(trace["text"], str) else trace["text"])


def marks_of(figure):
    """How many shapes of their own the marks of a figure have at least."""
    if "layers" in figure:
        return len(marks_at(figure))
    points, bars, cells = [], [], []
    for trace in figure["data"]:
        if "markers" in trace.get("mode", ""):
            points += [height for height in trace["y"] if height is not None]
        if trace["type"] == "bar":
            bars += filter(None, trace["x" if trace.get("orientation") == "h" else "y"])
        if trace["type"] == "heatmap":
            cells += [cell for line in trace["z"] for cell in line if cell is not None]
    return len(points) + len(bars) + len(cells)


@pytest.mark.parametrize("drawn", charts())
def test_a_picture_says_what_the_page_says(drawn):
    there = drawing_of(drawn, view()).at(None, None)
    figure = there.figure
    if not figure:
        with pytest.raises(ValueError, match="No figure to draw"):
            still.svg(there)
        return
    picture = still.svg(there)
    root, words = opened(picture)
    said = [
        there.chart.title,
        there.facts["subtitle"],
        there.step,
        there.facts["sources"],
        there.facts["note"],
    ]
    missing = [
        text
        for text in [*said, *key_of(figure), *categories_of(figure), *notes_of(figure)]
        if plain(text or "") not in words
    ]
    assert not missing
    assert root.find(f"{SVG}title").text == there.chart.title
    assert len([one for one in root.iter() if one.tag in SHAPES]) > marks_of(figure)
    assert len(picture) < LARGEST


def test_a_map_is_drawn_where_it_stands():
    drawn = drawing(contamination_map, view(), {}, dark=False)
    _, words = opened(still.svg(drawn.at("2014", "CMR")))
    assert drawn.at("2014", "CMR").chart.title in words
    assert "As known in 2014 · Cluster munitions" in words
    first, other = (still.svg(drawn.at(step, None), is_bare=True) for step in ("1996", "2026"))
    assert fills(first) != fills(other)


def fills(picture):
    """The colours of the areas of a map, in their order."""
    return re.findall(r"fill:(#\w{6})", picture)


def test_a_class_that_stands_out_is_named_and_the_others_are_faded():
    drawn = drawing(standing_map, view(), {}, dark=False)
    picture = still.svg(drawn, only="State Party")
    assert "only “State Party” in full colour, other classes faded" in opened(picture)[1]
    assert 'opacity="0.4"' in picture
    assert still.svg(drawn, only="no such class") == still.svg(drawn)


def test_a_picture_alone_has_no_words_around_it():
    drawn = drawing(release_by_year, view(), {}, dark=False)
    assert drawn.chart.title not in still.svg(drawn, is_bare=True)


def test_pictures_can_stand_in_one_page():
    charts_of_page = (release_by_year, ratification_curve, contamination_map, standing_map)
    pictures = [still.svg(drawing(work, view(), {}, dark=False)) for work in charts_of_page]
    ids = [re.findall(r' id="([^"]*)"', picture) for picture in pictures]
    assert len({*itertools.chain(*ids)}) == sum(map(len, ids))
    for known, picture in zip(ids, pictures, strict=True):
        assert {*re.findall(r"""(?:url\(|href=")#([^)"]*)""", picture)} <= {*known}
    assert "fill:url(#" in pictures[2]  # land without data is hatched
    assert re.search(r"<pattern[^>]*><rect[^>]*fill:#ffffff", pictures[2]), (
        "and nothing under it shows through"
    )


def test_a_picture_is_the_same_each_time(monkeypatch):
    drawn = drawing(release_by_year, view(), {}, dark=False)
    first = still.svg(drawn), still.png(drawn)
    monkeypatch.setattr(still, "_kept", OrderedDict())
    assert (still.svg(drawn), still.png(drawn)) == first


def test_nothing_to_draw_is_said():
    drawn = drawing(ratification_curve, view(tables=EMPTY), {}, dark=False)
    with pytest.raises(ValueError, match="No figure to draw"):
        still.svg(drawn)


MANY = (
    "globalThis.k = []; for (let i = 0; i < 120000; i++) k.push({a: [i, i, i], s: 'x' + i}); "
    "k = k.slice(0, 1000); 0"
)
AT_WORK = f"""
from dashboard import still

engine = still._engine()
engine.eval({MANY!r}, timeout_sec=20)
engine.low_memory_notification()
engine.eval({MANY!r}, timeout_sec=20)
"""


def test_a_process_that_has_drawn_comes_to_its_end():
    """V8 still tidies up when the process ends: it waited for ever, or crashed."""
    ran = subprocess.run([sys.executable, "-c", AT_WORK], check=False, cwd=ROOT, timeout=60)
    assert ran.returncode == 0
