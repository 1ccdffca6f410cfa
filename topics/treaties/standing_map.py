"""The map of who is bound by a treaty at the end of each year."""

from collections import Counter
from datetime import date

import pandas as pd

from charts import theme
from charts.chart import Chart, empty
from charts.map import countries, extent_for, ground, key, layout, top
from charts.map_labels import standing_names
from charts.map_steps import Steps, stepped
from topics.tables import Tables
from topics.treaties.standing_years import standing_years
from topics.treaties.status import AREA
from topics.treaties.words import scope_words, treaty_name
from topics.view import View
from topics.vocabulary.dates import long_date, short_date
from topics.vocabulary.treaties import NO_STATE, party_name, standing_name

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
        return empty(f"No action under the {name} is on record")
    words = {code: _class(tables, treaty, code, on) for code in COLOURS}
    rows = rows.assign(**{"class": rows["standing_code"].map(words), "is_stated": False})
    used = set(rows["class"])
    colours = {words[code]: colour for code, colour in COLOURS.items() if words[code] in used}
    extent = extent_for(tables, view.members)

    classes = key(colours)
    names, towns = tables.derive(standing_names, extent.name)
    under, over = [*names, *ground(extent, view.members), classes], [*towns, *top(extent)]
    steps, sheet = _steps(tables, rows, treaty, on, at), layout(tables, extent, view.members)
    painted = rows[["step", "unit", "class", "label"]]
    figure = stepped(painted, countries(tables, extent, colours), sheet, steps, under, over)
    note = (
        f"A state is a {party_name(tables, treaty, 1)} from the day on which the treaty is in force for it; "
        "between deposit and that day it has consented only. The slider shows the end of each year, at last "
        f"{long_date(on)}."
    )
    scope = scope_words(tables, view, treaty, on)
    return Chart(steps.title, rows, figure, note, COLUMNS, scope, extent.name)


def _class(tables: Tables, treaty: str, code: str, day: date, count: int = 1) -> str:
    return MAP_WORDS.get(code) or standing_name(tables, treaty, code, day, count)


def _steps(tables: Tables, rows: pd.DataFrame, treaty: str, on: date, at: int | None) -> Steps:
    """The ends of years, at last the day asked for, each with how many states have which standing."""
    name = treaty_name(tables, treaty)
    titles, ends = {}, {}
    for year, part in rows.groupby("step"):
        end = min(date(int(year), 12, 31), on)
        counted = Counter(part["standing_code"])
        titles[int(year)] = f"{name}, {long_date(end)}: {_counted(tables, treaty, counted, end)}"
        ends[int(year)] = f"end {year}" if end == date(int(year), 12, 31) else short_date(end)
    return Steps({"": titles}, at, labels=ends, prefix="Standing: ")


def _counted(tables: Tables, treaty: str, counted: Counter[str], day: date) -> str:
    parties = counted["party"]
    first = [f"{parties} {party_name(tables, treaty, parties)}"] if parties else []
    others = [code for code in COLOURS if code not in ("party", AREA) and counted[code]]
    return ", ".join(
        [*first, *(f"{counted[code]} {_class(tables, treaty, code, day, counted[code])}" for code in others)]
    )
