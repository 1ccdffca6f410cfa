"""The routes of clean tables and boundaries, and of where states stand under treaties on a day."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from starlette.requests import Request

from dashboard import cite, download, frames, parameters, shapes, store
from dashboard.api.answers import Content
from dashboard.chart_forms import FORMS, OF_CSV, PART
from dashboard.drawing import result_of
from dashboard.parameters import FILTERS, day, one_of, refuse_unknown
from topics.tables import Tables
from topics.treaties.status import standings
from topics.view import WORLD, View
from topics.vocabulary.countries import country_names
from topics.vocabulary.sentences import sentence
from topics.vocabulary.treaties import treaty_names

FORMS_OF_TABLES = ("csv", "json", "parquet", "geojson")
PLACE = ("lon", "lat")
JSON = FORMS["json"].kind
DAY = "public, max-age=86400"
FIRST_ACT = date(1980, 1, 1)
"""Before any act under a treaty on record."""


def listing(request: Request) -> Content:
    """All tables: name, title, number of rows, forms."""
    refuse_unknown(request.query_params, ())
    tables = store.snapshot()
    listed = [
        {
            "name": part["table"],
            "title": part["title"],
            "rows": part["rows"],
            "forms": forms(tables[part["table"]]),
        }
        for part in store.package()["resources"]
    ]
    return Content(frames.json_text(listed), JSON)


def table(request: Request) -> Content:
    """A clean table, or a part of it, in a form."""
    name, _, form = request.path_params["file"].partition(".")
    given = dict(request.query_params)
    rows = store.snapshot()[name]
    if form not in forms(rows):
        words = sentence(
            "No form '{form}' of this table. There are: {exists}", form=form, exists=", ".join(forms(rows))
        )
        raise LookupError(words)
    refuse_unknown(given, (*FILTERS, *PART, *(OF_CSV if form == "csv" else ())))
    stored = {"csv": store.csv, "parquet": store.parquet}
    if form in stored and not any(given.values()):  # as the descriptor has its checksum
        return Content(stored[form](name), FORMS[form].kind, f"{name}.{form}")
    view = parameters.view_of(given, region=WORLD)
    body = _body(form, view.of(view.tables[name]), given, view)
    stem = f"{name}-{view.tables.published}" if view.tables.is_closed else name
    return Content(body, FORMS[form].kind, "" if form == "json" else f"{stem}.{form}")


def forms(rows: pd.DataFrame) -> list[str]:
    """The forms that a table has; a map where its rows have places."""
    return [form for form in FORMS_OF_TABLES if form != "geojson" or set(PLACE) <= set(rows)]


def _body(form: str, rows: pd.DataFrame, given: Mapping[str, str], view: View) -> bytes:
    if form == "csv":
        return frames.as_csv(rows, given)
    if form == "json":
        return frames.as_json(rows, given, _head(view))
    if form == "parquet":
        return frames.as_parquet(frames.part(rows, given), {})
    columns = list(frames.part(rows, given))
    places = frames.part(rows, {**given, "columns": ""})
    spots = shapes.spots(download.plain_cells(places, download.iso_cell), columns)
    return shapes.geojson(spots, list(_head(view).items()))


def _standings(tables: Tables, view: View, *, on: date, treaties: tuple[str, ...]) -> pd.DataFrame:
    """Where the countries of a view stand, with their names."""
    rows = standings(tables, on, view.members, treaties)
    rows.insert(2, "country_name", rows["country"].map(country_names(tables, full=True)))
    return rows.assign(records=rows["records"].map(list))


def _head(view: View) -> dict[str, str]:
    """What is said of all rows."""
    return {"edition": f"{view.tables.edition}", "status_note": cite.status_note(view.tables)}


def boundaries(request: Request) -> Content:
    """A boundary file as RFC 7946 has it: outer rings against the clock."""
    refuse_unknown(request.query_params, ())
    name, note = request.path_params["name"], cite.status_note(store.snapshot())
    body = shapes.with_rings_turned(store.geometry(name), note)
    return Content(body, FORMS["geojson"].kind, f"{name}.geojson", DAY, is_lasting=True)


def geometry(request: Request) -> Content:
    """A boundary file as maps draw it: outer rings clockwise."""
    body = store.geometry(request.path_params["name"])
    return Content(body, FORMS["geojson"].kind, keep=DAY, is_lasting=True)


def standing(request: Request) -> Content:
    """Where each country stands under treaties at the end of a day: `?treaty=CCM&date=2013-05-20`."""
    given = dict(request.query_params)
    refuse_unknown(given, ("treaty", "date", "region", "countries", "known", "wording", "edition", *PART))
    view = parameters.view_of({name: text for name, text in given.items() if name in FILTERS}, region=WORLD)
    tables = view.tables
    last = tables.edition
    on = day("date", given["date"], FIRST_ACT, last) if given.get("date") else last
    codes = tuple(treaty_names(tables))
    treaties = (one_of("treaty", given["treaty"], codes),) if given.get("treaty") else codes
    rows = result_of(_standings, view, {"on": on, "treaties": treaties})
    return Content(frames.as_json(rows, given, {"date": f"{on}"} | _head(view)), JSON)
