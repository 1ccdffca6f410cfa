"""Holds that every mark names a country as it was called on the day of the mark, in the reader's wording."""

import functools
import re
from itertools import chain

import pandas as pd
import pytest

from charts.chart import Chart
from dashboard.store import snapshot
from tests.charts import charts
from tests.tables import TABLES
from topics.tables import Tables
from topics.view import View
from topics.vocabulary.countries import country_names

SHOWN = ("MKD", "TUR", "SRB", "BIH", "XKX")
"""Countries whose rows are drawn: few, so that no chart leaves them out for others."""
STANDING = {
    "cooperation.memberships_chart.memberships",
    "country_table.country_treaties",
    "land.comparison_chart.by_country_size",
    "land.deadlines_chart.obligation_table",
    "land.projection_chart.not_projected",
    "land.release_chart.release_by_year",
    "overview_map.overview_map",
    "overview_table.country_list",
    "country_table.country_status",
    "records.gaps_table.years_without_figure",
    "treaties.dates_table.treaty_dates",
    "treaties.path_table.path_by_state",
    "treaties.notices_table.treaty_conflicts",
    "treaties.standing_chart.standing_grid",
}
"""Charts of the day shown: their rows tell how things stand, sum up, or name who has no data."""
QUOTING = {"records.changes_chart.changes_table", "records.documents_chart.documents_table"}
"""Charts that show cells and titles of documents as they were published."""
FULL = "Czech Republic"
"""A former short name that is still the full one."""
YEAR = re.compile(r"(?<![\d\u202f.])(?:19|20)\d\d(?![\d\u202f])")
OTHER = re.compile(r"(?<![\w“])Kosovo(?!\*)|Kosovo\*\*")
SOURCE = re.compile(r"(?s)<br>(?:Source|Organised by|and )\W?.*")
CHARTS = charts()


@functools.cache
def tables() -> Tables:
    """The tables in the wording of the European Union, with the rows of a few countries."""
    every = snapshot(wording="EU")
    frames = {name: every[name] for name in every}
    for name, rows in frames.items():
        column = next((one for one in ("country", "recipient") if one in rows), None)
        if column and name not in ("countries", "country_names", "actors"):
            frames[name] = rows[rows[column].isna() | rows[column].isin([*SHOWN, "SCG", "ITF"])]
    return Tables(
        frames,
        version="few countries",
        published=every.published,
        today=every.today,
        wording="EU",
        package=every.package,
    )


@functools.cache
def chart_of(name: str) -> Chart:
    """A chart of few countries; the wordings have former names alike."""
    return CHARTS[name](tables(), View(tables()))


@functools.cache
def former() -> list[tuple[str, str, pd.Timestamp, pd.Timestamp]]:
    """Code, name, first and last day of each name that a country has no longer."""
    past = TABLES["country_names"].query("wording == 'UN' and valid_to.notna()")
    begun = past["valid_from"].fillna(pd.Timestamp("1900-01-01"))
    return list(zip(past["country"], past["name"], begun, past["valid_to"], strict=True))


def misnamed(text: str, step: object = None) -> list[str]:
    """Names in a hover text that their country did not have in any of the years it speaks of."""
    words = SOURCE.sub("", text).replace("<br>", " ")
    years = [int(str(step))] if step is not None else [int(year) for year in YEAR.findall(words)]
    if not years:
        return []
    first, last = pd.Timestamp(min(years), 1, 1), pd.Timestamp(max(years), 12, 31)
    today, wrong = country_names(TABLES), []
    for code, name, begins, ends in former():
        now = today[code]
        if name in words and name != FULL and (ends < first or begins > last):
            wrong.append(name)
        is_told = f"{now}, in {name}" in words or now not in words.replace(name, "")
        if not is_told and begins <= first <= last <= ends:
            wrong.append(now)
    return wrong


def test_a_name_is_right_on_the_days_on_which_it_held():
    assert misnamed("<b>North Macedonia 2013</b>") == ["North Macedonia"]
    assert misnamed("<b>North Macedonia 2013 to 2020</b>") == []
    assert misnamed("the former Yugoslav Republic of Macedonia, 2020") != []
    assert misnamed("<b>Serbia, in Serbia and Montenegro 2004</b>") == []
    assert misnamed("<b>Serbia 2004</b>") == ["Serbia"]
    assert misnamed("<b>Serbia 2004</b>", 2010) == []


@pytest.mark.parametrize("drawn", sorted(set(CHARTS) - STANDING))
def test_every_mark_has_the_name_of_its_day(drawn):
    rows = chart_of(drawn).rows
    is_map = "step" in rows and pd.api.types.is_numeric_dtype(rows["step"])
    steps = rows["step"] if is_map else [None] * len(rows)
    wrong = {
        text
        for text, step in zip(rows["label"], steps, strict=True)
        if "<b>" in text and misnamed(text, step)
    }
    assert not wrong, f"{len(wrong)} marks with a name of another day, such as {sorted(wrong)[:2]}"


@pytest.mark.parametrize("drawn", sorted(set(CHARTS) - QUOTING))
def test_every_mark_is_in_the_wording_asked_for(drawn):
    chart = chart_of(drawn)
    notes = [one.get("text", "") for one in chart.figure.get("layout", {}).get("annotations", ())]
    titles = chain(*chart.figure.get("titles", [[chart.title]]))
    own = [SOURCE.sub("", text) for text in chart.rows["label"]]
    other = {text for text in (*own, *notes, *titles) if OTHER.search(text or "")}
    assert not other, f"{len(other)} words in the wording of the UN, such as {sorted(other)[:2]}"
