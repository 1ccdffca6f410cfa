"""The invented example of own hazard areas as charts take it, and shapes of any kind as checked areas."""

import functools
from pathlib import Path

import numpy as np
import pandas as pd

from dashboard.areas.limits import shapes_of_text
from dashboard.areas.places import boundaries
from dashboard.areas.reading import read
from topics.hazard_areas import checks, coordinates, questions, terms
from topics.hazard_areas.own_areas import OwnAreas

EXAMPLE = (Path(__file__).parent.parent / "dashboard" / "static" / "areas_example.geojson").read_bytes()


def as_guessed(file, without=()):
    """Rows in our terms and shapes of a file, as the page takes it while nobody answers."""
    table = file.rows.drop(columns=list(without))
    columns = terms.guessed_columns([str(name) for name in table])
    table, shapes = (table, file.shapes) if file.shapes is not None else placed(table, columns["id"])
    codes = {
        term: {word: terms.guessed_code(term, word) for word in terms.counted_values(table, column).index}
        for term, column in columns.items()
        if term in terms.CODED and column
    }
    rows = terms.in_our_terms(table, columns, codes, terms.guessed_unit(columns["area"]) or "m2")
    rows.insert(0, "row", range(1, len(rows) + 1))
    return rows, shapes


def placed(table, identifier):
    """Rows and shapes of a sheet."""
    guess = terms.guessed_shape(table)
    if guess["how"] == "wkt":
        return table, shapes_of_text(table[guess["wkt"]])
    if guess["how"] == "points":
        return table, coordinates.points_of(table, guess)
    question = questions.fill_question(identifier, table[identifier])
    named = guess | {"id": identifier}
    return coordinates.polygons_of_corners(table, named, bool(question and question.guess == "above"))


@functools.cache
def example():
    """The example file, its columns and words taken for what is guessed first."""
    file = read(EXAMPLE)
    rows, shapes = as_guessed(file)
    return own(checks.checked(rows, shapes, file.crs, boundaries()), is_example=True)


def own(areas, is_example=False):
    """Checked areas as charts take them."""
    return OwnAreas(id(areas), "areas.geojson", areas, is_example)


def checked(shapes, repair=False, crs="EPSG:4326", **cells):
    """Shapes as checked areas, alike but for the cells given as lists."""
    common = {"id": None, "hazard": "CMR", "area_class": "CHA", "status": "open", "area_stated_km2": np.nan}
    rows = pd.DataFrame({"row": range(1, len(shapes) + 1), **common} | cells)
    rows = rows.astype({"area_stated_km2": float})
    return checks.checked(rows, np.array(shapes, dtype=object), crs, boundaries(), repair=repair)
