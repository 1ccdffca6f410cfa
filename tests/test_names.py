"""Holds that every mark names a country as it was called on the day of the mark, in the reader's wording."""

import functools
import importlib
import inspect
import re
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis import backtest, disagreements, gaps, realised
from charts import contamination_maps
from charts import disagreements as drawn_disagreements
from charts import gaps as drawn_gaps
from charts import projection as drawn_projection
from charts import realised as drawn_realised
from dashboard import store, view

FOLDER = Path(__file__).parent.parent / "charts"
TODAY = pd.Timestamp("2026-11-22")
SHOWN = ("MKD", "TUR", "SRB", "CZE", "BIH", "XKX", "SCG", "ITF")
"""Countries whose rows are drawn: few, so that no chart leaves them out for others."""
STANDING = (
    "standing_grid",
    "memberships_grid",
    "by_country_size",
    "contamination_maps_by_hazard",
    "who_met_whom",
)
"""Charts of the day shown: their marks tell how things stand, or sum up, and what led there."""
FULL = "Czech Republic"
"""A former short name that is still the full one."""
YEAR = re.compile(r"(?<![\d\u202f.])(?:19|20)\d\d(?![\d\u202f])")
SAID = re.compile(r"%{meta\.said\[(\d+)\]}<extra></extra>")
OTHER = re.compile(r"(?<![\w“])Kosovo(?!\*)|Kosovo\*\*")
SOURCE = re.compile(r"(?s)<br>(?:Source|and )\W?.*")


@functools.cache
def tables(wording="EU"):
    """The tables as a reader of a wording gets them, with the rows of a few countries."""
    found = {name: view._as_seen(name, store.written(name), None, wording) for name in store.tables()}
    for name, rows in found.items():
        column = next((one for one in ("country", "recipient") if one in rows), None)
        if column and name not in ("countries", "country_names", "actors"):
            found[name] = rows[rows[column].isin(SHOWN)]
    return found


def charts():
    """Every chart of countries that is drawn from clean tables alone, by the names of its parameters."""
    for module in sorted(path.stem for path in FOLDER.glob("*.py")):
        for name, chart in inspect.getmembers(
            importlib.import_module(f"charts.{module}"), inspect.isfunction
        ):
            signature = inspect.signature(chart)
            needed = [one.name for one in signature.parameters.values() if one.default is one.empty]
            is_chart = signature.return_annotation is go.Figure and chart.__module__ == f"charts.{module}"
            if (
                is_chart
                and "countries" in needed
                and set(needed) <= set(store.tables())
                and name not in STANDING
            ):
                yield pytest.param(functools.partial(of_tables, chart, needed), id=name)
    yield from (pytest.param(draw, id=draw.__name__) for draw in (points, grid, fresh, back_test, shares))


def of_tables(chart, needed):
    asked = {"states": SHOWN[:6]} if "states" in inspect.signature(chart).parameters else {}
    return chart(*of(*needed), **asked)


def points():
    rows = disagreements.disagreements(tables())
    return drawn_disagreements.spread_of_statements(rows, tables()["countries"], most=50)


@functools.cache
def cells():
    return gaps.coverage(tables(), SHOWN[:6], (1999, TODAY.year), TODAY.date())


def grid():
    rows = cells().query("indicator == 'casualties'")
    return drawn_gaps.completeness_grid(rows, tables()["countries"])


def fresh():
    return drawn_gaps.last_figures(gaps.freshness(cells(), TODAY.date()), tables()["countries"])


def back_test():
    found = backtest.completions(*of("contamination", "clearance", "obligations"), TODAY)
    return drawn_projection.backtest(found, tables()["countries"])


def shares():
    found = realised.realised_shares(*of("contamination", "clearance"))
    return drawn_realised.shares_realised(found, tables()["countries"])


def of(*names):
    return [tables()[name] for name in names]


def marks(figure):
    """The hover texts of a figure, each with the year of the slider in which it is seen, if there is one."""
    said = (figure.layout.meta or {}).get("said", [])
    years = (figure.layout.meta or {}).get("panels", {})
    steps = [(None, figure.data)] if not figure.frames else [(one.name, one.data) for one in figure.frames]
    for step, traces in steps:
        for trace in traces:
            for found in (trace.hovertext, trace.hovertemplate, getattr(trace, "text", None)):
                for text in [found] if isinstance(found, str) else found if found is not None else ():
                    number = SAID.fullmatch(str(text))
                    words = said[int(number[1])] if number else str(text)
                    if "<b>" in words:
                        yield step or years.get(trace.geo if "geo" in trace else None), words


@functools.cache
def former():
    """Code, name, first and last day of each name that a country has no longer."""
    past = store.load("country_names").query("wording == 'UN' and valid_to.notna()")
    begun = past["valid_from"].fillna(pd.Timestamp("1900-01-01"))
    return list(zip(past["country"], past["name"], begun, past["valid_to"], strict=True))


def misnamed(text, step=None):
    """Names in a hover text that their country did not have in any of the years it speaks of."""
    words = SOURCE.sub("", text).replace("<br>", " ")
    years = [int(step)] if step else [int(year) for year in YEAR.findall(words)]
    if not years:
        return []
    first, last = pd.Timestamp(min(years), 1, 1), pd.Timestamp(max(years), 12, 31)
    today, found = tables("UN")["countries"].set_index("country")["short_name"], []
    for code, name, begins, ends in former():
        now = today[code]
        if name in words and name != FULL and (ends < first or begins > last):
            found.append(name)
        is_told = f"{now}, in {name}" in words or now not in words.replace(name, "")
        if not is_told and begins <= first <= last <= ends:
            found.append(now)
    return found


def test_a_name_is_right_on_the_days_on_which_it_held():
    assert misnamed("<b>North Macedonia 2013</b>") == ["North Macedonia"]
    assert misnamed("<b>North Macedonia 2013 to 2020</b>") == []
    assert misnamed("the former Yugoslav Republic of Macedonia, 2020") != []
    assert misnamed("<b>Serbia, in Serbia and Montenegro 2004</b>") == []
    assert misnamed("<b>Serbia 2004</b>") == ["Serbia"]
    assert misnamed("<b>Serbia 2004</b>", "2010") == []


@pytest.mark.parametrize("draw", list(charts()))
def test_every_mark_has_the_name_of_its_day_in_the_wording_asked_for(draw):
    figure = draw()
    said = list(marks(figure))
    wrong = {text for step, text in said if misnamed(text, step)}
    assert not wrong, f"{len(wrong)} marks with a name of another day, such as {sorted(wrong)[:2]}"
    other = {text for text in written(figure, said) if OTHER.search(text)}
    assert not other, f"{len(other)} words in the wording of the UN, such as {sorted(other)[:2]}"


def written(figure, said):
    """All that a figure says of its own: hover texts, labels, title."""
    ticks = [tick for axis in (figure.layout.xaxis, figure.layout.yaxis) for tick in axis.ticktext or ()]
    notes = [one.text for one in figure.layout.annotations if one.text]
    return [SOURCE.sub("", text) for _, text in said] + [
        *notes,
        *map(str, ticks),
        str(figure.layout.title.text),
    ]


def test_a_map_in_the_wording_of_the_un_has_no_star():
    figure = contamination_maps.contamination_map(
        *(tables("UN")[name] for name in ("contamination", "countries", "subdivisions", "sources"))
    )
    assert "Kosovo" in figure.to_json()
    assert "Kosovo*" not in figure.to_json()
