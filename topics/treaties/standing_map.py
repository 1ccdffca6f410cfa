"""The map of who is bound by a treaty at the end of each year."""

from datetime import date

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.extent import extent_for
from charts.map import Look, countries, ground, map_figure, names, outlines
from charts.steps import Steps
from topics.tables import Tables
from topics.treaties.standing_years import standing_years
from topics.treaties.status import AREA
from topics.treaties.words import treaty_name
from topics.view import View
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import NO_STATE, standing_name

MAP_WORDS = {"signatory": "signed only", AREA: NO_STATE}
"""Instead of the words of the treaty, where there is little room."""
COLOURS = theme.STANDING_AREAS
COLUMNS = ("country", "standing", "step")


def standing_map(
    tables: Tables, view: View, *, treaty: str = "CCM", day: date | None = None, at: int | None = None
) -> Chart:
    """Who is bound at the end of each year, with a slider that begins at the last one or `at`."""
    on, name = day or view.day, treaty_name(tables, treaty)
    rows = tables.derive(standing_years, treaty, on)
    rows = rows[rows["country"].isin(view.members)].reset_index(drop=True)
    if rows["standing_code"].eq(AREA).all():
        return empty(sentence("No act under the {treaty} is on record", treaty=name))
    words = {code: _class(tables, treaty, code, on) for code in COLOURS}
    rows = rows.assign(**{"class": rows["standing_code"].map(words), "is_stated": False})
    used, extent = set(rows["class"]), extent_for(tables, view.members)
    looks = [Look(words[code], colour) for code, colour in COLOURS.items() if words[code] in used]
    layers = [
        *ground(extent, view.members),
        *countries(tables, extent, rows),
        outlines(extent),
        names(tables, extent),
    ]
    steps = _steps(rows, on, at)
    figure = map_figure(tables, extent, rows, looks, layers, steps=steps, around=view.members)
    note = sentence(
        "A state that has deposited its consent is bound some months later. "
        "The slider shows the end of each year, at last {day}.",
        day=long_date(on),
    )
    measure = sentence("Standing under the {treaty}", treaty=name)
    return Chart(steps.title, rows, figure, note, COLUMNS, view.place, extent.name, measure=measure)


def _class(tables: Tables, treaty: str, code: str, day: date) -> str:
    return MAP_WORDS.get(code) or standing_name(tables, treaty, code, day)


def _steps(rows: pd.DataFrame, on: date, at: int | None) -> Steps:
    """The ends of years, at last the day asked for, each with how many states were party."""
    titles, ends = {}, {}
    for year, part in rows.groupby("step"):
        end = min(date(int(year), 12, 31), on)
        standing = part["standing_code"]
        titles[int(year)] = _title(int((standing == "party").sum()), int((standing != AREA).sum()), end)
        ends[int(year)] = f"end {year}" if end == date(int(year), 12, 31) else short_date(end)
    return Steps({"": titles}, at, labels=ends, prefix=sentence("Standing: "))


def _title(parties: int, states: int, end: date) -> str:
    day = long_date(end)
    if states == 1:
        return sentence("{parties} of 1 state was party on {day}", parties=parties, day=day)
    if parties == 1:
        return sentence("1 of {states} states was party on {day}", states=states, day=day)
    parts = {"parties": parties, "states": states, "day": day}
    return sentence("{parties} of {states} states were party on {day}", **parts)
